// Sharing by link: the dialog that makes one, and the page that opens one.

import { expect, type Page } from "@playwright/test";

import { Frame } from "./frame.ts";

export class ShareDialog extends Frame {
  get dialog() {
    return this.page.getByRole("dialog", { name: "Share by link" });
  }

  get link() {
    return this.dialog.getByRole("textbox", { name: "Link", exact: true });
  }

  get inside() {
    return this.dialog.getByRole("region", { name: "What is inside" });
  }

  get notes() {
    return this.dialog.getByRole("checkbox", { name: "Include the notes" });
  }

  async open(button = "Share") {
    await this.page.getByRole("button", { name: button, exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  async choose(what: string) {
    await this.dialog.getByRole("radio", { name: what }).check();
  }

  /** The link that is shown. */
  async made() {
    await expect(this.link).not.toHaveValue("");
    return this.link.inputValue();
  }

  /** Seals what is chosen, and answers with the link. */
  async seal(passphrase: string) {
    await this.dialog.getByText("Protect it with a passphrase").click();
    await this.dialog.getByRole("textbox", { name: "Passphrase optional" }).fill(passphrase);
    await expect(this.link).toBeHidden();
    await this.dialog.getByRole("button", { name: "Make the protected link" }).click();
    await expect(this.inside).toContainText("Sealed");
    return this.made();
  }
}

export class Shared extends Frame {
  get inside() {
    return this.page.getByRole("region", { name: "What is inside" });
  }

  get refusal() {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** Opens a link as a person would who got it. */
  async follow(link: string) {
    await this.page.goto(link);
    await this.ready();
  }

  async look() {
    await this.page.getByRole("button", { name: "Look at it" }).click();
    await expect(this.page.getByRole("heading", { name: "Summary" })).toBeVisible();
  }

  async keep() {
    await this.page.getByRole("button", { name: "Keep it as a new review" }).click();
  }
}

/** A link with its code changed. */
export const changed = (link: string, change: (code: string) => string) => {
  const [address, code] = link.split("#/s/");
  return `${address}#/s/${change(code)}`;
};

/** On the page with this heading. */
export const at = (page: Page) => new Shared(page);
