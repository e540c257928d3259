// The page as a whole: it starts, it says what happened when it cannot, and it stays at home.

import { expect, test, type Page } from "@playwright/test";

import { BLOCKED } from "./fixtures.ts";

/** Collects what must not happen while a page is used. */
function watch(page: Page, origin: string) {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.text() === BLOCKED) return;
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "data:" && url.protocol !== "blob:") {
      problems.push(`a request to ${url.origin}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  return problems;
}

/** Breaks what the page asks for at this address. */
const cut = (page: Page, address: string) => page.route(address, (route) => route.abort());

/** Lets what the page asks for at this address arrive with something more at its end. */
const tamper = (page: Page, address: string, more: string) =>
  page.route(address, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from(more)]) });
  });

/** The file with everything that the first question does not need. */
const DESK = "**/desk-*.wasm";

/** An empty custom section: with it at its end a file is still valid WebAssembly. */
const SECTION = "\0\x02\x01a";

for (const tag of ["@desktop", "@phone"]) {
  test(`${tag}: the page starts from a sub-folder, without a complaint or a stranger`, { tag }, async ({ page, baseURL }) => {
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI}`);
      });
    });
    const problems = watch(page, new URL(baseURL!).origin);
    await page.goto("./", { waitUntil: "networkidle" });
    await expect(page.locator("#boot")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("#panic")).toBeHidden();
    expect(problems).toEqual([]);
  });
}

test("the app's files are loaded once each, and those for later come later", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  const desk = page.waitForResponse(DESK);
  await page.goto("./");
  await desk;
  const app = loaded.filter((path) => /(plumbline|desk)-.*\.(js|wasm)$/.test(path));
  expect(app).toHaveLength(3);
  expect(app[2]).toContain("/desk-");
});

test("answering needs nothing that is loaded later", async ({ page }) => {
  const refused = page.waitForEvent("requestfailed", (request) => request.url().includes("/desk-"));
  await cut(page, DESK);
  await page.goto("./");
  await refused;
  await page.getByRole("link", { name: "Start a review", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New review");
  await page.getByLabel("Name of the workload").fill("Till");
  await page.getByRole("button", { name: "Start the review" }).click();
  await expect(page).toHaveURL(/#\/workload\/.+\/review\//);
  const practice = page.getByRole("checkbox").first();
  await practice.check();
  await expect(practice).toBeChecked();
  await expect(page.locator("#panic")).toBeHidden();
});

test("a page that did not arrive, or is not what was built, can be tried again", async ({ page }) => {
  for (const spoil of [() => cut(page, DESK), () => tamper(page, DESK, SECTION)]) {
    await spoil();
    await page.goto("about:blank");
    await page.goto("./#/settings");
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toHaveText("This part of Plumbline could not be loaded");
    await page.unrouteAll({ behavior: "wait" });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(heading).toHaveText("Settings");
  }
});

test("the page holds no inline script or style", async ({ request }) => {
  const html = await (await request.get("./")).text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
});

test("a part that does not arrive is told in plain words", async ({ page }) => {
  for (const address of ["**/*.wasm", "**/plumbline-*.js"]) {
    await cut(page, address);
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("Plumbline could not start");
    await expect(page.getByRole("link", { name: "rescue page" })).toHaveAttribute("href", "rescue.html");
    await page.unrouteAll({ behavior: "wait" });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.locator("#boot")).toHaveCount(0);
  }
});

test("a part that is not what was built is refused", async ({ page }) => {
  for (const [address, more] of [["**/*.wasm", SECTION], ["**/plumbline-*.js", "\n"]]) {
    await tamper(page, address, more);
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("Plumbline could not start");
    await page.unrouteAll();
  }
});

test("a browser without WebAssembly is told so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("no WebAssembly");
});

test("a panic shows the banner with what happened and the ways on", async ({ page }) => {
  await page.goto("./");
  await expect(page.locator("#boot")).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new CustomEvent("plumbline:panic", { detail: "out of plumb" })));
  const banner = page.getByRole("alert");
  await expect(banner).toContainText("Plumbline has stopped");
  await expect(banner.getByRole("link", { name: "rescue page" })).toBeVisible();
  await banner.getByText("What happened").click();
  await expect(banner.getByText("out of plumb")).toBeVisible();
});

test("a chosen theme holds before the app starts", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("plumbline/theme", '"dark"'));
  await cut(page, "**/*.wasm");
  await page.goto("./");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
