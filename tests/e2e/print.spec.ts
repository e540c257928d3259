// The report makes a good PDF.

import { expect, test } from "./fixtures.ts";
import { Library } from "./pages/library.ts";
import { Report } from "./pages/report.ts";

test("the report of the sample prints without the app around it", async ({ page }) => {
  const report = new Report(page);
  await report.goto("/workload/sample/report");
  const count = await report.questions.count();
  expect(count).toBeGreaterThan(10);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("navigation", { name: "This review" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
  await expect(page.getByText("This is a finished sample review.")).toBeHidden();
  await expect(report.heading()).toBeVisible();
  await expect(report.contents).toBeVisible();
  await expect(report.questions.last()).toBeVisible();

  const pdf = (await page.pdf({ format: "A4", printBackground: false })).toString("latin1");
  expect(pdf.startsWith("%PDF-")).toBe(true);
  const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(3);
  expect(sheets).toBeLessThan(count * 2);
});

test("print asks the browser to print", async ({ page }) => {
  const report = new Report(page);
  await page.addInitScript(() => {
    window.print = () => (document.documentElement.dataset.printed = "yes");
  });
  await report.goto("/workload/sample/report");
  await page.getByRole("button", { name: "Print or save as PDF" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "yes");
});

test("the book of a pillar prints without the app around it", async ({ page }) => {
  const library = new Library(page);
  await library.goto("framework", "security");
  await expect(library.heading("Security")).toBeVisible();
  const questions = page.getByRole("heading", { level: 2, name: /^SEC \d+ / });
  const count = await questions.count();
  expect(count).toBeGreaterThan(8);
  await expect(page.getByRole("heading", { level: 2, name: /^Design principles/ })).toHaveText([
    "Design principles",
    "Design principles of the whole lens",
  ]);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(library.crumbs.first()).toBeHidden();
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeHidden();
  await expect(page.getByText("Take it along")).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Previous and next pillar" })).toBeHidden();
  await expect(library.heading("Security")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Questions of this pillar" })).toBeVisible();
  await expect(questions).toHaveCount(count);
  await expect(questions.last()).toBeVisible();

  const pdf = (await page.pdf({ format: "A4", printBackground: false })).toString("latin1");
  expect(pdf.startsWith("%PDF-")).toBe(true);
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0).toBeGreaterThan(count);
});

test("the book of a pillar asks the browser to print", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => (document.documentElement.dataset.printed = "yes");
  });
  await new Library(page).goto("framework", "security");
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "yes");
});

test("a dark theme prints black on white", async ({ page }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const report = new Report(page);
  await page.goto("./#/workload/sample/report");
  await expect(report.heading()).toBeVisible();
  await expect(report.heading()).not.toHaveText(/^(Loading|Opening)/);
  const [ink, paper] = await page.evaluate(() => {
    const style = (element: Element) => getComputedStyle(element);
    return [style(document.querySelector("h1")!).color, style(document.body).backgroundColor];
  });
  const light = (color: string) => (color.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, n) => sum + Number(n), 0) / 3;
  expect(light(ink)).toBeLessThan(80);
  expect(paper === "rgba(0, 0, 0, 0)" || light(paper) > 240).toBe(true);
});
