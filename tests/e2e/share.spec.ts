// Links from one browser to another: answers, reviews and parts of lenses, with
// notes and without, sealed, cut, and with a lens of one's own inside.

import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, lensOf, test, textOf } from "./fixtures.ts";
import { Data } from "./pages/data.ts";
import { Open } from "./pages/open.ts";
import { Overview } from "./pages/overview.ts";
import { Report } from "./pages/report.ts";
import { Review } from "./pages/review.ts";
import { Milestones } from "./pages/milestones.ts";
import { changed, scanned, Shared, ShareDialog } from "./pages/share.ts";
import { NewReview, Start } from "./pages/start.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** What axe finds, a line each. */
async function findings(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}

/** Sealed by another program than ours, by the description of the format. Never changed. */
const sealedByVersion1 = readFileSync(new URL("../fixtures/links/sealed.v1.txt", import.meta.url), "utf8").trim();

/** A note that stands in the review. */
const noted = "A note that goes along.";

/** A finished review in this browser, with the note in it. */
async function reviewed(
  seed: (results: never) => Promise<void>,
  finished: (change: (results: never) => void) => Promise<never>,
) {
  await seed(
    await finished((results: { lenses: { answers: { notes: string }[] }[] } & never) => {
      for (const answer of results.lenses[0].answers) answer.notes = "";
      results.lenses[0].answers[0].notes = noted;
    }),
  );
}

test("a whole review is read, kept and compared elsewhere, and the code never leaves the fragment", async ({
  page,
  seed,
  finished,
  elsewhere,
  requests,
}) => {
  await reviewed(seed as never, finished as never);
  const counts = await new Overview(page).counts();
  const share = new ShareDialog(page);
  await share.open();
  await expect(share.inside).toContainText("Answers to 21 of 21 questions of Launch readiness");
  await expect(share.inside).toContainText("No milestones");
  const link = await share.made();
  await expect(share.dialog).toContainText(`${link.length} characters.`);

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(link);
  await expect(shared.heading("Corner Shop")).toBeVisible();
  await expect(shared.inside).toContainText("Answers to 21 of 21 questions of Launch readiness");
  await shared.look();
  await expect(there.getByText(noted)).toBeVisible();
  // Looking keeps nothing.
  expect(await there.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("workload")))).toEqual([]);
  await shared.keep();
  const overview = new Overview(there);
  await expect(overview.heading("Corner Shop")).toBeVisible();
  await overview.expectCounts(counts);
  await overview.saved();

  // The same link once more: there is something to compare with now.
  await shared.follow(link);
  await shared.compare();
  await expect(there.getByText("Nothing to take over")).toBeVisible();
  const review = new Review(there);
  await review.home();
  await new Start(there).open("Corner Shop");
  await review.tab("Questions");
  await review.practice("None of these").check();
  await review.saved();
  const title = await review.heading().innerText();
  await shared.follow(link);
  await shared.compare();
  await expect(shared.difference(title)).toContainText("None of these");
  // Keeping it a second time overwrites nothing.
  await shared.keep();
  await overview.saved();
  await overview.home();
  await expect(new Start(there).card("Corner Shop")).toHaveCount(2);

  const code = link.split("#/s/")[1];
  expect(requests.filter((address) => address.includes(code.slice(0, 20)) && !address.includes("#"))).toEqual([]);
});

