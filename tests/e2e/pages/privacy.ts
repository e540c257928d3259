// What leaves this browser, and the notice of a new version.

import { expect } from "@playwright/test";

import { Frame } from "./frame.ts";

export class Privacy extends Frame {
  override async goto(route = "/privacy") {
    await super.goto(route);
  }

  get offline() {
    return this.page.getByRole("region", { name: "Without a network" });
  }

  get requests() {
    return this.page.getByRole("region", { name: "Requests of this visit" });
  }

  get look() {
    return this.offline.getByRole("button", { name: "Look for a new version" });
  }

  /** The notice over the page. */
  get notice() {
    return this.page.getByRole("status").filter({ has: this.page.getByRole("button", { name: "Later" }) });
  }

  /** Waits until everything is kept. */
  async kept() {
    await this.goto();
    // The first page comes first; then some sixty files.
    await expect(this.offline).toContainText("works without a network", { timeout: 20_000 });
  }

  /** Which version of the site the page is of. */
  version() {
    return this.page.locator('meta[name="plumbline:version"]').getAttribute("content");
  }

  /** Goes to another page as a click does, without loading anything anew. */
  async move(route: string) {
    await this.page.evaluate((hash) => (location.hash = hash), route);
    await this.ready();
  }

  /** The versions that are kept in this browser. */
  caches() {
    return this.page.evaluate(async () =>
      (await caches.keys()).map((name) => name.split(" ").at(-1)!).filter((name) => name !== "pages"),
    );
  }
}
