// Two tabs with one review: edits appear in the other at once, and where both
// changed the same, both versions are kept until a person picks.

import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";

import { expect, questions, stored, test, unanswered } from "./fixtures.ts";
import { Clashes } from "./pages/clashes.ts";
import { Data } from "./pages/data.ts";
import { Milestones } from "./pages/milestones.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

/** A review at its first question, in two tabs. */
async function twoTabs(
  page: Page,
  context: BrowserContext,
  { prepare, both = true }: { prepare?: (page: Page) => Promise<unknown>; both?: boolean } = {},
) {
  const form = new NewReview(page);
  await form.goto("/new");
  await form.start("Checkout service");
  const here = new Review(page);
  await here.saved();
  const there = new Review(await context.newPage());
  await prepare?.(there.page);
  await there.page.goto(page.url());
  await expect(there.notes).toBeVisible();
  await beside(here.page);
  if (both) await beside(there.page);
  return { here, there };
}

/** Waits until a tab pays attention to others: that is in the second file. */
const beside = (page: Page) =>
  page.waitForFunction(() => [...document.styleSheets].some((sheet) => sheet.href?.includes("desk")));

/** Keeps a page from saving after a pause, as a tab in the background is kept. */
const hold = (page: Page) =>
  page.evaluate(() => {
    const real = window.setTimeout;
    window.setTimeout = ((act: TimerHandler, pause?: number, ...rest: unknown[]) =>
      pause === 300 ? 0 : real(act, pause, ...rest)) as typeof setTimeout;
  });

/** Saves what a held page did not save. */
const leave = (page: Page) => page.evaluate(() => dispatchEvent(new Event("pagehide")));

/** A tab that hears of nothing, as one that sleeps. */
const deaf = (page: Page) =>
  page.addInitScript(() => {
    for (const name of ["storage", "focus", "pageshow"]) {
      window.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
    }
  });

const wake = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

const clashRecords = async (page: Page) =>
  Object.keys(await stored(page)).filter((key) => key.startsWith("plumbline/clash/"));

/** The settings as they are stored. */
const settingsIn = async (page: Page): Promise<Record<string, unknown>> =>
  JSON.parse((await stored(page))["plumbline/settings"] ?? '{"data":{}}').data;

test("edits to different questions appear in the other tab at once, and both are stored", async ({
  page,
  context,
  bundled,
}) => {
  const [first, second] = questions(bundled);
  const { here, there } = await twoTabs(page, context);
  await there.goOn(second.title);
  // Neither has saved when the other one does.
  await hold(page);
  await here.practice(first.choices[0].title).check();
  await here.notes.fill("Said here.");
  await there.practice(second.choices[0].title).check();
  await there.notes.fill("Said there.");
  await there.saved();
  await here.saved();
  await expect(new Clashes(page).banner).toHaveCount(0);
  await there.previous.click();
  await expect(there.practice(first.choices[0].title)).toBeChecked();
  await expect(there.notes).toHaveValue("Said here.");
  await here.goOn(second.title);
  await expect(here.practice(second.choices[0].title)).toBeChecked();
  await expect(here.notes).toHaveValue("Said there.");
  for (const tab of [here, there]) {
    await tab.page.reload();
    await tab.goTo(first.title);
    await expect(tab.notes).toHaveValue("Said here.");
    await tab.goTo(second.title);
    await expect(tab.notes).toHaveValue("Said there.");
  }
});

test("typing in both tabs at the same time loses no letter", async ({ page, context, bundled }) => {
  const [first, second] = questions(bundled);
  const { here, there } = await twoTabs(page, context);
  await there.goOn(second.title);
  const [mine, theirs] = ["One types about this and that. ".repeat(3), "The other types about something else. ".repeat(3)];
  await Promise.all([
    here.notes.pressSequentially(mine, { delay: 15 }),
    there.notes.pressSequentially(theirs, { delay: 15 }),
  ]);
  await expect(here.notes).toHaveValue(mine);
  await expect(there.notes).toHaveValue(theirs);
  await here.saved();
  await there.saved();
  await here.page.reload();
  await here.goTo(second.title);
  await expect(here.notes).toHaveValue(theirs);
  await here.goTo(first.title);
  await expect(here.notes).toHaveValue(mine);
  expect(await clashRecords(page)).toEqual([]);
});

