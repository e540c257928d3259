// How the browser tests run. `cargo xtask test web` sets everything up and calls this.

import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const port = Number(process.env.PLUMBLINE_PORT ?? 4173);
const url = `http://127.0.0.1:${port}/some/folder/`;

// Debian's Chromium where it is, the one named in CHROMIUM, or Playwright's own.
const debian = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM || (existsSync(debian) ? debian : undefined);

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  // Machines that check changes are slow; what does not come at all fails as well.
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? "test-results/report.json" }],
  ],
  use: {
    baseURL: url,
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    // Tests that break or change what the page asks for must see it asking; those
    // about the service worker allow it.
    serviceWorkers: "block",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    // A test with the tag @phone runs on the phone, every other one on the desktop.
    { name: "desktop", grepInvert: /@phone/, use: { viewport: { width: 1280, height: 800 } } },
    { name: "phone", grep: /@phone/, use: { viewport: { width: 375, height: 800 }, hasTouch: true } },
  ],
  webServer: {
    command: `node server.mjs ${port}`,
    url,
    reuseExistingServer: false,
  },
});