test("a colleague's answers are taken over question by question, and back in one step", async ({
  page,
  elsewhere,
}) => {
  test.setTimeout(90_000);
  // Both begin with the same milestone.
  const form = new NewReview(page);
  await form.goto("/new/quick-check");
  await form.start("Shop");
  const mine = new Review(page);
  const first = await mine.heading().innerText();
  await mine.practice("None of these").check();
  await mine.goOn();
  const second = await mine.heading().innerText();
  await mine.notes.fill("My own words.");
  await mine.saved();
  await mine.tab("Milestones");
  await new Milestones(page).save("Before we parted");
  await mine.tab("Report");
  const share = new ShareDialog(page);
  await share.open();
  const whole = await share.made();
  await page.keyboard.press("Escape");

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(whole);
  await shared.keep();
  const theirs = new Review(there);
  await theirs.tab("Questions");
  await theirs.goTo(first, "Operational excellence");
  await theirs.practice("None of these").uncheck();
  await there.keyboard.press("1");
  await theirs.goTo(second, "Operational excellence");
  await theirs.notes.fill("What Ada says.");
  await there.keyboard.press("Escape");
  await theirs.practice("None of these").check();
  await theirs.saved();
  await theirs.tab("Overview");
  const dialog = new ShareDialog(there);
  await dialog.open();
  await dialog.choose("My answers alone");
  await dialog.dialog.getByRole("textbox", { name: /^Your name/ }).fill("Ada");
  const answers = await dialog.made();

  // Pasted into the tab that has the app open.
  const here = new Shared(page);
  await page.evaluate((link) => (location.hash = new URL(link).hash), answers);
  await expect(here.heading("Shop, answers of Ada")).toBeVisible();
  await here.compare();
  // Without a milestone nothing of mine is proposed to go.
  await expect(here.difference(first).getByRole("radio", { name: "Keep mine", exact: true })).toBeChecked();
  await expect(page.getByText("As it stands, nothing of your review changes.")).toBeVisible();
  await page.getByRole("combobox", { name: "What both began with" }).selectOption({ index: 1 });
  await expect(here.difference(first)).toContainText("only they changed it");
  // All three are there: what both began with, mine, theirs.
  await expect(here.difference(first).getByRole("heading", { level: 4 })).toHaveText(["Both began with: Before we parted", "Mine", "Theirs"]);
  await expect(here.difference(first).getByText("None of these")).toHaveCount(2);
  await expect(here.difference(first).getByRole("radio", { name: "Take theirs", exact: true })).toBeChecked();
  await here.difference(second).getByRole("radio", { name: "Take theirs, with both notes" }).check();
  await expect(page.getByText("2 places of your review will change.")).toBeVisible();
  await here.take("Shop");
  const overview = new Overview(page);
  await expect(overview.heading("Shop")).toBeVisible();
  await expect(overview.toast).toContainText("Took over 2 places");
  await overview.saved();
  await page.reload();
  await overview.ready();
  await mine.tab("Questions");
  await mine.goTo(first, "Operational excellence");
  await expect(mine.practice("None of these")).not.toBeChecked();
  await mine.goTo(second, "Operational excellence");
  await expect(mine.practice("None of these")).toBeChecked();
  await expect(mine.notes).toHaveValue("My own words.\n\nWhat Ada says.");

  // Once more, and taken back at once.
  await mine.practice("None of these").uncheck();
  await mine.saved();
  await here.follow(answers);
  await here.compare();
  await here.difference(second).getByRole("radio", { name: "Take theirs", exact: true }).check();
  await here.take("Shop");
  await expect(overview.toast).toContainText("Took over 1 place");
  await overview.toast.getByRole("button", { name: "Undo" }).click();
  await expect(overview.toast).toContainText("Undone: took over from Ada");
  await mine.tab("Questions");
  await mine.goTo(second, "Operational excellence");
  await expect(mine.practice("None of these")).not.toBeChecked();
  await expect(mine.notes).toHaveValue("My own words.\n\nWhat Ada says.");

  // The review as it was stays for longer than the undo.
  const data = new Data(page);
  await data.goto();
  await expect(data.copies.getByText("Before many things were changed at once").first()).toBeVisible();
});

test("a file of a review that is here is compared with it as well", async ({ page, seed, finished }) => {
  const results = await finished();
  await seed(results);
  const overview = new Overview(page);
  const review = new Review(page);
  await review.tab("Questions");
  await review.practice("None of these").check();
  const title = await review.heading().innerText();
  await review.saved();
  const open = new Open(page);
  await open.goto();
  await open.choose("results.json", results);
  // The same review is here, so the comparison is, too.
  await expect(page.getByRole("heading", { name: "Compared with mine" })).toBeVisible();
  const shared = new Shared(page);
  await shared.difference(title).getByRole("radio", { name: "Take theirs", exact: true }).check();
  await shared.take("Corner Shop");
  await expect(overview.toast).toContainText("Took over 1 place");
  await overview.saved();
  await review.tab("Questions");
  await review.goTo(title);
  await expect(review.practice("None of these")).not.toBeChecked();
});

