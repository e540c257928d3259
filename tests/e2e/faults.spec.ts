// What goes wrong around a person at work: pages that die in the middle of a
// word, storage that throws, storage that is full. And the way back from what a
// person did: undo and redo, across pages.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, lensOf, questions, stored, test, textOf, unanswered, type Results } from "./fixtures.ts";
import type { BrowserContext, Page } from "@playwright/test";
import { asksBeforeLeaving, literally } from "./pages/frame.ts";
import { Marks, Practise } from "./pages/learning.ts";
import { Library } from "./pages/library.ts";
import { Milestones } from "./pages/milestones.ts";
import { Open } from "./pages/open.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

/** Starts a review and stays at its first question. */
async function begin(page: Page, name = "Checkout service") {
  const form = new NewReview(page);
  await form.goto("/new");
  await form.start(name);
  const review = new Review(page);
  await review.saved();
  // The second file is there: its buttons are.
  await expect(review.undoButton).toBeVisible();
  return review;
}

/** The start of the name of a button, where long names may be cut. */
const starting = (text: string) => new RegExp(`^${literally(text.slice(0, 45))}`);

/** What is stored of all reviews, as text. */
const records = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith("plumbline/workload/"))
      .map(([, text]) => text)
      .join("\n"),
  );

/** Kills the page as a crash does: nothing of it runs any more. */
async function crash(page: Page) {
  const crashed = page.waitForEvent("crash");
  const session = await page.context().newCDPSession(page);
  // It dies before it can answer.
  session.send("Page.crash").catch(() => {});
  await crashed;
}

/** Waits until a text is on disk, and says how long that took, in milliseconds. */
const untilStored = (page: Page, text: string) =>
  page.evaluate(async (text) => {
    const start = performance.now();
    const has = () =>
      Object.entries(localStorage).some(([key, value]) => key.startsWith("plumbline/workload/") && value.includes(text));
    while (!has()) {
      if (performance.now() - start > 5_000) return Infinity;
      await new Promise((next) => setTimeout(next, 10));
    }
    return performance.now() - start;
  }, text);

async function again(context: BrowserContext, address: string) {
  const review = new Review(await context.newPage());
  await review.page.goto(address);
  return review;
}