test.describe("the same question in both tabs", () => {
  const picks = [
    ["Keep this version", "Said here."],
    ["Take the other version", "Said there."],
    ["Both notes", "Said here.\n\nSaid there."],
  ] as const;

  for (const [button, want] of picks) {
    test(`keeps both versions: ${button}`, async ({ page, context, bundled }) => {
      const [first] = questions(bundled);
      const { here, there } = await twoTabs(page, context);
      await hold(page);
      await hold(there.page);
      await here.practice(first.choices[0].title).check();
      await here.notes.fill("Said here.");
      await there.practice(first.choices[1].title).check();
      await there.notes.fill("Said there.");
      await leave(there.page);
      await here.saved();
      // Both are asked, and what was typed here stays.
      const clashes = new Clashes(page);
      await expect(clashes.banner).toBeVisible();
      await expect(new Clashes(there.page).banner).toBeVisible();
      await expect(here.notes).toHaveValue("Said here.");
      await clashes.open();
      const about = clashes.about(first.title);
      await expect(about.getByText("Said here.")).toBeVisible();
      await expect(about.getByText("Said there.")).toBeVisible();
      await expect(about.getByRole("listitem")).toHaveText([
        `${first.choices[0].title}only here`,
        `${first.choices[1].title}only here`,
      ]);
      const axe = await new AxeBuilder({ page }).include("#clashes").analyze();
      expect(axe.violations).toEqual([]);
      await clashes.pick(first.title, button);
      await expect(clashes.dialog).toHaveCount(0);
      const ticked = button === "Take the other version" ? 1 : 0;
      for (const tab of [here, there]) {
        await expect(new Clashes(tab.page).banner).toHaveCount(0);
        await expect(tab.notes).toHaveValue(want);
        await expect(tab.practice(first.choices[ticked].title)).toBeChecked();
        await expect(tab.practice(first.choices[1 - ticked].title)).not.toBeChecked();
      }
      await here.saved();
      await page.reload();
      await expect(here.notes).toHaveValue(want);
      await expect(clashes.banner).toHaveCount(0);
      expect(await clashRecords(page)).toEqual([]);
    });
  }

  test("what was not picked can be had back", async ({ page, context, bundled }) => {
    const [first] = questions(bundled);
    const { here, there } = await twoTabs(page, context);
    await hold(page);
    await hold(there.page);
    await here.notes.fill("Said here.");
    await there.notes.fill("Said there.");
    await leave(there.page);
    await here.saved();
    const clashes = new Clashes(page);
    await clashes.open();
    await clashes.pick(first.title, "Keep this version");
    await expect(clashes.banner).toHaveCount(0);
    await here.expectToast("Kept what is in the review");
    await here.undo();
    await clashes.open();
    await expect(clashes.about(first.title).getByText("Said there.")).toBeVisible();
    await clashes.pick(first.title, "Take the other version");
    await expect(here.notes).toHaveValue("Said there.");
    await here.undo();
    await expect(here.notes).toHaveValue("Said here.");
  });

  test("nothing depends on the tabs staying open", async ({ page, context, bundled }) => {
    const [first] = questions(bundled);
    const { here, there } = await twoTabs(page, context, { prepare: deaf });
    await hold(there.page);
    await there.notes.fill("Said there.");
    await here.notes.fill("Said here.");
    await here.saved();
    // The last moment of a tab that heard of nothing.
    const address = page.url();
    await leave(there.page);
    await there.page.close();
    await page.close();
    const later = new Review(await context.newPage());
    await later.page.goto(address);
    await expect(later.notes).toHaveValue("Said there.");
    const clashes = new Clashes(later.page);
    await clashes.open();
    await clashes.pick(first.title, "Take the other version");
    await expect(later.notes).toHaveValue("Said here.");
    await later.saved();
    expect(await clashRecords(later.page)).toEqual([]);
  });

  test("a version that finds no room is not given up", async ({ page, context }) => {
    const { here, there } = await twoTabs(page, context);
    await hold(page);
    await here.notes.fill("Said here.");
    await page.evaluate(() => {
      const state = window as unknown as { realSetItem: typeof Storage.prototype.setItem };
      state.realSetItem = Storage.prototype.setItem;
      Storage.prototype.setItem = () => {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      };
    });
    await there.notes.fill("Said there.");
    await there.saved();
    const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
    await expect(banner).toBeVisible();
    await expect(here.notes).toHaveValue("Said here.");
    await expect(there.notes).toHaveValue("Said there.");
    await page.evaluate(() => {
      const state = window as unknown as { realSetItem: typeof Storage.prototype.setItem };
      Storage.prototype.setItem = state.realSetItem;
    });
    await banner.getByRole("button", { name: "Try again" }).click();
    await here.saved();
    await expect(new Clashes(page).banner).toBeVisible();
    expect(await clashRecords(page)).toHaveLength(1);
  });
});

