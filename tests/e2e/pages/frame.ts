// What stands around every page: header, tabs, messages, dialogs.

import { expect, type Page } from "@playwright/test";

export type Tab = "Overview" | "Questions" | "Plan" | "Milestones" | "Report" | "Details";

/** A text as a regular expression that matches it. */
export const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Waits until the page has done what it does once something is drawn, such as
 * moving the focus: a key that is pressed before that would reach another place.
 */
export const drawn = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** The browser asks before the page goes, and the page stays. */
export async function asksBeforeLeaving(page: Page) {
  let asked = 0;
  page.once("dialog", (dialog) => {
    asked += dialog.type() === "beforeunload" ? 1 : 0;
    void dialog.dismiss();
  });
  await page.evaluate(() => setTimeout(() => location.reload(), 0));
  await expect.poll(() => asked).toBe(1);
}

export class Frame {
  constructor(readonly page: Page) {}

  heading(name?: string | RegExp) {
    return this.page.getByRole("heading", { level: 1, name, exact: typeof name === "string" });
  }

  /** The message about what was just done. */
  get toast() {
    return this.page.getByRole("status").filter({ has: this.page.getByRole("button", { name: "Close" }) });
  }

  get saveState() {
    return this.page.getByRole("banner").getByRole("status");
  }

  /** The button that undoes; its name says what. */
  get undoButton() {
    return this.page.getByRole("banner").getByRole("button", { name: /^(Undo|Nothing to undo)/ });
  }

  get redoButton() {
    return this.page.getByRole("banner").getByRole("button", { name: /^(Redo|Nothing to redo)/ });
  }

  get jump() {
    return this.page.getByRole("dialog", { name: "Jump to a question" });
  }

  get keys() {
    return this.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  }

  /** Opens an address of the app. */
  async goto(route = "/") {
    await this.page.goto(`./#${route}`);
    await drawn(this.page);
    await this.ready();
  }

  /** Waits until the page shows what it is about. */
  async ready() {
    await expect(this.heading()).toBeVisible();
    await expect(this.heading()).not.toHaveText(/^(Loading|Opening)/);
  }

  /** Goes home by the name at the top. */
  async home() {
    await this.page.getByRole("banner").getByRole("link", { name: "Plumbline" }).click();
    await expect(this.heading("Know what to fix first")).toBeVisible();
  }

  /** Goes to a page of the open review. */
  async tab(name: Tab) {
    await this.page.getByRole("navigation", { name: "This review" }).getByRole("link", { name, exact: true }).click();
    await expect(
      this.page.getByRole("navigation", { name: "This review" }).getByRole("link", { name, exact: true }),
    ).toHaveAttribute("aria-current", "page");
    await this.ready();
  }

  /** Waits until everything is saved. */
  async saved() {
    await expect(this.saveState).toHaveText(/^Saved at \d\d:\d\d$/);
  }

  async undo() {
    await this.toast.getByRole("button", { name: "Undo" }).click();
  }

  async closeToast() {
    await this.toast.getByRole("button", { name: "Close" }).click();
    await expect(this.toast).toHaveCount(0);
  }

  async expectToast(text: string | RegExp) {
    await expect(this.toast).toContainText(text);
  }
}
