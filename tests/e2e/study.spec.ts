// Studying without a review: each journey by touch on a phone, and by keyboard.

import type { Locator } from "@playwright/test";

import { expect, test, textOf } from "./fixtures.ts";
import { drawn } from "./pages/frame.ts";
import { Library, Search } from "./pages/library.ts";
import { Marks } from "./pages/learning.ts";
import { Open } from "./pages/open.ts";
import { ShareDialog } from "./pages/share.ts";
import { Start } from "./pages/start.ts";

const hands = {
  touch: {
    use: { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true },
    press: (target: Locator) => target.tap(),
    pick: (field: Locator, label: string) => field.selectOption({ label }),
    file: (field: Locator) => field.tap(),
  },
  keyboard: {
    use: {},
    press: async (target: Locator) => {
      await expect(target).toBeVisible();
      await drawn(target.page());
      await target.focus();
      await target.press("Enter");
    },
    pick: async (field: Locator, label: string) => {
      await field.focus();
      await field.pressSequentially(label);
    },
    file: (field: Locator) => field.press("Enter"),
  },
};

for (const [hand, { use, press, pick, file }] of Object.entries(hands)) {
  test.describe(`by ${hand}`, () => {
    test.use(use);

    test.afterEach(async ({ page }) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, "the page is no wider than the window").toBeLessThanOrEqual(0);
    });

    test("the library: lens, pillar, question, practice, next, related, back, and where one is", async ({ page }) => {
      const library = new Library(page);
      const main = page.getByRole("main");
      await library.goto();
      await press(main.getByRole("link", { name: "Well-Architected Framework" }).first());
      await expect(library.heading("Well-Architected Framework")).toBeFocused();
      await press(main.getByRole("link", { name: "Security" }).first());
      await expect(library.heading("Security")).toBeFocused();
      // In the book of a pillar, the contents lead down the page.
      await press(main.getByRole("link", { name: /^SEC 3 / }).first());
      const question = page.getByRole("heading", { level: 2, name: /^SEC 3 / });
      await expect(question).toBeFocused();
      await press(question.getByRole("link"));
      await expect(library.heading(/^SEC 3 /)).toBeFocused();
      await press(main.getByRole("link", { name: /^Policies allow only the actions/ }).first());
      await expect(library.heading(/^Policies allow only the actions/)).toBeFocused();
      await press(library.step("Next"));
      await expect(page.getByText("SEC03-BP05").first()).toBeVisible();
      await page.goBack();
      await expect(library.heading(/^Policies allow only the actions/)).toBeFocused();
      const related = page.getByRole("heading", { name: "Same principle, same level" });
      const other = related.locator("xpath=following::a[1]");
      const title = (await other.innerText()).split("\n")[0];
      await press(other);
      await expect(library.heading()).not.toHaveText(/^Policies allow only the actions/);
      await expect(library.heading()).toBeFocused();
      expect(title).toContain((await library.heading().innerText()).trim());
      await page.goBack();
      await expect(library.heading(/^Policies allow only the actions/)).toBeFocused();
      await press(library.crumbs.nth(2));
      await expect(library.heading("Security")).toBeFocused();
    });

    test("search: typing, a filter, a result", async ({ page }) => {
      const search = new Search(page);
      await search.goto("/guide");
      if (hand === "touch") {
        await press(page.getByRole("banner").getByRole("link", { name: "Search" }));
        await expect(search.heading("Search the library")).toBeFocused();
      } else {
        await search.open();
      }
      await search.loaded();
      await search.field.pressSequentially("bakcup restroe");
      await expect(search.hits.first()).toContainText(/backup|restor/i);
      await press(search.within.getByText("Filters"));
      await pick(search.within.getByRole("combobox", { name: "Lens" }), "SaaS");
      await expect(search.hits.first()).toContainText("SaaS");
      await expect(search.within.getByText("Filters (1 set)")).toBeVisible();
      const title = (await search.hits.first().locator(".hit-title").innerText()).trim();
      await press(search.hits.first());
      await expect(page).toHaveURL(/#\/explore\/saas\//);
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      expect(title).toContain((await page.getByRole("heading", { level: 1 }).innerText()).trim());
    });

    test("a checklist is taken along, filled in and brought back", async ({ page }) => {
      const library = new Library(page);
      await library.goto("quick-check", "security");
      await press(page.getByText("Take it along"));
      const download = page.waitForEvent("download");
      await press(page.getByRole("button", { name: "Checklist", exact: true }));
      const checklist = (await textOf(await download)).replaceAll("- [ ] Every", "- [x] Every");
      const open = new Open(page);
      await open.goto();
      const chooser = page.waitForEvent("filechooser");
      await file(page.getByRole("main").getByLabel("Choose a file"));
      const buffer = Buffer.from(checklist);
      await (await chooser).setFiles({ name: "ticked.md", mimeType: "text/markdown", buffer });
      await expect(page.getByText(/^ticked\.md is a checklist of Quick check: 2 practices ticked/)).toBeVisible();
      await press(page.getByRole("button", { name: "Make a new review" }));
      await expect(open.heading("Review from ticked.md")).toBeVisible();
      await expect(page.getByText("2 of 12").first()).toBeVisible();
    });

    test("the guide, a word of it, and the glossary", async ({ page }) => {
      const start = new Start(page);
      await start.goto();
      await press(page.getByRole("link", { name: "how to run a review" }));
      await expect(start.heading("How to run a review")).toBeFocused();
      await press(page.getByRole("main").getByRole("list").first().getByRole("link").first());
      const chapter = await start.heading().innerText();
      await press(page.getByRole("navigation", { name: "Previous and next chapter" }).getByRole("link").last());
      await expect(start.heading()).not.toHaveText(chapter);
      await expect(start.heading()).toBeFocused();
      await start.goto("/guide/reading-the-result");
      const word = page.locator("button.term").first();
      const note = page.locator(".term-note:popover-open");
      await press(word);
      await expect(note).toBeVisible();
      const box = (await note.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(await page.evaluate(() => innerWidth));
      await press(note.getByRole("link", { name: "See it in the glossary" }));
      await expect(page).toHaveURL(/#\/glossary\/.+/);
      await expect(page.getByRole("term").and(page.locator(":focus"))).toHaveCount(1);
    });

    test("the tour is taken, skipped, and found again", async ({ page }) => {
      const tour = page.getByRole("dialog", { name: "A short tour" });
      const start = new Start(page);
      await start.goto();
      await press(page.getByRole("button", { name: "Take a short tour" }));
      for (let step = 1; step <= 5; step++) {
        await expect(tour.getByText(`${step} of 5`)).toBeVisible();
        await press(tour.getByRole("button", { name: step === 5 ? "Done" : "Next" }));
      }
      await expect(tour).toBeHidden();
      await start.goto("/settings");
      await press(page.getByRole("button", { name: "Take the short tour" }));
      await press(tour.getByRole("button", { name: "Skip the rest" }));
      await expect(tour).toBeHidden();
    });

    for (const [door, heading, address] of [
      ["Assess a system", "New review", /#\/new$/],
      ["Learn the practices", "The library", /#\/explore$/],
      ["Run a workshop", "Workshops", /#\/workshop$/],
    ] as const) {
      test(`the door: ${door}`, async ({ page }) => {
        const start = new Start(page);
        await start.goto();
        await press(start.doors.getByRole("link", { name: door }));
        await expect(start.heading(heading)).toBeFocused();
        await expect(page).toHaveURL(address);
      });
    }

    test("a page of the library is shared, and its link pasted", async ({ page }) => {
      const share = new ShareDialog(page);
      await share.goto("/explore/saas");
      await press(page.getByRole("button", { name: "Share", exact: true }));
      const link = await share.made();
      await press(share.dialog.getByRole("button", { name: "QR code" }));
      await expect(share.dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
      await press(share.dialog.getByRole("button", { name: "Close" }));
      await expect(share.dialog).toBeHidden();
      await new Start(page).goto();
      await press(page.getByRole("link", { name: "Paste a link" }));
      await page.getByRole("textbox", { name: "Paste the whole link here" }).fill(`Look: ${link}\nAnn`);
      await press(page.getByRole("button", { name: "Open the link" }));
      await expect(share.heading("SaaS")).toBeVisible();
    });

    test("a review begins with what was marked", async ({ page }) => {
      const marks = new Marks(page);
      await new Library(page).goto("quick-check", "security", "quick_sec_access");
      await press(page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: "Doing" }));
      await marks.goto();
      await expect(marks.progress("Security").getByRole("cell").first()).toHaveText(/1 of \d+$/);
      await press(page.getByText("Start a review from what I marked"));
      await press(page.getByRole("button", { name: "Start this review" }));
      const name = page.getByRole("textbox", { name: "Name of the workload" });
      await expect(name).toBeFocused();
      await name.fill("From marks");
      await name.press("Enter");
      await expect(marks.heading("From marks")).toBeVisible();
      await expect(page.getByText("1 of 12").first()).toBeVisible();
    });

    test("two versions of a lens are compared", async ({ page, request }) => {
      const old = await (await request.get("lenses/quick-check.json")).json();
      old.pillars[0].questions.pop();
      old.name = "Check of old";
      const renamed = old.pillars[1].name;
      old.pillars[1].name = "Pillar of old";
      const question = { ...structuredClone(old.pillars[1].questions[0]), id: "question_of_old" };
      old.pillars.push({ id: "gone_pillar", name: "Pillar that went", questions: [question] });
      await new Library(page).goto("quick-check");
      await press(page.getByText("Compare it with an older version"));
      const chooser = page.waitForEvent("filechooser");
      await file(page.getByLabel("Choose the older file"));
      const buffer = Buffer.from(JSON.stringify(old));
      await (await chooser).setFiles({ name: "old.json", mimeType: "application/json", buffer });
      await expect(page.getByText("1 question added, 1 gone, 0 changed, 11 the same.")).toBeVisible();
      await expect(page.getByText("The lens was called Check of old and is called Quick check now.")).toBeVisible();
      const under = (heading: string) =>
        page.getByRole("heading", { level: 3, name: heading }).locator("xpath=following-sibling::ul[1]").getByRole("listitem");
      await expect(under("Pillars that are gone")).toHaveText(["Pillar that went"]);
      await expect(under("Pillars with another name")).toHaveText([`${renamed} (was: Pillar of old)`]);
      await expect(under("Questions that are gone")).toHaveText([question.title]);
    });
  });
}
