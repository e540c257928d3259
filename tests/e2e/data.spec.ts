// Where is my data: backup and restore, the bin, automatic copies, a full and
// a blocked storage.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, lensOf, stored, test, textOf, type Results } from "./fixtures.ts";
import { asksBeforeLeaving } from "./pages/frame.ts";
import { Data, backupOf } from "./pages/data.ts";
import { Library } from "./pages/library.ts";
import { Milestones } from "./pages/milestones.ts";
import { Open } from "./pages/open.ts";
import { Overview } from "./pages/overview.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

const as = (id: string, name: string, owner = "") => (results: Results) => {
  results.workload.id = id;
  results.workload.name = name;
  if (owner) results.workload.review_owner = owner;
};

/** What a person wrote: everything but what the app makes by itself. */
async function documents(page: Page) {
  const all = Object.entries(await stored(page));
  const own = ([key]: [string, string]) => /^plumbline\/(workload|lens|quarantine)\//.test(key);
  return Object.fromEntries(all.filter(own));
}

/** Changes a record in the storage, and the list that a reload makes of it. */
const plant = (page: Page, records: Record<string, string>) =>
  page.evaluate((records) => {
    for (const [key, text] of Object.entries(records)) localStorage.setItem(key, text);
    localStorage.removeItem("plumbline/index");
  }, records);

test("a backup on another machine is the same data", async ({ page, elsewhere, finished, seed }) => {
  const lens = lensOf("Made here", [{ id: "one", choices: ["one", "one_no"], rules: [["one", "NO_RISK"], ["default", "HIGH_RISK"]] }]);
  await seed(await finished());
  await new Open(page).lens(lens, "Small service");
  await new Open(page).saved();
  await plant(page, { "plumbline/workload/torn": "half a \"rec", "plumbline/theme": "dark" });
  const data = new Data(page);
  await data.goto();
  await expect(page.getByText("There is no backup from this browser yet.")).toBeVisible();
  const download = await data.backUp();
  expect(download.suggestedFilename()).toMatch(/^plumbline-backup-\d{4}-\d\d-\d\d\.json$/);
  await expect(page.getByText(/^Last backup: today/)).toBeVisible();
  const text = await textOf(download);
  expect(Object.keys(JSON.parse(text)).slice(0, 2)).toEqual(["format", "version"]);

  const there = await elsewhere();
  const other = new Data(there);
  await other.goto();
  await expect(there.getByText("Nothing is stored yet.")).toBeVisible();
  await other.choose(text);
  await expect(other.item("Corner Shop", "New")).toContainText("2 milestones");
  await expect(other.item("Made here", "New")).toBeVisible();
  await expect(other.item("plumbline/workload/torn", "Unreadable")).toContainText("It is damaged.");
  expect(await documents(there), "nothing is changed before one chooses").toEqual({});
  await there.getByRole("button", { name: /^Restore \d things$/ }).click();
  await expect(other.heading("Where is my data?")).toBeVisible();
  await other.expectToast(/^Restored: \d added/);
  expect(await documents(there)).toEqual(await documents(page));
  await other.home();
  const start = new Start(there);
  await expect(start.lens("Made here")).toBeVisible();
  await start.open("Corner Shop");
  await there.reload();
  await expect(start.heading("Corner Shop")).toBeVisible();
});

