// Draws public/icons/icon.svg as the PNG files that the manifest and Apple's
// home screen want. They are kept in the repository; run this when the drawing
// has changed, after `cargo xtask test web` has brought the browser:
//
//   node xtask/js/icons.mjs

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = createRequire(`${root}tests/e2e/package.json`)("@playwright/test");

const round = readFileSync(`${root}public/icons/icon.svg`, "utf8");
// Systems that cut a shape of their own out of the icon get it to the edges; the
// drawing stays within the circle of 40 % that all of them leave.
const square = round.replace(' rx="7"', "");
if (square === round) throw new Error("icon.svg has no round corners to take away");

const debian = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM || (existsSync(debian) ? debian : undefined);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
for (const [name, size, svg] of [
  ["icon-180", 180, square],
  ["icon-192", 192, round],
  ["icon-512", 512, round],
  ["icon-maskable-512", 512, square],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
  await page.screenshot({ path: `${root}public/icons/${name}.png`, omitBackground: true });
}
await browser.close();
