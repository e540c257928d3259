// No answer is ever lost: not by a reload, a closed tab, a second tab, another
// machine, a damaged record or a browser that stores nothing.

import { expect, questions, stored, test, textOf, unanswered, type Results } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { asksBeforeLeaving } from "./pages/frame.ts";
import { Library } from "./pages/library.ts";
import { Milestones } from "./pages/milestones.ts";
import { Open } from "./pages/open.ts";
import { Overview } from "./pages/overview.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

/** Starts a review and stays at its first question. */
async function begin(page: Page, name: string) {
  const form = new NewReview(page);
  await form.goto("/new");
  await form.start(name);
  return new Review(page);
}

/** The results of the open review. */
async function exported(page: Page): Promise<Results> {
  const overview = new Overview(page);
  await overview.tab("Overview");
  return JSON.parse(await textOf(await overview.results()));
}

const without = ({ exported_at: _, ...rest }: Results) => rest;

test("a reload in the middle changes nothing", async ({ page, bundled }) => {
  const review = await begin(page, "Checkout service");
  const [first, second] = questions(bundled);
  await review.practice(first.choices[0].title).check();
  await review.notes.fill("Said on Monday.");
  await review.goOn(second.title);
  await review.practice(second.choices[1].title).check();
  await review.saved();
  await page.reload();
  await expect(review.heading(second.title)).toBeVisible();
  await expect(review.practice(second.choices[1].title)).toBeChecked();
  await review.saved();
  await review.previous.click();
  await expect(review.practice(first.choices[0].title)).toBeChecked();
  await expect(review.notes).toHaveValue("Said on Monday.");
  await review.expectRisk("High risk");
});

test("what was typed a moment before the tab was closed is there", async ({ page, context }) => {
  const review = await begin(page, "Checkout service");
  const address = page.url();
  await review.saved();
  await review.notes.pressSequentially("Half a sente");
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  const again = new Review(await context.newPage());
  await again.page.goto(address);
  await expect(again.notes).toHaveValue("Half a sente");
});

test("what was typed a moment before going elsewhere is there", async ({ page }) => {
  const review = await begin(page, "Checkout service");
  await review.saved();
  await review.notes.pressSequentially("Half a sente");
  await page.goto("about:blank");
  await page.goBack();
  await expect(review.notes).toHaveValue("Half a sente");
});

test("the exported file is the same review on another machine", async ({ page, elsewhere, finished, seed }) => {
  await seed(await finished());
  const file = await exported(page);
  const counts = await new Overview(page).counts();

  const there = await elsewhere();
  await seed(file, there);
  const overview = new Overview(there);
  await expect(overview.heading("Corner Shop")).toBeVisible();
  await overview.expectCounts(counts);
  expect(without(await exported(there))).toEqual(without(file));

  await overview.tab("Milestones");
  const milestones = new Milestones(there);
  for (const { name } of file.milestones) await expect(milestones.item(name)).toBeVisible();
  const noted = file.lenses[0].answers.find((answer) => answer.notes && !answer.notes.includes("\n"))!;
  const review = new Review(there);
  await review.goto(`/workload/corner-shop/review/launch-readiness/${noted.question_id}`);
  await expect(review.notes).toHaveValue(noted.notes);
  await there.reload();
  await expect(review.notes).toHaveValue(noted.notes);
});

test("a file can be imported on the first visit", async ({ page, finished }) => {
  const start = new Start(page);
  await start.goto();
  await new Open(page).choose("review.json", await finished());
  await page.getByRole("button", { name: "Add it to my reviews" }).click();
  await expect(start.heading("Corner Shop")).toBeVisible();
  await start.saved();
  await page.reload();
  await expect(start.heading("Corner Shop")).toBeVisible();
});

test("a file with a custom lens brings its lens along", async ({ page, elsewhere }) => {
  const { lensOf } = await import("./fixtures.ts");
  const lens = lensOf("Made here", [
    { id: "only", choices: ["one", "two"], rules: [["one && two", "NO_RISK"], ["default", "HIGH_RISK"]] },
  ]);
  await new Open(page).lens(lens, "Small service");
  const review = new Review(page);
  await review.practice("Practice one").check();
  await review.saved();
  const file = await exported(page);

  const there = await elsewhere();
  const open = new Open(there);
  await open.goto();
  await open.choose("small.json", file);
  await open.add();
  await expect(open.heading("Small service")).toBeVisible();
  await new Overview(there).expectCounts({
    "High risk": 1,
    "Medium risk": 0,
    "No risk found": 0,
    "Not applicable": 0,
    Unanswered: 0,
  });
  await open.home();
  await expect(new Start(there).lens("Made here")).toBeVisible();
});

