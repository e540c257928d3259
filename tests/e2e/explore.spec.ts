// The library: to wander in, to search, to take along.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, lensOf, stored, test, textOf, type Lens } from "./fixtures.ts";
import { Data } from "./pages/data.ts";
import { Library, Search } from "./pages/library.ts";
import { Open } from "./pages/open.ts";
import { Review } from "./pages/review.ts";
import { Start } from "./pages/start.ts";

test("wandering by keyboard, from the library to a practice and back", async ({ page }) => {
  const library = new Library(page);
  const enter = async (name: string | RegExp) => {
    await page.getByRole("main").getByRole("link", { name }).first().focus();
    await page.keyboard.press("Enter");
  };
  await new Start(page).goto();
  await enter("explore the library");
  await expect(library.heading("The library")).toBeFocused();
  await enter("Well-Architected Framework");
  await expect(library.heading("Well-Architected Framework")).toBeFocused();
  await enter("Security");
  await expect(library.heading("Security")).toBeFocused();
  await expect(page).toHaveTitle("Security · Well-Architected Framework · Plumbline");
  await enter(/^SEC 3 /);
  // In the book, the contents lead down the page.
  const question = page.getByRole("heading", { level: 2, name: /^SEC 3 / });
  await expect(question).toBeFocused();
  await question.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(library.heading(/^SEC 3 /)).toBeFocused();
  await expect(page.getByText("Question 3 of 11")).toBeVisible();
  await enter(/^Policies allow only the actions/);
  await expect(library.heading(/^Policies allow only the actions/)).toBeFocused();
  await expect(library.crumbs).toHaveText(["Library", "Well-Architected Framework", "Security", /what each person and machine may do/]);
  await library.step("Next").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("SEC03-BP05").first()).toBeVisible();
  await expect(library.heading()).toBeFocused();
  await page.goBack();
  await expect(library.heading(/^Policies allow only the actions/)).toBeFocused();
  await library.crumbs.nth(1).press("Enter");
  await expect(library.heading("Well-Architected Framework")).toBeFocused();
});

test("a practice says what it changes and what it is related to", async ({ page }) => {
  const library = new Library(page);
  await library.goto("framework", "security", "permissions", "sec_permissions_least_privileges");
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) }).getByRole("cell");
  await expect(row("Nothing else")).toHaveText(["High risk", "High risk"]);
  await expect(row("Every other practice")).toHaveText(["High risk", "No risk found"]);
  await expect(page.getByText(/There are \d+ ways in which the other practices can be in place\. In \d+ of them/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Same principle, same level" })).toBeVisible();
  // Practices of other questions that name the same services.
  const same = page.getByRole("heading", { name: "Same services" }).locator("xpath=following-sibling::ul[1]").getByRole("listitem");
  await expect(same.first()).toContainText("AWS IAM");
  // Other lenses are loaded when somebody asks for them.
  await page.getByRole("button", { name: "Look in the other lenses too" }).click();
  await expect(page.getByRole("heading", { name: "Close to it" })).toBeVisible();
  await expect(page.getByText("Launch readiness").first()).toBeVisible();
  await page.getByRole("link", { name: "Each service has its own role, limited to the resources it needs" }).click();
  await expect(library.heading("Each service has its own role, limited to the resources it needs")).toBeFocused();
  // From there, the way leads back to the Framework.
  await expect(page.getByRole("link", { name: /^Policies allow only the actions/ })).toBeVisible();
});

test("every principle of a practice has others that follow it, and headings say of which level", async ({ page }) => {
  await new Library(page).goto("framework", "operationalExcellence", "ops_model", "ops_ops_model_def_neg_team_agreements");
  await expect(page.getByRole("heading", { name: "Same principle, other levels" })).toBeVisible();
  const principles = page.getByText(/^By the principle /);
  expect(await principles.count()).toBeGreaterThan(0);
  await expect(principles.locator("xpath=following-sibling::*[1][self::ul]/li[1]")).toHaveCount(await principles.count());
});