test("a tab that slept for a day merges what it missed before it saves", async ({ page, context, bundled }) => {
  const [first, second, third] = questions(bundled);
  const { here, there } = await twoTabs(page, context, { prepare: deaf });
  await here.notes.fill("First, said here.");
  await here.goOn(second.title);
  await here.notes.fill("Second, said here.");
  await here.saved();
  // It knows nothing of all that.
  await expect(there.notes).toHaveValue("");
  await there.goOn(second.title);
  await there.goOn(third.title);
  await there.notes.fill("Third, said there.");
  await there.saved();
  await expect(new Clashes(there.page).banner).toHaveCount(0);
  for (const tab of [here, there]) {
    await tab.goTo(first.title);
    await expect(tab.notes).toHaveValue("First, said here.");
    await tab.goTo(second.title);
    await expect(tab.notes).toHaveValue("Second, said here.");
    await tab.goTo(third.title);
    await expect(tab.notes).toHaveValue("Third, said there.");
  }
});

test("a tab that wakes up shows what happened", async ({ page, context }) => {
  const { here, there } = await twoTabs(page, context, { prepare: deaf });
  await here.notes.fill("While it slept.");
  await here.saved();
  await expect(there.notes).toHaveValue("");
  await wake(there.page);
  await expect(there.notes).toHaveValue("While it slept.");
});

test("without locks of the browser it is the same", async ({ page, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
  });
  const { here, there } = await twoTabs(page, context);
  await here.notes.fill("Said here.");
  await here.saved();
  await expect(there.notes).toHaveValue("Said here.");
});

test("where the browser refuses a lock, it is saved all the same", async ({ page, context }) => {
  await context.addInitScript(() => {
    if (!window.LockManager) return;
    LockManager.prototype.request = () => Promise.reject(new DOMException("No.", "SecurityError"));
  });
  const { here, there } = await twoTabs(page, context);
  await here.notes.fill("Said here.");
  await here.saved();
  await expect(there.notes).toHaveValue("Said here.");
});

test("saving waits for its turn, but not on leaving", async ({ page, context }) => {
  const { here, there } = await twoTabs(page, context);
  await there.page.evaluate(
    () => new Promise<void>((held) => void navigator.locks.request("plumbline/saving", () => (held(), new Promise(() => {})))),
  );
  await here.notes.fill("Said here.");
  await expect(here.saveState).toHaveText("Saving…");
  await leave(page);
  await here.saved();
  await expect(there.notes).toHaveValue("Said here.");
});

test.describe("a review that is deleted in the other tab", () => {
  test("stays open here, and can be kept", async ({ page, context }) => {
    const { here, there } = await twoTabs(page, context);
    await here.notes.fill("Not lost.");
    await here.saved();
    const start = new Start(there.page);
    await start.goto();
    await start.delete("Checkout service");
    const banner = page.getByRole("note").filter({ hasText: "was deleted in another tab" });
    await expect(banner).toBeVisible();
    await expect(here.saveState).toHaveText("Deleted in another tab");
    await banner.getByRole("button", { name: "Keep it" }).click();
    await here.saved();
    await expect(banner).toHaveCount(0);
    await expect(start.card("Checkout service")).toBeVisible();
    await page.reload();
    await expect(here.notes).toHaveValue("Not lost.");
  });

  test("is back here when the deletion is undone there", async ({ page, context }) => {
    const { here, there } = await twoTabs(page, context);
    const start = new Start(there.page);
    await start.goto();
    await start.delete("Checkout service");
    const banner = page.getByRole("note").filter({ hasText: "was deleted in another tab" });
    await expect(banner).toBeVisible();
    await start.undo();
    await expect(banner).toHaveCount(0);
    await here.notes.fill("Goes on.");
    await here.saved();
  });

  test("can be closed here as well", async ({ page, context }) => {
    const { there } = await twoTabs(page, context);
    const start = new Start(there.page);
    await start.goto();
    await start.delete("Checkout service");
    await page.getByRole("note").filter({ hasText: "deleted in another tab" }).getByRole("link", { name: "Close it" }).click();
    const here = new Start(page);
    await expect(here.heading("Know what to fix first")).toBeVisible();
    await expect(here.card("Checkout service")).toHaveCount(0);
    await expect(here.toast).toHaveCount(0);
  });
});

test("a setting appears in the other tab, and leaves what that tab stored", async ({ page, context }) => {
  const { here, there } = await twoTabs(page, context);
  const data = new Data(here.page);
  await data.goto();
  await beside(here.page);
  await there.goto("/settings");
  await data.backUp();
  await expect.poll(async () => (await settingsIn(page)).last_backup).toEqual(expect.any(Number));
  const backup = (await settingsIn(page)).last_backup;
  await there.page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await settingsIn(page)).toMatchObject({ theme: "dark", last_backup: backup });
  // And the other way round: the choice here leaves the theme of there.
  await page.getByRole("radio", { name: "Every week" }).check();
  expect(await settingsIn(page)).toMatchObject({ theme: "dark", last_backup: backup, backup_reminder: "week" });
});

