// A review at a glance.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export type Counts = Record<string, number>;

export class Overview extends Frame {
  /** The counts, by the words for the risk. */
  async counts(): Promise<Counts> {
    const risks = this.page.getByRole("region", { name: "Risks" });
    const words = await risks.getByRole("term").allTextContents();
    const numbers = await risks.getByRole("definition").allTextContents();
    return Object.fromEntries(words.map((word, place) => [word.trim(), Number(numbers[place])]));
  }

  async expectCounts(wanted: Counts) {
    await expect.poll(() => this.counts()).toEqual(wanted);
  }

  /** The numbers of a row of the table of a lens. */
  async row(lens: string, pillar: string) {
    const row = this.page
      .getByRole("table", { name: lens })
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: pillar, exact: true }) });
    const numbers = (await row.getByRole("cell").allTextContents()).filter((text) => /^\d+$/.test(text.trim()));
    return numbers.map(Number);
  }

  /** Downloads the results. */
  async results() {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: "Results (JSON)" }).click();
    return download;
  }
}
