// What was said in two tabs at the same time, and the choice between both.

import { expect, type Page } from "@playwright/test";

export class Clashes {
  constructor(readonly page: Page) {}

  get banner() {
    return this.page.getByRole("note").filter({ hasText: "in two tabs at the same time" });
  }

  get dialog() {
    return this.page.getByRole("dialog", { name: "Changed in two tabs" });
  }

  async open() {
    await this.banner.getByRole("button", { name: "Compare and pick" }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Everything about one clash, by the title of the question or field. */
  about(title: string) {
    return this.dialog.getByRole("group", { name: title, exact: true });
  }

  async pick(title: string, button: "Keep this version" | "Take the other version" | "Both notes") {
    await this.about(title).getByRole("button", { name: button }).click();
  }
}