test.describe("a restore", () => {
  /** A backup of four reviews that stand differently to what is here. */
  test.beforeEach(async ({ page, finished, seed }) => {
    for (const name of ["New", "Same", "Other"]) await seed(await finished(as(name.toLowerCase(), `The ${name}`, "There")));
    const backup = { ...(await documents(page)), "plumbline/workload/torn": "half a rec" };
    await page.evaluate(() => localStorage.removeItem("plumbline/workload/new"));
    const start = new Start(page);
    await start.goto("/workload/other/details");
    await page.getByRole("textbox", { name: "Review owner" }).fill("Here");
    await start.saved();
    const data = new Data(page);
    await data.goto();
    await data.choose(JSON.stringify(backupOf(backup)));
    await expect(data.item("The New", "New")).toBeVisible();
  });

  test("is shown before it happens: new, same, different, unreadable", async ({ page }) => {
    const data = new Data(page);
    await expect(page.getByText("In it: 1 new, 1 the same as here, 1 different from here, 1 that cannot be read.")).toBeVisible();
    await expect(data.item("The Same", "Same")).toContainText("It is here already.");
    await expect(data.item("The Other", "Different")).toContainText("Yours is newer.");
    await expect(data.item("The Other", "Different")).toContainText("2 milestones");
    await expect(data.choice("The Other")).toHaveValue("skip");
    await expect(data.item("plumbline/workload/torn", "Unreadable")).toContainText("It is kept as it is.");
    await data.choice("plumbline/workload/torn").selectOption({ label: "Leave it out" });
    const before = await documents(page);
    await data.restore("1 thing");
    expect(Object.keys(await documents(page))).toEqual(expect.arrayContaining([...Object.keys(before), "plumbline/workload/new"]));
    expect(Object.keys(await documents(page))).toHaveLength(Object.keys(before).length + 1);
  });

  test("replaces only what was chosen, and one step takes all of it back", async ({ page }) => {
    const before = await documents(page);
    const data = new Data(page);
    await data.choice("The Other").selectOption({ label: "Replace mine" });
    await expect(page.getByText("An automatic copy of yours is kept.")).toBeVisible();
    await data.restore("3 things");
    await data.expectToast("Restored: 2 added, 1 replaced");
    await expect(data.copies.getByRole("listitem")).toContainText("The Other");
    await data.undo();
    await data.expectToast("Everything is as it was.");
    expect(await documents(page)).toEqual(before);
    await data.home();
    await new Start(page).open("The Other");
    await expect(page.getByText("owned by Here")).toBeVisible();
  });

  test("can be taken back when its message is gone", async ({ page }) => {
    const before = await documents(page);
    const data = new Data(page);
    await data.choice("The Other").selectOption({ label: "Replace mine" });
    await data.restore("3 things");
    await data.expectToast("Restored: 2 added, 1 replaced");
    await data.closeToast();
    await expect(data.inHand).toContainText("Restored: 2 added, 1 replaced");
    await data.inHand.getByRole("button", { name: /^Take back/ }).click();
    await data.expectToast("Everything is as it was.");
    await expect(data.inHand).toHaveCount(0);
    expect(await documents(page)).toEqual(before);
  });

  test("that replaced something can be taken back after a reload, from the automatic copy", async ({ page }) => {
    const data = new Data(page);
    await data.choice("The Other").selectOption({ label: "Replace mine" });
    await data.restore("3 things");
    await page.reload();
    await data.goto("/workload/other");
    await expect(page.getByText("owned by There")).toBeVisible();
    await data.goto();
    await data.copies.getByRole("button", { name: /^Put back/ }).first().click();
    await data.expectToast("The copy is back in its place");
    await data.goto("/workload/other");
    await expect(page.getByText("owned by Here")).toBeVisible();
  });

  test("can keep both", async ({ page }) => {
    const data = new Data(page);
    await data.choice("The Other").selectOption({ label: "Keep both" });
    await data.restore("3 things");
    await data.home();
    const start = new Start(page);
    await expect(start.card("The Other")).toBeVisible();
    await start.open("The Other (from backup)");
    await expect(page.getByText("owned by There")).toBeVisible();
    await start.home();
    await start.open("The Other");
    await expect(page.getByText("owned by Here")).toBeVisible();
  });

  test("does not replace what another tab changed since", async ({ page, context }) => {
    const data = new Data(page);
    await data.choice("The Other").selectOption({ label: "Replace mine" });
    const there = new Start(await context.newPage());
    await there.goto("/workload/other/details");
    await there.page.getByRole("textbox", { name: "Review owner" }).fill("Just now");
    await there.saved();
    await page.getByRole("button", { name: "Restore 3 things" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "was changed in the meantime" })).toBeVisible();
    await there.page.reload();
    await expect(there.page.getByRole("textbox", { name: "Review owner" })).toHaveValue("Just now");
  });
});

test("a damaged and a foreign backup are refused with a sentence", async ({ page }) => {
  const open = new Open(page);
  await open.goto();
  const text = JSON.stringify(backupOf({ "plumbline/workload/a": "x" }));
  await open.choose("torn.json", text.slice(0, -9));
  await expect(open.refusal).toContainText("torn.json was not opened.");
  await open.choose("later.json", text.replace('"version":1', '"version":2'));
  await expect(page.getByText("Reload the page to get a newer Plumbline.")).toBeVisible();
  await open.choose("odd.json", JSON.stringify(backupOf({ "else/where": "x" })));
  await expect(page.getByText("There is nothing in it.")).toBeVisible();
  await expect(page.getByText("is no key of Plumbline")).toBeVisible();
});

test("one document can be taken along and brought back", async ({ page, elsewhere, finished, seed }) => {
  await seed(await finished());
  const data = new Data(page);
  await data.goto();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download Corner Shop" }).click();
  const there = new Data(await elsewhere());
  await there.goto();
  await there.choose(await textOf(await download));
  await there.restore("1 thing");
  expect(await documents(there.page)).toEqual(await documents(page));
});

