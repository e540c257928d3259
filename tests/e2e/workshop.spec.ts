// Running a workshop with no server, from the session to the milestone.

import { AxeBuilder } from "@axe-core/playwright";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";

import { expect, lensOf, test, textOf, type Results } from "./fixtures.ts";
import { Attend } from "./pages/attend.ts";
import { Open } from "./pages/open.ts";
import { Privacy } from "./pages/privacy.ts";
import { pictureOf, Workshop } from "./pages/workshop.ts";

const LENS = "Quick check";
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const PHONE = { viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true };

/** Joins by a link, answers every question by what `tick` says of its number, and stands at the return. */
async function answer(page: Page, link: string, name: string, tick: (question: number) => "first" | "none" | "unsure") {
  const attend = new Attend(page);
  await page.goto(link);
  if (name) await attend.name.fill(name);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("link", { name: "Start", exact: true }).click();
  return goOn(page, tick);
}

async function goOn(page: Page, tick: (question: number) => "first" | "none" | "unsure") {
  const attend = new Attend(page);
  for (let question = 1; ; question++) {
    await expect(page.getByText(new RegExp(`^Question ${question} of `))).toBeVisible();
    const which = tick(question);
    if (which === "first") await page.getByRole("checkbox").first().check();
    if (which === "none") await attend.none.check();
    if (which === "unsure") await attend.unsure.check();
    const finish = attend.step("Finish");
    const isLast = await finish.isVisible();
    await (isLast ? finish : attend.step("Next")).click();
    if (isLast) break;
  }
  await expect(attend.heading("Return your answers")).toBeVisible();
  return attend;
}

test("a facilitator and five people settle a review and keep it", async ({ page, elsewhere }) => {
  test.setTimeout(240_000);
  const workshop = new Workshop(page);
  await page.goto("./#/");
  const address = await workshop.make("Checkout service, May", LENS);
  const link = await workshop.link();

  // Three send a link: one from a desk, two from phones, one of them without a network.
  const anna = await elsewhere(PHONE);
  const annas = await (await answer(anna, link, "Anna", () => "first")).link();
  const ben = await elsewhere({ ...PHONE, serviceWorkers: "allow" });
  await new Privacy(ben).kept();
  await ben.goto(link);
  await new Attend(ben).name.fill("Ben");
  await ben.getByRole("button", { name: "Join", exact: true }).click();
  await ben.getByRole("link", { name: "Start", exact: true }).click();
  await expect(ben.getByText(/^Question 1 of /)).toBeVisible();
  await ben.context().setOffline(true);
  const bens = await (await goOn(ben, (n) => (n % 2 ? "first" : "none"))).link();
  const chen = await elsewhere();
  const chens = await (await answer(chen, link, "Chen", (n) => (n === 1 ? "none" : "first"))).link();
  // One sends a file, one shows a code.
  const dora = await elsewhere();
  await answer(dora, link, "Dora", (n) => (n === 2 ? "unsure" : "none"));
  const [download] = await Promise.all([
    dora.waitForEvent("download"),
    dora.getByRole("button", { name: "Download a file" }).click(),
  ]);
  const file = { name: "dora.json", mimeType: "application/json", buffer: Buffer.from(await textOf(download)) };
  const emil = await elsewhere();
  await answer(emil, link, "", () => "first");
  await emil.getByRole("button", { name: "QR code" }).click();
  const picture = await pictureOf(emil);

  await workshop.step("Collect");
  await workshop.paste(`Hello,\n\nhere it is: <${annas}>.\n> ${bens}\n\nAnd mine ${chens} bye`);
  await expect(workshop.state).toContainText("3 people answered");
  await workshop.bring([file, picture]);
  await expect(workshop.state).toContainText("5 people answered");
  await workshop.paste(annas);
  await expect(workshop.state).toContainText("5 people answered");
  for (const name of ["Anna", "Ben", "Chen", "Dora", "Person 5"]) {
    await expect(page.getByRole("main").getByText(name, { exact: true }).first()).toBeVisible();
  }

  // The loudest disagreement first, and nothing is seen before it is revealed.
  await workshop.step("The room");
  const percents = (await workshop.room.getByText(/% agree$/).allInnerTexts()).map((text) => parseInt(text));
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents[0]).toBeLessThan(100);
  const count = percents.length;
  await page.getByRole("link", { name: "Step through the questions" }).click();
  await expect(page.getByText("Reveal the answers")).toBeVisible();
  await expect(page.getByText("Anna")).toHaveCount(0);
  await workshop.reveal();
  await expect(page.getByText("Anna").first()).toBeVisible();
  await workshop.note.fill("Ben has the runbook; the test is in June.");
  await workshop.settleAll(count);

  await expect(workshop.section("Take it along")).toBeVisible();
  await expect(workshop.state).toContainText(`${count} of ${count} questions settled`);
  await expect(page.getByText("Took part: Anna, Ben, Chen, Dora and 1 other.")).toBeVisible();
  const [recap] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Markdown" }).click(),
  ]);
  const markdown = await textOf(recap);
  expect(markdown).toContain("# Checkout service, May");
  expect(markdown).toContain("Ben has the runbook; the test is in June.");
  await page.getByRole("button", { name: "Save the milestone" }).click();
  await page.getByRole("link", { name: "milestone 1" }).click();
  await expect(page.getByText("Settled in the workshop Checkout service, May with Anna, Ben, Chen, Dora and 1 other.")).toBeVisible();

  // The review is an ordinary one, and its file says who took part.
  await page.goto(`./#${address.replace(/\/workshop.*/, "")}`);
  const [results] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /Results/ }).first().click(),
  ]);
  const saved: Results & { milestones: { workshop?: { count: number; people: string[] } }[] } = JSON.parse(
    readFileSync(await results.path(), "utf8"),
  );
  expect(saved.milestones[0].workshop).toEqual({
    name: "Checkout service, May",
    count: 5,
    people: ["Anna", "Ben", "Chen", "Dora"],
  });
  expect(saved.lenses[0].answers.every((answer) => answer.risk !== "UNANSWERED")).toBe(true);

  // Everybody's own answers go when they are dropped, and only they.
  await page.goto(`./#${address}/recap`);
  await page.getByRole("button", { name: "Drop them" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Drop them" }).click();
  await expect(page.getByText("Nobody's own answers are kept here.")).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith("plumbline/workshop/"))));
  expect(stored).not.toContain("Anna");
  await expect(workshop.state).toContainText(`${count} of ${count} questions settled`);
});

