// Learning without a review: marks, trying a rule out, practising.

import { readFileSync } from "node:fs";

import { expect, lensOf, stored, test } from "./fixtures.ts";
import { Data } from "./pages/data.ts";
import { drawn } from "./pages/frame.ts";
import { Marks, Practise } from "./pages/learning.ts";
import { Library } from "./pages/library.ts";
import { Open } from "./pages/open.ts";
import { Overview } from "./pages/overview.ts";
import { Start } from "./pages/start.ts";

const path = ["framework", "security", "permissions"];

test("marking by keyboard, the list, and a review that starts from it", async ({ page }) => {
  const marks = new Marks(page);
  await marks.goto();
  await expect(page.getByText("Nothing is marked yet.")).toBeVisible();
  await page.getByRole("link", { name: "Go to the library" }).press("Enter");
  await new Library(page).goto(...path, "sec_permissions_least_privileges");
  const title = (await marks.heading().textContent())!;
  await marks.button(title, "Want").press("Enter");
  await expect(marks.button(title, "Want")).toHaveAttribute("aria-pressed", "true");
  await marks.button(title, "Doing").press("Space");
  await expect(marks.button(title, "Doing")).toHaveAttribute("aria-pressed", "true");
  await expect(marks.button(title, "Want")).toHaveAttribute("aria-pressed", "false");

  // On the page of the question, where it is marked already.
  await new Library(page).goto(...path);
  await expect(marks.button(title, "Doing")).toHaveAttribute("aria-pressed", "true");
  const groups = page.getByRole("group", { name: /^Mark: / });
  const second = (await groups.nth(0).getAttribute("aria-label"))!.replace("Mark: ", "");
  await marks.button(second, "Known").press("Enter");

  await marks.goto();
  await expect(page.getByRole("heading", { name: "Well-Architected Framework" })).toBeVisible();
  await expect(marks.progress("Security").getByRole("cell")).toHaveText([/2 of \d+$/, "1", "1", "0"]);
  await page.getByRole("radio", { name: /^Doing/ }).press("Space");
  await expect(marks.of(title)).toBeVisible();
  await expect(marks.of(second)).toBeHidden();
  await page.reload();
  await expect(marks.button(title, "Doing")).toHaveAttribute("aria-pressed", "true");

  await page.getByText("Start a review from what I marked").press("Enter");
  await expect(page.getByText(/1 practice that you marked as Doing will be ticked, in 1 question\. The other 56 questions stay unanswered/)).toBeVisible();
  await page.getByRole("button", { name: "Start this review" }).press("Enter");
  await expect(page.getByRole("textbox", { name: "Name of the workload" })).toBeFocused();
  await page.keyboard.type("From marks");
  await page.keyboard.press("Enter");
  await expect(new Overview(page).heading("From marks")).toBeVisible();
  await expect(page.getByText("1 of 57").first()).toBeVisible();
  // The marks are as they were.
  await marks.goto();
  await expect(marks.button(title, "Doing")).toHaveAttribute("aria-pressed", "true");
});