test("deleted reviews, lenses and milestones come back from the bin after a reload", async ({ page, finished, seed }) => {
  await seed(await finished());
  const milestones = new Milestones(page);
  await milestones.tab("Milestones");
  await milestones.save("Before the bin");
  await milestones.saved();
  await page.getByRole("button", { name: "Delete the milestone Before the bin" }).click();
  await milestones.saved();
  const lens = lensOf("Made here", [{ id: "one", choices: ["one", "one_no"], rules: [["default", "HIGH_RISK"]] }]);
  const open = new Open(page);
  await open.goto();
  await open.choose("lens.json", lens);
  await expect(open.heading("Made here")).toBeVisible();
  const data = new Data(page);
  await data.goto();
  await page.getByRole("button", { name: "Delete Made here" }).click();
  await page.getByRole("button", { name: "Delete Corner Shop" }).click();
  await page.reload();

  const put = (name: string) => data.bin.getByRole("button", { name: `Put back ${name}`, exact: true });
  await expect(data.bin.getByRole("listitem")).toHaveCount(3);
  await expect(data.bin.getByRole("listitem").first()).toContainText(/deleted .* goes for good on/);
  await put("Before the bin of Corner Shop").click();
  await expect(page.getByRole("alert").filter({ hasText: "Put the review back first." })).toBeVisible();
  await put("Corner Shop").click();
  await put("Before the bin of Corner Shop").click();
  await put("Made here").click();
  await expect(data.bin).toContainText("The bin is empty.");
  await data.goto("/workload/corner-shop/milestones");
  await expect(milestones.item("Before the bin")).toBeVisible();
  await data.home();
  await expect(new Start(page).lens("Made here")).toBeVisible();
});

test("the bin forgets after thirty days, and for good when told to", async ({ page, finished, seed }) => {
  await seed(await finished());
  const data = new Data(page);
  await page.evaluate(() => {
    const text = localStorage.getItem("plumbline/workload/corner-shop")!;
    for (const days of [29, 31]) {
      localStorage.setItem(`plumbline/deleted/${Date.now() - days * 86_400_000}/plumbline/workload/corner-shop`, text);
    }
  });
  await page.reload();
  await data.goto();
  await expect(data.bin.getByRole("listitem")).toHaveCount(1);
  await data.bin.getByRole("button", { name: "Delete Corner Shop for good" }).click();
  await expect(data.bin).toContainText("The bin is empty.");
  expect(Object.keys(await stored(page)).filter((key) => key.includes("/deleted/"))).toEqual([]);
});

test("a reminder comes when it is time, once a visit, and can be switched off", async ({ page, finished, seed }) => {
  await seed(await finished());
  const start = new Start(page);
  const note = page.getByRole("note").filter({ hasText: "since the last backup" });
  await start.home();
  await page.reload();
  await expect(start.card("Corner Shop")).toBeVisible();
  await expect(note).toHaveCount(0);
  const earlier = (days: number) =>
    page.evaluate((days) => {
      const settings = JSON.parse(localStorage.getItem("plumbline/settings")!);
      settings.data.reviews_since = Date.now() - days * 86_400_000;
      localStorage.setItem("plumbline/settings", JSON.stringify(settings));
    }, days);
  await expect.poll(async () => (await stored(page))["plumbline/settings"]).toContain("reviews_since");
  await earlier(31);
  await page.reload();
  await expect(note).toBeVisible();
  await note.getByRole("link", { name: "Change the reminder" }).click();
  await page.getByRole("radio", { name: "Every week" }).check();
  await start.home();
  await expect(start.card("Corner Shop")).toBeVisible();
  await expect(note).toHaveCount(0);
  await earlier(8);
  await page.reload();
  await expect(note).toBeVisible();
  const data = new Data(page);
  await data.goto();
  await page.getByRole("radio", { name: "Never" }).check();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Never" })).toBeChecked();
  await start.home();
  await expect(start.card("Corner Shop")).toBeVisible();
  await expect(note).toHaveCount(0);
});

