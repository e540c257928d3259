// Nothing is sent anywhere, the policy of the page is kept, and the storage holds only our own keys.

import { expect, questions, stored, test } from "./fixtures.ts";
import { pages } from "./pages/all.ts";
import { Milestones } from "./pages/milestones.ts";
import { Overview } from "./pages/overview.ts";
import { Privacy } from "./pages/privacy.ts";
import { Report } from "./pages/report.ts";
import { Review } from "./pages/review.ts";
import { NewReview, Start } from "./pages/start.ts";

// With the service worker, whose own requests are watched as well.
test.use({ serviceWorkers: "allow" });

test("the whole journey asks nobody but our own site", async ({ page, baseURL, requests, bundled, finished, seed }) => {
  test.setTimeout(90_000);
  const start = new Start(page);
  await start.goto();
  await start.begin();
  await new NewReview(page).start("A secret project");
  const review = new Review(page);
  await review.practice(questions(bundled)[0].choices[0].title).check();
  await review.notes.fill("A secret note");
  await review.saved();
  await review.tab("Milestones");
  await new Milestones(page).save("A secret milestone");
  await review.tab("Plan");
  await review.tab("Overview");
  await (await new Overview(page).results()).path();
  await review.tab("Report");
  await (await new Report(page).download("Markdown")).path();
  await review.saved();
  // Every other page, a file brought from elsewhere, and the copy for days without a network.
  await seed(await finished());
  for (const [, go] of pages("corner-shop")) await go(page);
  for (const route of ["/guide", "/glossary", "/lens/saas"]) await start.goto(route);
  const privacy = new Privacy(page);
  await privacy.kept();
  // Only the service worker fetches this file.
  expect(requests.filter((address) => address.endsWith("/icons/icon-maskable-512.png"))).toHaveLength(1);
  await expect(privacy.requests).toContainText(/\d+ requests, all to this site\./);

  const sent = requests.filter((address) => !address.startsWith("blob:"));
  expect(sent.length).toBeGreaterThan(5);
  for (const address of sent) {
    expect(address.startsWith(baseURL!), address).toBe(true);
    // What hosts see of an address: never a query, never a word of the review.
    expect(address.split("#")[0]).not.toMatch(/\?|secret/);
  }
  const keys = Object.keys(await stored(page));
  expect(keys.length).toBeGreaterThan(1);
  expect(keys.filter((key) => !key.startsWith("plumbline/"))).toEqual([]);
  const elsewhere = await page.evaluate(async () => ({
    cookies: document.cookie,
    // Half-filled forms, for as long as the tab is open.
    session: Object.keys(sessionStorage).filter((key) => !key.startsWith("plumbline/draft ")),
    databases: (await indexedDB.databases()).length,
    // Files of the site alone, and which page is of which version.
    caches: await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    ),
  }));
  expect(elsewhere).toMatchObject({ cookies: "", session: [], databases: 0 });
  for (const address of elsewhere.caches.flat()) expect(address).toMatch(/\/some\/folder\/([\w./-]*|\?page=[\w-]+)$/);
});

test("the page about it lists every request of the visit, and would tell of a stranger", async ({ page, requests, baseURL }) => {
  const privacy = new Privacy(page);
  await privacy.kept();
  for (const words of ["By this page", "For days without a network"]) await privacy.requests.getByText(words).click();
  const listed = await privacy.requests.getByRole("rowheader").allTextContents();
  const sent = requests.map((address) => address.slice(baseURL!.length).split("#")[0] || "./");
  // Browsers do not tell a page about its manifest and its service worker.
  const untold = ["sw.js", "manifest.webmanifest"];
  expect(sent.filter((path) => !untold.includes(path) && !listed.includes(path))).toEqual([]);
  await expect(privacy.requests).toContainText(`${listed.length} requests, all to this site.`);
  await expect(privacy.requests.getByRole("cell", { name: "This site" })).toHaveCount(listed.length);

  const rules = page.getByRole("region", { name: "The rules of this page" });
  await expect(rules.getByRole("row", { name: "Asking for and sending data this site" })).toBeVisible();
  await expect(rules.getByRole("row", { name: "Sending forms nothing" })).toBeVisible();

  await page.evaluate(() => {
    const stranger = { address: "https://example.org/", own: false, kind: "fetch", by: "page", sent: 1, size: 1, kept: false };
    const known = { folder: "", version: "", copy: "ready", update: "none", files: 1, why: "", requests: [stranger] };
    dispatchEvent(new CustomEvent("plumbline:offline", { detail: JSON.stringify(known) }));
  });
  await expect(privacy.requests).toContainText("1 of 1 request went to other sites.");
});

test("no page breaks the policy or complains in the console", async ({ page, finished, seed, complaints }) => {
  test.setTimeout(60_000);
  await seed(await finished());
  for (const [name, go] of pages("corner-shop")) {
    await test.step(name, async () => {
      await go(page);
      expect.soft(complaints.splice(0), name).toEqual([]);
    });
  }
});

test("the policy is as strict as it says", async ({ page, complaints }) => {
  await new Start(page).goto();
  const reached = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.reached = true";
    document.body.append(script);
    const image = new Image();
    image.src = "https://example.org/pixel.png";
    await new Promise((resolve) => (image.onerror = image.onload = resolve));
    const answer = await fetch("https://example.org/").then(() => true, () => false);
    return [(window as unknown as { reached?: boolean }).reached ?? false, image.naturalWidth > 0, answer];
  });
  expect(reached).toEqual([false, false, false]);
  await expect.poll(() => complaints.join("\n")).toContain("CSP: connect-src");
  complaints.length = 0;
});

test("links to elsewhere tell nothing about where they were", async ({ page }) => {
  await new Start(page).goto("/workload/sample/plan");
  const links = page.getByRole("main").locator('a[href^="http"]');
  expect(await links.count()).toBeGreaterThan(0);
  for (const link of await links.all()) await expect(link).toHaveAttribute("rel", /noopener.*noreferrer/);
});

test("a text from a stranger stays a text", async ({ page, finished, seed }) => {
  const nasty = `<img src=x onerror="window.reached=true"><script>window.reached=true</script>`;
  await seed(
    await finished((results) => {
      results.workload.name = nasty.slice(0, 90);
      results.workload.description = nasty;
      results.workload.notes = `${nasty} javascript:alert(1)`;
      results.lenses[0].answers[0].notes = nasty;
      results.lenses[0].notes = nasty;
    }),
  );
  const start = new Start(page);
  for (const route of ["", "/review", "/plan", "/report", "/details", "/milestones/1"]) {
    await start.goto(`/workload/corner-shop${route}`);
    await expect(page.getByRole("main").locator("img, script, [onerror]")).toHaveCount(0);
  }
  await start.goto("/workload/corner-shop/report");
  await expect(page.getByText(nasty).first()).toBeVisible();
  expect(await page.evaluate(() => "reached" in window)).toBe(false);
});
