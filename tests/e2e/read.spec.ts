// Reading: words explained, ways into the guide, large text, less motion, few
// colors.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, test } from "./fixtures.ts";
import { Frame } from "./pages/frame.ts";
import { Library, Search } from "./pages/library.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

test("a word of the glossary explains itself by keyboard", async ({ page, finished, seed }) => {
  await seed(await finished());
  const frame = new Frame(page);
  await frame.goto("/workload/corner-shop/plan");
  const word = page.getByRole("button", { name: "High risks", exact: true });
  const note = page.getByRole("note", { name: "High risks" });
  await expect(note).toBeHidden();
  await word.focus();
  await expect(note).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(note).toContainText("High risk");
  await expect(note.getByRole("link", { name: "See it in the glossary" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((v) => v.id)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(note).toBeHidden();
  await expect(word).toBeFocused();
  // The next stop of the Tab key after the word is the way to the glossary.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(note.getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/glossary\/high-risk$/);
  await expect(page.locator("#term-high-risk")).toBeFocused();
});

test("the guide explains each word once a chapter, and stands without the glossary", async ({ page, complaints }) => {
  let down = true;
  await page.route("**/lenses/glossary-*.json", (route) => (down ? route.abort() : route.continue()));
  const frame = new Frame(page);
  await frame.goto("/guide/running-it");
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expect(page.locator(".term")).toHaveCount(0);
  down = false;
  await page.getByRole("link", { name: "How to run a review" }).first().click();
  await frame.goto("/guide/reading-the-result");
  await expect(page.locator(".term").first()).toBeVisible();
  const words = await page.locator(".term").allInnerTexts();
  expect(new Set(words.map((word) => word.toLowerCase())).size).toBe(words.length);
  await page.locator(".term").first().click();
  await expect(page.locator(".term-note:popover-open")).toContainText("See it in the glossary");
  expect(complaints.splice(0).filter((line) => !line.includes("ERR_FAILED"))).toEqual([]);
});

test("pages lead to the chapter that helps with them", async ({ page, finished, seed }) => {
  await seed(await finished());
  const frame = new Frame(page);
  const places: [string, string][] = [
    ["/new", "Deciding what to review and when"],
    ["/workload/corner-shop", "Running it: an hour, half a day, a day"],
    ["/workload/corner-shop/review", "Holding the conversation"],
    ["/workload/corner-shop/plan", "Closing with a handful of improvements"],
    ["/workload/corner-shop/milestones", "Following up and repeating"],
    ["/workload/corner-shop/report", "Reading the result"],
    ["/explore/framework/security/permissions", "Holding the conversation"],
  ];
  for (const [place, chapter] of places) {
    await frame.goto(place);
    await page.getByRole("link", { name: /^How to: / }).first().click();
    await expect(frame.heading(chapter)).toBeFocused();
  }
});

const places: [string, string[] | null][] = [
  ["library", []],
  ["lens", ["framework"]],
  ["book", ["framework", "security"]],
  ["question", ["framework", "security", "permissions"]],
  ["practice", ["framework", "security", "permissions", "sec_permissions_least_privileges"]],
  ["search", null],
];

for (const width of [1280, 375]) {
  test(`text of twice the size fits at ${width} pixels`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.setViewportSize({ width, height: 800 });
    const library = new Library(page);
    for (const [name, path] of places) {
      if (path) await library.goto(...path);
      else {
        await library.goto();
        await page.goto("./#/search/least%20privilege");
        await expect(new Search(page).hits.first()).toBeVisible();
        await page.getByText("Filters").click();
      }
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("html { font-size: 32px !important; }");
        document.adoptedStyleSheets = [sheet];
      });
      await expect(library.heading()).toHaveCSS("font-size", "56px");
      const wide = await page.evaluate(() => {
        const cut = [...document.querySelectorAll("main *, header *")].filter((element) => {
          const style = getComputedStyle(element);
          const clips = style.overflowX === "hidden" || style.overflowX === "clip";
          return clips && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
        });
        return [document.documentElement.scrollWidth - innerWidth, ...cut.map((e) => e.outerHTML.slice(0, 120))];
      });
      expect.soft(wide, name).toEqual([0]);
    }
  });
}

test.describe("few colors and less motion", () => {
  test.use({ contextOptions: { forcedColors: "active", reducedMotion: "reduce" } });

  test("the library is clean, nothing moves, and what is marked stands out", async ({ page }) => {
    test.setTimeout(60_000);
    const library = new Library(page);
    for (const [name, path] of places) {
      if (path) await library.goto(...path);
      else {
        await page.goto("./#/search/encryption");
        await expect(new Search(page).hits.first()).toBeVisible();
        const [mark, plain] = await page.evaluate(() =>
          [document.querySelector("mark")!, document.body].map((e) => getComputedStyle(e).backgroundColor),
        );
        expect(mark).not.toBe(plain);
      }
      await expect(library.heading()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect.soft(violations.map((v) => v.id), name).toEqual([]);
      const moving = await page.evaluate(() => document.getAnimations().map((a) => (a as CSSAnimation).animationName));
      expect.soft(moving, name).toEqual([]);
    }
  });
});

test.describe("by touch", { tag: "@phone" }, () => {
  test("wandering, searching and a word explained", async ({ page }) => {
    const library = new Library(page);
    const search = new Search(page);
    const main = page.getByRole("main");
    await library.goto();
    await main.getByRole("link", { name: "Quick check" }).tap();
    await expect(library.heading("Quick check")).toBeFocused();
    await main.getByRole("link", { name: "Security" }).first().tap();
    await expect(library.heading("Security")).toBeFocused();
    await main.getByRole("link", { name: /^Everyone signs in/ }).first().tap();
    await expect(library.heading(/^Everyone signs in/)).toBeFocused();
    await library.step("Next").tap();
    await expect(library.heading()).toBeFocused();
    await page.getByRole("banner").getByRole("link", { name: "Search" }).tap();
    await search.loaded();
    await search.field.fill("bakcup");
    await expect(search.hits.first()).toContainText(/backup|back up|copies/i);
    await search.hits.first().tap();
    await expect(library.heading()).toBeFocused();
    await expect(page).toHaveURL(/#\/explore\//);

    await library.goto("framework", "principles");
    const word = page.getByRole("button", { name: "principle", exact: true });
    const note = page.getByRole("note", { name: "principle" });
    await word.tap();
    await expect(note).toBeVisible();
    const box = (await note.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(375);
    await page.getByRole("heading", { level: 1 }).tap();
    await expect(note).toBeHidden();
  });
});