test.describe("importing over existing work asks", () => {
  test.beforeEach(async ({ page, finished, seed }) => {
    await seed(await finished());
    const overview = new Overview(page);
    await overview.tab("Details");
    await page.getByRole("textbox", { name: "Review owner" }).fill("Somebody here");
    await overview.saved();
    const open = new Open(page);
    await open.goto();
    const theirs = await finished((results) => {
      results.workload.review_owner = "Somebody there";
      results.workload.updated_at = "2026-09-26T10:00:00.000Z";
    });
    await open.choose("theirs.json", theirs);
    await expect(page.getByText("You have this review already")).toBeVisible();
    await expect(page.getByText("Nothing is overwritten before you choose.")).toBeVisible();
  });

  test("keep both", async ({ page }) => {
    await page.getByRole("button", { name: "Keep both" }).click();
    const start = new Start(page);
    await expect(start.heading("Corner Shop (from file)")).toBeVisible();
    await expect(page.getByText("owned by Somebody there")).toBeVisible();
    await start.saved();
    await start.home();
    await expect(start.card("Corner Shop (from file)")).toBeVisible();
    await start.open("Corner Shop");
    await expect(page.getByText("owned by Somebody here")).toBeVisible();
  });

  test("replace mine with the file", async ({ page }) => {
    await page.getByRole("button", { name: "Replace mine with the file" }).click();
    const start = new Start(page);
    await expect(start.heading("Corner Shop")).toBeVisible();
    await expect(page.getByText("owned by Somebody there")).toBeVisible();
    await start.saved();
    await start.home();
    await expect(page.getByRole("heading", { level: 3, name: /^Corner Shop/ })).toHaveCount(1);
    await page.reload();
    await start.open("Corner Shop");
    await expect(page.getByText("owned by Somebody there")).toBeVisible();
  });

  test("replace mine with the file, and take that back", async ({ page }) => {
    await page.getByRole("button", { name: "Replace mine with the file" }).click();
    const start = new Start(page);
    await start.expectToast("Replaced Corner Shop with the file");
    await expect(page.getByText("owned by Somebody there")).toBeVisible();
    await start.undo();
    await start.expectToast("Everything is as it was.");
    await start.home();
    await start.open("Corner Shop");
    await expect(page.getByText("owned by Somebody here")).toBeVisible();
    await page.reload();
    await expect(page.getByText("owned by Somebody here")).toBeVisible();
  });

  test("cancel leaves everything as it is", async ({ page }) => {
    await page.getByRole("link", { name: "Cancel" }).click();
    const start = new Start(page);
    await start.open("Corner Shop");
    await expect(page.getByText("owned by Somebody here")).toBeVisible();
  });
});

test("the same file a second time says that it is the same", async ({ page, finished, seed }) => {
  const results = await finished();
  await seed(results);
  const open = new Open(page);
  await open.goto();
  await open.choose("again.json", results);
  await expect(page.getByText("This review is already here, and it is the same.")).toBeVisible();
  await page.getByRole("link", { name: "Open it" }).click();
  await expect(open.heading("Corner Shop")).toBeVisible();
});

test("a file that was exported from the sample becomes one's own review", async ({ page, elsewhere }) => {
  const start = new Start(page);
  await start.goto("/workload/sample");
  const file = await exported(page);
  const there = await elsewhere();
  const open = new Open(there);
  await open.goto("/lens/launch-readiness");
  await open.goto();
  await open.choose("sample.json", file);
  await open.add();
  await open.saved();
  await open.home();
  await expect(new Start(there).card(file.workload.name)).toBeVisible();
});

test.describe("two tabs", () => {
  test("an edit in one appears in the other", async ({ page, context, bundled }) => {
    const review = await begin(page, "Checkout service");
    await review.saved();
    const other = new Review(await context.newPage());
    await other.page.goto(page.url());
    const [first] = questions(bundled);
    await other.practice(first.choices[0].title).check();
    await other.notes.fill("From the other tab.");
    await expect(review.practice(first.choices[0].title)).toBeChecked();
    await review.expectRisk("High risk");
    await expect(review.notes).toHaveValue("From the other tab.");
    await review.practice(first.choices[1].title).check();
    await other.expectRisk("Medium risk");
    await expect(other.notes).toHaveValue("From the other tab.");
  });

  test("details that are open in one tab do not undo what another tab changed", async ({ page, context, finished, seed }) => {
    await seed(await finished());
    const here = new Start(page);
    await here.tab("Details");
    const there = new Start(await context.newPage());
    await there.goto("/workload/corner-shop/details");
    await there.page.getByRole("textbox", { name: "Review owner" }).fill("Somebody there");
    await there.saved();
    await page.getByRole("textbox", { name: "Industry" }).fill("Groceries");
    await here.saved();
    await there.page.reload();
    await expect(there.page.getByRole("textbox", { name: "Review owner" })).toHaveValue("Somebody there");
    await expect(there.page.getByRole("textbox", { name: "Industry" })).toHaveValue("Groceries");
  });

  test("a review that one tab deleted is saved anew when the other goes on with it", async ({ page, context, bundled }) => {
    const review = await begin(page, "Checkout service");
    await review.saved();
    const there = new Start(await context.newPage());
    await there.goto();
    await there.delete("Checkout service");
    await expect(there.card("Checkout service")).toHaveCount(0);
    await review.practice(questions(bundled)[0].choices[0].title).check();
    await review.saved();
    await expect(there.card("Checkout service")).toBeVisible();
  });
});

