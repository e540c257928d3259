// Answering questions.

import { expect } from "@playwright/test";

import { Frame, literally } from "./frame.ts";

export class Review extends Frame {
  get risk() {
    return this.page.getByRole("status", { name: "Risk of this answer" });
  }

  get notes() {
    return this.page.getByRole("textbox", { name: /^Notes/ });
  }

  get notApplicable() {
    return this.page.getByRole("checkbox", { name: "This question does not apply" });
  }

  get whyNot() {
    return this.page.getByRole("combobox", { name: "Why not" });
  }

  get next() {
    return this.page.getByRole("link", { name: /^(Next|See the result)$/ });
  }

  get previous() {
    return this.page.getByRole("link", { name: "Previous", exact: true });
  }

  get list() {
    return this.page.getByRole("navigation", { name: "Questions", exact: true });
  }

  /** The box of a practice. */
  practice(title: string) {
    return this.page.getByRole("checkbox", { name: title, exact: true });
  }

  /** Everything that belongs to one practice. */
  row(title: string) {
    const name = new RegExp(`^${literally(title)}( Does not apply)?$`);
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("checkbox", { name }) });
  }

  /** Whether the explanation of a practice is open. */
  explained(title: string) {
    return this.row(title).getByRole("checkbox", { name: "This practice does not apply" });
  }

  /** Opens the explanation of a practice. */
  async explain(title: string) {
    if (await this.explained(title).isVisible()) return;
    await this.page.getByText(`What this means, and notes: ${title}`).click();
    await expect(this.explained(title)).toBeVisible();
  }

  /** Marks a practice as not applicable, its explanation being open. */
  async excuse(title: string, reason?: string, note?: string) {
    const row = this.row(title);
    await this.explained(title).check();
    if (reason) await row.getByRole("combobox", { name: "Why it does not apply" }).selectOption({ label: reason });
    if (note) await row.getByRole("textbox", { name: /^Note on this practice/ }).fill(note);
  }

  async goOn(to?: string) {
    const before = await this.heading().textContent();
    await this.next.click();
    if (to) await expect(this.heading(to)).toBeVisible();
    else await expect(this.heading()).not.toHaveText(before!);
  }

  /** Goes to a question by the list at the left. */
  async goTo(title: string, pillar?: string) {
    const link = this.list.getByRole("link", { name: title });
    if (pillar && !(await link.isVisible())) await this.list.getByText(pillar, { exact: true }).click();
    await link.click();
    await expect(this.heading(title)).toBeVisible();
  }

  async expectRisk(words: string) {
    await expect(this.risk).toHaveText(words);
  }
}