test("the questions that fit into the time, with time boxes of one's own", async ({ page }) => {
  const workshop = new Workshop(page);
  await workshop.goto("/workshop/new/framework");
  await expect(workshop.agenda).toContainText("about 2 hours");
  await page.getByRole("combobox", { name: "Time" }).selectOption("60");
  await expect(workshop.agenda).toContainText("about 60 minutes");
  const first = workshop.agenda.getByRole("listitem").first();
  const title = await first.getByRole("strong").innerText();
  await first.getByRole("spinbutton", { name: `Minutes for ${title}` }).fill("25");
  await page.keyboard.press("Tab");
  await first.getByRole("button", { name: `Later: ${title}` }).click();
  await expect(workshop.agenda.getByRole("listitem").nth(1)).toContainText(title);
  await page.getByRole("button", { name: "Make the workshop" }).click();
  await expect(page.getByText("Use at least 3 characters.")).toBeVisible();
  await page.getByRole("textbox", { name: "Name of the workshop" }).fill("An hour");
  await page.getByRole("button", { name: "Make the workshop" }).click();
  await expect(workshop.section("Send the link")).toBeVisible();
  const row = page.getByRole("row", { name: new RegExp(title) });
  await expect(row.getByRole("cell").last()).toHaveText("25");
  await page.reload();
  await expect(row.getByRole("cell").last()).toHaveText("25");
});

test("the room is led by keys alone, and a settled answer can be undone", async ({ page }) => {
  const workshop = new Workshop(page);
  const address = await workshop.make("By keys", LENS);
  await workshop.goto(`${address}/room`);
  await expect(page.getByText("Nobody's answers are in yet.")).toBeVisible();
  await page.getByRole("link", { name: "Step through the questions" }).press("Enter");
  await expect(page.getByText(/^1 of /)).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.getByRole("button", { name: "Start the timer" })).toBeVisible();
  await page.keyboard.press("r");
  await expect(workshop.settle).toBeDisabled();
  await page.keyboard.press("1");
  await expect(workshop.settle).toBeEnabled();
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "Settle again" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/^2 of /)).toBeVisible();
  await expect(workshop.heading()).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("button", { name: "Settle again" })).toBeVisible();
  await expect(workshop.heading()).toBeFocused();
  await page.keyboard.press("w");
  await expect(workshop.note).toBeFocused();
  await workshop.heading().focus();
  await page.keyboard.press("o");
  await expect(page.getByRole("button", { name: "Settle", exact: true })).toBeVisible();
  // Settled anew, taken back and done again: the workshop says so each time.
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "Settle again" })).toBeVisible();
  await workshop.heading().focus();
  await page.keyboard.press("Control+z");
  await expect(workshop.toast).toContainText("Undone");
  await expect(page.getByRole("button", { name: "Settle", exact: true })).toBeVisible();
  await workshop.heading().focus();
  await page.keyboard.press("Control+Shift+z");
  await expect(workshop.toast).toContainText("Redone");
  await expect(page.getByRole("button", { name: "Settle again" })).toBeVisible();
});

