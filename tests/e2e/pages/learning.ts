// Marks, trying rules out, the quiz and the flash cards.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export class Marks extends Frame {
  async goto() {
    await super.goto("/marks");
  }

  /** Another page. */
  async at(route: string) {
    await super.goto(route);
  }

  /** The buttons of a practice. */
  of(title: string | RegExp) {
    const name = typeof title === "string" ? `Mark: ${title}` : title;
    return this.page.getByRole("group", { name });
  }

  button(title: string | RegExp, mark: "Known" | "Doing" | "Want") {
    return this.of(title).getByRole("button", { name: mark });
  }

  progress(pillar: string) {
    return this.page.getByRole("row", { name: new RegExp(`^${pillar} `) });
  }
}

export class Practise extends Frame {
  async goto(lens?: string) {
    await super.goto(lens ? `/practise/${lens}` : "/practise");
  }

  get item() {
    return this.page.getByRole("heading", { level: 2 });
  }

  get offers() {
    return this.page.getByRole("region").getByRole("list").last().getByRole("button");
  }

  get explained() {
    return this.page.getByRole("region").getByRole("status");
  }

  /** Answers the item with the offer at this place. */
  async answer(place: number) {
    await this.offers.nth(place).click();
    await expect(this.explained).toContainText(/^(Right|Not quite)\./);
  }
}