test("answers travel with their name and notes, or without", async ({ page, seed, finished, elsewhere }) => {
  await reviewed(seed as never, finished as never);
  const share = new ShareDialog(page);
  await share.open();
  await share.choose("My answers alone");
  await share.dialog.getByRole("textbox", { name: /^Your name/ }).fill("Ada");
  await expect(share.inside).toContainText("From Ada");
  await expect(share.inside).toContainText("Notes of");
  const long = await share.made();
  await share.notes.uncheck();
  await expect(share.inside).toContainText("No notes");
  const short = await share.made();
  expect(short.length).toBeLessThan(long.length);
  expect(short.split("#/s/")[1].length).toBeLessThan(200);

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(long);
  await expect(shared.heading("Corner Shop, answers of Ada")).toBeVisible();
  await shared.look();
  await expect(there.getByText(noted)).toBeVisible();
  await shared.follow(short);
  await expect(shared.inside).toContainText("No notes");
  await shared.look();
  await expect(there.getByText(noted)).toBeHidden();
  await shared.keep();
  const overview = new Overview(there);
  await expect(overview.heading("Corner Shop, answers of Ada")).toBeVisible();
  expect((await overview.counts())["Unanswered"]).toBe(0);
});

test("with a passphrase nothing is read without it", async ({ page, seed, finished, elsewhere }) => {
  test.setTimeout(60_000);
  await reviewed(seed as never, finished as never);
  const share = new ShareDialog(page);
  await share.open();
  const link = await share.seal("größter Tresor");

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(link);
  await expect(shared.heading("This link is protected by a passphrase")).toBeVisible();
  await expect(there.getByText("Corner Shop")).toBeHidden();
  expect(await findings(there)).toEqual([]);
  const field = there.getByRole("textbox", { name: "Passphrase" });
  await field.fill("größter tresor");
  await there.getByRole("button", { name: "Open", exact: true }).click();
  await expect(there.getByText("This passphrase does not open the link.")).toBeVisible();
  await expect(there.getByText("Corner Shop")).toBeHidden();
  // It is kept nowhere, not even as something half typed.
  expect(await there.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain("Tresor");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain("Tresor");
  // An accent may be typed in two ways.
  await field.fill("größter Tresor".normalize("NFD"));
  await there.getByRole("button", { name: "Open", exact: true }).click();
  await expect(shared.heading("Corner Shop")).toBeVisible();
  await shared.look();
  await expect(there.getByText(noted)).toBeVisible();
});

test("a link that was sealed by the first version opens for ever", async ({ page }) => {
  test.setTimeout(60_000);
  const shared = new Shared(page);
  await page.goto("./#/");
  await shared.follow(`./#/s/${sealedByVersion1}`);
  await page.getByRole("textbox", { name: "Passphrase" }).fill("plumbline");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(shared.heading("Quick check")).toBeVisible();
});

test("a link that was cut or changed says so, and opens once it is whole", async ({ page, elsewhere }) => {
  const share = new ShareDialog(page);
  await share.goto("/lens/framework");
  await share.open();
  const link = await share.made();

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(changed(link, (code) => code.slice(0, -4)));
  await expect(shared.heading("This link cannot be opened")).toBeVisible();
  const all = link.split("#/s/")[1].length;
  await expect(shared.refusal).toContainText(`The link was cut: ${all - 4} of its ${all} characters arrived.`);
  expect(await findings(there)).toEqual([]);
  await shared.follow(changed(link, (code) => code.slice(0, 10) + (code[10] === "A" ? "B" : "A") + code.slice(11)));
  await expect(shared.refusal).toContainText("The link was changed on its way");
  await shared.follow(changed(link, () => ""));
  await expect(shared.refusal).toContainText("The link was cut");
  // As a mail program breaks it.
  const broken = `<${link.slice(0, 30)}\n${link.slice(30)}>.`;
  await there.getByRole("textbox", { name: /^Paste the whole link here/ }).fill(broken);
  await there.getByRole("button", { name: "Open the link" }).click();
  await expect(shared.heading("Well-Architected Framework")).toBeVisible();
});

test("a link to a question leads to it, and into one's own review", async ({ page, elsewhere }) => {
  const form = new NewReview(page);
  await form.goto("/new/quick-check");
  await form.start("Mine");
  const title = await form.heading().innerText();
  const share = new ShareDialog(page);
  await share.open("Share this question");
  await expect(share.inside).toContainText("One question of the lens Quick check");
  const link = await share.made();
  await share.choose("A practice of it");
  await expect(share.inside).toContainText("One practice of the lens Quick check");
  const practice = await share.dialog.getByRole("combobox", { name: "Practice" }).innerText();
  const second = await share.made();

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(link);
  await expect(shared.heading(title)).toBeVisible();
  await there.getByRole("link", { name: "Start a review with this lens" }).click();
  await new NewReview(there).start("Theirs");
  await new Review(there).goOn();
  await shared.follow(link);
  await there.getByRole("link", { name: "Theirs", exact: true }).click();
  await expect(new Review(there).heading(title)).toBeVisible();
  await shared.follow(second);
  await expect(shared.heading(practice.split("\n")[0])).toBeVisible();
});

test("a review to begin comes with its name and scope", async ({ page, elsewhere }) => {
  const share = new ShareDialog(page);
  await share.goto("/lens/quick-check");
  await share.open();
  await share.choose("A review to begin with it");
  await share.dialog.getByRole("textbox", { name: /^Name of the review/ }).fill("Friday workshop");
  await share.dialog.getByRole("checkbox", { name: "Security" }).uncheck();
  await expect(share.inside).toContainText("10 of 12 questions of Quick check");
  const link = await share.made();

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(link);
  await expect(there.getByRole("textbox", { name: "Name of the workload" })).toHaveValue("Friday workshop");
  expect(await findings(there)).toEqual([]);
  await there.getByRole("button", { name: "Start the review" }).click();
  const review = new Review(there);
  await expect(review.risk).toBeVisible();
  await review.tab("Overview");
  const overview = new Overview(there);
  await overview.expectCounts({
    "High risk": 0,
    "Medium risk": 0,
    "No risk found": 0,
    Unanswered: 10,
    "Not applicable": 2,
  });
});

const own = lensOf("House rules", [
  { id: "first_question", choices: ["one", "two"], rules: [["one && two", "NO_RISK"], ["default", "HIGH_RISK"]] },
]);

test("a lens of one's own travels inside the link when it is small", async ({ page, elsewhere }) => {
  await new Open(page).lens(own, "Shed");
  const review = new Review(page);
  await review.practice("Practice one").check();
  await review.tab("Report");
  const share = new ShareDialog(page);
  await share.open();
  await expect(share.inside).toContainText("The lens House rules itself");
  const link = await share.made();

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(link);
  await expect(shared.heading("Shed")).toBeVisible();
  await shared.look();
  await expect(new Report(there).question("Question first_question")).toBeVisible();
  // The lens comes along when the review is kept, not before.
  await new Start(there).goto();
  await expect(new Start(there).lens("House rules")).toHaveCount(0);
  await shared.follow(link);
  await shared.keep();
  await expect(new Overview(there).heading("Shed")).toBeVisible();
  await new Start(there).goto();
  await expect(new Start(there).lens("House rules")).toHaveCount(1);
});

test("a lens that is too large for a link is asked for", async ({ page, elsewhere }) => {
  const large = structuredClone(own);
  large.name = "Large rules";
  for (let n = 0; n < 15; n++) {
    // Digits that do not repeat, so that they do not deflate.
    const noise = Array.from({ length: 60 }, (_, k) => Math.sin(n * 100 + k).toString(36).slice(3)).join(" ");
    const question = structuredClone(own.pillars[0].questions[0]);
    large.pillars[0].questions.push({ ...question, id: `more_${n}`, title: `Question ${n}`, description: noise });
  }
  await new Open(page).lens(large, "Barn");
  await new Review(page).practice("Practice one").check();
  const share = new ShareDialog(page);
  await share.open("Share this question");
  await share.choose("My answers to this lens");
  await expect(share.dialog).toContainText("The lens Large rules is too large for a link.");
  const download = page.waitForEvent("download");
  await share.dialog.getByRole("button", { name: "Download the lens" }).click();
  const file = await textOf(await download);
  const link = await share.made();

  const there = await elsewhere();
  const shared = new Shared(there);
  await shared.follow(link);
  await expect(shared.heading("A lens is missing")).toBeVisible();
  await expect(shared.refusal.first()).toContainText('The link needs the lens "Large rules"');
  expect(await findings(there)).toEqual([]);
  const picker = there.getByLabel("Open the file of the lens");
  await picker.setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(own)) });
  await expect(there.getByText("other.json is a lens, but another one")).toBeVisible();
  await picker.setInputFiles({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(shared.heading("Answers: Barn")).toBeVisible();
  await shared.look();
  await expect(new Report(there).question("Question first_question")).toBeVisible();
});

