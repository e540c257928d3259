// Where is my data: what is stored, backups, the bin, automatic copies.

import { expect, type Download } from "@playwright/test";

import { Frame } from "./frame.ts";

/** A backup file with these records. */
export const backupOf = (records: Record<string, string>) => ({
  format: "plumbline-backup",
  version: 1,
  saved_at: "2026-11-22T15:55:26.000Z",
  app: "Plumbline 0.1.0",
  records: Object.entries(records).map(([key, text]) => ({ key, name: key, text })),
});

export class Data extends Frame {
  override async goto(route = "/data") {
    await super.goto(route);
  }

  get documents() {
    return this.page.getByRole("table", { name: "What is stored" });
  }

  get bin() {
    return this.page.getByRole("region", { name: "Bin" });
  }

  /** What this tab alone can bring back. */
  get inHand() {
    return this.bin.getByRole("list", { name: "In this tab only" }).getByRole("listitem");
  }

  get copies() {
    return this.page.getByRole("region", { name: "Automatic copies" });
  }

  get fullness() {
    return this.page.getByRole("meter", { name: "How full it is" });
  }

  async backUp(): Promise<Download> {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: "Back up everything" }).click();
    return download;
  }

  /** Chooses a backup to look at. */
  async choose(text: string) {
    await this.page
      .getByLabel("Restore from a file")
      .setInputFiles({ name: "backup.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await expect(this.heading("Open a file or a link")).toBeVisible();
  }

  /** A record of the backup that is being looked at. */
  item(name: string, state: "New" | "Same" | "Different" | "Unreadable") {
    const heading = this.page.getByRole("heading", { level: 3, name: `${name} ${state}`, exact: true });
    return this.page.getByRole("main").getByRole("listitem").filter({ has: heading });
  }

  choice(name: string) {
    return this.page.getByRole("combobox", { name: `What to do with ${name}` });
  }

  async restore(things: string) {
    await this.page.getByRole("button", { name: `Restore ${things}`, exact: true }).click();
    await expect(this.heading("Where is my data?")).toBeVisible();
  }
}