test("stepping keeps the whole screen, and what was written of a question that is not settled", async ({ page }) => {
  const workshop = new Workshop(page);
  const address = await workshop.make("On the wall", LENS);
  await workshop.goto(`${address}/room`);
  await page.getByRole("link", { name: "Step through the questions" }).click();
  await expect(page.getByText(/^1 of /)).toBeVisible();
  const isWhole = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press("f");
  await expect.poll(isWhole).toBe(true);
  await expect(page.getByRole("banner")).toBeHidden();
  await page.getByRole("button", { name: "Settle it" }).click();
  await workshop.note.fill("Ben knows more");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText(/^2 of /)).toBeVisible();
  expect(await isWhole()).toBe(true);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page.getByText(/^1 of /)).toBeVisible();
  await page.getByRole("button", { name: "Settle it" }).click();
  await expect(workshop.note).toHaveValue("Ben knows more");
  await expect(page.getByRole("checkbox").first()).toBeChecked();
  // What was just done is said on the whole screen, too.
  await page.getByRole("button", { name: "Settle", exact: true }).click();
  await expect(workshop.toast).toContainText("Settled.");
  await expect(workshop.heading()).toBeVisible();
  await workshop.heading().focus();
  await page.keyboard.press("f");
  await expect.poll(isWhole).toBe(false);
  await expect(page.getByRole("banner")).toBeVisible();
});

test("a workshop on a lens of one's own: the invitation as a file, and answers short enough for a code", async ({ page, elsewhere }) => {
  test.setTimeout(90_000);
  // As long as a lens may be that still fits into a link, but not into a chat.
  const lens = lensOf(
    "House rules",
    Array.from({ length: 20 }, (_, n) => ({ id: `q${n}`, choices: ["a", `q${n}_no`], rules: [["a", "NO_RISK"], ["default", "HIGH_RISK"]] as [string, string][] })),
  );
  for (const question of lens.pillars[0].questions) {
    question.description = createHash("sha512").update(question.id).digest("hex") + createHash("sha256").update(question.id).digest("hex");
  }
  const open = new Open(page);
  await open.goto();
  await open.choose("house.json", lens);
  await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
  const workshop = new Workshop(page);
  const address = await workshop.make("Our own rules", "House rules");
  expect((await workshop.link()).length).toBeGreaterThan(4_000);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the invitation" }).click(),
  ]);
  const file = await textOf(download);

  const ann = await elsewhere(PHONE);
  const there = new Open(ann);
  await there.goto();
  await there.choose("invitation.json", file);
  await new Attend(ann).name.fill("Ann");
  await ann.getByRole("button", { name: "Join", exact: true }).click();
  await ann.getByRole("link", { name: "Start", exact: true }).click();
  const link = await (await goOn(ann, () => "first")).link();
  expect(link.length).toBeLessThan(1_000);
  await ann.getByRole("button", { name: "QR code" }).click();
  await expect(ann.getByRole("img", { name: /QR code/ })).toBeVisible();

  await workshop.goto(`${address}/collect`);
  await workshop.paste(link);
  await expect(workshop.state).toContainText("1 person answered");
});

