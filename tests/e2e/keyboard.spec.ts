// The job with the keyboard alone.

import { expect, lensOf, questions, test, unanswered } from "./fixtures.ts";
import type { Locator, Page } from "@playwright/test";
import { Milestones } from "./pages/milestones.ts";
import { Open } from "./pages/open.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, wanted: Locator, most = 60) {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < most; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(wanted, `reached with Tab`).toBeFocused({ timeout: 1 });
}

test("the whole job without a mouse", async ({ page, bundled }) => {
  test.setTimeout(60_000);
  const [first, second, third] = questions(bundled);
  const start = new Start(page);
  await start.goto();
  await expect(page).toHaveTitle("Plumbline: a Well-Architected review in your browser");

  await test.step("the first stop is the way to the content", async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(start.heading("Know what to fix first")).toBeFocused();
  });

  await test.step("a review is started", async () => {
    await tabTo(page, start.way);
    await page.keyboard.press("Enter");
    await expect(start.heading("New review")).toBeFocused();
    await expect(page).toHaveTitle("New review · Plumbline");
    await tabTo(page, new NewReview(page).name);
    await page.keyboard.type("Checkout service");
    await page.keyboard.press("Enter");
  });

  const review = new Review(page);
  await test.step("questions are answered with single keys", async () => {
    await expect(review.heading(first.title)).toBeFocused();
    await expect(page).toHaveTitle(`${first.title} · Checkout service · Plumbline`);
    await page.keyboard.press("1");
    await expect(review.practice(first.choices[0].title)).toBeChecked();
    await page.keyboard.press("2");
    await review.expectRisk("Medium risk");
    await page.keyboard.press("2");
    await review.expectRisk("High risk");
    await page.keyboard.press("n");
    await review.expectRisk("Not applicable");
    await page.keyboard.press("n");
    await review.expectRisk("High risk");
    await page.keyboard.press("j");
    await expect(review.heading(second.title)).toBeFocused();
    await expect(page).toHaveTitle(`${second.title} · Checkout service · Plumbline`);
    await page.keyboard.press("ArrowRight");
    await expect(review.heading(third.title)).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(review.heading(second.title)).toBeFocused();
    await page.keyboard.press("k");
    await expect(review.heading(first.title)).toBeFocused();
    await page.keyboard.press("k");
    await expect(review.heading(first.title)).toBeVisible();
  });

  await test.step("boxes are ticked with Space", async () => {
    await tabTo(page, review.practice(first.choices[1].title));
    await page.keyboard.press("Space");
    await review.expectRisk("Medium risk");
    await page.keyboard.press("j");
    await expect(review.heading(second.title)).toBeFocused();
    await page.keyboard.press("k");
    await expect(review.heading(first.title)).toBeFocused();
  });

  await test.step("an explanation is opened, and a practice does not apply", async () => {
    const title = first.choices[2].title;
    const summary = review.row(title).getByText("What this means, and notes").first();
    await tabTo(page, summary);
    await page.keyboard.press("Enter");
    await tabTo(page, review.explained(title));
    await page.keyboard.press("Space");
    await expect(page.getByRole("checkbox", { name: `${title} Does not apply` })).toBeVisible();
    await tabTo(page, review.row(title).getByRole("combobox", { name: "Why it does not apply" }));
    await page.keyboard.press("ArrowDown");
    await expect(review.row(title).getByRole("combobox")).toHaveValue("OTHER");
    await expect(review.heading(first.title)).toBeVisible();
  });

  await test.step("keys are letters while one types", async () => {
    await tabTo(page, review.notes);
    await page.keyboard.type("j1nk?/2 fine");
    await expect(review.notes).toHaveValue("j1nk?/2 fine");
    await expect(review.heading(first.title)).toBeVisible();
    await review.expectRisk("Medium risk");
    await expect(review.keys).toBeHidden();
    await expect(review.jump).toBeHidden();
  });

  await test.step("a milestone is saved", async () => {
    const tabs = page.getByRole("navigation", { name: "This review" });
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("Shift+Tab");
    await tabTo(page, tabs.getByRole("link", { name: "Milestones" }), 120);
    await page.keyboard.press("Enter");
    const milestones = new Milestones(page);
    await expect(milestones.heading("Milestones")).toBeFocused();
    await expect(page).toHaveTitle("Milestones · Checkout service · Plumbline");
    await tabTo(page, milestones.name);
    await page.keyboard.type("Before launch");
    await page.keyboard.press("Enter");
    await expect(milestones.item("Before launch")).toBeVisible();
  });
});

test("the keys 1 to 9 and a to f tick fifteen practices", async ({ page }) => {
  const choices = Array.from({ length: 15 }, (_, place) => `number_${place + 1}`);
  const lens = lensOf("Fifteen", [
    { id: "many", choices, rules: [[choices.join(" && "), "NO_RISK"], ["default", "HIGH_RISK"]] },
  ]);
  await new Open(page).lens(lens, "Many practices");
  const review = new Review(page);
  for (const [place, key] of [..."123456789abcdef"].entries()) {
    await page.keyboard.press(key);
    await expect(review.practice(`Practice ${choices[place]}`)).toBeChecked();
  }
  await review.expectRisk("No risk found");
});

