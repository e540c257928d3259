// Every page of the app, by name, for tests that look at all of them.

import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

import { Attend, codes } from "./attend.ts";
import { Data, backupOf } from "./data.ts";
import { Frame } from "./frame.ts";
import { Open } from "./open.ts";
import { Review } from "./review.ts";
import { changed, Shared, ShareDialog } from "./share.ts";
import { Workshop } from "./workshop.ts";

/** A link behind a passphrase. */
const sealed = readFileSync(new URL("../../fixtures/links/sealed.v1.txt", import.meta.url), "utf8").trim();

/** A lens that is usable here and that AWS would refuse. */
export const odd = {
  schemaVersion: "2021-11-01",
  name: "Odd lens",
  description: "Opened from a file, with accents: café.",
  pillars: [
    {
      id: "a",
      name: "Pillar",
      questions: [
        {
          id: "b",
          title: "What about <this>?",
          choices: [{ id: "c", title: "Practice", improvementPlan: { displayText: "Do it." } }],
          riskRules: [{ condition: "c", risk: "NO_RISK" }],
        },
      ],
    },
  ],
};

/** A link to the whole review. */
async function linkTo(page: Page, id: string) {
  await new Frame(page).goto(`/workload/${id}/report`);
  const share = new ShareDialog(page);
  await share.open();
  const link = await share.made();
  await share.dialog.getByRole("button", { name: "Close" }).click();
  return link;
}

/** Takes part in the short workshop, now or since before. */
async function attending(page: Page) {
  const attend = new Attend(page);
  await attend.goto(`/s/${codes.short}`);
  await page
    .getByRole("button", { name: "Join", exact: true })
    .or(page.getByRole("link", { name: "Go on where you were" }))
    .click();
  await expect(page.getByText(/of 3 answered/)).toBeVisible();
  return attend;
}

/** What was looked at before may have left one open. */
async function closeDialogs(page: Page) {
  const open = page.locator("dialog[open]");
  if (await open.count()) await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
}