test("the list of marks narrows to one lens, and damaged records are told where they are missed", async ({ page }) => {
  const marks = new Marks(page);
  const library = new Library(page);
  for (const [lens, mark] of [["framework", "Doing"], ["saas", "Want"]] as const) {
    const place = lens === "saas" ? ["saas", "security"] : ["framework", "security", "permissions"];
    await library.goto(...place);
    if (lens === "saas") await page.getByRole("heading", { level: 2 }).getByRole("link").first().press("Enter");
    await page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: mark }).press("Enter");
  }
  await marks.goto();
  const of = (name: string) => page.getByRole("heading", { level: 2, name });
  await expect(of("Well-Architected Framework").and(page.locator(":visible"))).toBeVisible();
  await expect(of("SaaS")).toBeVisible();
  await expect(page.getByRole("radio", { name: "All 2" })).toBeChecked();
  await page.getByRole("combobox", { name: "Lens" }).selectOption("SaaS");
  await expect(of("Well-Architected Framework")).toBeHidden();
  await expect(page.getByRole("radio", { name: "All 1" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Want 1" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(1);
  await page.getByRole("combobox", { name: "Lens" }).selectOption("All lenses");
  await expect(of("Well-Architected Framework")).toBeVisible();

  for (const [key, route, what] of [
    ["plumbline/marks", "/marks", "What you marked before"],
    ["plumbline/practice", "/practise", "What you practised before"],
  ]) {
    await page.evaluate((key) => localStorage.setItem(key, "half a rec"), key);
    await page.goto("./#/");
    await page.reload();
    await marks.at(route);
    await expect(page.getByText(`${what} cannot be read. It is damaged.`)).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as it is" }).press("Enter");
    expect(readFileSync(await (await download).path(), "utf8")).toBe("half a rec");
  }
});

test("marks of two tabs come together at once", async ({ page, context }) => {
  const other = await context.newPage();
  const [here, there] = [new Marks(page), new Marks(other)];
  await new Library(page).goto(...path);
  await new Library(other).goto(...path);
  const names = await page.getByRole("group", { name: /^Mark: / }).evaluateAll((all) => all.map((e) => e.getAttribute("aria-label")!.replace("Mark: ", "")));
  await here.button(names[0], "Doing").click();
  await expect(there.button(names[0], "Doing")).toHaveAttribute("aria-pressed", "true");
  await there.button(names[1], "Want").click();
  await expect(here.button(names[1], "Want")).toHaveAttribute("aria-pressed", "true");
  // One takes a mark away that the other one made.
  await there.button(names[0], "Doing").click();
  await expect(here.button(names[0], "Doing")).toHaveAttribute("aria-pressed", "false");
  const record = JSON.parse((await stored(page))["plumbline/marks"]);
  expect(Object.keys(record.data.framework.permissions)).toHaveLength(1);
});

test("marks are among the data, in the backup and in the bin; damaged ones are kept", async ({ page, elsewhere }) => {
  const marks = new Marks(page);
  await new Library(page).goto(...path);
  await page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: "Want" }).click();
  const data = new Data(page);
  await data.goto("/data");
  await expect(page.getByRole("row", { name: /What you marked in the library/ })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Back up everything" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  await page.getByRole("button", { name: "Delete What you marked in the library" }).click();
  await marks.goto();
  await expect(page.getByText("Nothing is marked yet.")).toBeVisible();
  await data.goto("/data");
  await page.getByRole("button", { name: "Put back What you marked in the library" }).click();
  await marks.goto();
  await expect(page.getByRole("button", { name: "Want", pressed: true })).toBeVisible();

  const far = await elsewhere();
  const open = new Open(far);
  await open.goto();
  await open.choose("backup.json", text);
  await expect(far.getByRole("heading", { name: "What you marked in the library" })).toBeVisible();
  await far.getByRole("button", { name: /^Restore \d+ thing/ }).click();
  await new Marks(far).goto();
  await expect(far.getByRole("button", { name: "Want", pressed: true })).toBeVisible();

  await page.evaluate(() => localStorage.setItem("plumbline/marks", "half a rec"));
  await page.reload();
  await new Library(page).goto(...path);
  await page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: "Known" }).click();
  await expect.poll(async () => Object.values(await stored(page))).toContain("half a rec");
  await expect.poll(async () => (await stored(page))["plumbline/marks"]).toContain("known");
});

test("trying a rule: the risk and the rule follow the ticks, and nothing is stored", async ({ page }) => {
  const open = new Open(page);
  await open.goto();
  await open.choose("lens.json", lensOf("Small", [
    { id: "one", choices: ["a", "b", "one_no"], rules: [["a && b", "NO_RISK"], ["a", "MEDIUM_RISK"], ["default", "HIGH_RISK"]] },
  ]));
  await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
  const key = Object.keys(await stored(page)).find((k) => k.startsWith("plumbline/lens/"))!.replace("plumbline/lens/", "");
  await new Library(page).goto(key, "only_pillar", "one");
  const before = await stored(page);
  const risk = page.getByRole("status", { name: "Risk of these ticks" });
  const region = page.getByRole("region", { name: "Try it" });
  const box = (name: string) => region.getByRole("checkbox", { name });
  await expect(risk).toHaveText("Unanswered");
  await box("Practice a").press("Space");
  await expect(risk).toHaveText("Medium risk");
  await expect(region.getByText("The first of the rules that is true decides:")).toBeVisible();
  await expect(region.getByText("This is enough to come to")).toBeVisible();
  await box("Practice b").press("Space");
  await expect(risk).toHaveText("No risk found");
  // "None of these" and practices exclude each other.
  await box("Practice one_no").press("Space");
  await expect(box("Practice a")).not.toBeChecked();
  await expect(risk).toHaveText("High risk");
  await region.getByText("Show the rules").press("Enter");
  await expect(region.getByRole("listitem").filter({ hasText: "true: decides" })).toContainText("default");
  await region.getByRole("button", { name: "Untick all" }).press("Enter");
  await expect(risk).toHaveText("Unanswered");
  expect(await stored(page)).toEqual(before);
});