test("/ jumps to a question by its words", async ({ page, finished, seed, bundled }) => {
  await seed(await finished(unanswered));
  const review = new Review(page);
  const wanted = bundled.pillars[3].questions[1];
  await page.keyboard.press("/");
  await expect(review.jump).toBeVisible();
  const words = review.jump.getByRole("searchbox", { name: "Words of the question" });
  await expect(words).toBeFocused();
  await page.keyboard.type(wanted.title);
  await expect(review.jump.getByRole("list").getByRole("link")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(review.jump).toBeHidden();
  await expect(review.heading(wanted.title)).toBeFocused();
  await page.keyboard.press("/");
  await expect(review.jump).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(review.jump).toBeHidden();
  await page.keyboard.press("1");
  await expect(review.practice(wanted.choices[0].title)).toBeChecked();
});

test("? lists the keys, and the keys rest while it is open", async ({ page, finished, seed, bundled }) => {
  await seed(await finished(unanswered));
  const review = new Review(page);
  await review.tab("Questions");
  const [first] = questions(bundled);
  await expect(review.heading(first.title)).toBeFocused();
  await page.keyboard.press("?");
  await expect(review.keys).toBeVisible();
  await expect(review.keys).toContainText("Next question");
  await page.keyboard.press("1");
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  await expect(review.keys).toBeHidden();
  await expect(review.heading(first.title)).toBeVisible();
  await review.expectRisk("Unanswered");
});

test("keys can be switched off, and stay off", async ({ page, finished, seed, bundled }) => {
  await seed(await finished(unanswered));
  const review = new Review(page);
  const keys = page.getByRole("checkbox", { name: "Single keys answer and move between questions" });
  await review.goto("/settings");
  await tabTo(page, keys);
  await page.keyboard.press("Space");
  await expect(keys).not.toBeChecked();
  await page.reload();
  await expect(keys).not.toBeChecked();
  const [first] = questions(bundled);
  await review.goto(`/workload/corner-shop/review/launch-readiness/${first.id}`);
  for (const key of ["1", "j", "n", "?", "/"]) await page.keyboard.press(key);
  await expect(review.heading(first.title)).toBeVisible();
  await review.expectRisk("Unanswered");
  await expect(review.keys).toBeHidden();
  await expect(review.jump).toBeHidden();
});

test("on every page the focus is on the heading and the title says where one is", async ({ page, finished, seed }) => {
  await seed(await finished());
  const start = new Start(page);
  const tabs = page.getByRole("navigation", { name: "This review" });
  const pages: [string, string | RegExp, string][] = [
    ["Questions", /\?$/, " · Corner Shop · Plumbline"],
    ["Plan", "Improvement plan", "Plan · Corner Shop · Plumbline"],
    ["Milestones", "Milestones", "Milestones · Corner Shop · Plumbline"],
    ["Report", "Corner Shop", "Report · Corner Shop · Plumbline"],
    ["Details", "Details", "Details · Corner Shop · Plumbline"],
    ["Overview", "Corner Shop", "Corner Shop · Plumbline"],
  ];
  for (const [tab, heading, title] of pages) {
    await tabs.getByRole("link", { name: tab, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(start.heading(heading)).toBeFocused();
    expect((await page.title()).endsWith(title)).toBe(true);
  }
  await page.getByRole("link", { name: "Settings" }).focus();
  await page.keyboard.press("Enter");
  await expect(start.heading("Settings")).toBeFocused();
  await expect(page).toHaveTitle("Settings · Plumbline");
  await page.goBack();
  await expect(start.heading("Corner Shop")).toBeFocused();
});

/** Holds the answers to all but the first few requests back until they are let go. */
async function slowly(page: Page, address: string, after = 0) {
  let go = () => {};
  const wait = new Promise<void>((resolve) => (go = resolve));
  let seen = 0;
  await page.route(address, async (route) => {
    seen += 1;
    if (seen > after) await wait;
    await route.continue();
  });
  return go;
}

test("the focus is on the heading of a review whose lens took its time", async ({ page, finished, seed }) => {
  await seed(await finished());
  const start = new Start(page);
  await start.goto();
  await page.reload();
  const go = await slowly(page, "**/lenses/*.json");
  await start.card("Corner Shop").getByRole("link", { name: "Corner Shop", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(start.heading("Opening the review…")).toBeVisible();
  go();
  await expect(start.heading("Corner Shop")).toBeFocused();
});

test("the focus is on the heading of a page whose part of the app took its time", async ({ page }) => {
  const go = await slowly(page, "**/*.wasm", 1);
  const start = new Start(page);
  await page.goto("./");
  await expect(start.heading("Know what to fix first")).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).focus();
  await page.keyboard.press("Enter");
  await expect(start.heading("Loading…")).toBeVisible();
  go();
  await expect(start.heading("Settings")).toBeFocused();
});

test("a dialog is ready to type in as soon as its part of the app is there", async ({ page, bundled }) => {
  const go = await slowly(page, "**/*.wasm", 1);
  const form = new NewReview(page);
  await page.goto("./#/new");
  await form.start("Checkout service");
  const review = new Review(page);
  go();
  const words = review.jump.getByRole("searchbox", { name: "Words of the question" });
  // Keys work from the moment that the second file is there.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(words).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(words).toBeFocused();
  await page.keyboard.type(questions(bundled)[5].title);
  await page.keyboard.press("Enter");
  await expect(review.heading(questions(bundled)[5].title)).toBeFocused();
});

test("the button that opens a file can be reached", async ({ page }) => {
  const start = new Start(page);
  await start.goto();
  const picker = page.getByLabel("Open a file");
  await tabTo(page, picker);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await chooser;
});
