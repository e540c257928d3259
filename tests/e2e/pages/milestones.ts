// All milestones of a review, and one of them.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export class Milestones extends Frame {
  get name() {
    return this.page.getByRole("textbox", { name: "Name of the milestone" });
  }

  item(name: string) {
    return this.page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }

  async save(name: string) {
    await this.name.fill(name);
    await this.page.getByRole("button", { name: "Save a milestone" }).click();
    await expect(this.item(name)).toBeVisible();
  }

  async open(name: string) {
    await this.item(name).getByRole("link", { name, exact: true }).click();
    await expect(this.heading(name)).toBeVisible();
  }

  /** What changed since the open milestone: question, then, now, change. */
  async changes() {
    const rows = this.page.getByRole("table", { name: "Questions whose risk changed" }).getByRole("row");
    const all: string[][] = [];
    for (const row of await rows.all()) {
      const cells = await row.getByRole("rowheader").or(row.getByRole("cell")).allTextContents();
      if (cells.length) all.push(cells.map((cell) => cell.trim()));
    }
    return all;
  }
}