test("a quiz by keyboard: every answer is explained, and the end says what to read", async ({ page }) => {
  const practise = new Practise(page);
  await practise.goto("framework");
  await page.getByRole("button", { name: "Start a quiz" }).press("Enter");
  for (let n = 1; n <= 10; n++) {
    await expect(page.getByText(`${n} of 10 · Well-Architected Framework`)).toBeVisible();
    await expect(practise.item).toBeFocused();
    await practise.offers.first().focus();
    await page.keyboard.press("Enter");
    await expect(practise.explained).toContainText(/^(Right|Not quite)\./);
    await expect(practise.offers.filter({ hasText: /Right$|This is right$/ })).toHaveCount(1);
    const next = page.getByRole("button", { name: n === 10 ? "See the result" : "Next", exact: true });
    await expect(next).toBeFocused();
    await page.keyboard.press("Enter");
  }
  await expect(practise.item).toHaveText(/^\d+ of 10 right$/);
  const missed = page.getByRole("region").getByRole("list").getByRole("link");
  if ((await missed.count()) > 0) {
    await missed.first().press("Enter");
    await expect(new Library(page).crumbs.nth(1)).toHaveText("Well-Architected Framework");
    await expect(practise.heading()).toBeFocused();
  }
  expect(JSON.parse((await stored(page))["plumbline/practice"]).data.days).toHaveLength(1);
});

test("flash cards come back on their day, and days in a row are shown to who wants them", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-03-02T10:00:00") });
  const practise = new Practise(page);
  await practise.goto("quick-check");
  await expect(page.getByText("10 cards for today.")).toBeVisible();
  await expect(page.getByText(/SM-2/)).toBeVisible();
  await page.getByRole("button", { name: "Start with flash cards" }).click();
  const show = async () => {
    // The focus goes to a new card once it stands; a key before that would be for another.
    await expect(practise.item).toBeFocused();
    await page.getByRole("button", { name: "Show the answer" }).press("Enter");
    await expect(page.getByText("How well did you know it?")).toBeVisible();
    await drawn(page);
  };
  const first = (await practise.item.textContent())!;
  await show();
  await page.getByRole("button", { name: "Again" }).press("Enter");
  for (let n = 2; n <= 10; n++) {
    await expect(page.getByText(`${n} of 11`)).toBeVisible();
    await show();
    await page.getByRole("button", { name: "Good" }).press("Enter");
  }
  // What was forgotten comes again until it is known.
  for (const [n, grade] of [[11, "Hard"], [12, "Good"]] as const) {
    await expect(page.getByText(`${n} of ${n}`)).toBeVisible();
    await expect(practise.item).toHaveText(first);
    await show();
    await page.getByRole("button", { name: grade }).press("Enter");
  }
  await expect(practise.item).toHaveText("10 cards done");
  await expect(practise.item).toBeFocused();
  // The first grade of the day says when: ease, times in a row, days, the day it is due.
  const tomorrow = Date.UTC(2026, 2, 3) / 86_400_000;
  const schedule = async () => {
    const { cards } = JSON.parse((await stored(page))["plumbline/practice"]).data;
    const questions = Object.values<Record<string, number[]>>(cards["quick-check"]);
    return questions.flatMap((choices) => Object.values(choices)).sort((a, b) => a[1] - b[1]);
  };
  await expect.poll(schedule).toEqual([[2_500, 0, 1, tomorrow], ...Array(9).fill([2_500, 1, 1, tomorrow])]);

  await page.clock.setFixedTime(new Date("2026-03-03T10:00:00"));
  await page.reload();
  await expect(page.getByText("20 cards for today.")).toBeVisible();
  await page.getByRole("button", { name: "Start with flash cards" }).click();
  await show();
  await page.getByRole("button", { name: "Easy" }).press("Enter");
  await practise.goto();
  await expect(page.getByText("2 days in a row.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Show how many days in a row" }).press("Space");
  await expect(page.getByText("2 days in a row.")).toBeHidden();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Show how many days in a row" })).not.toBeChecked();
});

