// The whole job: from the first visit to a file to take along.

import Ajv2020 from "ajv/dist/2020.js";

import { expect, questions, test, textOf, type Results } from "./fixtures.ts";
import { Frame } from "./pages/frame.ts";
import { Milestones } from "./pages/milestones.ts";
import { Overview } from "./pages/overview.ts";
import { Plan, Report } from "./pages/report.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

test("the whole job, from the first visit to the exported file", async ({ page, request, bundled }) => {
  test.setTimeout(60_000);
  const all = questions(bundled);
  const [first, second, third, fourth] = all;
  const titles = (place: number) => all[place].choices.filter((c) => !c.id.endsWith("_no")).map((c) => c.title);

  const start = new Start(page);
  await test.step("a review starts with two clicks and a name", async () => {
    await start.goto();
    await start.begin();
    await new NewReview(page).start("Checkout service");
  });

  const review = new Review(page);
  await test.step("the risk changes as boxes are ticked", async () => {
    await expect(review.heading(first.title)).toBeVisible();
    await review.expectRisk("Unanswered");
    const [one, two, ...rest] = titles(0);
    await review.practice(one).check();
    await review.expectRisk("High risk");
    await review.practice(two).check();
    await review.expectRisk("Medium risk");
    for (const title of rest) await review.practice(title).check();
    await review.expectRisk("No risk found");
  });

  await test.step("none of these stands alone, and can be taken back", async () => {
    await review.practice("None of these").check();
    await review.expectRisk("High risk");
    for (const title of titles(0)) await expect(review.practice(title)).not.toBeChecked();
    await review.expectToast("The other ticks were cleared");
    await review.undo();
    for (const title of titles(0)) await expect(review.practice(title)).toBeChecked();
    await expect(review.practice("None of these")).not.toBeChecked();
    await review.expectRisk("No risk found");
    for (const title of titles(0).slice(2)) await review.practice(title).uncheck();
    await review.expectRisk("Medium risk");
  });

  await test.step("a question does not apply, with a reason", async () => {
    await review.goOn(second.title);
    await review.practice(titles(1)[0]).check();
    await review.notApplicable.check();
    await review.expectRisk("Not applicable");
    await review.whyNot.selectOption({ label: "Out of scope" });
    await expect(review.practice(titles(1)[0])).toBeChecked();
  });

  const note = "Three regions only; the proof is in the wiki.";
  await test.step("a practice does not apply, with a reason and a note", async () => {
    await review.goOn(third.title);
    await review.practice(titles(2)[0]).check();
    await review.explain(titles(2)[1]);
    await review.excuse(titles(2)[1], "Business priorities", "Not before spring.");
    await review.notes.fill(note);
    await expect(review.page.getByRole("checkbox", { name: `${titles(2)[1]} Does not apply` })).not.toBeChecked();
  });

  await test.step("one more answer, with a high risk", async () => {
    await review.goOn(fourth.title);
    await review.practice("None of these").check();
    await review.expectRisk("High risk");
    await review.saved();
  });

  const overview = new Overview(page);
  await test.step("the overview counts them", async () => {
    await review.tab("Overview");
    await expect(overview.heading("Checkout service")).toBeVisible();
    await expect(page.getByText(`4 of ${all.length} answered`)).toBeVisible();
    const counts = await overview.counts();
    expect(Object.values(counts).reduce((sum, n) => sum + n)).toBe(all.length);
    expect(counts["Not applicable"]).toBe(1);
    expect(counts["Unanswered"]).toBe(all.length - 4);
    const row = await overview.row(bundled.name, bundled.pillars[0].name);
    expect(row.reduce((sum, n) => sum + n)).toBe(bundled.pillars[0].questions.length);
  });

  const milestones = new Milestones(page);
  await test.step("a milestone is saved, and compared with what came after", async () => {
    await overview.tab("Milestones");
    await milestones.save("Before launch");
    await expect(milestones.item("Before launch")).toContainText("1 not applicable");
    await milestones.open("Before launch");
    await expect(page.getByText("No question changed its risk since.")).toBeVisible();
    await milestones.tab("Questions");
    await review.goTo(fourth.title, bundled.pillars[0].name);
    for (const title of titles(3)) await review.practice(title).check();
    await review.expectRisk("No risk found");
    await review.tab("Milestones");
    await milestones.open("Before launch");
    expect(await milestones.changes()).toEqual([[fourth.title, "High risk", "No risk found", "Better"]]);
  });

  await test.step("the plan lists high risks before medium ones, with what to do", async () => {
    await review.tab("Questions");
    const later = bundled.pillars[1].questions[0];
    await review.goTo(later.title, bundled.pillars[1].name);
    await review.practice("None of these").check();
    await review.expectRisk("High risk");
    await review.tab("Plan");
    await expect(page.getByRole("heading", { level: 2 })).toHaveText([/^High risks/, /^Medium risks/]);
    const items = await new Plan(page).items();
    const place = (title: string) => items.findIndex((item) => item.title === title);
    expect(place(later.title)).toBeGreaterThanOrEqual(0);
    expect(place(later.title)).toBeLessThan(place(first.title));
    const high = items[place(later.title)].text;
    for (const choice of later.choices.filter((c) => c.improvementPlan)) {
      expect(high).toContain(choice.title);
      const words = choice.improvementPlan!.displayText.split("\n")[0].replace(/^[-*] /, "");
      expect(high).toContain(words);
    }
  });

  const report = new Report(page);
  await test.step("the report holds every question", async () => {
    await report.tab("Report");
    await expect(report.heading("Checkout service")).toBeVisible();
    await expect(report.questions).toHaveCount(all.length);
    for (const question of all) await expect(report.question(question.title)).toHaveCount(1);
    for (const pillar of bundled.pillars) {
      await expect(report.contents.getByRole("button", { name: pillar.name })).toBeVisible();
    }
    await report.contents.getByRole("button", { name: bundled.pillars[2].name }).click();
    await expect(page.getByRole("heading", { level: 3, name: bundled.pillars[2].name })).toBeFocused();
    await expect(page.getByText(note)).toBeVisible();
  });

  await test.step("the report is taken along as Markdown", async () => {
    const download = await report.download("Markdown");
    expect(download.suggestedFilename()).toMatch(/^checkout-service-\d{4}-\d\d-\d\d\.md$/);
    const markdown = (await textOf(download)).replaceAll("\\", "");
    expect(markdown).toContain("# Checkout service");
    for (const question of all) expect(markdown).toContain(question.title);
    expect(markdown).toContain(note);
  });

  await test.step("the results are taken along, as the published schema says", async () => {
    const download = await report.download("Results (JSON)");
    expect(download.suggestedFilename()).toMatch(/^checkout-service-\d{4}-\d\d-\d\d\.plumbline\.json$/);
    const results: Results = JSON.parse(await textOf(download));
    const schema = await (await request.get("schemas/results-1.json")).json();
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    expect(validate(results), JSON.stringify(validate.errors, null, 2)).toBe(true);
    expect(Object.keys(results).slice(0, 2)).toEqual(["format", "version"]);
    const answer = (id: string) => results.lenses[0].answers.find((a) => a.question_id === id)!;
    expect(answer(first.id)).toMatchObject({ risk: "MEDIUM" });
    expect(answer(second.id)).toMatchObject({
      risk: "NOT_APPLICABLE",
      not_applicable: { reason: "OUT_OF_SCOPE" },
      selected_choices: [second.choices[0].id],
    });
    expect(answer(third.id)).toMatchObject({
      notes: note,
      choices: [
        { id: third.choices[1].id, not_applicable: { reason: "BUSINESS_PRIORITIES" }, notes: "Not before spring." },
      ],
    });
    expect(results.milestones).toMatchObject([{ number: 1, name: "Before launch" }]);
    expect(results.plan[0].risk).toBe("HIGH");
  });

  await test.step("the review is deleted, and comes back", async () => {
    await report.home();
    await expect(start.card("Checkout service")).toContainText(`5 of ${all.length} answered`);
    await start.delete("Checkout service");
    await expect(start.card("Checkout service")).toHaveCount(0);
    await start.expectToast("Deleted Checkout service");
    await start.undo();
    await expect(start.card("Checkout service")).toContainText(`5 of ${all.length} answered`);
    await start.open("Checkout service");
    await expect(page.getByText(`5 of ${all.length} answered`)).toBeVisible();
  });
});

