// The library: the shelf, lens pages, what companions say beside a question,
// the guide and the glossary.

import { expect, test } from "./fixtures.ts";
import { Frame } from "./pages/frame.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

const shelf = [
  ["Launch readiness", "6 pillars, 21 questions"],
  ["Well-Architected Framework", "6 pillars, 57 questions"],
  ["Quick check", "6 pillars, 12 questions"],
  ["Serverless applications", "6 pillars, 24 questions"],
  ["SaaS", "6 pillars, 24 questions"],
  ["Generative AI", "6 pillars, 24 questions"],
  ["Data and analytics", "6 pillars, 24 questions"],
  ["Cloud-neutral well-architected review", "6 pillars"],
  ["Starter", "1 pillar, 3 questions"],
];

test("the shelf tells what each lens is, and each opens", async ({ page }) => {
  test.setTimeout(60_000);
  const start = new Start(page);
  await start.goto();
  for (const [name, facts] of shelf) {
    await expect(start.lens(name)).toContainText(facts);
    await expect(start.lens(name)).toContainText(/about \d+½? (minutes|hours)/);
  }
  for (const [name] of shelf) {
    await start.goto();
    await start.lens(name).getByRole("link", { name, exact: true }).click();
    await expect(start.heading(name)).toBeVisible();
    await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
  }
});

test("a lens page shows principles, questions, practices and levels before anyone starts", async ({ page }) => {
  const frame = new Frame(page);
  await frame.goto("/lens/framework");
  await expect(page.getByText("6 pillars, 57 questions, 307 practices, about 13 hours")).toBeVisible();
  await page.getByText("How the risk is decided").click();
  await expect(page.getByText("The rules of its own tool are not public")).toBeVisible();
  // From a principle to a question that puts it into practice.
  const summary = page.getByText("Build on a strong identity foundation", { exact: true });
  await summary.click();
  const principle = page.getByRole("listitem").filter({ has: summary });
  const link = principle.getByRole("link").first();
  const code = (await link.innerText()).match(/SEC \d+/)?.[0];
  await link.click();
  const question = page.locator("details[open]").filter({ hasText: /BP01/ });
  await expect(question.locator("summary")).toBeFocused();
  await expect(question.locator("summary")).toContainText(code!);
  await expect(question.getByText("Level of risk:").first()).toBeAttached();
  await expect(question.getByText("SEC02-BP01").or(question.getByText("SEC03-BP01")).first()).toBeVisible();
});

test("the file for AWS is the lens itself", async ({ page, request }) => {
  const frame = new Frame(page);
  await frame.goto("/lens/quick-check");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download for AWS" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("quick-check.json");
  const lens = await (await request.get("lenses/quick-check.json")).json();
  expect(lens.schemaVersion).toBe("2021-11-01");
  expect(lens.pillars).toHaveLength(6);
});

test("a question of the Framework comes with codes, levels, prompts and its documentation", async ({ page, requests }) => {
  const form = new NewReview(page);
  await form.goto("/new/framework");
  await form.start("Checkout service");
  const review = new Review(page);
  await expect(page.getByText("question 1 of 11 · OPS 1")).toBeVisible();
  const helps = page.getByRole("complementary", { name: "Help" });
  await expect(helps.getByRole("heading", { name: "For the facilitator" })).toBeVisible();
  await expect(helps.getByText("Listen for:")).toBeVisible();
  await expect(helps.getByText(/About \d+ minutes with: /)).toBeVisible();
  expect(await helps.locator(".prompts li").count()).toBeGreaterThan(1);
  // Six practices with a level; "None of these" has none.
  await expect(page.locator(".choice .level")).toHaveText([/High/, /High/, /High/, /High/, /Medium/, /Medium/]);
  const box = page.getByRole("checkbox").first();
  const title = (await page.locator(".choice-title").first().textContent())!;
  await expect(box).toHaveAccessibleName(title);
  await review.explain(title);
  const row = review.row(title);
  await expect(row.getByText("OPS01-BP01")).toBeVisible();
  await expect(row.getByText(/^Takes (hours|days|weeks)$/)).toBeVisible();
  await expect(row.getByRole("link", { name: /Read more on docs.aws.amazon.com/ }).first()).toHaveAttribute(
    "href",
    "https://docs.aws.amazon.com/wellarchitected/latest/framework/ops_priorities_ext_cust_needs.html",
  );
  // One request for the lens and everything beside it.
  expect(requests.filter((url) => url.includes("/lenses/"))).toHaveLength(1);
  expect(requests.find((url) => url.includes("/lenses/"))).toMatch(/framework-[0-9a-f]{16}\.json$/);
});

test("a lens that cannot be loaded says so, and can be tried again", async ({ page, complaints }) => {
  let down = true;
  await page.route("**/lenses/saas-*.json", (route) => (down ? route.abort() : route.continue()));
  const start = new Start(page);
  await start.goto("/lens/saas");
  await expect(page.getByText('The lens "SaaS" could not be loaded.')).toBeVisible();
  down = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();

  // The same in the middle of a review.
  await page.getByRole("link", { name: "Start a review with this lens" }).click();
  await new NewReview(page).start("Shop");
  await start.saved();
  down = true;
  await page.reload();
  await expect(start.heading("Loading the lens…")).toBeVisible();
  await expect(page.getByText('The lens "SaaS" could not be loaded.')).toBeVisible();
  down = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(new Review(page).risk).toBeVisible();
  // The browser tells of the requests that we let fail.
  expect(complaints.splice(0).filter((line) => !line.includes("ERR_FAILED"))).toEqual([]);
});

test("the guide is read chapter by chapter, from any of them", async ({ page }) => {
  const start = new Start(page);
  await start.goto();
  await page.getByRole("region", { name: "Lenses" }).getByRole("link", { name: "how to run a review" }).click();
  await expect(start.heading("How to run a review")).toBeFocused();
  const chapters = page.getByRole("main").getByRole("list").first().getByRole("link");
  const titles = await chapters.allInnerTexts();
  expect(titles.length).toBeGreaterThan(8);
  await chapters.first().click();
  for (const title of titles) {
    await expect(start.heading(title)).toBeFocused();
    await expect(page).toHaveTitle(`${title} · How to run a review · Plumbline`);
    const next = page.getByRole("navigation", { name: "Previous and next chapter" }).getByRole("link").last();
    if (title !== titles.at(-1)) await next.click();
  }
  await start.goto("/guide/nowhere");
  await expect(start.heading("The guide has no such chapter")).toBeVisible();
  await page.getByRole("link", { name: "See all chapters" }).click();
  await expect(start.heading("How to run a review")).toBeVisible();
});

test("the glossary finds a word by its name, its other names and its meaning", async ({ page }) => {
  const frame = new Frame(page);
  await frame.goto("/glossary");
  const terms = page.getByRole("term");
  await expect(page.getByText("170 terms")).toBeVisible();
  const find = page.getByRole("searchbox", { name: "Find a term" });
  await find.fill("blast");
  await expect(terms.first()).toHaveText("Blast radius");
  await find.fill("zzzz");
  await expect(page.getByText("No term has these letters. Try fewer.")).toBeVisible();
  await find.fill("");
  const link = page.getByRole("definition").getByRole("link").first();
  const other = await link.innerText();
  await link.click();
  await expect(page.getByRole("term").filter({ hasText: other }).first()).toBeFocused();
});