test.describe("by touch", () => {
  test.use({ viewport: { width: 375, height: 740 }, hasTouch: true });

  test("marking, trying a rule, a quiz and a card", async ({ page }) => {
    const marks = new Marks(page);
    await new Library(page).goto(...path);
    const group = page.getByRole("group", { name: /^Mark: / }).first();
    await group.getByRole("button", { name: "Doing" }).tap();
    const region = page.getByRole("region", { name: "Try it" });
    await region.getByRole("checkbox").first().tap();
    await expect(page.getByRole("status", { name: "Risk of these ticks" })).toHaveText("High risk");
    await marks.goto();
    await page.getByRole("button", { name: "Doing", pressed: true }).tap();
    await expect(page.getByRole("button", { name: "Doing", pressed: true })).toHaveCount(0);
    const practise = new Practise(page);
    await practise.goto("quick-check");
    await page.getByRole("button", { name: "Start a quiz" }).tap();
    await practise.offers.last().tap();
    await expect(practise.explained).toContainText(/^(Right|Not quite)\./);
    await page.getByRole("button", { name: "Next", exact: true }).tap();
    await expect(page.getByText("2 of 10")).toBeVisible();
    await practise.goto("saas");
    await page.getByRole("button", { name: "Start with flash cards" }).tap();
    await page.getByRole("button", { name: "Show the answer" }).tap();
    await page.getByRole("button", { name: "Good" }).tap();
    await expect(page.getByText("2 of 10")).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(375);
  });
});

test.describe("a first visit", () => {
  test("three doors lead on, and are gone once something is stored", async ({ page, seed, finished }) => {
    const start = new Start(page);
    const { doors } = start;
    for (const [door, heading] of [
      ["Assess a system", "New review"],
      ["Learn the practices", "The library"],
      ["Run a workshop", "Workshops"],
    ] as const) {
      await page.goto("./#/");
      await expect(doors.getByRole("link")).toHaveCount(3);
      await doors.getByRole("link", { name: door }).press("Enter");
      await expect(start.heading(heading)).toBeFocused();
    }
    await expect(page).toHaveURL(/#\/workshop$/);
    // From there, the guide shows how to lead one.
    await page.getByRole("main").getByRole("link", { name: /^How to: / }).press("Enter");
    await expect(page).toHaveURL(/#\/guide\/.+$/);
    // Nothing stands between the words of welcome and the doors, and nothing before them.
    await page.goto("./#/");
    const main = page.getByRole("main");
    await expect(main.getByRole("button", { name: "Take a short tour" })).toBeVisible();
    const first = await main.getByRole("link").or(main.getByRole("button")).evaluateAll((all) => all.slice(0, 3).map((e) => e.className));
    expect(first).toEqual(["door", "door", "door"]);
    await expect(start.way).toContainText("Assess a system");
    await seed(await finished());
    await page.goto("./#/");
    await expect(page.getByRole("region", { name: "Continue where you left" })).toBeVisible();
    await expect(doors).toBeHidden();
    await expect(start.way).toHaveText("Start a review");
    await page.getByRole("link", { name: "run a workshop" }).press("Enter");
    await expect(start.heading("Workshops")).toBeFocused();
  });

  test("the tour can be taken by keyboard, skipped, and found again", async ({ page }) => {
    const tour = page.getByRole("dialog", { name: "A short tour" });
    await page.goto("./#/");
    await page.getByRole("button", { name: "Take a short tour" }).press("Enter");
    for (let step = 1; step <= 5; step++) {
      await expect(tour.getByText(`${step} of 5`)).toBeVisible();
      await tour.getByRole("button", { name: step === 5 ? "Done" : "Next" }).press("Enter");
    }
    await expect(tour).toBeHidden();
    // It is not offered again, also on the next visit.
    await expect(page.getByRole("button", { name: "Take a short tour" })).toBeHidden();
    await page.reload();
    await expect(new Start(page).doors).toBeVisible();
    await expect(page.getByRole("button", { name: "Take a short tour" })).toBeHidden();
    // But it is there for who looks for it.
    await page.goto("./#/settings");
    await page.getByRole("button", { name: "Take the short tour" }).press("Enter");
    await tour.getByRole("button", { name: "Next" }).press("Enter");
    await expect(tour.getByRole("heading", { level: 3 })).toBeFocused();
    await tour.getByRole("button", { name: "Back" }).press("Enter");
    await expect(tour.getByText("1 of 5")).toBeVisible();
    await tour.getByRole("button", { name: "Skip the rest" }).press("Enter");
    await expect(tour).toBeHidden();
    await page.getByRole("button", { name: "Keyboard shortcuts" }).press("Enter");
    await page.getByRole("button", { name: "Take the short tour" }).last().press("Enter");
    await expect(tour).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(tour).toBeHidden();
  });

  test("who does not want the tour is not asked again", async ({ page }) => {
    await page.goto("./#/");
    await page.getByRole("button", { name: "No tour, thanks" }).click();
    await expect(page.getByRole("button", { name: "Take a short tour" })).toBeHidden();
    await page.reload();
    await expect(new Start(page).doors).toBeVisible();
    await expect(page.getByRole("button", { name: "No tour, thanks" })).toBeHidden();
  });
});