test.describe("a page that dies in the middle of typing", () => {
  test("closed without a word: what was typed a second ago is there", async ({ page, context }) => {
    const review = await begin(page);
    await review.notes.pressSequentially("Said before the end.");
    expect(await untilStored(page, "Said before the end.")).toBeLessThan(1_000);
    await review.notes.pressSequentially(" And then", { delay: 5 });
    const address = page.url();
    await page.close();
    const there = await again(context, address);
    await expect(there.notes).toHaveValue(/^Said before the end\./);
  });

  test("who types without a pause is saved all the same, within a second", async ({ page, context }) => {
    await page.clock.install();
    const review = await begin(page);
    const address = page.url();
    await review.notes.focus();
    // From here on time passes when we say so: ten letters in one second.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
    for (const letter of "abcdefghij") {
      await page.keyboard.press(letter);
      await page.clock.runFor(100);
    }
    expect(await records(page)).toContain("abcdef");
    await crash(page);
    const there = await again(context, address);
    await expect(there.notes).toHaveValue(/^abcdef/);
  });

  test("a crash: what the page said was saved is there", async ({ page, context, bundled }) => {
    const review = await begin(page);
    const [first] = questions(bundled);
    await review.practice(first.choices[0].title).check();
    await review.notes.pressSequentially("Half a sente");
    await untilStored(page, "Half a sente");
    await review.saved();
    const address = page.url();
    await crash(page);
    const there = await again(context, address);
    await expect(there.notes).toHaveValue("Half a sente");
    await expect(there.practice(first.choices[0].title)).toBeChecked();
    await there.notes.press("End");
    await there.notes.pressSequentially("nce.");
    await there.saved();
  });

  test("a crash between two writes: the list is right, and so is the review", async ({ page, context }) => {
    const review = await begin(page);
    // The tab dies after the document and before the list.
    await page.evaluate(() => {
      const real = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key: string, value: string) {
        if (key === "plumbline/index") return;
        real.call(this, key, value);
      };
    });
    await review.tab("Details");
    await page.getByRole("textbox", { name: "Name of the workload" }).fill("Another name");
    await untilStored(page, "Another name");
    await crash(page);
    const start = new Start(await context.newPage());
    await start.goto();
    await start.page.getByRole("region", { name: "Continue where you left off" }).getByRole("link").first().click();
    await expect(start.page.getByText("Another name").first()).toBeVisible();
    await start.home();
    await start.page.reload();
    await expect(start.card("Another name")).toBeVisible();
  });

  test("a reload in the middle of a word, and one in the middle of a form", async ({ page }) => {
    const review = await begin(page);
    await review.notes.pressSequentially("Half a wo");
    await page.reload();
    await expect(review.notes).toHaveValue("Half a wo");

    const form = new NewReview(page);
    await form.goto("/new");
    await form.name.pressSequentially("Half a na");
    await page.getByRole("textbox", { name: "Description" }).pressSequentially("What it");
    await page.getByRole("radio", { name: "Production", exact: true }).check();
    await page.reload();
    await expect(form.name).toHaveValue("Half a na");
    await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("What it");
    await expect(page.getByRole("radio", { name: "Production", exact: true })).toBeChecked();
    await form.expectToast("What you had typed before is back.");
    await form.start("A whole name");
    await form.goto("/new");
    await page.reload();
    await expect(form.heading("New review")).toBeVisible();
    await expect(form.undoButton).toBeHidden();
    await expect(form.name).toHaveValue("");
  });

  test("moving on at once saves at once", async ({ page, bundled }) => {
    const review = await begin(page);
    await page.evaluate(() => {
      // As a tab that is kept from saving after a pause.
      const real = window.setTimeout;
      window.setTimeout = ((act: TimerHandler, pause?: number, ...rest: unknown[]) =>
        pause === 300 ? 0 : real(act, pause, ...rest)) as typeof setTimeout;
    });
    await review.notes.fill("Typed and gone.");
    await review.goOn(questions(bundled)[1].title);
    // In turn with other tabs, which takes no time to speak of.
    await expect.poll(() => records(page)).toContain("Typed and gone.");
    await review.notes.fill("And hidden.");
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    expect(await records(page)).toContain("And hidden.");
  });
});

test.describe("every text field keeps what is typed, whatever is next to it", () => {
  test("details: one that is not valid yet keeps no other from being saved, and comes back itself", async ({ page }) => {
    const review = await begin(page);
    await review.tab("Details");
    const field = (name: string) => page.getByRole("textbox", { name });
    await field("Name of the workload").fill("Ch");
    await field("Architecture diagram").fill("htt");
    await field("Industry").pressSequentially("Retail");
    await field("Notes").first().pressSequentially("Anything.");
    await expect.poll(() => records(page)).toContain("Anything.");
    await page.reload();
    await expect(field("Industry")).toHaveValue("Retail");
    await expect(field("Name of the workload")).toHaveValue("Ch");
    await expect(field("Architecture diagram")).toHaveValue("htt");
    await expect(page.getByText("Use at least 3 characters")).toBeVisible();
    await expect(page.getByRole("navigation", { name: "This review" })).toContainText("Checkout service");
    await field("Name of the workload").fill("Checkout");
    await field("Architecture diagram").fill("https://example.org/plan");
    await review.saved();
    await expect.poll(() => records(page)).toContain("https://example.org/plan");
    await page.reload();
    await expect(field("Name of the workload")).toHaveValue("Checkout");
  });

  test("notes on a lens are typed letter by letter, in one field", async ({ page }) => {
    const review = await begin(page);
    await review.tab("Details");
    const notes = page.getByRole("textbox", { name: /^Notes on / });
    await notes.pressSequentially("Four words of notes");
    await expect(notes).toBeFocused();
    await expect(notes).toHaveValue("Four words of notes");
    await review.saved();
    await page.reload();
    await expect(notes).toHaveValue("Four words of notes");
  });

  test("the name of a milestone that is not saved yet comes back, and not after it was", async ({ page }) => {
    const review = await begin(page);
    await review.tab("Milestones");
    const milestones = new Milestones(page);
    await milestones.name.pressSequentially("Before laun");
    await page.reload();
    await expect(milestones.name).toHaveValue("Before laun");
    await milestones.save("Before launch");
    await expect(milestones.name).toHaveValue("");
    await page.reload();
    await expect(milestones.item("Before launch")).toBeVisible();
    await expect(milestones.undoButton).toBeVisible();
    await expect(milestones.name).toHaveValue("");
  });
});

