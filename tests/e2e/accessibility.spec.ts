// axe finds nothing on any page, in light and in dark.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, test } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { pages } from "./pages/all.ts";
import { Start } from "./pages/start.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** What axe finds, a line each. */
async function findings(page: Page, within?: string) {
  const axe = new AxeBuilder({ page }).withTags(tags);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim()}`),
  );
}

const all = pages("corner-shop");
// A few tests of some pages each, so that two workers share them.
const count = Math.ceil(all.length / 5);
const groups = Array.from({ length: count }, (_, place) => all.filter((_, index) => index % count === place));

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test("start on the first visit", async ({ page }) => {
      await new Start(page).goto();
      expect(await findings(page)).toEqual([]);
    });

    for (const group of groups) {
      test(group.map(([name]) => name).join(", "), async ({ page, finished, seed }) => {
        test.setTimeout(120_000);
        await seed(
          await finished((results) => {
            results.lenses[0].answers.splice(3, 5);
          }),
        );
        for (const [name, go] of group) {
          await test.step(name, async () => {
            await go(page);
            // A message floats above the page for a while; what it covers is looked at elsewhere.
            const within = name === "question with a message" ? ".toast" : undefined;
            expect.soft(await findings(page, within), name).toEqual([]);
          });
        }
      });
    }
  });
}

test("the theme that is chosen in the settings is clean too, and stays", async ({ page }) => {
  const start = new Start(page);
  await start.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await background()).toBe(dark);
  await page.getByRole("radio", { name: "Light" }).check();
  expect(await background()).not.toBe(dark);
});

test("two lenses in one review: each field of their notes has its own name", async ({ page, finished, seed }) => {
  await seed(await finished());
  const { Open } = await import("./pages/open.ts");
  const { odd } = await import("./pages/all.ts");
  const open = new Open(page);
  await open.goto();
  await open.choose("odd.json", odd);
  await expect(open.heading("Odd lens")).toBeVisible();
  await open.goto("/workload/corner-shop/details");
  await page.getByRole("button", { name: "Add the lens Odd lens" }).click();
  const notes = page.getByRole("textbox", { name: /^Notes on (Odd lens|Launch readiness)/ });
  await expect(notes).toHaveCount(2);
  await notes.nth(1).fill("About the odd one.");
  await open.saved();
  await page.reload();
  await expect(notes.nth(0)).not.toHaveValue("About the odd one.");
  await expect(notes.nth(1)).toHaveValue("About the odd one.");
  expect(await findings(page)).toEqual([]);
});
