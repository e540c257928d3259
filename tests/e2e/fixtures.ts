// What every test stands on: a watch over what must never happen, people with
// machines of their own, and reviews that are there already.

import { readFileSync, existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  expect,
  test as base,
  type BrowserContext,
  type BrowserContextOptions,
  type Download,
  type Page,
} from "@playwright/test";

import { Open } from "./pages/open.ts";

export { expect };

/** What a results file holds, as far as the tests look into it. */
export type Results = {
  format: string;
  version: number;
  exported_at: string;
  workload: { id: string; name: string; review_owner: string; updated_at: string; [key: string]: unknown };
  lenses: {
    key: string;
    name: string;
    notes: string;
    risk_counts: Record<string, number>;
    answers: {
      question_id: string;
      risk: string;
      selected_choices: string[];
      choices: { id: string; not_applicable?: { reason: string }; notes?: string }[];
      notes: string;
      [key: string]: unknown;
    }[];
  }[];
  milestones: { number: number; name: string }[];
  plan: { question: string; risk: string }[];
  [key: string]: unknown;
};

/** A lens in the format of AWS. */
export type Lens = {
  schemaVersion: string;
  name: string;
  description: string;
  pillars: { id: string; name: string; questions: Question[] }[];
};
export type Question = {
  id: string;
  title: string;
  description?: string;
  choices: {
    id: string;
    title: string;
    helpfulResource?: { displayText: string; url?: string };
    improvementPlan?: { displayText: string; url?: string };
  }[];
  riskRules: { condition: string; risk: string }[];
};

/** What Playwright itself says where a test blocks service workers. */
export const BLOCKED = "Service Worker registration blocked by Playwright";

/** Collects what must not happen in any page of a browser context. */
async function watch(context: BrowserContext, origin: string, complaints: string[], requests: string[]) {
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI}`);
    });
  });
  context.on("console", (message) => {
    if (message.text() === BLOCKED) return;
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("request", (request) => {
    const url = new URL(request.url());
    requests.push(request.url());
    if (url.origin !== origin && !["data:", "blob:", "about:"].includes(url.protocol)) {
      complaints.push(`a request to ${url.origin}`);
    }
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
}

type Fixtures = {
  /** Every complaint of the browser; a test fails when there is one at its end. */
  complaints: string[];
  /** The address of every request. */
  requests: string[];
  /** A page on another machine: nothing of this one is there. */
  elsewhere: (options?: BrowserContextOptions) => Promise<Page>;
  /** The bundled lens, as the site serves it. */
  bundled: Lens;
  /** A results file with every question of the bundled lens answered, and two milestones. */
  finished: (change?: (results: Results) => void) => Promise<Results>;
  /** Puts a results file into this browser and opens it. */
  seed: (results: Results, page?: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  requests: async ({}, use) => use([]),
  complaints: [
    async ({ context, baseURL, requests }, use) => {
      const complaints: string[] = [];
      await watch(context, new URL(baseURL!).origin, complaints, requests);
      await use(complaints);
      expect(complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
  elsewhere: async ({ browser, baseURL, complaints, requests }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      await watch(context, new URL(baseURL!).origin, complaints, requests);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  bundled: async ({ request }, use) => use(await (await request.get("lenses/launch-readiness.json")).json()),
  finished: async ({ request }, use) => {
    await use(async (change) => {
      const results: Results = await (await request.get("samples/launch-readiness.json")).json();
      results.workload.id = "corner-shop";
      results.workload.name = "Corner Shop";
      change?.(results);
      return results;
    });
  },
  seed: async ({ page }, use) => {
    await use(async (results, where = page) => {
      const open = new Open(where);
      // The lens is fetched first: see the test of an import on a fresh machine.
      await open.goto("/lens/launch-readiness");
      await expect(where.getByRole("link", { name: "Start a review with this lens" })).toBeVisible();
      await open.goto();
      await open.choose("review.json", results);
      await open.add();
      await open.saved();
    });
  },
});

/** Every question of a lens, in order. */
export const questions = (lens: Lens) => lens.pillars.flatMap((pillar) => pillar.questions);

/** The words for a risk on screen. */
export const words: Record<string, string> = {
  HIGH: "High risk",
  MEDIUM: "Medium risk",
  NONE: "No risk found",
  UNANSWERED: "Unanswered",
  NOT_APPLICABLE: "Not applicable",
};

/** A lens of one pillar, with texts that say what they are. */
export function lensOf(name: string, all: { id: string; choices: string[]; rules: [string, string][] }[]): Lens {
  return {
    schemaVersion: "2021-11-01",
    name,
    description: "Made for a test.",
    pillars: [
      {
        id: "only_pillar",
        name: "The only pillar",
        questions: all.map(({ id, choices, rules }) => ({
          id,
          title: `Question ${id}`,
          description: `What ${id} asks.`,
          choices: choices.map((choice) => ({
            id: choice,
            title: `Practice ${choice}`,
            helpfulResource: { displayText: `What ${choice} means.` },
            improvementPlan: { displayText: `How to get to ${choice}.` },
          })),
          riskRules: rules.map(([condition, risk]) => ({ condition, risk })),
        })),
      },
    ],
  };
}

/** A copy without answers and milestones. */
export function unanswered(results: Results) {
  results.milestones = [];
  results.workload.last_milestone = 0;
  results.plan = [];
  for (const lens of results.lenses) lens.answers = [];
}

/** The text of a download. */
export const textOf = async (download: Download) => readFileSync(await download.path(), "utf8");

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A folder of lenses from elsewhere, when there is one; a relative path counts from the repository. */
export const corpus = process.env.PLUMBLINE_CORPUS && resolve(root, process.env.PLUMBLINE_CORPUS);

/** The path of the one lens of the collection whose name holds these letters. */
export function fromCorpus(letters: string) {
  const folder = join(corpus!, "lenses");
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes(letters)) : [];
  expect(found, `lenses named *${letters}*`).toHaveLength(1);
  return join(folder, found[0]);
}

/** What is stored under Plumbline's keys. */
export const stored = (page: Page) => page.evaluate(() => ({ ...localStorage }) as Record<string, string>);
