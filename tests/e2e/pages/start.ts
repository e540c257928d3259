// Where everything starts.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export class Start extends Frame {
  /** A review that is kept here. */
  card(name: string) {
    return this.page
      .getByRole("region", { name: "Continue where you left off" })
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }

  /** A lens on the shelf. */
  lens(name: string) {
    return this.page
      .getByRole("region", { name: "Lenses" })
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }

  /** The doors of the first visit. */
  get doors() {
    return this.page.getByRole("list", { name: "What brings you here?" });
  }

  /** The way to a review: the first door, and a button when one has been here before. */
  get way() {
    const door = this.doors.getByRole("link", { name: "Assess a system" });
    return door.or(this.page.getByRole("link", { name: "Start a review", exact: true })).first();
  }

  async begin() {
    await this.way.click();
    await expect(this.heading("New review")).toBeVisible();
  }

  async open(name: string) {
    await this.card(name).getByRole("link", { name, exact: true }).click();
    await expect(this.heading(name)).toBeVisible();
  }

  async delete(name: string) {
    await this.page.getByRole("button", { name: `Delete ${name}`, exact: true }).click();
  }
}

/** The one form before a review. */
export class NewReview extends Frame {
  get name() {
    return this.page.getByRole("textbox", { name: "Name of the workload" });
  }

  async start(name: string) {
    await this.name.fill(name);
    await this.page.getByRole("button", { name: "Start the review" }).click();
    await expect(this.page.getByRole("status", { name: "Risk of this answer" })).toBeVisible();
  }
}