test.describe("a storage that is full to the brim", () => {
  /** Fills the storage with something of another page of the site. */
  const fill = (page: Page) =>
    page.evaluate(() => {
      localStorage.removeItem("another page");
      let text = "";
      for (let step = 4_194_304; step >= 1; step = Math.floor(step / 2)) {
        for (;;) {
          try {
            localStorage.setItem("another page", text + "x".repeat(step));
            text += "x".repeat(step);
          } catch {
            break;
          }
        }
      }
    });

  const begin = async (page: Page, route = "/new") => {
    const form = new NewReview(page);
    await form.goto(route);
    await form.start("Checkout service");
    const review = new Review(page);
    await review.saved();
    return review;
  };

  const long = "Not lost. ".repeat(60);

  test("banner, free space, try again: nothing is lost", async ({ page, finished, seed }) => {
    await seed(await finished());
    const review = await begin(page);
    const address = page.url();
    await fill(page);
    await review.notes.fill(long);
    const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
    await expect(banner).toBeVisible();
    await banner.getByRole("link", { name: "Free space" }).click();
    const data = new Data(page);
    await expect(data.heading("Where is my data?")).toBeVisible();
    await expect(page.getByText(/^5(\.\d)? million of about 5 million characters \(100 %\)$/).first()).toBeVisible();
    await expect(page.getByText("Other pages of this site take")).toBeVisible();
    // The largest comes first.
    await expect(data.documents.getByRole("row").nth(1)).toContainText("Corner Shop");

    // A backup has what could not be saved.
    expect(await textOf(await data.backUp())).toContain("Not lost. Not lost.");
    await page.getByRole("button", { name: "Delete Corner Shop" }).click();
    await data.expectToast("The bin has no room for it");
    await banner.getByRole("button", { name: "Try again" }).click();
    await data.expectToast("Everything is saved.");
    await expect(banner).toHaveCount(0);
    await page.goto(address);
    await page.reload();
    await expect(review.notes).toHaveValue(long);
  });

  test("a review that is deleted unsaved comes back as it was on the screen", async ({ page }) => {
    const review = await begin(page);
    const address = page.url();
    await fill(page);
    await review.notes.fill(long);
    const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
    await banner.getByRole("link", { name: "Free space" }).click();
    const data = new Data(page);
    await expect(data.heading("Where is my data?")).toBeVisible();
    await page.getByRole("button", { name: "Delete Checkout service" }).click();
    await data.expectToast("Deleted Checkout service");
    await expect(banner).toHaveCount(0);
    await page.evaluate(() => localStorage.removeItem("another page"));
    await data.undo();
    await data.expectToast("It is back.");
    await page.goto(address);
    await page.reload();
    await expect(review.notes).toHaveValue(long);
  });

  test("answers from a file are refused without a copy, and nothing unsaved is lost", async ({ page }) => {
    const library = new Library(page);
    await library.goto("starter");
    const ticked = (await textOf(await library.takeAlong("Checklist"))).replace("- [ ]", "- [x]");
    const review = await begin(page, "/new/starter");
    const address = page.url();
    await fill(page);
    await review.notes.fill(long);
    const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
    await expect(banner).toBeVisible();
    const open = new Open(page);
    await open.goto();
    await open.choose("ticked.md", ticked);
    const put = page.getByRole("button", { name: "Put them into Checkout service" });
    await put.click();
    await expect(page.getByRole("alert").filter({ hasText: "There is no room to keep a copy" })).toBeVisible();
    await page.evaluate(() => localStorage.removeItem("another page"));
    await banner.getByRole("button", { name: "Try again" }).click();
    await open.expectToast("Everything is saved.");
    await put.click();
    await open.expectToast("The answers are in. A copy of the review as it was is kept");
    await open.saved();
    await page.goto(address);
    await page.reload();
    await expect(review.notes).toHaveValue(long);
  });

  test("what the bin has no room for is listed until it is put back, and the browser asks", async ({ page, finished, seed }) => {
    await seed(await finished());
    const before = await documents(page);
    const data = new Data(page);
    await data.goto();
    await fill(page);
    await page.getByRole("button", { name: "Delete Corner Shop" }).click();
    await data.expectToast("The bin has no room for it");
    await data.closeToast();
    await data.home();
    await data.goto();
    await expect(data.inHand).toContainText("Deleted Corner Shop");
    await asksBeforeLeaving(page);
    await page.evaluate(() => localStorage.removeItem("another page"));
    await data.inHand.getByRole("button", { name: "Put back: Deleted Corner Shop" }).click();
    await data.expectToast("It is back.");
    await expect(data.inHand).toHaveCount(0);
    expect(await documents(page)).toEqual(before);
  });

  test("what cannot be put back yet stays in the list", async ({ page, finished, seed }) => {
    await seed(await finished());
    const data = new Data(page);
    await data.goto();
    await fill(page);
    await page.getByRole("button", { name: "Delete Corner Shop" }).click();
    await data.expectToast("The bin has no room for it");
    // Somebody else takes the room.
    await fill(page);
    await data.undo();
    await expect(page.getByRole("alert").filter({ hasText: "Not everything could be put back." })).toBeVisible();
    await expect(data.inHand).toContainText("Deleted Corner Shop");
    await data.inHand.getByRole("button", { name: "Delete for good: Deleted Corner Shop" }).click();
    await expect(data.inHand).toHaveCount(0);
    await expect(data.toast).toHaveCount(0);
  });

  test("the bin makes room when it is asked to, and not before", async ({ page, finished, seed }) => {
    await seed(await finished());
    await review_deleted(page);
    const review = await begin(page);
    await fill(page);
    await review.notes.fill(long);
    const banner = page.getByRole("alert").filter({ hasText: "The last changes are not saved." });
    await expect(banner).toBeVisible();
    const inBin = async () => Object.keys(await stored(page)).filter((key) => key.includes("/deleted/"));
    expect(await inBin()).toHaveLength(1);
    await banner.getByRole("button", { name: /^Empty the bin/ }).click();
    await review.saved();
    expect(await inBin()).toEqual([]);
    await page.reload();
    await expect(review.notes).toHaveValue(long);
  });

  test("automatic copies make room by themselves", async ({ page, finished, seed }) => {
    const results = await finished();
    await seed(results);
    results.workload.review_owner = "From a file";
    const open = new Open(page);
    await open.goto();
    await open.choose("again.json", results);
    await page.getByRole("button", { name: "Replace mine with the file" }).click();
    await open.saved();
    const copies = async () => Object.keys(await stored(page)).filter((key) => key.includes("/snapshot/"));
    expect(await copies()).toHaveLength(1);
    const review = await begin(page);
    await fill(page);
    await review.notes.fill(long);
    await review.saved();
    expect(await copies()).toEqual([]);
    await page.reload();
    await expect(review.notes).toHaveValue(long);
  });

  async function review_deleted(page: Page) {
    const start = new Start(page);
    await start.home();
    await start.delete("Corner Shop");
    await start.expectToast("Deleted Corner Shop");
  }
});

