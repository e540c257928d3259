// Running a workshop: making it, its pages beside the review, collecting.

import { expect, type Page } from "@playwright/test";

import { Frame } from "./frame.ts";

/** A file as the browser gets it. */
type Given = { name: string; mimeType: string; buffer: Buffer };

export class Workshop extends Frame {
  /** Makes a workshop with all questions of a lens, and answers with its address. */
  async make(name: string, lens: string, how: { nameless?: boolean; scope?: string } = {}) {
    await this.goto("/workshop/new");
    await this.page.getByRole("textbox", { name: "Name of the workshop" }).fill(name);
    await this.page.getByRole("combobox", { name: "Lens" }).selectOption({ label: lens });
    await this.page.getByRole("radio", { name: how.scope ?? "The whole lens" }).check();
    if (how.nameless) await this.page.getByRole("radio", { name: "Without names" }).check();
    await expect(this.agenda.getByRole("listitem").first()).toBeVisible();
    await this.page.getByRole("button", { name: "Make the workshop" }).click();
    await expect(this.section("Send the link")).toBeVisible();
    return this.page.url().replace(/^[^#]*#/, "");
  }

  /** The heading of a part of the page. */
  section(name: string) {
    return this.page.getByRole("heading", { level: 2, name, exact: true });
  }

  get agenda() {
    return this.page.getByRole("region", { name: "Agenda" });
  }

  /** The link that people join by. */
  async link() {
    const link = this.page.getByRole("textbox", { name: "Link", exact: true });
    await expect(link).not.toHaveValue("");
    return link.inputValue();
  }

  /** A page of the workshop, by its name in the bar. */
  async step(name: "Invite" | "Collect" | "The room" | "Recap") {
    await this.page.getByRole("navigation", { name: "This workshop" }).getByRole("link", { name }).click();
  }

  async paste(text: string) {
    await this.page.getByRole("textbox", { name: "Links, or mails and chats with links in them" }).fill(text);
    await this.page.getByRole("button", { name: "Take in" }).click();
  }

  async bring(files: Given[]) {
    await this.page.getByLabel("Choose files").setInputFiles(files);
  }

  /** How far the workshop is. */
  get state() {
    return this.page.getByText(/answered · .* settled/);
  }

  /** The questions in the order of the room. */
  get room() {
    return this.page.getByRole("region", { name: "What the room thinks" }).getByRole("listitem");
  }

  agreed(title: string) {
    return this.page.getByRole("group", { name: "The agreed answer" }).getByRole("checkbox", { name: title });
  }

  get note() {
    return this.page.getByRole("textbox", { name: "What was said" });
  }

  get settle() {
    return this.page.getByRole("button", { name: /^Settle( again)?$/ });
  }

  async reveal() {
    await this.page.getByRole("button", { name: "Reveal the answers" }).click();
    await expect(this.section("What the room said")).toBeVisible();
  }

  /** Every question is settled as most of the room has it, or as "None of these". */
  async settleAll(count: number) {
    for (let n = 0; n < count; n++) {
      await expect(this.page.getByText(`${n + 1} of ${count} questions`, { exact: true })).toBeVisible();
      if (!(await this.section("What the room said").isVisible())) await this.page.keyboard.press("r");
      await expect(this.section("What the room said")).toBeVisible();
      if (await this.settle.isDisabled()) await this.agreed("None of these").check();
      await this.settle.click();
      await expect(this.page.getByRole("button", { name: "Settle again" })).toBeVisible();
      await this.page.locator("#next-talk").click();
    }
  }
}

/** The picture of a QR code on the page, as a file. */
export async function pictureOf(page: Page) {
  const picture = page.getByRole("img", { name: "QR code of the link" });
  return { name: "code.png", mimeType: "image/png", buffer: await picture.screenshot() };
}