/** Makes every write throw, or lets them through again. */
const refuse = (page: Page, name: string | null) =>
  page.evaluate((name) => {
    const state = window as unknown as { real?: typeof Storage.prototype.setItem };
    state.real ??= Storage.prototype.setItem;
    Storage.prototype.setItem = name
      ? () => {
          throw name === "TypeError" ? new TypeError("Something is odd.") : new DOMException("No.", name);
        }
      : state.real;
  }, name);

for (const [what, name, words] of [
  ["full", "QuotaExceededError", "Not saved: storage is full"],
  ["blocked", "SecurityError", "Not saved: storage is blocked"],
  ["odd", "TypeError", "Not saved"],
] as const) {
  for (const tag of ["", "@phone"]) {
    test(`storage that is ${what} ${tag}: work goes on, and nothing typed is dropped`, { tag: tag || undefined }, async ({ page, bundled }) => {
      const review = await begin(page);
      const [first, second] = questions(bundled);
      await refuse(page, name);
      await review.notes.fill("Typed without storage.");
      await expect(review.saveState).toHaveText(words);
      await expect(review.saveState).toBeInViewport({ ratio: 1 });
      const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
      await expect(banner).toBeVisible();
      // The work goes on, from page to page.
      await review.practice(first.choices[0].title).check();
      await review.goOn(second.title);
      await review.practice(second.choices[1].title).check();
      await expect(review.saveState).toHaveText(words);
      await banner.getByRole("button", { name: "Try again" }).click();
      await expect(review.saveState).toHaveText(words);
      const download = page.waitForEvent("download");
      await banner.getByRole("button", { name: "Download a copy now" }).click();
      const copy: Results = JSON.parse(await textOf(await download));
      expect(copy.lenses[0].answers.find((a) => a.question_id === first.id)?.notes).toBe("Typed without storage.");
      await review.home();
      await page.goBack();
      await expect(review.practice(second.choices[1].title)).toBeChecked();
      await expect(review.saveState).toHaveText(words);
      await expect(review.undoButton).toHaveAccessibleName(starting(`Undo: ticked ${second.choices[1].title}`));
      // The browser asks before the only copy goes.
      await asksBeforeLeaving(page);
      await refuse(page, null);
      await banner.getByRole("button", { name: "Try again" }).click();
      await review.saved();
      await expect(banner).toHaveCount(0);
      await page.reload();
      await expect(review.practice(second.choices[1].title)).toBeChecked();
      await review.previous.click();
      await expect(review.notes).toHaveValue("Typed without storage.");
      await expect(review.practice(first.choices[0].title)).toBeChecked();
    });
  }
}

test("storage that is blocked while the page is open: nothing breaks, and all is saved when it is back", async ({ page, bundled }) => {
  const review = await begin(page);
  await page.evaluate(() => {
    const state = window as unknown as { blocked: boolean };
    const real = Object.getOwnPropertyDescriptor(window, "localStorage")!.get!;
    state.blocked = true;
    Object.defineProperty(window, "localStorage", {
      configurable: true,
      get() {
        if (state.blocked) throw new DOMException("The operation is insecure.", "SecurityError");
        return real.call(window);
      },
    });
  });
  await review.notes.fill("Typed while it was blocked.");
  await expect(review.saveState).toHaveText("Not saved: storage is blocked");
  await review.practice(questions(bundled)[0].choices[0].title).check();
  await review.tab("Overview");
  await expect(page.getByText("1 of", { exact: false }).first()).toBeVisible();
  await page.evaluate(() => ((window as unknown as { blocked: boolean }).blocked = false));
  await page.getByRole("button", { name: "Try again" }).click();
  await review.saved();
  await page.reload();
  await review.tab("Questions");
  await review.goTo(questions(bundled)[0].title);
  await expect(review.notes).toHaveValue("Typed while it was blocked.");
});

/** Has the page look at what is stored, as it does when it is shown again. */
const lookAgain = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event("pageshow")));