/** The pages, in the order of a visit. A review with this id must be there, with a milestone 1. */
export function pages(id: string): [string, (page: Page) => Promise<void>][] {
  const at = (route: string) => async (page: Page) => new Frame(page).goto(route);
  const file = (name: string, content: unknown) => async (page: Page) => {
    const open = new Open(page);
    await open.goto();
    await open.choose(name, content);
  };
  return [
    ["start", at("/")],
    ["new review", at("/new")],
    [
      "new review with mistakes",
      async (page) => {
        await at("/new")(page);
        await page.getByRole("button", { name: "Start the review" }).click();
        await expect(page.getByText("Give the workload a name")).toBeVisible();
      },
    ],
    ["lens", at("/lens/launch-readiness")],
    [
      "lens with findings",
      async (page) => {
        await file("odd.json", odd)(page);
        await expect(new Frame(page).heading("Odd lens")).toBeVisible();
        await page.getByText("What was found in the file").click();
      },
    ],
    ["lens of the Framework", at("/lens/framework")],
    ["guide", at("/guide")],
    ["chapter of the guide", at("/guide/running-it")],
    ["glossary", at("/glossary")],
    ["library", at("/explore")],
    ["lens of the library", at("/explore/framework")],
    ["pillar as a book", at("/explore/quick-check/security")],
    ["question of the library", at("/explore/framework/security/permissions")],
    [
      "practice of the library",
      async (page) => {
        await at("/explore/framework/security/permissions/sec_permissions_least_privileges")(page);
        await page.getByText("Show the rules").click();
      },
    ],
    [
      "question with ticks on trial",
      async (page) => {
        await at("/explore/quick-check/security/quick_sec_access")(page);
        await page.getByRole("region", { name: "Try it" }).getByRole("checkbox").first().check();
        await page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: "Known" }).click();
      },
    ],
    [
      "marks",
      async (page) => {
        await at("/explore/quick-check/security/quick_sec_access")(page);
        const doing = page.getByRole("group", { name: /^Mark: / }).first().getByRole("button", { name: "Doing" });
        if ((await doing.getAttribute("aria-pressed")) === "false") await doing.click();
        await at("/marks")(page);
        await page.getByText("Start a review from what I marked").click();
      },
    ],
    ["practise", at("/practise")],
    [
      "quiz",
      async (page) => {
        await at("/practise/framework")(page);
        await page.getByRole("button", { name: "Start a quiz" }).click();
        await page.getByRole("region").getByRole("list").last().getByRole("button").first().click();
        await expect(page.getByRole("button", { name: "Next", exact: true })).toBeVisible();
      },
    ],
    [
      "flash card",
      async (page) => {
        await at("/practise/saas")(page);
        await page.getByRole("button", { name: "Start with flash cards" }).click();
        await page.getByRole("button", { name: "Show the answer" }).click();
        await expect(page.getByRole("button", { name: "Good" })).toBeVisible();
      },
    ],
    ["principles", at("/explore/framework/principles")],
    ["no such practice", at("/explore/framework/security/nowhere")],
    [
      "search",
      async (page) => {
        await at("/search/least%20privilege")(page);
        await expect(page.getByRole("link", { name: /SEC03-BP02/ })).toBeVisible();
        await page.getByText("Filters").click();
      },
    ],
    ["open", at("/open")],
    [
      "open with findings",
      async (page) => {
        await file("broken.json", { ...odd, pillars: [{ ...odd.pillars[0], questions: [{ id: "b" }] }] })(page);
        await expect(new Open(page).refusal).toBeVisible();
      },
    ],
    [
      "open with answers",
      async (page) => {
        await file("answers.json", { questionResponses: [{ questionId: "nowhere", choices: ["nothing"] }] })(page);
        // Every lens is looked through first.
        await expect(page.getByText("No lens here has any of their ids.")).toBeVisible({ timeout: 20_000 });
        await page.getByRole("link", { name: "Cancel" }).click();
      },
    ],
    [
      "open with a checklist",
      async (page) => {
        const text = [
          "<!-- plumbline-checklist 1 lens=launch%2Dreadiness -->",
          "### A question <!-- question=launch_ops_oncall -->",
          "- [x] A practice <!-- choice=launch_ops_oncall_runbook -->",
          "- [x] A practice without its id",
        ].join("\n");
        await file("checklist.md", text)(page);
        await expect(page.getByRole("button", { name: "Make a new review" })).toBeVisible();
        await expect(page.getByText("it no longer says which practice it is")).toBeVisible();
      },
    ],
    [
      "plan with a word explained",
      async (page) => {
        await at(`/workload/${id}/plan`)(page);
        await page.getByRole("button", { name: "High risks", exact: true }).click();
        await expect(page.getByRole("note", { name: "High risks" })).toContainText("See it in the glossary");
      },
    ],
    ["overview", at(`/workload/${id}`)],
    ["questions", at(`/workload/${id}/review`)],
    [
      "question with an explanation open",
      async (page) => {
        await at(`/workload/${id}/review`)(page);
        const review = new Review(page);
        await expect(review.risk).toBeVisible();
        await page.getByText("What this means, and notes").first().click();
        const excuse = page.getByRole("checkbox", { name: "This practice does not apply" }).first();
        await excuse.check();
        await expect(page.getByRole("combobox", { name: "Why it does not apply" })).toBeVisible();
        if (await page.getByText("Show the rules").isVisible()) await page.getByText("Show the rules").click();
      },
    ],
    [
      "question that does not apply",
      async (page) => {
        await at(`/workload/${id}/review`)(page);
        await new Review(page).notApplicable.check();
        await expect(new Review(page).whyNot).toBeVisible();
      },
    ],
    [
      "question with a message",
      async (page) => {
        await at(`/workload/${id}/review`)(page);
        const review = new Review(page);
        await review.notApplicable.uncheck();
        await page.keyboard.press("1");
        await review.practice("None of these").check();
        await expect(review.toast).toBeVisible();
      },
    ],
    ["plan", at(`/workload/${id}/plan`)],
    ["milestones", at(`/workload/${id}/milestones`)],
    ["milestone", at(`/workload/${id}/milestones/1`)],
    ["no such milestone", at(`/workload/${id}/milestones/99`)],
    ["report", at(`/workload/${id}/report`)],
    ["report of a milestone", at(`/workload/${id}/report/1`)],
    ["details", at(`/workload/${id}/details`)],
    ["settings", at("/settings")],
    [
      "where is my data",
      async (page) => {
        // Something in the bin, a copy of something replaced, and a damaged record.
        await page.evaluate((id) => {
          const text = localStorage.getItem(`plumbline/workload/${id}`)!;
          const now = Date.now();
          localStorage.setItem(`plumbline/deleted/${now}/plumbline/workload/${id}`, text);
          const data = { reason: "restore", records: [[`plumbline/workload/${id}`, text]] };
          const copy = { format: "plumbline/snapshot", version: 1, saved_at: "2026-01-01T00:00:00Z", data };
          localStorage.setItem(`plumbline/snapshot/${now}`, JSON.stringify(copy));
          localStorage.setItem("plumbline/workload/torn", "half a rec");
        }, id);
        await at("/data")(page);
        await expect(new Data(page).copies.getByRole("button", { name: /^Put back/ })).toBeVisible();
        await page.getByRole("button", { name: "Delete everything" }).click();
        await expect(page.getByRole("button", { name: "Yes, delete everything" })).toBeVisible();
      },
    ],
    [
      "restore a backup",
      async (page) => {
        const text = (await page.evaluate((id) => localStorage.getItem(`plumbline/workload/${id}`), id))!;
        const changed = text.replace(/"updated":\d+/, '"updated":1');
        const open = new Open(page);
        await open.goto();
        await open.choose("backup.json", backupOf({
          [`plumbline/workload/${id}`]: changed,
          "plumbline/workload/new": text.replace(`"id":"${id}"`, '"id":"new"'),
          "plumbline/workload/damaged": "half a rec",
        }));
        await expect(page.getByText("1 new, 1 different from here, 1 that cannot be read")).toBeVisible();
      },
    ],
    [
      "dialog to share",
      async (page) => {
        await at(`/workload/${id}`)(page);
        const share = new ShareDialog(page);
        await share.open();
        if (await share.notes.isChecked()) await share.notes.uncheck();
        await share.dialog.getByText("Protect it with a passphrase").click();
        await share.dialog.getByRole("button", { name: "QR code" }).click();
        await expect(share.dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
      },
    ],
    [
      "shared review, compared with one's own",
      async (page) => {
        const shared = new Shared(page);
        await shared.follow(await linkTo(page, id));
        await shared.compare();
      },
    ],
    [
      "shared review",
      async (page) => {
        const shared = new Shared(page);
        await shared.follow(await linkTo(page, id));
        await shared.look();
      },
    ],
    [
      "link that was cut",
      async (page) => {
        const shared = new Shared(page);
        await shared.follow(changed(await linkTo(page, id), (code) => code.slice(0, -3)));
        await expect(shared.refusal).toContainText("The link was cut");
      },
    ],
    ["link behind a passphrase", at(`/s/${sealed}`)],
    ["workshop to join", at(`/s/${codes.framework}`)],
    ["workshop that one takes part in", async (page) => (await attending(page)).overview()],
    [
      "question of a workshop",
      async (page) => {
        const attend = await attending(page);
        await attend.question("launch_ops_oncall");
        await attend.notApplicable.check();
        await page.getByText("What this question is about").click();
        await page.getByText("What this means").first().click();
        if (!(await attend.note.isVisible())) await page.getByText("Add a note").click();
        await attend.note.fill("Since May.");
        await attend.unsure.check();
      },
    ],
    [
      "answers of a workshop on their way back",
      async (page) => {
        await (await attending(page)).returning();
        await page.getByText("Show which").click();
        await page.getByRole("button", { name: "QR code" }).click();
        await expect(page.getByRole("img", { name: "QR code of the link" })).toBeVisible();
      },
    ],
    ["answers from a workshop", at(`/s/${codes.reply}`)],
    ["workshop that one has not joined", at("/attend/nowhere")],
    ["workshops that one takes part in", at("/attend")],
    ["workshops", at("/workshop")],
    [
      "new workshop",
      async (page) => {
        await at("/workshop/new")(page);
        await page.getByRole("radio", { name: "Some pillars" }).check();
        await expect(page.getByText("No question is chosen yet.")).toBeVisible();
      },
    ],
    [
      "question of a workshop",
      async (page) => {
        const workshop = new Workshop(page);
        const address = await workshop.make("Everybody at once", "Quick check");
        await workshop.goto(`${address}/room`);
        await page.getByRole("link", { name: "Step through the questions" }).click();
        await page.getByRole("button", { name: "Settle it" }).click();
        await workshop.agreed("None of these").check();
        await expect(workshop.settle).toBeEnabled();
      },
    ],
    [
      "recap of a workshop",
      async (page) => {
        const workshop = new Workshop(page);
        const address = await workshop.make("Summed up", "Quick check");
        await workshop.goto(`${address}/recap`);
      },
    ],
    ["what leaves this browser", at("/privacy")],
    ["no such address", at("/nowhere")],
    ["no such review", at("/workload/nobody")],
    ["sample", at("/workload/sample")],
    [
      "dialog of the keys",
      async (page) => {
        await at("/")(page);
        await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
        await expect(new Frame(page).keys).toContainText("Next question");
      },
    ],
    [
      "dialog to search",
      async (page) => {
        await at("/")(page);
        await closeDialogs(page);
        await page.keyboard.press("/");
        const dialog = page.getByRole("dialog", { name: "Search the library" });
        await dialog.getByRole("searchbox").fill("backups");
        await expect(dialog.getByRole("link").first()).toBeVisible();
      },
    ],
    [
      "dialog to jump",
      async (page) => {
        await at(`/workload/${id}`)(page);
        const frame = new Frame(page);
        await closeDialogs(page);
        await page.keyboard.press("/");
        await expect(frame.jump.getByRole("link").first()).toBeVisible();
      },
    ],
    [
      "tour",
      async (page) => {
        await closeDialogs(page);
        await at("/settings")(page);
        await page.getByRole("button", { name: "Take the short tour" }).click();
        await expect(page.getByRole("dialog", { name: "A short tour" }).getByText("1 of 5")).toBeVisible();
        await page.getByRole("button", { name: "Next", exact: true }).click();
      },
    ],
  ];
}
