// After the first visit everything works without a network, a new version is
// offered and never forced, and a page never gets files of two versions.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";

import { expect, test as base, textOf } from "./fixtures.ts";
import { buildOf, onlyIn, otherVersion } from "./versions.ts";
import { DIST, serve } from "./host.mjs";
import { Privacy } from "./pages/privacy.ts";
import { Report } from "./pages/report.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

type Host = Awaited<ReturnType<typeof serve>>;

const test = base.extend<{ host: Host; old: string }>({
  /** A host of its own for every test, because the tests change it. */
  host: async ({}, use) => {
    const host = await serve();
    await use(host);
    host.close();
  },
  baseURL: async ({ host }, use) => use(host.url),
  /** The folder of an older version. */
  old: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-old-"));
    otherVersion(folder, "Old");
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 90_000 });

/** The heading of a pillar on the page of a lens. */
const pillar = ({ page }: Privacy, name: string) => page.getByRole("heading", { name, exact: true });

const NEW = buildOf(DIST).version;

/** Takes the network and the host away, for pages and the service worker alike. */
async function cutOff(page: Page, host: Host) {
  host.away = true;
  await page.context().setOffline(true);
}

test("after the first visit everything works without a network", async ({ page, host }) => {
  const privacy = new Privacy(page);
  await privacy.kept();
  await cutOff(page, host);
  host.asked.length = 0;

  await page.reload();
  const start = new Start(page);
  await start.goto();
  // A lens that was never opened, and a whole review with it.
  await start.lens("Serverless applications").getByRole("link", { name: "Serverless applications", exact: true }).click();
  await page.getByRole("link", { name: "Start a review with this lens" }).click();
  await new NewReview(page).start("Ticket shop");
  const review = new Review(page);
  await page.getByRole("checkbox").first().check();
  await review.notes.fill("On the train.");
  await review.goOn();
  await review.saved();
  await review.tab("Plan");
  await review.tab("Milestones");
  await review.tab("Report");
  const report = await textOf(await new Report(page).download("Markdown"));
  expect(report).toContain("On the train.");

  for (const lens of Object.keys(buildOf(DIST).files).map((path) => /^lenses\/([^.]+)\.json$/.exec(path)?.[1])) {
    if (!lens || /-[0-9a-f]{16}$/.test(lens)) continue;
    await privacy.move(`/lens/${lens}`);
    await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
  }
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download for AWS" }).click();
  expect(JSON.parse(await textOf(await download)).schemaVersion).toBe("2021-11-01");
  for (const [route, heading] of [
    ["/glossary", "Glossary"],
    ["/guide", /./],
    ["/workload/sample", /./],
    ["/settings", "Settings"],
    ["/open", /./],
  ] as const) {
    await privacy.move(route);
    await expect(start.heading(heading)).toBeVisible();
    await expect(page.getByText("could not be loaded")).toHaveCount(0);
  }
  for (const path of ["schemas/results-1.json", "samples/launch-readiness.json", "manifest.webmanifest", "icons/icon-512.png"]) {
    expect(await page.evaluate(async (path) => (await fetch(path)).status, path), path).toBe(200);
  }
  await page.goto("rescue.html");
  await expect(page.getByText("Review: Ticket shop")).toBeVisible();
  await page.goto("index.html?from=home#/settings");
  await expect(start.heading("Settings")).toBeVisible();
  expect(host.asked).toEqual([]);
});

test("the page of the first visit needs no reload for that", async ({ page, host }) => {
  await new Privacy(page).kept();
  await cutOff(page, host);
  await new Privacy(page).move("/lens/framework");
  await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
});

test("the first page comes first, and nothing is fetched twice for the copy", async ({ page, host }) => {
  const asked = () => host.asked.map((path) => path.slice("/some/folder/".length));
  await page.goto("./");
  await expect.poll(() => asked().filter((path) => path === "sw.js").length).toBe(1);
  const before = asked();
  // What the first page needs was there before the service worker was asked for.
  expect(before.slice(0, before.indexOf("sw.js")).filter((path) => path.endsWith(".wasm"))).toHaveLength(2);
  await new Privacy(page).kept();
  const programs = asked().filter((path) => path.endsWith(".wasm"));
  expect(programs).toEqual([...new Set(programs)]);
});

