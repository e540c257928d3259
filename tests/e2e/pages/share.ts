// Sharing by link: the dialog that makes one, and the page that opens one.

import { expect, type Page } from "@playwright/test";
import { createRequire } from "node:module";

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

  /** Shows what differs from one's own review. */
  async compare() {
    await this.page.getByRole("button", { name: "Compare with mine" }).click();
    await expect(this.page.getByRole("region", { name: "Compared with mine" })).toBeVisible();
  }

  /** What the two say differently at a place. */
  difference(title: string) {
    return this.page.getByRole("group").filter({ has: this.page.getByRole("heading", { name: title }) });
  }

  async take(name: string) {
    await this.page.getByRole("button", { name: `Take over into ${name}` }).click();
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

// The decoder comes as CommonJS alone.
const jsQR: (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null =
  createRequire(import.meta.url)("jsqr");

/** What a camera would read in a picture. */
export async function scanned(page: Page, picture: Buffer, type = "image/png") {
  const address = `data:${type};base64,${picture.toString("base64")}`;
  const { pixels, size } = await page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const size = 700;
    const canvas = new OffscreenCanvas(size, size).getContext("2d")!;
    canvas.drawImage(image, 0, 0, size, size);
    const { data } = canvas.getImageData(0, 0, size, size);
    // It is black and white, so a letter says enough about a pixel.
    let pixels = "";
    for (let n = 0; n < data.length; n += 4) pixels += data[n] > 127 ? "1" : "0";
    return { pixels, size };
  }, address);
  const rgba = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let n = 0; n < pixels.length; n++) if (pixels[n] === "0") rgba.fill(0, 4 * n, 4 * n + 3);
  return jsQR(rgba, size, size)?.data;
}