test("where the browser stores nothing, the page says so and a backup still works", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  const form = new NewReview(page);
  await form.goto("/new");
  await form.start("Checkout service");
  const data = new Data(page);
  await page.evaluate(() => (location.hash = "#/data"));
  await expect(data.heading("Where is my data?")).toBeVisible();
  await expect(page.getByRole("note").filter({ hasText: "does not let the page store anything" })).toBeVisible();
  expect(await textOf(await data.backUp())).toContain("Checkout service");
});

test("the browser is asked for its promise, and its answer is told", async ({ page }) => {
  await page.addInitScript(() => {
    let given = false;
    Object.defineProperty(navigator, "storage", {
      value: {
        persisted: async () => given,
        persist: async () => (given = true),
        estimate: async () => ({ usage: 1, quota: 12e9 }),
      },
    });
  });
  const data = new Data(page);
  await data.goto();
  await expect(page.getByText("has not promised to keep the data")).toBeVisible();
  await expect(page.getByText("up to 12 GB for this site")).toBeVisible();
  await page.getByRole("button", { name: "Ask the browser to keep it" }).click();
  await expect(page.getByText("This browser promised to keep the data")).toBeVisible();
});

test.describe("Safari", () => {
  test.use({
    userAgent:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
  });

  test("is told of its seven days", async ({ page }) => {
    await new Data(page).goto();
    await expect(page.getByRole("note").filter({ hasText: "after seven days" })).toBeVisible();
  });
});

test("axe finds nothing on the empty page", async ({ page }) => {
  const data = new Data(page);
  await data.goto();
  await expect(page.getByText("What this browser may do")).toBeVisible();
  const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]);
  expect((await axe.analyze()).violations.map((v) => v.id)).toEqual([]);
});

test("a review whose lens has changed goes over to it, and a copy is kept", async ({ page, finished, seed }) => {
  await seed(await finished());
  await page.evaluate(() => {
    const key = "plumbline/workload/corner-shop";
    const text = localStorage.getItem(key)!;
    localStorage.setItem(key, text.replace(/"[0-9a-f]{64}"/g, `"${"0".repeat(64)}"`));
  });
  await page.reload();
  const overview = new Overview(page);
  await overview.goto("/workload/corner-shop");
  await expect(page.getByText("has changed since this review began.")).toBeVisible();
  await page.getByRole("button", { name: "Go over to the newest version" }).click();
  await expect(overview.toast).toContainText("The review uses the newest lens now");
  await expect(page.getByText("has changed since this review began.")).toHaveCount(0);
  await page.reload();
  await overview.ready();
  await expect(page.getByText("has changed since this review began.")).toHaveCount(0);
  const data = new Data(page);
  await data.goto();
  await expect(data.copies).toContainText("Before a lens was upgraded");
});