test("a link is copied, drawn as a QR code and downloaded; what is too long is said", async ({ page, context, seed, finished }) => {
  test.setTimeout(60_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await seed(
    await finished((results) => {
      // Words that do not repeat.
      results.lenses[0].answers.forEach((answer, n) => {
        answer.notes = Array.from({ length: 50 }, (_, k) => Math.sin(n * 64 + k).toString(36).slice(3)).join(" ");
      });
    }),
  );
  const share = new ShareDialog(page);
  await share.open();
  await expect(share.dialog).toContainText("Chat programs cut links of more than 4000 characters");
  await share.dialog.getByRole("button", { name: "QR code" }).click();
  await expect(share.dialog).toContainText("A QR code holds 2953 characters at most");
  const file = page.waitForEvent("download");
  await share.dialog.getByRole("button", { name: "Download the file" }).click();
  expect((await file).suggestedFilename()).toMatch(/plumbline\.json$/);
  await share.dialog.getByRole("button", { name: "Leave the notes out" }).click();
  const link = await share.made();
  expect(link.length).toBeLessThan(600);
  await share.dialog.getByRole("button", { name: "Copy the link" }).click();
  await expect(share.dialog.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await share.dialog.getByRole("button", { name: "QR code" }).click();
  const code = share.dialog.getByRole("img", { name: "QR code of the link" });
  await expect(code).toBeVisible();
  expect(await scanned(page, await code.screenshot())).toBe(link);
  const svg = page.waitForEvent("download");
  await share.dialog.getByRole("button", { name: "Download as SVG" }).click();
  const drawn = await textOf(await svg);
  expect(drawn).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
  expect(await scanned(page, Buffer.from(drawn), "image/svg+xml")).toBe(link);
  // On a projector it fills the screen.
  await share.dialog.getByRole("button", { name: "Whole screen" }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe("share-qr");
});

test("where the browser forbids copying, the link is marked and that is said", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) },
    });
  });
  const share = new ShareDialog(page);
  await share.goto("/lens/quick-check");
  await share.open();
  const link = await share.made();
  await share.dialog.getByRole("button", { name: "Copy the link" }).click();
  await expect(share.dialog).toContainText("The browser did not let the page copy.");
  await expect(share.link).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(link);
});