test("a nameless workshop shows numbers only", async ({ page, elsewhere }) => {
  test.setTimeout(90_000);
  const workshop = new Workshop(page);
  const address = await workshop.make("Without names", LENS, { nameless: true });
  const link = await workshop.link();
  const one = await elsewhere(PHONE);
  await one.goto(link);
  await expect(new Attend(one).name).toHaveCount(0);
  const back = await (await answer(one, link, "", () => "first")).link();
  await workshop.goto(`${address}/collect`);
  await workshop.paste(back);
  await expect(workshop.state).toContainText("1 person answered");
  await workshop.goto(`${address}/room`);
  await page.getByRole("link", { name: "Step through the questions" }).click();
  await workshop.reveal();
  await expect(page.getByText("1 of 1").first()).toBeVisible();
  await expect(page.getByText("Person 1")).toHaveCount(0);
});

test("two tabs with one workshop do not lose each other's answers", async ({ page, context, elsewhere }) => {
  test.setTimeout(90_000);
  const workshop = new Workshop(page);
  const address = await workshop.make("Two tabs", LENS);
  const link = await workshop.link();
  const codes: string[] = [];
  for (const name of ["Ada", "Grace"]) {
    codes.push(await (await answer(await elsewhere(), link, name, () => "first")).link());
  }
  const other = new Workshop(await context.newPage());
  await other.goto(`${address}/collect`);
  await workshop.goto(`${address}/collect`);
  await workshop.paste(codes[0]);
  await other.paste(codes[1]);
  await expect(other.state).toContainText("2 people answered");
  await expect(workshop.state).toContainText("2 people answered");
});

test("a deleted workshop comes back from the bin, and its review stays", async ({ page }) => {
  const workshop = new Workshop(page);
  await workshop.make("For the bin", LENS);
  await workshop.goto("/workshop");
  await page.getByRole("button", { name: "Delete the workshop For the bin" }).click();
  await expect(page.getByRole("heading", { name: "Workshops you run" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "For the bin" })).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  test(`the pages of a workshop pass axe in ${scheme} colors`, async ({ page, elsewhere }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: scheme });
    const workshop = new Workshop(page);
    const address = await workshop.make("For all eyes", LENS);
    const link = await workshop.link();
    const back = await (await answer(await elsewhere(), link, "Ada", () => "first")).link();
    await workshop.goto(`${address}/collect`);
    await workshop.paste(back);
    await expect(workshop.state).toContainText("1 person answered");
    const look = async (what: string) => {
      const found = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(found.violations.map((v) => `${what}: ${v.id} ${v.nodes.map((n) => n.target).join(" ")}`)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${what} is wider than the screen`).toBe(0);
    };
    const all: [string, () => Promise<unknown>][] = [
      ["list", () => workshop.goto("/workshop")],
      ["form", async () => {
        await workshop.goto("/workshop/new");
        await page.getByRole("radio", { name: "Picked by hand" }).check();
      }],
      ["of the review", () => workshop.goto(address.replace(/workshop\/.*/, "workshop"))],
      ["invite", () => workshop.goto(address)],
      ["projector", async () => {
        await workshop.goto(`${address}/show`);
        await expect(page.getByRole("img", { name: "QR code to join the workshop" })).toBeVisible();
      }],
      ["collect", () => workshop.goto(`${address}/collect`)],
      ["room", () => workshop.goto(`${address}/room`)],
      ["question", async () => {
        await page.getByRole("link", { name: "Step through the questions" }).click();
        await workshop.reveal();
      }],
      ["recap", () => workshop.goto(`${address}/recap`)],
      ["not here", () => workshop.goto(`${address}0`)],
    ];
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      for (const [what, go] of all) {
        await go();
        await workshop.ready();
        await look(`${what} at ${width}`);
      }
    }
  });
}

test("a workshop goes on in another browser, with everybody's answers", async ({ page, elsewhere }) => {
  test.setTimeout(90_000);
  const workshop = new Workshop(page);
  const address = await workshop.make("Two facilitators", LENS);
  const link = await workshop.link();
  const codes: string[] = [];
  for (const name of ["Ada", "Grace"]) {
    codes.push(await (await answer(await elsewhere(), link, name, () => "first")).link());
  }
  await workshop.goto(`${address}/collect`);
  await workshop.paste(codes.join("\n"));
  await expect(workshop.state).toContainText("2 people answered");
  await workshop.step("Recap");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "File for another browser" }).click(),
  ]);
  const there = await elsewhere();
  const open = new Open(there);
  await open.goto();
  await open.choose("workshop.json", await textOf(file));
  await there.getByRole("button", { name: "Run the workshop here" }).click();
  await expect(new Workshop(there).state).toContainText("2 people answered");
  await expect(there.getByRole("main").getByText("Grace").first()).toBeVisible();
});