test("a mark that could not be stored holds, and is stored once there is room", async ({ page }) => {
  const marks = new Marks(page);
  await new Library(page).goto("framework", "security", "permissions");
  const groups = page.getByRole("group", { name: /^Mark: / });
  const [first, second] = await groups.evaluateAll((all) => all.map((e) => e.getAttribute("aria-label")!.replace("Mark: ", "")));
  await marks.button(first, "Known").click();
  await expect.poll(async () => (await stored(page))["plumbline/marks"]).toContain("known");
  await refuse(page, "QuotaExceededError");
  await marks.button(first, "Doing").click();
  await marks.button(second, "Want").click();
  const alert = page.getByRole("alert").filter({ hasText: "Your mark holds until you close the page." });
  await expect(alert).toBeVisible();
  await lookAgain(page);
  await marks.goto();
  await expect(marks.button(first, "Doing")).toHaveAttribute("aria-pressed", "true");
  await expect(marks.button(second, "Want")).toHaveAttribute("aria-pressed", "true");
  expect((await stored(page))["plumbline/marks"]).not.toMatch(/doing|want/);
  // The browser asks before they go.
  await asksBeforeLeaving(page);
  await refuse(page, null);
  await lookAgain(page);
  await expect(alert).toHaveCount(0);
  expect((await stored(page))["plumbline/marks"]).toMatch(/doing.*want|want.*doing/);
  await page.reload();
  await expect(marks.button(first, "Doing")).toHaveAttribute("aria-pressed", "true");
  await expect(marks.button(second, "Want")).toHaveAttribute("aria-pressed", "true");
});

test("what was practised and not stored is stored once there is room", async ({ page }) => {
  const practise = new Practise(page);
  await practise.goto("quick-check");
  await page.getByRole("button", { name: "Start with flash cards" }).click();
  await refuse(page, "QuotaExceededError");
  await page.getByRole("button", { name: "Show the answer" }).click();
  await page.getByRole("button", { name: "Good" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "What you practised is known until you close the page." });
  await expect(alert).toBeVisible();
  await lookAgain(page);
  expect(Object.keys(await stored(page))).not.toContain("plumbline/practice");
  await refuse(page, null);
  await lookAgain(page);
  await expect(alert).toHaveCount(0);
  const { data } = JSON.parse((await stored(page))["plumbline/practice"]);
  expect(Object.keys(data.cards["quick-check"])).toHaveLength(1);
});