test("the share sheet of the system gets the link", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(navigator, {
      share: (what: unknown) => {
        (window as never as { given: unknown }).given = what;
        return Promise.reject(new DOMException("closed", "AbortError"));
      },
    });
  });
  const share = new ShareDialog(page);
  await share.goto("/lens/quick-check");
  await share.open();
  const link = await share.made();
  await share.dialog.getByRole("button", { name: "Share with…" }).click();
  expect(await page.evaluate(() => (window as never as { given: unknown }).given)).toEqual({
    title: "Plumbline",
    url: link,
  });
});

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the dialog and on the page in ${scheme}`, async ({ page, seed, finished }) => {
    test.setTimeout(60_000);
    await page.emulateMedia({ colorScheme: scheme });
    await reviewed(seed as never, finished as never);
    const share = new ShareDialog(page);
    await share.open();
    await share.notes.uncheck();
    await share.dialog.getByText("Protect it with a passphrase").click();
    await share.dialog.getByRole("button", { name: "QR code" }).click();
    expect(await findings(page)).toEqual([]);
    await share.choose("My answers alone");
    expect(await findings(page)).toEqual([]);
    const link = await share.made();
    const shared = new Shared(page);
    await shared.follow(link);
    await shared.look();
    expect(await findings(page)).toEqual([]);
    // There is something to compare with once one's own review says something else.
    await page.goto("./#/");
    await new Start(page).open("Corner Shop");
    const review = new Review(page);
    await review.tab("Questions");
    await review.practice("None of these").check();
    await review.saved();
    await shared.follow(link);
    await shared.compare();
    await expect(page.getByRole("radio", { name: "Take theirs", exact: true })).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });
}

test("the dialog is used with keys alone on a phone @phone", async ({ page, seed, finished }) => {
  await reviewed(seed as never, finished as never);
  const share = new ShareDialog(page);
  await page.getByRole("button", { name: "Share", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(share.dialog).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(375);
  await share.dialog.getByRole("radio", { name: "The whole review, to read" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(share.dialog.getByRole("radio", { name: "My answers alone" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(share.dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
});

test("a page of the library is shared by its address, which opens elsewhere", async ({ page, elsewhere }) => {
  const share = new ShareDialog(page);
  const path = "/explore/framework/security/permissions/sec_permissions_least_privileges";
  for (const [place, from] of [
    ["lens", path.split("/").slice(0, 3).join("/")],
    ["pillar", path.split("/").slice(0, 4).join("/")],
    ["question", path.split("/").slice(0, 5).join("/")],
    ["practice", path],
  ]) {
    await share.goto(from);
    const heading = (await page.getByRole("heading", { level: 1 }).textContent())!;
    await share.open();
    const link = await share.made();
    expect(link, place).toMatch(new RegExp(`/#${from}$`));
    await expect(share.dialog.getByText("Nothing of yours goes along.")).toBeVisible();
    await share.dialog.getByRole("button", { name: "QR code" }).press("Enter");
    const picture = await share.dialog.getByRole("img", { name: "QR code of the link" }).screenshot();
    expect(await scanned(page, picture)).toBe(link);
    await page.keyboard.press("Escape");
    const there = await elsewhere();
    await there.goto(link);
    await expect(there.getByRole("heading", { level: 1 })).toHaveText(heading);
  }
});