test("in an opened lens, practices whose absence is the same risk are related", async ({ page }) => {
  const rules = (one: string, other: string): [string, string][] => [
    [`${one} && ${other}`, "NO_RISK"],
    [one, "MEDIUM_RISK"],
    ["default", "HIGH_RISK"],
  ];
  const open = new Open(page);
  await open.goto();
  await open.choose("lens.json", lensOf("Small", [
    { id: "one", choices: ["a", "b", "one_no"], rules: rules("a", "b") },
    { id: "two", choices: ["c", "d", "two_no"], rules: rules("c", "d") },
  ]));
  await expect(page.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
  const key = Object.keys(await stored(page)).find((k) => k.startsWith("plumbline/lens/"))!.replace("plumbline/lens/", "");
  const library = new Library(page);
  for (const [choice, risk, other] of [["a", "high", "c"], ["b", "medium", "d"]]) {
    await library.goto(key, "only_pillar", "one", choice);
    const heading = page.getByRole("heading", { name: `Also ${risk} risk where it alone is missing, in The only pillar` });
    await expect(heading).toBeVisible();
    const rows = heading.locator("xpath=following-sibling::ul[1]").getByRole("listitem");
    await expect(rows).toHaveCount(1);
    await expect(rows.getByRole("link")).toContainText(`Practice ${other}`);
  }
});

test("a service that a practice names leads to what else speaks of it", async ({ page }) => {
  const library = new Library(page);
  await library.goto("framework", "security", "permissions", "sec_permissions_least_privileges");
  await page.getByRole("main").getByRole("link", { name: "AWS IAM", exact: true }).press("Enter");
  const search = new Search(page);
  await expect(search.field).toHaveValue("AWS IAM");
  await expect(search.hits.first()).toBeVisible();
});

test("every place has an address, and a wrong one says so", async ({ page }) => {
  const library = new Library(page);
  const places: [string[], string | RegExp, string][] = [
    [[], "The library", "Library · Plumbline"],
    [["saas"], "SaaS", "SaaS · Library · Plumbline"],
    [["saas", "principles"], "Design principles", "Principles · SaaS · Plumbline"],
    [["starter", "my_pillar"], "My first pillar", "My first pillar · Starter · Plumbline"],
    [["framework", "security", "permissions"], /^SEC 3 /, ""],
    [["framework", "nowhere"], "This lens has no such page", "Not found · Well-Architected Framework · Plumbline"],
    [["framework", "security", "permissions", "nothing"], "This lens has no such page", ""],
    [["nobody"], "This lens is not here", ""],
  ];
  for (const [path, heading, title] of places) {
    await library.goto(...path);
    await expect(library.heading(heading)).toBeVisible();
    if (title) await expect(page).toHaveTitle(title);
    await page.goto("about:blank");
  }
});

test("every link of the library leads somewhere", async ({ page }) => {
  test.setTimeout(300_000);
  await new Library(page).goto();
  const { visited, broken } = await page.evaluate(async () => {
    const known = new Set(["#/explore"]);
    const queue = ["#/explore"];
    const broken: string[] = [];
    const pause = () => new Promise((done) => setTimeout(done));
    const wrong = /no such page|is not here|no such address|nobody knows|Not found/i;
    while (queue.length) {
      const to = queue.shift()!;
      if (location.hash !== to) {
        const moved = new Promise((done) => addEventListener("hashchange", done, { once: true }));
        location.hash = to;
        await moved;
      }
      let heading: string | undefined;
      for (const until = Date.now() + 10_000; Date.now() < until; await pause()) {
        heading = document.querySelector("main h1")?.textContent ?? undefined;
        if (heading && !/^(Loading|Opening)/.test(heading)) break;
      }
      if (!heading || wrong.test(heading)) broken.push(`${to}: ${heading}`);
      if (!to.startsWith("#/explore")) continue;
      for (const link of document.querySelectorAll<HTMLAnchorElement>("main a[href^='#']")) {
        const next = link.getAttribute("href")!;
        if (!known.has(next)) {
          known.add(next);
          queue.push(next);
        }
      }
    }
    return { visited: known.size, broken };
  });
  expect(broken).toEqual([]);
  // 9 lenses, 49 pillars, 223 questions, 1,160 practices, and the principles.
  expect(visited).toBeGreaterThan(1_400);
});

test("search as one types: slips, codes, marks, arrows", async ({ page }) => {
  const search = new Search(page);
  await search.goto("/search");
  await search.loaded();
  await expect(search.said).toHaveText("Type a word, or choose a filter.");
  await search.field.pressSequentially("least privlege");
  await expect(search.hits.first()).toContainText("SEC03-BP02");
  await expect(search.said).toContainText(/^\d+ results?/);
  await expect(page).toHaveURL(/#\/search\/least%20privlege$/);

  await search.field.fill("rotating credentails");
  await expect(search.hits.first()).toContainText("SEC02-BP05");
  await expect(search.hits.first().locator("mark").first()).toHaveText("Credentials");

  await search.field.fill("backups");
  const titles = await search.hits.allInnerTexts();
  expect(titles.length).toBeGreaterThan(3);
  await search.field.press("ArrowDown");
  await expect(search.hits.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(search.hits.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(search.field).toBeFocused();
  // A screenful first, and the rest for who asks.
  await expect(search.hits).toHaveCount(12);
  await expect(search.said).toContainText("the best 12 are shown");
  await page.getByRole("button", { name: /^Show \d+ more$/ }).press("Enter");
  await expect(search.hits.nth(12)).toBeFocused();
  await expect(search.hits.nth(11)).toHaveText(titles[11], { useInnerText: true });

  await search.field.fill("sec 2 bp 3");
  await expect(search.hits.first()).toContainText("SEC02-BP03");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/explore\/framework\/security\/identities\/sec_identities_secrets$/);
  await expect(search.heading()).toBeFocused();
  // The words are in the address, so the way back finds them again.
  await page.goBack();
  await expect(search.field).toHaveValue("sec 2 bp 3");
  await expect(search.hits.first()).toContainText("SEC02-BP03");

  await search.field.fill("qqqzzz");
  await expect(search.said).toHaveText("Nothing was found. Try fewer or other words.");
});

test("a code typed before its lens is here waits for it", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/lenses/framework-*.json", async (route) => {
    await held;
    await route.continue();
  });
  const search = new Search(page);
  await search.goto("/search");
  await search.field.fill("SEC02-BP03");
  // Practices of other lenses are close to it.
  await expect(search.hits.first()).toBeVisible();
  await search.field.press("Enter");
  await expect(page.getByText("It opens when all are here.")).toBeVisible();
  await expect(page).toHaveURL(/#\/search\/SEC02-BP03$/);
  release();
  await expect(page).toHaveURL(/#\/explore\/framework\/security\/identities\/sec_identities_secrets$/);
});

test("search opens over any page with a key and closes with another", async ({ page, bundled, finished, seed }) => {
  const search = new Search(page);
  await search.goto("/guide");
  await search.open();
  await search.loaded();
  await search.field.fill("tenent isolaton");
  await expect(search.hits.first()).toContainText("SaaS");
  await page.keyboard.press("Escape");
  await expect(search.field).toBeHidden();
  await expect(search.heading("How to run a review")).toBeVisible();
  await search.open();
  await search.field.fill("launch_rel_spof_list");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/launch_rel_spof_list$/);
  await expect(search.field).toBeHidden();

  // In a review, the key is for its questions, and the way to the library stands there.
  await seed(await finished());
  await page.getByRole("main").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("/");
  await expect(search.jump).toBeVisible();
  await search.jump.getByRole("link", { name: "Search the library" }).click();
  await expect(search.heading("Search the library")).toBeFocused();
  expect(bundled.pillars.length).toBeGreaterThan(1);
});

test("filters narrow what is found, alone and together", async ({ page }) => {
  const search = new Search(page);
  await search.goto("/search");
  await search.loaded();
  await search.filter("Lens", "SaaS");
  await expect(search.said).toContainText(/^\d+ results/);
  await search.field.fill("data");
  await expect(search.hits.first()).toContainText("SaaS");
  for (const text of await search.hits.allInnerTexts()) expect(text).toContain("SaaS");
  await search.filter("Level of risk", "High");
  for (const text of await search.hits.allInnerTexts()) expect(text).toMatch(/High/);
  await search.filter("Pillar", "Security");
  for (const text of await search.hits.allInnerTexts()) expect(text).toContain("Security");
  await search.filter("Role", "Procurement");
  await expect(search.said).toHaveText("Nothing was found. Try fewer or other words.");
  await search.filter("Role", "Any");
  await expect(search.said).toContainText(/^\d+ results?/);
});

test("search says how far the lenses are, and goes on without one that is missing", async ({ page, complaints }) => {
  let down = true;
  await page.route("**/lenses/saas-*.json", (route) => (down ? route.abort() : route.continue()));
  const search = new Search(page);
  await search.goto("/search/backups");
  await expect(page.getByText("1 lens could not be loaded. The results leave it out.")).toBeVisible();
  await expect(search.hits.first()).toBeVisible();
  down = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await search.field.fill("tenant isolation");
  await expect(search.hits.first()).toContainText("SaaS");
  expect(complaints.splice(0).filter((line) => !line.includes("ERR_FAILED"))).toEqual([]);
});

test("a lens is taken along in every form, and ticks come back as answers", async ({ page }) => {
  const library = new Library(page);
  await library.goto("quick-check");
  const forms: [string, string, RegExp][] = [
    ["Web page", "quick-check.html", /^<!DOCTYPE html>/],
    ["Outline", "quick-check.outline.md", /^# Quick check/],
    ["Checklist", "quick-check.checklist.md", /^<!-- plumbline-checklist 1 lens=quick%2Dcheck -->/],
    ["Checklist on paper", "quick-check.sheet.html", /^<!DOCTYPE html>/],
    ["Table", "quick-check.csv", /^\ufefflens,pillar,/],
    ["Flash cards", "quick-check.anki.txt", /^#separator:tab\n/],
  ];
  const texts = new Map<string, string>();
  for (const [form, name, start] of forms) {
    const file = await library.takeAlong(form);
    expect(file.suggestedFilename()).toBe(name);
    const text = await textOf(file);
    expect(text).toMatch(start);
    texts.set(form, text);
  }
  await library.goto("quick-check", "security");
  const pillar = await textOf(await library.takeAlong("Checklist"));
  expect(pillar.length).toBeLessThan(texts.get("Checklist")!.length / 3);

  const open = new Open(page);
  await open.goto();
  await open.choose("blank.md", pillar);
  await expect(open.refusal).toContainText("No answers were found in it.");
  await expect(page.getByText("Nothing is ticked or filled in yet.")).toBeVisible();

  // A new review of the ticks in a checklist.
  await open.choose("ticked.md", pillar.replaceAll("- [ ] Every", "- [x] Every"));
  await expect(page.getByText("ticked.md is a checklist of Quick check: 2 practices ticked, in 2 of 12 questions.")).toBeVisible();
  await page.getByRole("button", { name: "Make a new review" }).click();
  await open.expectToast("The answers are in.");
  await expect(open.heading("Review from ticked.md")).toBeVisible();
  await open.saved();
  const review = new Review(page);
  const factor = "Everyone signs in under their own name with a second factor";
  const asked = async () => {
    const id = /workload\/([^/]+)/.exec(page.url())![1];
    await review.goto(`/workload/${id}/review/quick-check/quick_sec_access`);
  };
  await asked();
  await expect(review.practice(factor)).toBeChecked();

  // A table goes into the same review: its rows win, the rest stays.
  const table = texts
    .get("Table")!
    .replace(/^(.*quick_ops_response_alarm.*),,\r\n/m, "$1,yes,From the table\r\n")
    .replace(/^(.*quick_sec_access_factor.*),,\r\n/m, "$1,not applicable,\r\n");
  await open.goto();
  await open.choose("table.csv", table);
  await expect(page.getByText(/^table\.csv is a table of Quick check: /)).toBeVisible();
  await expect(page.getByText("1 question gets its first answer, 1 is answered otherwise than now.")).toBeVisible();
  await page.getByRole("button", { name: "Put them into Review from ticked.md" }).click();
  await open.expectToast("The answers are in. A copy of the review as it was is kept");
  await expect(open.heading("Review from ticked.md")).toBeVisible();
  await open.saved();
  // One step takes all of it back, and does it again.
  await open.undo();
  await open.expectToast("Undone: took over from table.csv");
  await asked();
  await expect(review.practice(factor)).toBeChecked();
  await open.redoButton.click();
  await open.expectToast("Redone: took over from table.csv");
  await open.saved();
  await asked();
  await expect(page.getByRole("checkbox", { name: `${factor} Does not apply` })).not.toBeChecked();

  // Once more: nothing would change.
  await open.goto();
  await open.choose("table.csv", table);
  await expect(page.getByText("It has these answers already.")).toBeVisible();
  await page.getByRole("link", { name: "Open Review from ticked.md" }).click();
  await expect(open.heading("Review from ticked.md")).toBeVisible();

  // And the copy of how it was before can be put back.
  const data = new Data(page);
  const address = page.url();
  await data.goto();
  await data.copies.getByRole("button", { name: /^Put back/ }).first().click();
  await page.goto(address);
  await expect(open.heading("Review from ticked.md")).toBeVisible();
  await asked();
  await expect(review.practice(factor)).toBeChecked();
});

test("a filled-in file is dropped on any page, and one of a lens that is not here says so", async ({ page }) => {
  const library = new Library(page);
  await library.goto("starter");
  const checklist = (await textOf(await library.takeAlong("Checklist"))).replace("- [ ]", "- [x]");
  const drop = async (name: string, text: string) => {
    const data = await page.evaluateHandle(
      ([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        return data;
      },
      [name, text] as const,
    );
    await page.dispatchEvent("main", "drop", { dataTransfer: data });
  };
  await drop("workshop.md", checklist);
  await expect(page.getByText(/^workshop\.md is a checklist of Starter: 1 practice ticked, in 1 of 3 questions/)).toBeVisible();
  const foreign = checklist.replace(/lens=\S+/, "lens=gone");
  await drop("foreign.md", foreign);
  // By its ids, the lens is found all the same.
  await page.getByRole("button", { name: "Read them with Starter" }).click();
  await new Open(page).expectToast("The answers are in.");
  await new Open(page).goto();
  await drop("other.md", foreign.replace(/question=/g, "question=other_").replace(/choice=/g, "choice=other_"));
  await expect(page.getByText("No lens here has any of their ids.")).toBeVisible({ timeout: 20_000 });
});

test("the web page stands alone: nothing is loaded, and its contents lead down", async ({ page, context }) => {
  const library = new Library(page);
  await library.goto("starter");
  const html = await textOf(await library.takeAlong("Web page"));
  const alone = await context.newPage();
  const asked: string[] = [];
  alone.on("request", (request) => asked.push(request.url()));
  await alone.setContent(html);
  await expect(alone.getByRole("heading", { level: 1, name: "Starter" })).toBeVisible();
  for (const link of await alone.getByRole("navigation").getByRole("link").all()) {
    await expect(alone.locator((await link.getAttribute("href"))!)).toHaveCount(1);
  }
  const { violations } = await new AxeBuilder({ page: alone }).withTags(tags).analyze();
  expect(violations.map((v) => v.id)).toEqual([]);
  await library.goto("quick-check");
  await alone.setContent(await textOf(await library.takeAlong("Checklist on paper")));
  await expect(alone.getByRole("heading", { level: 1, name: "Quick check" })).toBeVisible();
  const sheet = await new AxeBuilder({ page: alone }).withTags(tags).analyze();
  expect(sheet.violations.map((v) => v.id)).toEqual([]);
  expect(asked).toEqual([]);
});

test("an older version of a lens is compared", async ({ page, request }) => {
  const old: Lens = await (await request.get("lenses/quick-check.json")).json();
  old.pillars[0].questions.pop();
  old.pillars[1].questions[0].title = "What was asked before?";
  const library = new Library(page);
  await library.goto("quick-check");
  await page.getByText("Compare it with an older version").click();
  const buffer = Buffer.from(JSON.stringify(old));
  await page.getByLabel("Choose the older file").setInputFiles({ name: "old.json", mimeType: "application/json", buffer });
  await expect(page.getByText("1 question added, 0 gone, 1 changed, 10 the same.")).toBeVisible();
  await expect(page.getByText("The question was: What was asked before?")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the comparison" }).click();
  expect(await textOf(await download)).toContain("# What changed in Quick check");
});

test("a lens that a person brought is in the library, too", async ({ page }) => {
  const { odd } = await import("./pages/all.ts");
  const open = new Open(page);
  await open.goto();
  await open.choose("odd.json", odd);
  await page.getByRole("link", { name: "Explore it" }).click();
  await page.getByRole("main").getByRole("link", { name: "What about <this>?" }).click();
  await page.getByRole("main").getByRole("link", { name: "Practice", exact: true }).click();
  await expect(open.heading("Practice")).toBeFocused();
  await expect(page.getByText("It lowers the risk whatever else is in place.")).toBeVisible();
  const search = new Search(page);
  await search.goto("/search");
  await search.loaded();
  await search.filter("Lens", "Odd lens");
  await expect(search.hits.filter({ hasText: "What about <this>?" }).first()).toBeVisible();
});

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

for (const width of [1280, 375]) {
  test(`axe finds nothing in the library at ${width} pixels`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.setViewportSize({ width, height: 800 });
    const library = new Library(page);
    const at = (...path: string[]) => async () => library.goto(...path);
    const places: [string, () => Promise<void>][] = [
      ["library", at()],
      ["lens", at("framework")],
      ["book", at("framework", "reliability")],
      ["question", at("framework", "security", "permissions")],
      ["practice", at("framework", "security", "permissions", "sec_permissions_least_privileges")],
      ["principles", at("framework", "principles")],
      [
        "search",
        async () => {
          const search = new Search(page);
          await Library.prototype.ready.call(search);
          await page.goto("./#/search/backups");
          await search.loaded();
          await expect(search.hits.first()).toBeVisible();
          await search.filter("Lens", "Any");
        },
      ],
    ];
    for (const [name, go] of places) {
      await go();
      await page.locator("main details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((n) => `${id}: ${n.target.join(" ")}`));
      expect.soft(found, name).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(wide, `${name} is wider than the window`).toBeLessThanOrEqual(0);
    }
  });
}