test("a damaged record is set aside and shown, and the rest opens", async ({ page, finished, seed }) => {
  await seed(await finished());
  await seed(
    await finished((results) => {
      results.workload.id = "second";
      results.workload.name = "Second";
    }),
  );
  const damaged = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.endsWith("workload/corner-shop"))!;
    const text = localStorage.getItem(key)!.slice(0, 200);
    localStorage.setItem(key, text);
    return { key, text };
  });
  const start = new Start(page);
  // As if another version of the app had left it: the list knows nothing of it.
  await page.evaluate(() => localStorage.removeItem("plumbline/index"));
  await page.reload();
  await start.goto();
  await expect(page.getByText("One stored record cannot be read. Nothing was deleted")).toBeVisible();
  await start.open("Second");
  await start.home();
  await page.getByRole("link", { name: "See what is stored" }).click();
  await expect(page.getByRole("heading", { name: "Records that cannot be read" })).toBeVisible();
  await expect(page.getByText("It is damaged.")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as it is" }).click();
  expect(await textOf(await download)).toBe(damaged.text);
  expect(Object.values(await stored(page))).toContain(damaged.text);
});

test("a record of a newer version is left alone", async ({ page, finished, seed }) => {
  await seed(await finished());
  const newer = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.endsWith("workload/corner-shop"))!;
    const text = JSON.stringify({ ...JSON.parse(localStorage.getItem(key)!), version: 999 });
    localStorage.setItem(key, text);
    return { key, text };
  });
  const start = new Start(page);
  await page.reload();
  await expect(start.heading("This review cannot be opened")).toBeVisible();
  await expect(page.getByText("newer version of Plumbline")).toBeVisible();
  await start.home();
  expect((await stored(page))[newer.key]).toBe(newer.text);
});

test("an import over a damaged record keeps what was there", async ({ page, finished, seed }) => {
  const results = await finished();
  await seed(results);
  const damaged = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => key.endsWith("workload/corner-shop"))!;
    localStorage.setItem(key, "damaged");
    return localStorage.getItem(key)!;
  });
  await page.reload();
  await seed(results);
  await expect(new Start(page).heading("Corner Shop")).toBeVisible();
  expect(Object.values(await stored(page))).toContain(damaged);
});

test("a review that was saved on another day says on which", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-03-02T15:55:00"));
  const review = await begin(page, "Checkout service");
  await expect(review.saveState).toHaveText("Saved at 15:55");
  await page.clock.setFixedTime(new Date("2026-03-09T09:00:00"));
  await page.reload();
  await expect(review.saveState).toHaveText("Saved on 2 Mar 2026, 15:55");
  await review.notes.fill("A week later.");
  await expect(review.saveState).toHaveText("Saved at 09:00");
});

