// The whole review as a document, and the plan.

import { Frame, literally } from "./frame.ts";

export class Report extends Frame {
  get contents() {
    return this.page.getByRole("navigation", { name: "Contents of the report" });
  }

  /** The headings of questions: those with a number of three parts. */
  get questions() {
    return this.page.getByRole("heading", { level: 4, name: /^\d+\.\d+\.\d+ / });
  }

  question(title: string) {
    return this.page.getByRole("heading", { level: 4, name: new RegExp(`^\\d+\\.\\d+(\\.\\d+)? ${literally(title)}$`) });
  }

  async download(name: "Markdown" | "Results (JSON)") {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name }).click();
    return download;
  }
}

export class Plan extends Frame {
  /** The questions in the plan, in order, with their risk. */
  async items() {
    const items = this.page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("heading", { level: 3 }) });
    return Promise.all(
      (await items.all()).map(async (item) => ({
        title: (await item.getByRole("heading", { level: 3 }).textContent())!.trim(),
        text: (await item.textContent())!,
      })),
    );
  }
}
