// Taking part in a workshop: joining by link, one question a screen, and the
// way back for the answers.

import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

import { Frame, literally } from "./frame.ts";

const kept: Record<string, [string, string]> = JSON.parse(
  readFileSync(new URL("../../fixtures/links/v1.json", import.meta.url), "utf8"),
);

/** Links that open for ever. */
export const codes = {
  /** Three questions of the bundled lens in two parts, with names; called Corner Shop. */
  short: kept["session-short"][0],
  /** All of the Framework, with names. */
  framework: kept["session"][0],
  /** One question of a lens that travels in the link, without names. */
  own: kept["session-on-own-lens"][0],
  /** Answers of Zoë to the Framework. */
  reply: kept["reply"][0],
};

/** The id of the short session. */
export const SHORT = "a0a1a2a3a4a5a6a7a8a9";

export class Attend extends Frame {
  constructor(
    page: Page,
    readonly id = SHORT,
  ) {
    super(page);
  }

  get name() {
    return this.page.getByRole("textbox", { name: "Your name" });
  }

  /** Opens the link, and joins. */
  async join(code = codes.short, name = "") {
    await this.goto(`/s/${code}`);
    if (name) await this.name.fill(name);
    await this.page.getByRole("button", { name: "Join", exact: true }).click();
    await expect(this.page).toHaveURL(new RegExp(`#/attend/`));
    await this.ready();
  }

  async overview() {
    await this.goto(`/attend/${this.id}`);
  }

  async question(question: string) {
    await this.goto(`/attend/${this.id}/q/${question}`);
  }

  async returning() {
    await this.goto(`/attend/${this.id}/return`);
    await expect(this.heading("Return your answers")).toBeVisible();
  }

  practice(title: string) {
    return this.page.getByRole("checkbox", { name: new RegExp(`^${literally(title)}`) });
  }

  get none() {
    return this.page.getByRole("checkbox", { name: /^None of these/ });
  }

  get unsure() {
    return this.page.getByRole("checkbox", { name: "I can't answer this" });
  }

  get notApplicable() {
    return this.page.getByRole("checkbox", { name: "This does not apply to us" });
  }

  get note() {
    return this.page.getByRole("textbox", { name: /^Note/ });
  }

  /** Where the bar at the foot leads. */
  step(name: "Back" | "Next" | "Finish" | "Overview") {
    return this.page.getByRole("navigation", { name: "Back and next" }).getByRole("link", { name });
  }

  /** What the overview says of a question. */
  said(title: string) {
    return this.page.getByRole("listitem").filter({ hasText: title });
  }

  /** The link that is shown to send back. */
  async link() {
    const link = this.page.getByRole("textbox", { name: "Link", exact: true });
    if (!(await link.isVisible())) await this.page.getByText("Show the link").click();
    await expect(link).not.toHaveValue("");
    return link.inputValue();
  }
}