test("storage that is full for real: what fits stays, and what does not is told", async ({ page }) => {
  const review = await begin(page);
  await page.evaluate(() => {
    // Down to the last letter.
    for (let size = 1 << 22; size > 0; size = Math.floor(size / 2)) {
      for (let n = 0; ; n++) {
        try {
          localStorage.setItem(`filler-${size}-${n}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  const before = await records(page);
  await review.notes.fill("No room for this. ".repeat(20));
  await expect(review.saveState).toHaveText("Not saved: storage is full");
  expect(await records(page)).toBe(before);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("filler-")) localStorage.removeItem(key);
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await review.saved();
  expect(await records(page)).toContain("No room for this.");
});

test.describe("undo and redo", () => {
  const nothing = { undo: "Nothing to undo", redo: "Nothing to redo" };

  for (const by of ["keys", "buttons"] as const) {
    for (const tag of by === "buttons" ? ["", "@phone"] : [""]) {
      test(`across pages by ${by} ${tag}`, { tag: tag || undefined }, async ({ page, finished, seed, bundled }) => {
        test.setTimeout(60_000);
        const [first, second] = questions(bundled);
        await seed(await finished(unanswered));
        const review = new Review(page);
        const undo = async () => (by === "keys" ? page.keyboard.press("Control+z") : review.undoButton.click({ force: true }));
        const redo = async (key = "Control+y") => (by === "keys" ? page.keyboard.press(key) : review.redoButton.click());
        const says = async (undoName: string, redoName: string) => {
          await expect(review.undoButton).toHaveAccessibleName(starting(undoName));
          await expect(review.redoButton).toHaveAccessibleName(starting(redoName));
          await expect(review.undoButton).toHaveAttribute("title", starting(undoName));
        };
        await review.tab("Questions");
        await says(nothing.undo, nothing.redo);
        await undo();
        await review.expectToast("There is nothing to undo.");

        // Changes on five pages.
        const tick = first.choices[0].title;
        await review.practice(tick).check();
        await says(`Undo: ticked ${tick}`, nothing.redo);
        await review.goOn(second.title);
        await review.notes.pressSequentially("Many letters, one step.");
        await review.notApplicable.check();
        await review.tab("Milestones");
        const milestones = new Milestones(page);
        await milestones.save("Before launch");
        await page.getByRole("button", { name: "Rename the milestone Before launch" }).click();
        const rename = page.getByRole("textbox", { name: "New name of the milestone" });
        await expect(rename).toBeFocused();
        await rename.fill("After launch");
        await page.getByRole("button", { name: "Rename", exact: true }).click();
        await expect(milestones.item("After launch")).toBeVisible();
        await page.getByRole("button", { name: "Delete the milestone After launch" }).click();
        await review.tab("Details");
        await page.getByRole("textbox", { name: "Industry" }).pressSequentially("Groceries");
        await page.getByRole("button", { name: "Move Security down" }).or(page.getByRole("button", { name: /^Move .* down$/ }).first()).first().click();
        await review.tab("Overview");

        const steps: [string, () => Promise<void>][] = [
          ["changed the order of the pillars", async () => expect(review.heading("Details")).toBeVisible()],
          [
            "changed the industry",
            async () => expect(page.getByRole("textbox", { name: "Industry" })).not.toHaveValue(/Groceries/),
          ],
          ["deleted the milestone After launch", async () => expect(milestones.item("After launch")).toBeVisible()],
          ["renamed a milestone to After launch", async () => expect(milestones.item("Before launch")).toBeVisible()],
          ["saved the milestone Before launch", async () => expect(milestones.item("Before launch")).toHaveCount(0)],
          [
            "marked “",
            async () => {
              await expect(review.heading(second.title)).toBeVisible();
              await expect(review.notApplicable).not.toBeChecked();
            },
          ],
          ["changed the notes on “", async () => expect(review.notes).toHaveValue("")],
          [
            `ticked ${tick}`,
            async () => {
              await expect(review.heading(first.title)).toBeVisible();
              await expect(review.practice(tick)).not.toBeChecked();
            },
          ],
        ];
        for (const [words, look] of steps) {
          await expect(review.undoButton).toHaveAccessibleName(starting(`Undo: ${words}`));
          await undo();
          await review.expectToast(`Undone: ${words.slice(0, 40)}`);
          await look();
          await expect(review.redoButton).toHaveAccessibleName(starting(`Redo: ${words}`));
        }
        await says(nothing.undo, `Redo: ticked ${tick}`);
        // On every move the focus is on the heading of what is shown.
        await expect(review.heading(first.title)).toBeFocused();

        // And all the way forward again.
        for (const [place, [words]] of steps.slice().reverse().entries()) {
          await redo(place % 2 ? "Control+y" : "Control+Shift+Z");
          await review.expectToast(`Redone: ${words.slice(0, 40)}`);
        }
        await expect(review.heading("Details")).toBeVisible();
        await expect(page.getByRole("textbox", { name: "Industry" })).toHaveValue(/Groceries/);
        await says("Undo: changed the order of the pillars", nothing.redo);
        await review.saved();

        // It is all on disk, and the history is that of this visit.
        await page.reload();
        await expect(page.getByRole("textbox", { name: "Industry" })).toHaveValue(/Groceries/);
        await says(nothing.undo, nothing.redo);
      });
    }
  }

  test("lenses come and go", async ({ page, finished, seed }) => {
    await seed(await finished());
    const review = new Review(page);
    await review.tab("Details");
    await page.getByRole("button", { name: "Add the lens Starter" }).or(page.getByRole("button", { name: /^Add the lens/ }).first()).first().click();
    await expect(review.undoButton).toHaveAccessibleName(/^Undo: added the lens /);
    await review.undoButton.click();
    await expect(page.getByRole("button", { name: /^Remove the lens/ })).toHaveCount(1);
    await review.redoButton.click();
    await expect(page.getByRole("button", { name: /^Remove the lens/ })).toHaveCount(2);
    await page.getByRole("button", { name: "Remove the lens Launch readiness" }).click();
    await review.tab("Overview");
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("button", { name: "Remove the lens Launch readiness" })).toBeVisible();
    await review.expectToast("Undone: removed the lens Launch readiness");
    await review.tab("Questions");
    await expect(review.risk).toBeVisible();
  });

  test("the history outlives a visit to the settings, and ends with another review", async ({ page, bundled }) => {
    const review = await begin(page);
    const [first] = questions(bundled);
    await review.practice(first.choices[0].title).check();
    await review.goto("/settings");
    await expect(review.undoButton).toBeHidden();
    await page.goBack();
    await expect(review.undoButton).toHaveAccessibleName(starting(`Undo: ticked ${first.choices[0].title}`));
    await review.undoButton.click();
    await expect(review.practice(first.choices[0].title)).not.toBeChecked();
    await begin(page, "Another service");
    await expect(review.undoButton).toHaveAccessibleName("Nothing to undo");
    await expect(review.redoButton).toHaveAccessibleName("Nothing to redo");
  });

  test("in a text the keys are the browser's own", async ({ page, bundled }) => {
    const review = await begin(page);
    const [first] = questions(bundled);
    await review.practice(first.choices[0].title).check();
    await review.notes.pressSequentially("abc");
    await page.keyboard.press("Control+z");
    await expect(review.notes).not.toHaveValue("abc");
    await expect(review.notes).toBeFocused();
    await expect(review.practice(first.choices[0].title)).toBeChecked();
    // On a list and on a box they undo.
    await review.practice(first.choices[1].title).check();
    await page.keyboard.press("Control+z");
    await expect(review.practice(first.choices[1].title)).not.toBeChecked();
    await page.keyboard.press("Control+Shift+Z");
    await expect(review.practice(first.choices[1].title)).toBeChecked();
    await page.keyboard.press("?");
    await expect(review.keys).toContainText("Undo the last change");
    await expect(review.keys).toContainText("Redo what was undone");
  });

  test("a message takes back its own change only", async ({ page, finished, seed }) => {
    await seed(await finished());
    const review = new Review(page);
    await review.tab("Milestones");
    await page.getByRole("button", { name: /^Delete the milestone/ }).first().click();
    await expect(review.toast).toContainText("Deleted the milestone");
    await page.getByRole("button", { name: /^Delete the milestone/ }).first().click();
    await review.undo();
    await expect(page.getByRole("button", { name: /^Delete the milestone/ })).toHaveCount(1);
    await review.tab("Questions");
    const box = page.getByRole("article").getByRole("checkbox").first();
    await page.goBack();
    await page.getByRole("button", { name: /^Delete the milestone/ }).first().click();
    await review.tab("Questions");
    await box.click();
    // The message of the deletion is gone; the button at the top knows the tick.
    await expect(page.getByText("Deleted the milestone")).toHaveCount(0);
    await expect(review.undoButton).toHaveAccessibleName(/^Undo: (un)?ticked/);
  });

  for (const scheme of ["light", "dark"] as const) {
    for (const tag of ["", "@phone"]) {
      test.describe(`${scheme} ${tag}`, { tag: tag || undefined }, () => {
        test.use({ colorScheme: scheme });
        test("axe finds nothing, and everything in the header is in view", async ({ page, bundled }) => {
          const review = await begin(page);
          const [first] = questions(bundled);
          const axe = async () => {
            const { violations } = await new AxeBuilder({ page }).include("header").analyze();
            return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
          };
          expect(await axe()).toEqual([]);
          await review.practice(first.choices[0].title).check();
          await review.practice(first.choices[1].title).check();
          await review.undoButton.click();
          await review.saved();
          expect(await axe()).toEqual([]);
          for (const width of tag ? [375, 320] : [1280]) {
            await page.setViewportSize({ width, height: 800 });
            for (const part of [review.saveState, review.undoButton, review.redoButton, page.getByRole("link", { name: "Settings" })]) {
              await expect(part).toBeInViewport({ ratio: 1 });
            }
            expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(width);
          }
        });
      });
    }
  }
});

test("a lens from a file: undo works where its questions are", async ({ page }) => {
  const lens = lensOf("Made here", [
    { id: "only", choices: ["one", "two"], rules: [["one && two", "NO_RISK"], ["default", "HIGH_RISK"]] },
  ]);
  await new Open(page).lens(lens, "Small service");
  const review = new Review(page);
  await review.practice("Practice one").check();
  await review.tab("Plan");
  await review.undoButton.click();
  await expect(review.practice("Practice one")).not.toBeChecked();
});