test("a review without a name does not start, and says why", async ({ page }) => {
  const form = new NewReview(page);
  await form.goto("/new");
  await page.getByRole("button", { name: "Start the review" }).click();
  await expect(form.name).toBeFocused();
  await expect(form.name).toHaveAccessibleDescription(/Give the workload a name/);
  await form.name.fill("ab");
  await expect(form.name).toHaveAccessibleDescription(/at least 3 characters/);
  await form.name.fill("abc");
  await expect(form.name).not.toHaveAttribute("aria-invalid", "true");
});

test("the sample is a look around: nothing of it is kept", async ({ page }) => {
  const start = new Start(page);
  await start.goto();
  await page.getByRole("link", { name: "Look at a sample" }).click();
  await expect(start.saveState).toHaveText("Sample: changes are not kept");
  const review = new Review(page);
  await review.tab("Questions");
  await review.practice("None of these").check();
  await review.expectRisk("High risk");
  await review.home();
  await expect(page.getByRole("heading", { name: "Continue where you left off" })).toHaveCount(0);
});

test("a copy of the sample is one's own", async ({ page }) => {
  const start = new Start(page);
  await start.goto("/workload/sample");
  await page.getByRole("button", { name: "Keep a copy to play with" }).click();
  await start.saved();
  const name = (await start.heading().textContent())!;
  expect(name).toMatch(/copy of the sample/);
  await page.reload();
  await expect(start.heading(name)).toBeVisible();
  await start.home();
  await expect(start.card(name)).toBeVisible();
});