test("a new version is offered, never forced, and each page keeps to its own", async ({ page, context, host, old, complaints }) => {
  host.root = old;
  const first = new Privacy(page);
  await first.kept();
  const before = (await first.version())!;
  expect(before).not.toBe(NEW);
  const form = new NewReview(page);
  await form.goto("/new");
  await form.start("Ticket shop");
  const review = page.url();

  // The host has the new version now, and no file that only the old one had.
  host.root = DIST;
  host.asked.length = 0;
  await first.goto();
  await first.look.click();
  await expect(first.notice).toContainText("A new version is ready");
  await first.notice.getByRole("button", { name: "Later" }).click();
  await expect(first.notice).toHaveCount(0);
  await expect(first.offline).toContainText("A new version is ready");

  // Everything of the old page is still there, what it never opened too.
  await first.move("/lens/starter");
  await expect(pillar(first, "My first pillar Old")).toBeVisible();
  expect(await first.version()).toBe(before);
  await page.reload();
  expect(await first.version()).toBe(before);
  await page.goto("rescue.html");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Old: Rescue your reviews");
  await expect(page.getByText("Old: Found")).toBeVisible();

  // A second tab is of the old version as well, until its person wishes.
  await page.goto(review);
  const second = new Privacy(await context.newPage());
  await second.goto();
  expect(await second.version()).toBe(before);
  await expect(second.notice).toBeVisible({ timeout: 15_000 });
  await second.notice.getByRole("button", { name: "Reload now" }).click();
  await expect.poll(() => second.version().catch(() => "")).toBe(NEW);
  await second.ready();
  await expect(second.notice).toHaveCount(0);

  // The first tab was not touched, and goes on with the old files.
  expect(await first.version()).toBe(before);
  await new Review(page).notes.fill("A day's workshop");
  await first.move("/lens/starter");
  await expect(pillar(first, "My first pillar Old")).toBeVisible();
  expect(await first.caches()).toContain(before);
  await second.move("/lens/starter");
  await expect(pillar(second, "My first pillar")).toBeVisible();
  await second.page.goto("rescue.html");
  await expect(second.page.getByText(/^Found/)).toBeVisible();

  // Then it goes over too, and nobody needs the old files any more.
  await expect(first.notice).toBeVisible();
  await first.notice.getByRole("button", { name: "Reload now" }).click();
  await expect.poll(() => first.version().catch(() => "")).toBe(NEW);
  await first.move("/lens/starter");
  await expect(pillar(first, "My first pillar")).toBeVisible();
  await expect.poll(() => first.caches(), { timeout: 30_000 }).toEqual([NEW]);
  const gone = new Set(onlyIn(old, DIST));
  expect(host.asked.filter((path) => gone.has(path.slice("/some/folder/".length)))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("what was typed is saved before the page goes over, or it stays", async ({ page, host, old }) => {
  host.root = old;
  const privacy = new Privacy(page);
  await privacy.kept();
  const before = await privacy.version();
  const form = new NewReview(page);
  await form.goto("/new");
  await form.start("Ticket shop");
  host.root = DIST;
  await page.reload();
  const review = new Review(page);
  await expect(privacy.notice).toBeVisible({ timeout: 20_000 });

  // Nothing can be saved: the page does not go over.
  await page.evaluate(() => {
    (window as unknown as { real: unknown }).real = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await review.notes.fill("Half a sentence");
  await privacy.notice.getByRole("button", { name: "Reload now" }).click();
  await review.expectToast("not saved, so the page was not reloaded");
  expect(await privacy.version()).toBe(before);
  await page.evaluate(() => (Storage.prototype.setItem = (window as unknown as { real: Storage["setItem"] }).real));

  await review.notes.fill("A whole sentence");
  await privacy.notice.getByRole("button", { name: "Reload now" }).click();
  await expect.poll(() => privacy.version().catch(() => "")).toBe(NEW);
  await expect(review.notes).toHaveValue("A whole sentence");
});

test("a new version takes over by itself when no page of the old one is open", async ({ page, context, host, old }) => {
  host.root = old;
  await new Privacy(page).kept();
  host.root = DIST;
  const privacy = new Privacy(page);
  await privacy.look.click();
  await expect(privacy.notice).toBeVisible();
  await page.close();
  const again = new Privacy(await context.newPage());
  await expect
    .poll(async () => {
      await again.goto();
      const version = await again.version();
      if (version !== NEW) await again.page.goto("about:blank");
      return version;
    })
    .toBe(NEW);
  await expect(again.notice).toHaveCount(0);
});

test("a new version that cannot be had whole is not taken, and the words say so", async ({ page, host, old, complaints }) => {
  host.root = old;
  const privacy = new Privacy(page);
  await privacy.kept();
  const before = await privacy.version();
  host.root = DIST;
  host.gone = /\/desk-[0-9a-f]+\.wasm$/;
  await privacy.look.click();
  await expect(privacy.offline).toContainText("A new version could not be fetched whole");
  await expect(privacy.offline).toContainText(/desk-[0-9a-f]+\.wasm: it was answered with 404/);
  await expect(privacy.notice).toHaveCount(0);
  await page.reload();
  expect(await privacy.version()).toBe(before);

  host.gone = /(?!)/;
  await expect(privacy.look).toBeEnabled({ timeout: 15_000 });
  await privacy.look.click();
  await expect(privacy.notice).toBeVisible();

  host.away = true;
  await privacy.look.click();
  await expect(privacy.offline).toContainText(/The site could not be asked|A new version is ready/);
  expect(complaints.splice(0).filter((line) => !/404/.test(line))).toEqual([]);
});

test("files that are not what was built are not kept", async ({ page, host, old, complaints }) => {
  // Halfway through publishing: the list is new, one file is still old.
  cpSync(DIST, old, { recursive: true });
  writeFileSync(join(old, "rescue.js"), `${readFileSync(join(old, "rescue.js"), "utf8")}\n`);
  host.root = old;
  const privacy = new Privacy(page);
  await privacy.goto();
  await expect(privacy.offline).toContainText("not everything could be fetched. (rescue.js: its content is of another version)", { timeout: 20_000 });
  host.root = DIST;
  await privacy.offline.getByRole("button", { name: "Try again" }).click();
  await expect(privacy.offline).toContainText("works without a network", { timeout: 20_000 });
  expect(complaints.splice(0).filter((line) => !/integrity|digest/i.test(line))).toEqual([]);
});

test("the copy comes back when the browser has thrown it away", async ({ page, host }) => {
  const privacy = new Privacy(page);
  await privacy.kept();
  await page.evaluate(async () => {
    await caches.open("another app");
    for (const name of await caches.keys()) if (name.startsWith("plumbline ")) await caches.delete(name);
  });
  await page.reload();
  await privacy.kept();
  await cutOff(page, host);
  await page.reload();
  await expect(privacy.offline).toContainText("works without a network", { timeout: 20_000 });
  expect(await page.evaluate(() => caches.has("another app"))).toBe(true);
});

test("a site for development keeps nothing and clears what was kept", async ({ page, host, old }) => {
  const privacy = new Privacy(page);
  await privacy.kept();
  const text = readFileSync(join(DIST, "sw.js"), "utf8");
  writeFileSync(join(old, "sw.js"), text.slice(text.indexOf("\n") + 1));
  host.root = old;
  await page.reload();
  await expect
    .poll(() => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]), {
      // The browser asks for the script a while after the page has loaded.
      timeout: 30_000,
    })
    .toEqual([0, 0]);
});

test("it can be installed", async ({ page }) => {
  await new Privacy(page).kept();
  const browser = await page.context().newCDPSession(page);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // A test runs in a window of its own that forgets everything; nothing else may stand in the way.
  expect(installabilityErrors.filter((error) => error.errorId !== "in-incognito")).toEqual([]);
  const { data, errors } = await browser.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!);
  for (const icon of manifest.icons) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    if (icon.sizes !== "any") expect(size, icon.src).toBe(icon.sizes);
  }
  expect(manifest.icons.map((icon: { purpose?: string }) => icon.purpose)).toContain("maskable");
});

test.describe("without a service worker", () => {
  test.use({ serviceWorkers: "block" });

  test("a host that gives WebAssembly a wrong type does not keep the app from starting", async ({ page, host, complaints }) => {
    host.types = { ".wasm": "application/octet-stream" };
    const start = new Start(page);
    await start.goto();
    await expect(start.heading("Know what to fix first")).toBeVisible();
    // From the second file.
    await start.goto("/settings");
    await expect(start.heading("Settings")).toBeVisible();
    expect(complaints.splice(0).filter((line) => !/MIME type/.test(line))).toEqual([]);
  });

  test("a browser that cannot compile what is still arriving starts it all the same", async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(WebAssembly, "instantiateStreaming"));
    const start = new Start(page);
    await start.goto("/settings");
    await expect(start.heading("Settings")).toBeVisible();
  });

  test("the page says when there is no copy", async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
    const privacy = new Privacy(page);
    await privacy.goto();
    await expect(privacy.offline).toContainText("this browser keeps no copy of it here");
  });
});
