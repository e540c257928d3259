// Bringing a file.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export class Open extends Frame {
  override async goto(route = "/open") {
    await super.goto(route);
  }

  /** Chooses a file by the button of the page. */
  async choose(name: string, content: unknown) {
    const buffer = Buffer.isBuffer(content)
      ? content
      : Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
    await this.page
      .getByRole("main")
      .getByLabel(/^(Open a file|Choose a file|Choose another file)$/)
      .setInputFiles({ name, mimeType: "application/json", buffer });
  }

  /** Chooses a file that is on the disk. */
  async chooseFrom(path: string) {
    await this.page
      .getByRole("main")
      .getByLabel(/^(Open a file|Choose a file|Choose another file)$/)
      .setInputFiles(path);
  }

  async add() {
    await this.page.getByRole("button", { name: "Add it to my reviews" }).click();
  }

  /** Why a file was not opened. */
  get refusal() {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** Opens a lens and starts a review with it. */
  async lens(lens: { name: string }, workload: string) {
    await this.goto();
    await this.choose("lens.json", lens);
    await expect(this.heading(lens.name)).toBeVisible();
    await this.page.getByRole("link", { name: "Start a review with this lens" }).click();
    await this.page.getByRole("textbox", { name: "Name of the workload" }).fill(workload);
    await this.page.getByRole("button", { name: "Start the review" }).click();
    await expect(this.page.getByRole("status", { name: "Risk of this answer" })).toBeVisible();
  }
}