test("everything can be deleted, and comes back while the page stays open", async ({ page, finished, seed }) => {
  await seed(await finished());
  const start = new Start(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Where is my data?" }).click();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.getByRole("button", { name: "Yes, delete everything" }).click();
  await start.expectToast("Deleted everything");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
  // Also when the message is gone.
  await start.closeToast();
  await page.getByRole("button", { name: "Put back: Deleted everything in this browser" }).click();
  await start.expectToast("It is back.");
  await start.home();
  await expect(start.card("Corner Shop")).toBeVisible();
});

test("a question is taken back with Ctrl and z", async ({ page, finished, seed, bundled }) => {
  await seed(await finished());
  const review = new Review(page);
  await review.goto(`/workload/corner-shop/review/launch-readiness/${questions(bundled)[0].id}`);
  const before = await review.risk.textContent();
  await review.practice("None of these").check();
  await review.expectRisk("High risk");
  await page.keyboard.press("Control+z");
  await review.expectRisk(before!);
});

test("an explanation that was opened at one question is folded at the next", async ({ page, finished, seed, bundled }) => {
  await seed(await finished());
  const review = new Review(page);
  const [first, second] = questions(bundled);
  await review.goto(`/workload/corner-shop/review/launch-readiness/${first.id}`);
  await review.explain(first.choices[0].title);
  await review.goOn(second.title);
  await expect(review.explained(second.choices[0].title)).toBeHidden();
});

test("notes on a pillar are kept", async ({ page, finished, seed }) => {
  await seed(await finished());
  const frame = new Frame(page);
  await frame.goto("/workload/corner-shop/details");
  await page.getByText("Notes on its pillars").click();
  const notes = page.getByRole("textbox", { name: "Notes on Security" });
  await notes.fill("The auditors come in March.");
  await frame.saved();
  await page.reload();
  await page.getByText("Notes on its pillars").click();
  await expect(notes).toHaveValue("The auditors come in March.");
  await frame.goto("/workload/corner-shop/report");
  await expect(page.getByText("The auditors come in March.")).toBeVisible();
});