test("a page of a lens of one's own is shared with the lens inside, or with its file", async ({ page, elsewhere }) => {
  const open = new Open(page);
  await open.lens(lensOf("Tiny lens", [{ id: "one", choices: ["a", "one_no"], rules: [["a", "NO_RISK"], ["default", "HIGH_RISK"]] }]), "Tiny lens");
  const key = await page.evaluate(() => Object.keys(localStorage).find((k) => k.startsWith("plumbline/lens/"))!.slice(15));
  const share = new ShareDialog(page);
  await share.goto(`/explore/${key}/only_pillar/one/a`);
  await share.open();
  await expect(share.inside).toContainText("The lens Tiny lens itself");
  await expect(share.dialog.getByRole("radio")).toHaveCount(0);
  const there = new Shared(await elsewhere());
  await there.follow(await share.made());
  await expect(there.heading("Practice a")).toBeVisible();
  await page.keyboard.press("Escape");

  const large = lensOf("Large lens", Array.from({ length: 20 }, (_, n) => ({ id: `q${n}`, choices: ["a", `q${n}_no`], rules: [["a", "NO_RISK"], ["default", "HIGH_RISK"]] as [string, string][] })));
  let seed = 7;
  for (const question of large.pillars[0].questions) {
    question.description = Array.from({ length: 1500 }, () => String.fromCharCode(97 + ((seed = (seed * 16807) % 2147483647) % 26))).join("");
  }
  await open.goto();
  await open.choose("large.json", large);
  await expect(open.heading("Large lens")).toBeVisible();
  const other = await page.evaluate((first) => Object.keys(localStorage).filter((k) => k.startsWith("plumbline/lens/")).map((k) => k.slice(15)).find((k) => k !== first)!, key);
  await share.goto(`/explore/${other}/only_pillar/q3`);
  await share.open();
  await expect(share.dialog.getByText("The lens Large lens is too large for a link.")).toBeVisible();
  const download = page.waitForEvent("download");
  await share.dialog.getByRole("button", { name: "Download the lens" }).press("Enter");
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
});

test("a pasted mail leads to the link in it, or says why not", async ({ page, elsewhere }) => {
  const share = new ShareDialog(page);
  await share.goto("/lens/saas");
  await share.open();
  await share.choose("A question");
  const link = await share.made();
  const there = new Shared(await elsewhere());
  const open = async (text: string) => {
    await there.goto("/open");
    const field = there.page.getByRole("textbox", { name: "Paste the whole link here" });
    await field.fill(text);
    await there.page.getByRole("button", { name: "Open the link" }).press("Enter");
    return field;
  };
  // Broken by a mail program, and quoted.
  const code = link.split("#/s/")[1];
  const broken = `${link.slice(0, -5)}\n> ${link.slice(-5)}`;
  await open(`Hello,\n\n> see <${broken}>.\n\nAnn`);
  await expect(there.page).toHaveURL(new RegExp(`#/s/${code}$`));
  await expect(there.inside.or(there.page.getByRole("heading", { level: 1 })).first()).toBeVisible();
  await expect(there.refusal).toHaveCount(0);

  await open(`It is at ${link.replace(/#.*/, "#/explore/saas")}, page one.`);
  await expect(there.heading("SaaS")).toBeVisible();
  await expect(there.page).toHaveURL(/#\/explore\/saas$/);

  const field = await open("Hello, see you tomorrow.");
  await expect(field).toHaveAccessibleDescription(/There is no link to Plumbline in this text/);
  await expect(field).toBeFocused();

  await open(`${link.slice(0, -3)} and bye`);
  await expect(there.refusal).toContainText("The link was cut");

  await open(`${link}\n\n${link.replace(/#.*/, "")}#/s/${sealedByVersion1}`);
  await expect(there.page.getByText("The text holds 2 links.")).toBeVisible();
  await there.page.getByRole("button", { name: "Open link 2 of 2" }).press("Enter");
  await expect(there.page.getByRole("heading", { name: "This link is protected by a passphrase" })).toBeVisible();
});
