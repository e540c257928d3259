// Taking part in a workshop: on a phone by touch, on a desk by keyboard, with
// and without a name, away from any network, and back again another day.

import { expect, questions, stored, test, textOf } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { Attend, codes, SHORT } from "./pages/attend.ts";
import { Data } from "./pages/data.ts";
import { Open } from "./pages/open.ts";
import { Privacy } from "./pages/privacy.ts";
import { Shared, scanned } from "./pages/share.ts";

const KEY = `plumbline/attending/${SHORT}`;
const asked = ["launch_ops_decide", "launch_ops_oncall", "launch_rel_recover"];

/** The first practice of a question, and the last that is none. */
const practices = (lens: Parameters<typeof questions>[0], id: string) => {
  const question = questions(lens).find((question) => question.id === id)!;
  return { title: question.title, first: question.choices[0].title, second: question.choices[1].title };
};

/** What a page may not say to those who take part. */
const RISK = /high risk|medium risk|no risk found/i;

test("on a phone, by touch: join, answer, return", { tag: "@phone" }, async ({ page, bundled }) => {
  const attend = new Attend(page);
  await attend.goto(`/s/${codes.short}`);
  await expect(attend.heading("Corner Shop")).toBeVisible();
  await expect(page.getByText("3 questions from Launch readiness")).toBeVisible();
  await expect(page.getByText("nobody sees them until you send them back")).toBeVisible();
  await attend.name.fill("Anna");
  await page.getByRole("button", { name: "Join", exact: true }).tap();

  await expect(page.getByText("0 of 3 answered")).toBeVisible();
  await page.getByRole("link", { name: "Start" }).tap();
  const one = practices(bundled, asked[0]);
  await expect(attend.heading(one.title)).toBeFocused();
  await expect(page.getByText("Question 1 of 3")).toBeVisible();
  // All of the row is the target, and it is large.
  const row = page.getByRole("listitem").filter({ hasText: one.first }).locator("label");
  expect((await row.boundingBox())!.height).toBeGreaterThanOrEqual(48);
  await row.tap({ position: { x: 250, y: 12 } });
  await expect(attend.practice(one.first)).toBeChecked();
  await expect(page.getByText("Kept on this device")).toBeVisible();
  expect(await page.getByRole("main").innerText()).not.toMatch(RISK);

  await attend.step("Next").tap();
  await expect(attend.heading(practices(bundled, asked[1]).title)).toBeFocused();
  await attend.unsure.tap();
  await attend.step("Next").tap();
  await page.getByText("Add a note").tap();
  await attend.note.fill("Ask Ben.");
  await attend.step("Finish").tap();

  await expect(attend.heading("Return your answers")).toBeFocused();
  await expect(page.getByText("1 of 3 answered, 1 you cannot answer")).toBeVisible();
  await expect(page.getByText("1 question is still open")).toBeVisible();
  await expect(attend.name).toHaveValue("Anna");
  await page.getByRole("button", { name: "QR code" }).tap();
  const picture = page.getByRole("img", { name: "QR code of the link" });
  const link = await attend.link();
  expect(await scanned(page, await picture.screenshot({ scale: "css" }))).toBe(link);
  await expect(page.getByText("Thank you.")).toBeVisible();

  await attend.overview();
  await expect(page.getByText("You returned your answers.")).toBeVisible();
  await attend.said(one.title).getByRole("link").tap();
  await attend.practice(one.second).tap();
  await attend.overview();
  await expect(page.getByText("You changed something since you returned your answers.")).toBeVisible();
});

