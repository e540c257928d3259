// The library and its search.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export class Library extends Frame {
  async goto(...path: string[]) {
    await super.goto(["/explore", ...path].join("/"));
  }

  /** Where one is. */
  get crumbs() {
    return this.page.getByRole("navigation", { name: "Where you are" }).getByRole("link");
  }

  /** The way to a neighbor. */
  step(which: "Previous" | "Next") {
    return this.page.getByRole("navigation", { name: /^Previous and next/ }).getByRole("link", { name: new RegExp(`^${which}`) });
  }

  async takeAlong(form: string) {
    const summary = this.page.getByText("Take it along");
    const button = this.page.getByRole("button", { name: form, exact: true });
    if (!(await button.isVisible())) await summary.click();
    const download = this.page.waitForEvent("download");
    await button.click();
    return download;
  }
}

export class Search extends Frame {
  /** Where the search is: its page, or the dialog. */
  within = this.page.getByRole("main");

  get field() {
    return this.within.getByRole("searchbox");
  }

  get hits() {
    return this.within.getByRole("list").getByRole("link");
  }

  get said() {
    return this.within.getByRole("status").filter({ hasText: /result|found|Type/ });
  }

  /** Every lens is here. */
  async loaded() {
    await expect(this.within.getByRole("progressbar")).toHaveCount(0, { timeout: 20_000 });
  }

  /** Opens the dialog by its key. */
  async open() {
    await this.page.keyboard.press("/");
    this.within = this.page.getByRole("dialog", { name: "Search the library" });
    await expect(this.field).toBeFocused();
  }

  async filter(name: string, value: string) {
    const field = this.within.getByRole("combobox", { name });
    if (!(await field.isVisible())) await this.within.getByText("Filters").click();
    await field.selectOption({ label: value });
  }
}
