// The rescue page: everything that is stored can be had although the app does not start.

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, stored, test, textOf } from "./fixtures.ts";
import { Frame } from "./pages/frame.ts";

const golden = (name: string) => readFileSync(new URL(`../fixtures/storage/${name}.v1.json`, import.meta.url), "utf8").trim();

/** One record of every kind. */
const records: Record<string, string> = {
  "plumbline/index": golden("index"),
  "plumbline/workload/golden": golden("workload"),
  "plumbline/workload/listed": '{"format":"plumbline/workload","version":99}',
  "plumbline/workshop/5e551011": golden("workshop"),
  "plumbline/attending/5e551011": golden("attending"),
  "plumbline/lens/custom-0123": golden("lens"),
  "plumbline/marks": golden("marks"),
  "plumbline/practice": golden("practice"),
  "plumbline/settings": golden("settings"),
  "plumbline/theme": "dark",
  "plumbline/deleted/1790000000000/plumbline/workload/gone": golden("workload"),
  "plumbline/snapshot/1790000000000": "{}",
  "plumbline/clash/1790000000000": "{}",
  "plumbline/quarantine/plumbline/workload/golden@1": '{"half":',
  "plumbline/someday": "new",
};

/** Stores the records before the app is opened. */
async function fill(page: Page) {
  await page.goto("rescue.html");
  await page.evaluate((records) => {
    for (const [key, text] of Object.entries(records)) localStorage.setItem(key, text);
    localStorage.setItem("another-app", "not ours");
  }, records);
}

async function saved(page: Page, name: string | RegExp) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: typeof name === "string" }).click();
  const file = await download;
  return { name: file.suggestedFilename(), content: JSON.parse(await textOf(file)) };
}

test("every kind of record is listed by name and size, and comes along", async ({ page }) => {
  await fill(page);
  await page.goto("rescue.html");
  await expect(page.getByRole("status").first()).toHaveText(/^Found 15 records, \d+\.\d kB\.$/);
  const list = page.getByRole("list").first();
  for (const words of [
    "Review: Ticket shop",
    "Workshop that you run: Ticket shop, in one room",
    "Your answers for a workshop: Ticket shop, in one room",
    "Lens: Mine",
    "What you marked in the library",
    "Flash cards and days of practice",
    "The list of reviews",
    "Settings",
    "Colors",
    "Deleted, still in the bin: Ticket shop",
    "Safety copy",
    "The other version of an answer",
    "Damaged record, set aside",
    "Another record",
  ]) {
    await expect(list.getByText(words, { exact: true }), words).toBeVisible();
  }
  await expect(list.getByRole("listitem")).toHaveCount(15);
  await expect(list.getByRole("listitem").filter({ hasText: "Ticket shop" }).first()).toContainText(/\d+(\.\d)? k?B/);

  const before = await stored(page);
  const all = await saved(page, "Save everything to a file");
  expect(all.name).toMatch(/^plumbline-rescue-\d{4}-\d\d-\d\d\.json$/);
  expect(all.content).toEqual({ format: "plumbline-rescue", version: 1, records });
  const one = await saved(page, "Save Damaged record, set aside");
  expect(one.content.records).toEqual({ "plumbline/quarantine/plumbline/workload/golden@1": '{"half":' });
  expect(await stored(page)).toEqual(before);
});

test("it leads on without WebAssembly, and the app leads to it", async ({ page, complaints }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await fill(page);
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("no WebAssembly");
  await page.getByRole("link", { name: "rescue page" }).click();
  await expect(page.getByText("Review: Ticket shop", { exact: true })).toBeVisible();
  await expect(page.getByText("It needs WebAssembly, which this browser does not have")).toBeVisible();
  expect((await saved(page, "Save everything to a file")).content.records).toEqual(records);
  expect(complaints).toEqual([]);
});

test("a program that the host does not have leads to it", async ({ page, complaints }) => {
  await fill(page);
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "There is no such file." }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("Plumbline could not start");
  await page.getByRole("link", { name: "rescue page" }).click();
  await expect(page.getByText("Lens: Mine", { exact: true })).toBeVisible();
  complaints.length = 0;
});

test("a script that the browser cannot read leads to it, after a while", async ({ page, complaints }) => {
  await page.clock.install();
  await page.route("**/boot-*.js", (route) => route.abort());
  await page.goto("./");
  const late = page.getByRole("link", { name: "Rescue page" });
  await expect(late).toBeHidden();
  // Styles keep their own time, which no clock of a test moves on.
  await expect(late).toBeVisible({ timeout: 15_000 });
  complaints.length = 0;
});

test("what it saves can be copied where a page cannot save files", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(HTMLAnchorElement.prototype, "download"));
  await fill(page);
  await page.goto("rescue.html");
  await page.getByRole("button", { name: "Save everything to a file" }).click();
  expect(JSON.parse(await page.getByLabel(/Copy this text/).inputValue()).records).toEqual(records);
});

test("it says so when nothing is kept or storage is blocked", async ({ page }) => {
  await page.goto("rescue.html");
  await expect(page.getByRole("status").first()).toContainText("Plumbline keeps nothing in this browser");
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("Access is denied.", "SecurityError");
      },
    });
  });
  await page.reload();
  await expect(page.getByRole("status").first()).toContainText("does not let the page read its storage");
});

test("its script is one that old browsers read", async ({ request }) => {
  const script = (await (await request.get("rescue.js")).text()).replace(/"(?:[^"\\]|\\.)*"/g, '""');
  expect(script).not.toMatch(/=>|`|\b(?:const|let|class|async|await)\b|\?\?|\?\./);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`it can be read by everybody, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await fill(page);
    await page.goto("rescue.html");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

test.describe("with the copy for days without a network", () => {
  test.use({ serviceWorkers: "allow" });

  test("the program is fetched anew, and the reviews stay", async ({ page, context, complaints }) => {
    await fill(page);
    const frame = new Frame(page);
    await frame.goto("/privacy");
    await expect(page.getByText("Plumbline works without a network")).toBeVisible({ timeout: 20_000 });
    await page.goto("rescue.html");
    const before = await stored(page);
    // Without a network nothing is forgotten.
    await context.setOffline(true);
    await page.reload();
    await page.getByRole("button", { name: "Fetch Plumbline anew" }).click();
    await expect(page.getByText("Is there a network?")).toBeVisible();
    expect((await page.evaluate(() => caches.keys())).length).toBeGreaterThan(0);
    complaints.length = 0;
    await context.setOffline(false);
    await page.getByRole("button", { name: "Fetch Plumbline anew" }).click();
    await expect(frame.heading("Know what to fix first")).toBeVisible();
    expect(Object.keys(await stored(page)).sort()).toEqual(Object.keys(before).sort());
  });
});
