// On a phone: one column, thumb-friendly, nothing cut off.

import { expect, lensOf, questions, test, type Results } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { pages } from "./pages/all.ts";
import { Frame } from "./pages/frame.ts";
import { Practise } from "./pages/learning.ts";
import { Open } from "./pages/open.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

test.describe("on a phone", { tag: "@phone" }, () => {
  const word = "Supercalifragilistic".repeat(5);
  /** Names as long as they may be, without a space to break at. */
  const long = (results: Results) => {
    results.workload.name = word;
    results.workload.review_owner = word;
    results.workload.industry = word;
    results.workload.description = word;
    results.workload.notes = word;
    results.milestones[0].name = word;
    results.lenses[0].notes = word;
    results.lenses[0].answers[0].notes = `https://example.org/${word}`;
    results.lenses[0].answers.splice(3, 5);
  };

  /** How far the page reaches beyond the screen, and what reaches there. */
  const beyond = (page: Page) =>
    page.evaluate(() => {
      const wide = document.scrollingElement!.scrollWidth - innerWidth;
      if (wide <= 0) return [];
      const out = [...document.querySelectorAll("body *")]
        .filter((element) => !element.closest(".tabs-links") && element.getBoundingClientRect().right > innerWidth + 0.5)
        .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
      return [`${wide} px too wide`, ...new Set(out)].slice(0, 6);
    });

  /** Buttons, fields and labels that are too low for a thumb. */
  const low = (page: Page) =>
    page.evaluate(() => {
      const within = document.querySelector("dialog[open]") ?? document.body;
      const targets = within.querySelectorAll(
        "button:not(.link), a.button, label.button, .tabs a, .choice > label, .card-check, .switch, .radio, select, textarea, input[type=text], input[type=search]",
      );
      return [...targets]
        .filter((element) => (element as HTMLElement).checkVisibility())
        .map((element) => ({ element, height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height > 1 && height < 43.9)
        .map(({ element, height }) => `${height.toFixed(0)} px: ${element.tagName} "${element.textContent?.trim().slice(0, 40)}"`);
    });

  const all = pages("corner-shop");
  const count = Math.ceil(all.length / 5);
  const groups = Array.from({ length: count }, (_, place) => all.filter((_, index) => index % count === place));
  for (const group of groups) {
    test(group.map(([name]) => name).join(", "), async ({ page, finished, seed }) => {
      test.setTimeout(60_000);
      await seed(await finished(long));
      for (const [name, go] of group) {
        await test.step(name, async () => {
          await page.setViewportSize({ width: 375, height: 800 });
          await go(page);
          expect.soft(await beyond(page), `${name} at 375 px`).toEqual([]);
          expect.soft(await low(page), `${name}: targets for a thumb`).toEqual([]);
          await page.setViewportSize({ width: 320, height: 800 });
          expect.soft(await beyond(page), `${name} at 320 px`).toEqual([]);
        });
      }
    });
  }

  for (const group of groups) {
    test(`in text of twice the size: ${group.map(([name]) => name).join(", ")}`, async ({ page, finished, seed }) => {
      test.setTimeout(60_000);
      await seed(await finished(long));
      // As who sets the size of text in the browser to twice the usual one.
      const browser = await page.context().newCDPSession(page);
      await browser.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
      for (const [name, go] of group) {
        await test.step(name, async () => {
          await page.setViewportSize({ width: 375, height: 800 });
          await go(page);
          await expect(page.locator("html")).toHaveCSS("font-size", "32px");
          expect.soft(await beyond(page), `${name} at 375 px`).toEqual([]);
          await page.setViewportSize({ width: 320, height: 800 });
          expect.soft(await beyond(page), `${name} at 320 px`).toEqual([]);
        });
      }
    });
  }

  test("a whole quiz fits in text of twice the size", async ({ page }) => {
    const browser = await page.context().newCDPSession(page);
    await browser.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    // Which items a quiz has follows from the time at which it starts.
    await page.clock.setFixedTime(new Date("2026-03-02T10:00:00"));
    const practise = new Practise(page);
    await practise.goto("framework");
    await page.getByRole("button", { name: "Start a quiz" }).click();
    for (let n = 1; n <= 10; n++) {
      await expect(page.getByText(`${n} of 10 · `)).toBeVisible();
      await practise.answer(1);
      for (const width of [375, 320]) {
        await page.setViewportSize({ width, height: 800 });
        expect.soft(await beyond(page), `item ${n} at ${width} px`).toEqual([]);
      }
      await page.getByRole("button", { name: n === 10 ? "See the result" : "Next", exact: true }).click();
    }
    await expect(practise.item).toHaveText(/^\d+ of 10 right$/);
    expect(await beyond(page)).toEqual([]);
  });

  test("a lens with long words does not break the page", async ({ page }) => {
    const lens = lensOf(word, [
      { id: word.slice(0, 60), choices: [word.slice(0, 50), "none_no"], rules: [[`!${word.slice(0, 50)}`, "HIGH_RISK"]] },
    ]);
    lens.pillars[0].name = word;
    await page.setViewportSize({ width: 320, height: 800 });
    const open = new Open(page);
    await open.lens(lens, word);
    const review = new Review(page);
    expect.soft(await beyond(page), "question").toEqual([]);
    await page.getByText("What this means, and notes").first().click();
    await review.practice("Practice none_no").check();
    await review.expectRisk("High risk");
    await page.getByText("Show the rules").click();
    expect.soft(await beyond(page), "question, everything open").toEqual([]);
    for (const tab of ["Overview", "Plan", "Report", "Details"] as const) {
      await review.tab(tab);
      expect.soft(await beyond(page), tab).toEqual([]);
    }
    await review.home();
    expect.soft(await beyond(page), "start").toEqual([]);
    await new Start(page).lens(word).getByRole("link", { name: word, exact: true }).click();
    await expect(review.heading(word)).toBeVisible();
    expect.soft(await beyond(page), "lens").toEqual([]);
  });

  test("a review is answered with the thumb, in one column", async ({ page, bundled }) => {
    const start = new Start(page);
    await start.goto();
    await start.way.tap();
    const form = new NewReview(page);
    await form.name.fill("Checkout service");
    await page.getByRole("button", { name: "Start the review" }).tap();
    const review = new Review(page);
    const [first, second] = questions(bundled);
    await expect(review.heading(first.title)).toBeVisible();

    for (const choice of first.choices.slice(0, 2)) await page.getByText(choice.title, { exact: true }).first().tap();
    await review.expectRisk("Medium risk");

    // The list is folded above the question, the question above its help.
    const toggle = review.list.getByRole("button");
    await expect(toggle).toContainText(`1 of ${questions(bundled).length} answered`);
    const top = async (name: string) => (await page.getByRole("heading", { name }).boundingBox())!.y;
    expect((await toggle.boundingBox())!.y).toBeLessThan(await top(first.title));
    expect(await top(first.title)).toBeLessThan(await top("Why this risk"));
    const question = (await page.getByRole("article").boundingBox())!;
    expect(question.width).toBeGreaterThan(300);

    await toggle.tap();
    await expect(toggle).toHaveAttribute("aria-expanded", "true");
    await review.list.getByRole("link", { name: second.title }).tap();
    await expect(review.heading(second.title)).toBeVisible();
    await expect(toggle).toHaveAttribute("aria-expanded", "false");
    await review.previous.tap();
    await expect(review.heading(first.title)).toBeVisible();
    await expect(review.heading(first.title)).toBeInViewport();
    await new Frame(page).tab("Overview");
    await expect(page.getByText(`1 of ${questions(bundled).length} answered`)).toBeVisible();
  });
});
