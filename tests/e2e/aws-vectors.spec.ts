// The risk shown is the one that the real AWS Well-Architected Tool showed for the same answer.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { corpus, expect, lensOf, test, words } from "./fixtures.ts";
import { Open } from "./pages/open.ts";
import { Review } from "./pages/review.ts";

type Vectors = {
  questions: Record<string, { choices: string[]; rules: [string, string][] }>;
  cases: { q: string; selected: string[]; na: string[]; isApplicable?: boolean; risk: string }[];
};

const file = corpus && join(corpus, "..", "oracle", "wa-risk-vectors.json");
const found = Boolean(file && existsSync(file));
const vectors: Vectors = found ? JSON.parse(readFileSync(file!, "utf8")) : { questions: {}, cases: [] };

/** One question for each answer that was observed. */
const lens = lensOf(
  "Observed answers",
  vectors.cases.map(({ q }, place) => ({ id: `case_${place + 1}_${q}`, ...vectors.questions[q] })),
);
const all = lens.pillars[0].questions;
const title = (choice: string) => `Practice ${choice}`;
const none = (choice: string) => choice.endsWith("_no");

/** What cannot be ticked: "None of these" beside others, because ticking it clears them. */
const isMixed = ({ selected }: { selected: string[] }) => selected.some(none) && !selected.every(none);

test.beforeEach(() => {
  test.skip(!found, "PLUMBLINE_CORPUS does not lead to the observed answers");
});

test("every answer that can be ticked has the observed risk", async ({ page }) => {
  test.setTimeout(60_000);
  await new Open(page).lens(lens, "Observed answers");
  const review = new Review(page);
  let ticked = 0;
  for (const [place, wanted] of vectors.cases.entries()) {
    await test.step(`${place + 1}: ${JSON.stringify(wanted)}`, async () => {
      await expect(review.heading(all[place].title)).toBeVisible();
      await review.expectRisk("Unanswered");
      if (!isMixed(wanted)) {
        for (const choice of wanted.selected) await review.practice(title(choice)).check();
        for (const choice of wanted.na) {
          await review.explain(title(choice));
          await review.excuse(title(choice));
        }
        if (wanted.isApplicable === false) {
          await review.notApplicable.check();
          await review.expectRisk(words[wanted.risk]);
          // Observed too: the selections are kept, and their risk is back at once.
          await review.notApplicable.uncheck();
          await review.expectRisk("Medium risk");
          await review.notApplicable.check();
        }
        await review.expectRisk(words[wanted.risk]);
        ticked += 1;
      }
    });
    await review.next.click();
  }
  expect(ticked).toBe(vectors.cases.filter((c) => !isMixed(c)).length);
  expect(ticked).toBeGreaterThanOrEqual(14);
});

test("every answer that only a file can hold has the observed risk", async ({ page }) => {
  const mixed = vectors.cases.filter(isMixed);
  expect(mixed.length).toBeGreaterThanOrEqual(4);
  expect(mixed.every(({ na, isApplicable }) => na.length === 0 && isApplicable !== false)).toBe(true);
  const answers = vectors.cases
    .map((wanted, place) => ({ wanted, questionId: all[place].id }))
    .filter(({ wanted }) => isMixed(wanted))
    .map(({ wanted, questionId }) => ({ questionId, choices: wanted.selected }));

  const open = new Open(page);
  await open.goto();
  await open.choose("lens.json", lens);
  await expect(open.heading("Observed answers")).toBeVisible();
  await open.goto();
  await open.choose("answers.json", { questionResponses: answers });
  await page.getByRole("button", { name: "Read them with Observed answers" }).click();
  await expect(open.heading("Review from answers.json")).toBeVisible();

  const review = new Review(page);
  await review.tab("Questions");
  for (const [place, wanted] of vectors.cases.entries()) {
    if (!isMixed(wanted)) continue;
    await test.step(`${place + 1}: ${JSON.stringify(wanted)}`, async () => {
      await review.goTo(all[place].title, lens.pillars[0].name);
      for (const choice of wanted.selected) await expect(review.practice(title(choice))).toBeChecked();
      await review.expectRisk(words[wanted.risk]);
    });
  }
});
