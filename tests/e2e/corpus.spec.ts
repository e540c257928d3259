// Lenses and files from elsewhere: long ones, broken ones, and what is no lens at all.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { corpus, expect, fromCorpus, lensOf, questions, test, unanswered, type Lens } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { Open } from "./pages/open.ts";
import { Overview } from "./pages/overview.ts";
import { Plan, Report } from "./pages/report.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

const small = lensOf("Dropped lens", [
  { id: "only", choices: ["one", "two"], rules: [["one && two", "NO_RISK"], ["default", "HIGH_RISK"]] },
]);

/** Drops a file on the page. */
async function drop(page: Page, name: string, text: string) {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: "application/json" }));
      return transfer;
    },
    [name, text],
  );
  const main = page.getByRole("main");
  await main.dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop a lens or a results file to open it")).toBeVisible();
  await main.dispatchEvent("drop", { dataTransfer: transfer });
}

test("a lens of more than 50 questions is reviewed to the end with the keyboard", async ({ page }) => {
  test.skip(!corpus, "PLUMBLINE_CORPUS is not set");
  test.setTimeout(90_000);
  const path = fromCorpus("Machine_Learning_IDP_Lens");
  const lens: Lens = JSON.parse(readFileSync(path, "utf8"));
  const all = questions(lens);
  expect(all.length).toBeGreaterThanOrEqual(50);

  const open = new Open(page);
  await open.goto();
  await open.chooseFrom(path);
  await expect(page.getByText(`${all.length} questions`)).toBeVisible();
  await page.getByRole("link", { name: "Start a review with this lens" }).click();
  await new NewReview(page).start("Documents");

  const review = new Review(page);
  for (const [place] of all.entries()) {
    await expect(review.heading(all[place].title.trim())).toBeVisible();
    await review.expectRisk("Unanswered");
    await page.keyboard.press("1");
    await expect(review.risk).not.toHaveText("Unanswered");
    const address = page.url();
    await page.keyboard.press("j");
    await expect(page).not.toHaveURL(address);
  }

  const overview = new Overview(page);
  await expect(overview.heading("Documents")).toBeVisible();
  await expect(page.getByText(`${all.length} of ${all.length} answered`)).toBeVisible();
  const counts = await overview.counts();
  expect(Object.values(counts).reduce((sum, n) => sum + n)).toBe(all.length);
  expect(counts["Unanswered"]).toBe(0);
  for (const pillar of lens.pillars) {
    const row = await overview.row(lens.name, pillar.name);
    expect(row.reduce((sum, n) => sum + n)).toBe(pillar.questions.length);
  }

  await overview.tab("Plan");
  const items = await new Plan(page).items();
  expect(items).toHaveLength(counts["High risk"] + counts["Medium risk"]);
  await overview.tab("Report");
  await expect(new Report(page).questions).toHaveCount(all.length);
});

test("a lens dropped on the page joins the shelf", async ({ page }) => {
  const start = new Start(page);
  await start.goto();
  await drop(page, "dropped.json", JSON.stringify(small));
  await expect(start.heading("Dropped lens")).toBeVisible();
  await start.expectToast("Dropped lens is on your shelf");
  await start.home();
  await expect(start.lens("Dropped lens")).toContainText("1 question");
  await page.reload();
  await expect(start.lens("Dropped lens")).toBeVisible();
  await start.lens("Dropped lens").getByRole("button", { name: "Take Dropped lens off the shelf" }).click();
  await expect(start.lens("Dropped lens")).toHaveCount(0);
  await start.undo();
  await expect(start.lens("Dropped lens")).toBeVisible();
});

test("a file dropped in the middle of a review does not disturb the answers", async ({ page, finished, seed, bundled }) => {
  await seed(await finished(unanswered));
  const review = new Review(page);
  await review.tab("Questions");
  await review.notes.fill("In the middle of it");
  await drop(page, "dropped.json", JSON.stringify(small));
  await expect(review.heading("Dropped lens")).toBeVisible();
  await page.goto(`./#/workload/corner-shop/review/launch-readiness/${questions(bundled)[0].id}`);
  await expect(review.notes).toHaveValue("In the middle of it");
});

test("a lens that is not JSON is refused at its line and column", async ({ page }) => {
  test.skip(!corpus, "PLUMBLINE_CORPUS is not set");
  const path = fromCorpus("emr-spark");
  const lines = readFileSync(path, "utf8").split("\n");
  const line = lines.findIndex((text) => /: NaN/.test(text));
  const open = new Open(page);
  await open.goto();
  await open.chooseFrom(path);
  await expect(open.refusal).toContainText("was not opened");
  await expect(page.getByRole("main")).toContainText("line 1448, column");
  expect(line + 1).toBe(1448);
  await expect(page.getByRole("main")).toContainText(`column ${lines[line].indexOf("NaN") + 1}`);
});

test("a lens with mistakes shows each with its place", async ({ page }) => {
  const broken = structuredClone(small);
  broken.pillars[0].questions[0].riskRules[0].condition = "one && (two";
  broken.pillars[0].questions.push({ id: "empty", title: "No choices", choices: [], riskRules: [] });
  const open = new Open(page);
  await open.goto();
  await open.choose("broken.json", JSON.stringify(broken, null, 2));
  await expect(open.refusal).toContainText("It is a lens, but it cannot be used yet.");
  const errors = page.getByRole("main").getByRole("listitem").filter({ hasText: "Error" });
  expect(await errors.count()).toBeGreaterThanOrEqual(2);
  await expect(errors.first()).toContainText(/line \d+, column \d+/);
});

test.describe("a file that is nothing of ours gets a sentence and loses nothing", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const files: [string, () => Buffer][] = [
    ["a text", () => Buffer.from("Dear all,\nplease find attached")],
    ["nothing at all", () => Buffer.alloc(0)],
    ["JSON of another kind", () => Buffer.from('{"name":"left-pad","version":"1.0.0"}')],
    ["half a results file", () => Buffer.from('{"format":"plumbline-results","version":1,"workload":{"id"')],
    ["a results file of a newer version", () => Buffer.from('{"format":"plumbline-results","version":99}')],
    ["an image renamed to .json", () => png],
    ["ten megabytes of noise", () => randomBytes(10_000_000)],
    ["ten megabytes of brackets", () => Buffer.alloc(10_000_000, "[")],
    ["more than is read at all", () => Buffer.alloc(20_000_001, " ")],
  ];
  for (const [what, content] of files) {
    test(what, async ({ page, finished, seed }) => {
      await seed(await finished(unanswered));
      const start = new Start(page);
      await start.home();
      const picker = page.getByRole("main").getByLabel("Open a file");
      await picker.setInputFiles({ name: "strange.json", mimeType: "application/json", buffer: content() });
      const alert = page.getByRole("alert").filter({ hasText: "strange.json" });
      await expect(alert).toContainText(/strange\.json (was not opened\. \S.+\.|has \d+ MB\. .+\.)/);
      await start.home();
      await start.open("Corner Shop");
    });
  }
});