test.describe("where the browser stores nothing", () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    });
  });

  test("the app works, and says that nothing is kept", async ({ page, bundled }) => {
    const review = await begin(page, "Checkout service");
    await expect(review.saveState).toHaveText("Not saved: storage is blocked");
    await expect(page.getByRole("note").filter({ hasText: "does not let the page store anything" })).toBeVisible();
    await review.practice(questions(bundled)[0].choices[0].title).check();
    await review.expectRisk("High risk");
    await review.home();
    const start = new Start(page);
    await start.open("Checkout service");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download a copy now" }).click();
    const copy: Results = JSON.parse(await textOf(await download));
    expect(copy.workload.name).toBe("Checkout service");
  });

  test("once there is something to lose, every page offers a copy and the browser asks first", async ({ page }) => {
    const start = new Start(page);
    const banner = page.getByRole("note").filter({ hasText: "does not let the page store anything" });
    const copy = banner.getByRole("button", { name: "Download a copy now" });
    await start.goto();
    await expect(banner).toBeVisible();
    await expect(copy).toHaveCount(0);
    // Nobody asks yet.
    await page.reload();
    await expect(banner).toBeVisible();
    await begin(page, "Checkout service");
    await expect(copy).toBeVisible();
    await start.home();
    const download = page.waitForEvent("download");
    await copy.click();
    expect(await textOf(await download)).toContain("Checkout service");
    await asksBeforeLeaving(page);
    await expect(start.card("Checkout service")).toBeVisible();
  });

  test("trying again while it is blocked changes nothing", async ({ page }) => {
    const review = await begin(page, "Checkout service");
    await page.getByRole("note").getByRole("button", { name: "Try again" }).click();
    await review.expectToast("still does not let the page store anything");
    await expect(review.saveState).toHaveText("Not saved: storage is blocked");
  });

  test("a mark is something to lose as well", async ({ page }) => {
    const library = new Library(page);
    await library.goto("framework", "security", "permissions");
    const banner = page.getByRole("note").filter({ hasText: "does not let the page store anything" });
    const copy = banner.getByRole("button", { name: "Download a copy now" });
    await expect(banner).toBeVisible();
    await expect(copy).toHaveCount(0);
    await page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: "Want" }).click();
    await expect(copy).toBeVisible();
  });
});

test("what was only in memory is stored once the browser allows it", async ({ page, bundled }) => {
  await page.addInitScript(() => {
    const state = window as unknown as { allow: () => void };
    const real = Object.getOwnPropertyDescriptor(window, "localStorage")!;
    // Once it is allowed, it is for later pages of the tab too.
    if (sessionStorage.getItem("allowed")) return;
    state.allow = () => {
      sessionStorage.setItem("allowed", "yes");
      Object.defineProperty(window, "localStorage", real);
    };
    Object.defineProperty(window, "localStorage", {
      configurable: true,
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  const review = await begin(page, "Checkout service");
  const [first] = questions(bundled);
  await review.notes.fill("Typed in memory.");
  const banner = page.getByRole("note").filter({ hasText: "does not let the page store anything" });
  await expect(banner).toBeVisible();
  await page.evaluate(() => {
    (window as unknown as { allow: () => void }).allow();
    // Somebody else was here meanwhile.
    localStorage.setItem("plumbline/someday", "not ours");
  });
  await banner.getByRole("button", { name: "Try again" }).click();
  await review.expectToast("Everything is stored in this browser now.");
  await expect(banner).toHaveCount(0);
  await review.saved();
  await review.practice(first.choices[0].title).check();
  await review.saved();
  await page.reload();
  await expect(review.notes).toHaveValue("Typed in memory.");
  await expect(review.practice(first.choices[0].title)).toBeChecked();
  expect((await stored(page))["plumbline/someday"]).toBe("not ours");
});

test.describe("where the disk is full", () => {
  const fill = (page: Page, full: boolean) =>
    page.evaluate((full) => {
      const state = window as unknown as { realSetItem?: typeof Storage.prototype.setItem };
      state.realSetItem ??= Storage.prototype.setItem;
      Storage.prototype.setItem = full
        ? () => {
            throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
          }
        : state.realSetItem;
    }, full);

  test("a change that is not saved is told, and saved when there is room", async ({ page }) => {
    const review = await begin(page, "Checkout service");
    await review.saved();
    await fill(page, true);
    await review.notes.fill("Not lost.");
    const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
    await expect(banner).toBeVisible();
    await expect(review.saveState).toHaveText("Not saved: storage is full");
    await fill(page, false);
    await banner.getByRole("button", { name: "Try again" }).click();
    await review.saved();
    await expect(banner).toHaveCount(0);
    await page.reload();
    await expect(review.notes).toHaveValue("Not lost.");
  });

  test("making room loses nothing of the review", async ({ page }) => {
    const review = await begin(page, "Checkout service");
    await review.saved();
    await fill(page, true);
    await review.notes.fill("Not lost.");
    await page.getByRole("link", { name: "Free space" }).click();
    await expect(review.heading("Where is my data?")).toBeVisible();
    await fill(page, false);
    await page.goBack();
    await expect(review.notes).toHaveValue("Not lost.");
  });
});

test("Saved at is said after every change, and the start page knows the counts", async ({ page, finished, seed, bundled }) => {
  await seed(await finished(unanswered));
  const review = new Review(page);
  await review.tab("Questions");
  await review.practice(questions(bundled)[0].choices[0].title).check();
  await review.saved();
  await review.home();
  await expect(new Start(page).card("Corner Shop")).toContainText(`1 of ${questions(bundled).length} answered`);
  await page.getByRole("link", { name: "Continue Corner Shop" }).click();
  await expect(review.heading(questions(bundled)[1].title)).toBeVisible();
});