test("by keyboard alone", async ({ page, bundled }) => {
  const attend = new Attend(page);
  await attend.goto(`/s/${codes.short}`);
  await attend.name.focus();
  await page.keyboard.type("Bo");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/attend\//);
  await expect(page.getByText("0 of 3 answered")).toBeVisible();
  await page.getByRole("link", { name: "Start" }).press("Enter");

  const [one, two] = asked.map((id) => practices(bundled, id));
  await expect(attend.heading(one.title)).toBeFocused();
  await page.keyboard.press("1");
  await expect(attend.practice(one.first)).toBeChecked();
  await page.keyboard.press("n");
  await expect(attend.notApplicable).toBeChecked();
  await page.keyboard.press("n");
  await expect(attend.notApplicable).not.toBeChecked();
  await page.keyboard.press("ArrowRight");
  await expect(attend.heading(two.title)).toBeFocused();
  await attend.unsure.press("Space");
  await page.keyboard.press("ArrowLeft");
  await expect(attend.heading(one.title)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Question 3 of 3")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(attend.heading("Return your answers")).toBeFocused();
  await expect(page.getByText("1 of 3 answered, 1 you cannot answer")).toBeVisible();
});

test("what excludes what: none of these, a practice, not knowing", async ({ page, bundled }) => {
  const attend = new Attend(page);
  await attend.join();
  await attend.question(asked[0]);
  const { first, second } = practices(bundled, asked[0]);
  await attend.practice(first).check();
  await attend.practice(second).check();
  await attend.none.check();
  await expect(attend.practice(first)).not.toBeChecked();
  await attend.expectToast("The other ticks were cleared: None of these stands alone.");
  await attend.practice(first).check();
  await expect(attend.none).not.toBeChecked();
  await attend.unsure.check();
  await expect(attend.practice(first)).not.toBeChecked();
  await attend.expectToast("Your tick was cleared: you said that you cannot answer.");
  await attend.practice(second).check();
  await expect(attend.unsure).not.toBeChecked();
  await attend.notApplicable.check();
  await page.getByRole("combobox", { name: "Why not" }).selectOption("Out of scope");
  await attend.overview();
  await expect(attend.said(practices(bundled, asked[0]).title)).toContainText("Does not apply");
});

test("leaving and coming back, another day", async ({ page, bundled }) => {
  await page.clock.install({ time: new Date("2026-05-04T09:00:00Z") });
  const attend = new Attend(page);
  await attend.join(codes.short, "Anna");
  const { title, first } = practices(bundled, asked[0]);
  await attend.question(asked[0]);
  await attend.practice(first).check();
  await page.getByText("Add a note").click();
  await attend.note.fill("Since May.");
  await expect(page.getByText("Kept on this device")).toBeVisible();
  await page.reload();
  await expect(attend.practice(first)).toBeChecked();
  await expect(attend.note).toHaveValue("Since May.");

  await page.clock.setSystemTime(new Date("2026-05-06T17:00:00Z"));
  await attend.goto("/");
  const mine = page.getByRole("region", { name: "Workshops you take part in" });
  await expect(mine.getByRole("listitem").filter({ hasText: "Corner Shop" })).toContainText("1 of 3 answered");
  await expect(mine.getByRole("link", { name: "Corner Shop" })).toHaveAttribute("href", `#/attend/${SHORT}`);
  await attend.goto(`/s/${codes.short}`);
  await expect(page.getByText("You have joined on this device as Anna. You are done with 1 of 3 questions.")).toBeVisible();
  await expect(attend.name).toBeHidden();
  await page.getByRole("link", { name: "Go on where you were" }).click();
  await expect(attend.said(title)).toContainText("with a note");
  await page.getByRole("link", { name: "Go on", exact: true }).click();
  await expect(page.getByText("Question 2 of 3")).toBeVisible();
});

test("without a name, and in a session that asks for none", async ({ page }) => {
  const attend = new Attend(page);
  await attend.join();
  await attend.returning();
  await expect(attend.name).toHaveValue("");
  const link = await attend.link();
  await new Shared(page).follow(link);
  await expect(attend.heading("Answers from a workshop")).toBeVisible();

  // The lens is in the link, and on the shelf from then on.
  await attend.goto(`/s/${codes.own}`);
  await expect(page.getByText("Nobody is asked for a name")).toBeVisible();
  await expect(attend.name).toBeHidden();
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("link", { name: "Start" }).click();
  await attend.practice("Practice a").check();
  await page.reload();
  await expect(attend.practice("Practice a")).toBeChecked();
  await attend.step("Finish").click();
  await expect(page.getByText("Your answers go back without a name.")).toBeVisible();
});

test("the link and the file hold what was said, with notes or without", async ({ page, elsewhere, bundled }) => {
  const attend = new Attend(page);
  await attend.join(codes.short, "Anna");
  const { title, first } = practices(bundled, asked[0]);
  await attend.question(asked[0]);
  await attend.practice(first).check();
  await page.getByText("Add a note").click();
  await attend.note.fill("Since May.");
  await attend.returning();
  await attend.name.fill("Ann");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download a file" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("corner-shop-ann.answers.json");
  await expect(page.getByText("Thank you.")).toBeVisible();
  const text = await textOf(file);
  expect(JSON.parse(text)).toMatchObject({ format: "plumbline-workshop", version: 1, session: codes.short });

  const there = await elsewhere();
  const open = new Open(there);
  await open.goto();
  await open.choose("answers.json", JSON.parse(text));
  await expect(open.heading("Answers of Ann")).toBeVisible();
  await expect(there.getByText("in the browser of the one who runs it")).toBeVisible();
  const said = there.getByRole("region", { name: "What is inside" }).getByRole("listitem").filter({ hasText: title });
  await expect(said).toContainText(first);
  await expect(said).toContainText("Since May.");
  await expect(there.getByRole("button", { name: "Take them in" })).toBeHidden();
  // Nothing of it is kept.
  expect(Object.keys(await stored(there)).filter((key) => /attending|workshop/.test(key))).toEqual([]);

  await page.getByRole("checkbox", { name: "Include my notes" }).uncheck();
  await new Shared(there).follow(await attend.link());
  await expect(open.heading("Answers of Ann")).toBeVisible();
  await expect(there.getByText(first)).toBeVisible();
  await expect(there.getByText("Since May.")).toBeHidden();
});

test("a file with a session leads to the workshop, and a broken one says why", async ({ page }) => {
  const open = new Open(page);
  await open.goto();
  await open.choose("session.json", { format: "plumbline-workshop", version: 1, session: codes.short });
  await expect(open.heading("Corner Shop")).toBeVisible();
  await expect(page.getByRole("button", { name: "Join", exact: true })).toBeVisible();
  await open.goto();
  await open.choose("empty.json", { format: "plumbline-workshop", version: 1, replies: [] });
  await expect(open.refusal).toContainText("cannot be read");
  await expect(page.getByText("There is neither a session nor an answer in this file.")).toBeVisible();
});

test("two tabs: neither loses what the other keeps, nor letters being typed", async ({ page, context, bundled }) => {
  const attend = new Attend(page);
  await attend.join();
  const other = new Attend(await context.newPage());
  const { first, second } = practices(bundled, asked[0]);
  await attend.question(asked[0]);
  await other.question(asked[0]);
  await page.getByText("Add a note").click();
  await attend.note.pressSequentially("Half a thou");
  await other.practice(first).check();
  await expect(attend.practice(first)).toBeChecked();
  await expect(attend.note).toBeFocused();
  await attend.note.pressSequentially("ght");
  await expect(attend.note).toHaveValue("Half a thought");
  await attend.practice(second).check();
  await expect(other.practice(second)).toBeChecked();
  await page.reload();
  await expect(attend.practice(first)).toBeChecked();
  await expect(attend.practice(second)).toBeChecked();
  await expect(attend.note).toHaveValue("Half a thought");
  // What the other tab wrote while nobody types here appears.
  await other.page.getByText(/Add a note|Your note/).click();
  await other.note.fill("Changed there");
  await expect(attend.note).toHaveValue("Changed there");
});

test("what the browser refuses to keep stays on the screen and is kept later", async ({ page, bundled }) => {
  const attend = new Attend(page);
  await attend.join();
  await attend.question(asked[0]);
  const { first, second } = practices(bundled, asked[0]);
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    (globalThis as Record<string, unknown>).mend = () => (Storage.prototype.setItem = set);
    Storage.prototype.setItem = function () {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await attend.practice(first).check();
  await expect(page.getByRole("alert").filter({ hasText: /full/i })).toBeVisible();
  await expect(page.getByText("Not kept on this device yet")).toBeVisible();
  await expect(attend.practice(first)).toBeChecked();
  await attend.step("Next").click();
  await attend.step("Back").click();
  await expect(attend.practice(first)).toBeChecked();
  await page.evaluate(() => (globalThis as unknown as { mend: () => void }).mend());
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Kept on this device")).toBeVisible();
  await attend.practice(second).check();
  await page.reload();
  await expect(attend.practice(first)).toBeChecked();
  await expect(attend.practice(second)).toBeChecked();
});

test("a damaged record and a missing one are told, with the way on", async ({ page }) => {
  const attend = new Attend(page);
  await attend.join();
  await page.evaluate((key) => localStorage.setItem(key, "half a rec"), KEY);
  await page.reload();
  await expect(attend.heading("Your answers cannot be read")).toBeVisible();
  await attend.goto(`/s/${codes.short}`);
  await expect(page.getByRole("alert")).toContainText("cannot be read");
  await page.getByRole("link", { name: "See what is stored" }).click();
  await expect(new Data(page).heading("Where is my data?")).toBeVisible();
  expect((await stored(page))[KEY]).toBe("half a rec");

  await attend.goto("/attend/nowhere");
  await expect(attend.heading("This browser is not part of that workshop")).toBeVisible();
  await attend.goto("/attend");
  await expect(page.getByText("None yet.")).toBeVisible();
});

test("leaving puts the answers into the bin, and back", async ({ page, bundled }) => {
  const attend = new Attend(page);
  await attend.join();
  await attend.question(asked[0]);
  const { title, first } = practices(bundled, asked[0]);
  await attend.practice(first).check();
  await attend.overview();
  await page.getByRole("button", { name: "Leave the workshop and delete my answers" }).click();
  await attend.expectToast("Deleted your answers to Corner Shop");
  await attend.undo();
  await attend.expectToast("It is back.");
  await attend.overview();
  await expect(attend.said(title)).toContainText("1 of");
});

test.describe("with the copy for offline use", () => {
  test.use({ serviceWorkers: "allow" });

  test("once joined, no network is needed", async ({ page, context, bundled }) => {
    await new Privacy(page).kept();
    const attend = new Attend(page);
    await attend.join(codes.short, "Anna");
    await context.setOffline(true);
    const { first } = practices(bundled, asked[0]);
    await attend.question(asked[0]);
    await page.reload();
    await attend.practice(first).check();
    await page.reload();
    await expect(attend.practice(first)).toBeChecked();
    await attend.returning();
    await page.getByRole("button", { name: "QR code" }).click();
    await expect(page.getByRole("img", { name: "QR code of the link" })).toBeVisible();
    await context.setOffline(false);
  });
});

/** Makes this browser the one that runs the session with this name. */
async function run(page: Page) {
  await page.evaluate(
    ([from, to]) => {
      const record = JSON.parse(localStorage.getItem(from)!);
      const { session, answers } = record.data;
      record.format = "plumbline/workshop";
      record.data = {
        session,
        workload: "corner-shop",
        people: 0,
        milestone: null,
        changed: 1,
        settled: [],
        replies: [],
        answers: { ...answers, reviews: [] },
      };
      localStorage.setItem(to, JSON.stringify(record));
    },
    [KEY, `plumbline/workshop/${SHORT}`],
  );
}

test("whoever runs the workshop takes answers in, once and newer ones", async ({ page, elsewhere, bundled }) => {
  const there = new Attend(await elsewhere());
  await there.join(codes.short, "Anna");
  await there.question(asked[0]);
  const { first, second } = practices(bundled, asked[0]);
  await there.practice(first).check();
  await there.returning();
  const early = await there.link();
  await there.question(asked[0]);
  await there.practice(second).check();
  await there.returning();
  const late = await there.link();

  const attend = new Attend(page);
  await attend.join();
  await run(page);
  await attend.goto("/");
  await attend.goto(`/s/${codes.short}`);
  await expect(page.getByText("You run this workshop in this browser.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to the workshop" })).toHaveAttribute(
    "href",
    `#/workload/corner-shop/workshop/${SHORT}`,
  );
  for (const [link, words] of [
    [early, "Taken in. They are the first from this person."],
    [early, "These answers were here already."],
    [late, "in place of older ones from the same person"],
    [early, "Newer answers from the same person are here already"],
  ]) {
    await attend.goto("/");
    await new Shared(page).follow(link);
    await expect(attend.heading("Answers of Anna")).toBeVisible();
    await expect(page.getByText("They belong to your workshop")).toBeVisible();
    await page.getByRole("button", { name: "Take them in" }).click();
    await expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
    await expect(page.getByRole("link", { name: "Go to the workshop" })).toBeVisible();
  }
  const record = JSON.parse((await stored(page))[`plumbline/workshop/${SHORT}`]);
  expect(record.data.replies.map((reply: { name: string }) => reply.name)).toEqual(["Anna"]);
});