test("a tab that slept does not bring old settings back", async ({ page, context }) => {
  const { here, there } = await twoTabs(page, context, { prepare: deaf });
  await there.goto("/settings");
  const data = new Data(here.page);
  await data.goto();
  await data.backUp();
  await expect.poll(async () => (await settingsIn(page)).last_backup).toEqual(expect.any(Number));
  const backup = (await settingsIn(page)).last_backup;
  await there.page.getByRole("radio", { name: "Dark" }).check();
  expect(await settingsIn(page)).toMatchObject({ theme: "dark", last_backup: backup });
});

test("milestones saved in both tabs are both kept", async ({ page, context, finished, seed }) => {
  await seed(await finished(unanswered));
  const here = new Milestones(page);
  await here.tab("Milestones");
  const there = new Milestones(await context.newPage());
  await there.goto("/workload/corner-shop/milestones");
  await beside(there.page);
  await hold(page);
  await here.save("Saved here");
  await there.save("Saved there");
  await there.saved();
  await here.saved();
  for (const tab of [here, there]) {
    await expect(tab.item("Saved here")).toBeVisible();
    await expect(tab.item("Saved there")).toBeVisible();
    await tab.page.reload();
    await expect(tab.item("Saved here")).toBeVisible();
    await expect(tab.item("Saved there")).toBeVisible();
  }
});

test("a lens that is added in one tab is there in the other, beside its answers", async ({ page, context, bundled }) => {
  const [first] = questions(bundled);
  const { here, there } = await twoTabs(page, context);
  const details = new Start(there.page);
  await details.tab("Details");
  await hold(page);
  await here.notes.fill("Said here.");
  await there.page.getByRole("button", { name: /^Add the lens / }).first().click();
  await expect(there.page.getByRole("button", { name: /^Remove the lens / })).toHaveCount(2);
  await there.saved();
  await here.saved();
  await expect(here.notes).toHaveValue("Said here.");
  await here.tab("Details");
  await expect(page.getByRole("button", { name: /^Remove the lens / })).toHaveCount(2);
  await there.tab("Questions");
  await there.goTo(first.title);
  await expect(there.notes).toHaveValue("Said here.");
});

test("undo takes back what was done here, and never what was done there", async ({ page, context, bundled }) => {
  const [first, second] = questions(bundled);
  const { here, there } = await twoTabs(page, context);
  await here.practice(first.choices[0].title).check();
  await here.saved();
  await there.goOn(second.title);
  await there.notes.fill("Said there.");
  await there.saved();
  await expect(here.list.getByRole("link", { name: first.title })).toBeVisible();
  await here.heading(first.title).focus();
  await page.keyboard.press("Control+z");
  await expect(here.practice(first.choices[0].title)).not.toBeChecked();
  await here.practice(first.choices[0].title).check();
  await here.saved();
  // The same question: taking the tick back would take the other tab's notes along.
  await there.previous.click();
  await there.notes.fill("On the first, said there.");
  await expect(here.notes).toHaveValue("On the first, said there.");
  await here.heading(first.title).focus();
  await page.keyboard.press("Control+z");
  await expect(here.notes).toHaveValue("On the first, said there.");
  await here.goOn(second.title);
  await expect(here.notes).toHaveValue("Said there.");
});

test("a field that is not valid here does not undo what another tab changed", async ({ page, context, finished, seed }) => {
  await seed(await finished());
  const here = new Start(page);
  await here.tab("Details");
  const there = new Start(await context.newPage());
  await there.goto("/workload/corner-shop/details");
  await beside(page);
  const name = page.getByRole("textbox", { name: "Name of the workload" });
  await name.fill("");
  await there.page.getByRole("textbox", { name: "Industry" }).fill("Groceries");
  await there.saved();
  await name.fill("Corner Store");
  await here.saved();
  await page.reload();
  await expect(name).toHaveValue("Corner Store");
  await expect(page.getByRole("textbox", { name: "Industry" })).toHaveValue("Groceries");
});

test("what cannot be brought together before the page is left becomes a review of its own", async ({
  page,
  context,
  bundled,
}) => {
  const [first] = questions(bundled);
  // The second file never arrives in the other tab.
  const { here, there } = await twoTabs(page, context, {
    prepare: (page) => page.route(/desk[^/]*\.wasm$/, () => {}),
    both: false,
  });
  await here.notes.fill("Said here.");
  await here.saved();
  await there.notes.fill("Said there.");
  await expect(there.saveState).toHaveText("Not saved: changed in another tab");
  const closed = there.page.waitForEvent("close");
  await there.page.close({ runBeforeUnload: true });
  await closed;
  await expect(here.notes).toHaveValue("Said here.");
  const start = new Start(page);
  await start.home();
  await start.open("Checkout service (from another tab)");
  await start.tab("Questions");
  await here.goTo(first.title);
  await expect(here.notes).toHaveValue("Said there.");
});
