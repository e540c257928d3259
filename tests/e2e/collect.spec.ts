// Collecting the answers of a workshop: pasted, from files, from pictures, and
// through a camera that shows a film.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, test, textOf, type Lens } from "./fixtures.ts";
import { film, png, svg } from "./pages/qr.ts";
import { changed } from "./pages/share.ts";
import { Workshop } from "./pages/workshop.ts";

const LENS = "Quick check";
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

type Person = { device: string; name: string; at?: number; ticked?: number };
type Record = { data: { session: { agenda: [string, number, string[]][]; lens: string[] }; [key: string]: unknown } };

/** Links with answers to the workshop on the page, made by another browser that has them. */
async function links(page: Page, there: Page, address: string, people: Person[]) {
  await there.goto("./#/");
  const keep = await page.evaluate(() => ({ ...localStorage }) as { [key: string]: string });
  const key = Object.keys(keep).find((key) => key.startsWith("plumbline/workshop/") && address.includes(key.slice(19)))!;
  const record: Record = JSON.parse(keep[key]);
  const lens: Lens = await (await there.request.get("lenses/quick-check.json")).json();
  const choices = new Map(lens.pillars.flatMap((pillar) => pillar.questions).map((q) => [q.id, q.choices.map((c) => c.id)]));
  const asked = record.data.session.agenda.flatMap(([, , questions]) => questions);
  record.data.answers = {
    questions: asked.map((id) => [id, ...choices.get(id)!]),
    texts: record.data.session.lens,
    // The first choice of so many questions.
    reviews: people.map(({ ticked }) => ({ lens: "0 1 2", answers: new Array(ticked ?? asked.length).fill("1").join(" ") })),
  };
  record.data.replies = people.map(({ device, name, at }) => ({ attendee: device, changed: at ?? Date.now(), name, unsure: [] }));
  record.data.people = people.length;
  keep[key] = JSON.stringify(record);
  await there.evaluate((keep) => Object.entries(keep).forEach(([key, text]) => localStorage.setItem(key, text)), keep);
  await there.goto(`./#${address}/recap`);
  await there.reload();
  const [download] = await Promise.all([
    there.waitForEvent("download"),
    there.getByRole("button", { name: "File for another browser" }).click(),
  ]);
  const file = await textOf(download);
  const start = there.url().split("#")[0];
  const { session, replies }: { session: string; replies: string[] } = JSON.parse(file);
  return { session: `${start}#/s/${session}`, all: replies.map((code) => `${start}#/s/${code}`), file };
}

/** A device has twenty hexadecimal digits for a name. */
const device = (n: number) => n.toString(16).padStart(20, "0");

class Collect extends Workshop {
  get sum() {
    return this.page.getByRole("region", { name: "Take answers in" }).getByRole("status").filter({ hasText: "so far" });
  }

  get care() {
    return this.page.getByRole("region", { name: "Take answers in" }).getByRole("note").getByRole("listitem");
  }

  person(name: string) {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }

  get camera() {
    return this.page.getByRole("group", { name: "Scan with the camera" });
  }

  get scanned() {
    return this.camera.getByRole("status");
  }
}

const file = (name: string, mimeType: string, content: string | Buffer) => ({ name, mimeType, buffer: Buffer.from(content) });

test("links are pasted with whatever stands around them, and each person counts once", async ({ page, elsewhere }) => {
  const workshop = new Collect(page);
  const address = await workshop.make("Collected", LENS);
  const there = await elsewhere();
  const given = await links(page, there, address, [
    { device: device(1), name: "Anna", at: 1_790_000_000_000, ticked: 2 },
    { device: device(1), name: "Anna", ticked: 5 },
    { device: device(2), name: "Ben" },
  ]);
  const [early, late, ben] = given.all;
  await workshop.goto(`${address}/collect`);
  await expect(page.getByText("Nobody's answers are in yet.")).toBeVisible();

  await workshop.paste(`Hi,\n\n> mine is <${early}>.\n> Anna\n\n[Ben](${ben}) https://example.org/ bye`);
  await expect(workshop.sum).toHaveText("2 new. 2 people so far.");
  await expect(workshop.person("Anna")).toContainText("2");
  await expect(workshop.person("Ben")).toContainText("All");
  // What is done with is gone from the field.
  await expect(page.getByRole("textbox", { name: /^Links/ })).toHaveValue("");
  await workshop.paste(`${late}\n${ben}`);
  await expect(workshop.sum).toHaveText("1 newer, 1 was here already. 2 people so far.");
  await expect(workshop.person("Anna").getByRole("cell").first()).toHaveText("5");
  await workshop.paste(early);
  await expect(workshop.sum).toHaveText("1 is older than what is here. 2 people so far.");
  await expect(workshop.person("Anna").getByRole("cell").first()).toHaveText("5");
  await workshop.paste("Nothing in it.");
  await expect(workshop.sum).toHaveText("No link to answers was found. 2 people so far.");

  // Everything is still there after a reload.
  await page.reload();
  await expect(workshop.person("Anna").getByRole("cell").first()).toHaveText("5");
  await expect(workshop.person("Ben")).toBeVisible();
});

test("what cannot be taken in is told, and nothing that is here goes", async ({ page, elsewhere }) => {
  const workshop = new Collect(page);
  const other = await workshop.make("The other one", LENS);
  const there = await elsewhere();
  const [zoe] = (await links(page, there, other, [{ device: device(9), name: "Zoe" }])).all;
  const address = await workshop.make("This one", LENS);
  const given = await links(page, await elsewhere(), address, [{ device: device(1), name: "Anna" }]);
  const [anna] = given.all;
  await workshop.goto(`${address}/collect`);
  const cut = changed(anna, (code) => code.slice(0, -8));
  const damaged = changed(anna, (code) => `${code.slice(0, 30)}${code[30] === "A" ? "B" : "A"}${code.slice(31)}`);
  await workshop.paste([anna, cut, damaged, zoe, given.session].join("\n\n"));
  await expect(workshop.sum).toHaveText("1 new, 2 are not for this workshop, 2 could not be taken in. 1 person so far.");
  await expect(workshop.care).toHaveText([/cut/, /damaged|changed/, /^Zoe's answers are from another workshop\./, /^The invitation to this workshop/]);
  // What needs a look stays in the field.
  await expect(page.getByRole("textbox", { name: /^Links/ })).toHaveValue(new RegExp(anna.slice(-20)));
  await expect(workshop.person("Anna")).toBeVisible();
  await expect(workshop.person("Zoe")).toHaveCount(0);
});

test("files are opened together: of a workshop, mails, pictures", async ({ page, elsewhere }) => {
  const workshop = new Collect(page);
  const address = await workshop.make("From files", LENS);
  const there = await elsewhere();
  const more = await links(page, there, address, [
    { device: device(3), name: "Chen" },
    { device: device(4), name: "Dora" },
    { device: device(5), name: "Emil" },
  ]);
  const given = await links(page, there, address, [
    { device: device(1), name: "Anna" },
    { device: device(2), name: "Ben" },
  ]);
  await workshop.goto(`${address}/collect`);
  const mail = more.all[0].replace(/.{60}/g, "$&=\r\n");
  await workshop.bring([
    file("both.json", "application/json", given.file),
    file("mail.eml", "message/rfc822", `Subject: Answers\r\n\r\n${mail}\r\n\r\nChen`),
    file("code.png", "image/png", png(more.all[1])),
    file("code.svg", "image/svg+xml", svg(more.all[2])),
    file("holiday.png", "image/png", png(null)),
    file("broken.png", "image/png", "no picture"),
    file("list.txt", "text/plain", "milk, bread"),
  ]);
  await expect(workshop.sum).toHaveText("5 new. 3 files without answers. 5 people so far.");
  await expect(workshop.care).toHaveText([
    /^holiday\.png: no QR code was found in it\./,
    /^broken\.png could not be shown as a picture/,
    /^list\.txt: no link to answers was found in it\./,
  ]);
  for (const name of ["Anna", "Ben", "Chen", "Dora", "Emil"]) await expect(workshop.person(name)).toBeVisible();
});

test("somebody is left out and put back, and two of one name are told apart", async ({ page, elsewhere }) => {
  const workshop = new Collect(page);
  const address = await workshop.make("Left out", LENS);
  const given = await links(page, await elsewhere(), address, [
    { device: device(1), name: "Anna", ticked: 1 },
    { device: device(2), name: "Anna", ticked: 2 },
    { device: device(3), name: "" },
  ]);
  await workshop.goto(`${address}/collect`);
  // By keys alone.
  const field = page.getByRole("textbox", { name: /^Links/ });
  await field.focus();
  await page.keyboard.insertText(given.all.join(" "));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(workshop.sum).toHaveText("3 new. 3 people so far.");
  await expect(page.getByText("More than one device answered as Anna.")).toBeVisible();
  await expect(workshop.person("Person 3")).toBeVisible();
  const look = workshop.person("Anna (2)").getByRole("button", { name: "Anna (2)", exact: true });
  await look.press("Enter");
  await expect(look).toHaveAttribute("aria-expanded", "true");
  const answers = page.getByRole("row").filter({ has: page.getByText("not answered.") });
  await expect(answers.getByRole("list").first()).toBeVisible();
  await look.press("Enter");
  await expect(answers).toHaveCount(0);

  await workshop.person("Anna (2)").getByRole("button", { name: "Leave out Anna (2)" }).press("Enter");
  await expect(workshop.person("Anna (2)")).toHaveCount(0);
  await expect(page.getByText("More than one device")).toHaveCount(0);
  await expect(page.getByText("Anna (2)'s answers were left out.")).toBeVisible();
  await expect(page.locator("#put-back")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(workshop.person("Anna (2)")).toBeVisible();
  await expect(workshop.state).toContainText("3 people answered");
});

test("person after person holds up a code, and each counts once", async ({ page, elsewhere, playwright, launchOptions, baseURL }) => {
  test.setTimeout(90_000);
  const workshop = new Collect(page);
  const address = await workshop.make("On film", LENS);
  const given = await links(page, await elsewhere(), address, [
    { device: device(1), name: "Anna" },
    { device: device(2), name: "Ben" },
    { device: device(3), name: "Chen" },
  ]);
  const [anna, ben, chen] = given.all;
  const keep = await page.evaluate(() => ({ ...localStorage }) as { [key: string]: string });
  const folder = mkdtempSync(join(tmpdir(), "plumbline-"));
  const path = join(folder, "film.y4m");
  writeFileSync(path, film([null, anna, "https://example.org/", ben, anna, given.session, chen]));
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions.args ?? []),
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${path}`,
    ],
  });
  try {
    const filmed = await (await browser.newContext({ baseURL })).newPage();
    await filmed.goto("./#/");
    await filmed.evaluate((keep) => Object.entries(keep).forEach(([key, text]) => localStorage.setItem(key, text)), keep);
    const scan = new Collect(filmed);
    await scan.goto(`${address}/collect`);
    await filmed.reload();
    await scan.camera.getByRole("button", { name: "Start the camera" }).click();
    await expect(scan.scanned).toContainText("Took in Anna's answers. 1 person so far.");
    await expect(scan.scanned).toContainText("Took in Ben's answers. 2 people so far.");
    await expect(scan.scanned).toContainText("Took in Chen's answers. 3 people so far.");
    await expect(scan.state).toContainText("3 people answered");
    const found = await new AxeBuilder({ page: filmed }).withTags(tags).analyze();
    expect(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`)).toEqual([]);
    // It is given back when one stops, and when one goes elsewhere.
    const live = () =>
      filmed.evaluate(() => {
        const own = window as unknown as { last?: MediaStream };
        const shown = document.querySelector("video")?.srcObject as MediaStream | null | undefined;
        own.last = shown ?? own.last;
        return (own.last?.getTracks() ?? []).map((track) => track.readyState);
      });
    expect(await live()).toEqual(["live"]);
    await scan.camera.getByRole("button", { name: "Stop the camera" }).click();
    await expect(scan.camera.getByRole("button", { name: "Start the camera" })).toBeFocused();
    expect(await live()).toEqual(["ended"]);
    await scan.camera.getByRole("button", { name: "Start the camera" }).click();
    await expect.poll(live).toEqual(["live"]);
    await scan.step("The room");
    await expect.poll(live).toEqual(["ended"]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});

for (const [name, says] of [
  ["NotAllowedError", /did not let the page use the camera/],
  ["NotFoundError", /No camera was found/],
  ["NotReadableError", /Another program may be using it/],
  ["", /only where the page comes over https/],
] as const) {
  test(`without a camera there is a way out: ${name || "not offered"}`, async ({ page }) => {
    await page.addInitScript((name) => {
      const devices = name && { getUserMedia: () => Promise.reject(new DOMException("no", name)) };
      Object.defineProperty(navigator, "mediaDevices", { value: devices || undefined });
    }, name);
    const workshop = new Collect(page);
    const address = await workshop.make("No camera", LENS);
    await workshop.goto(`${address}/collect`);
    await workshop.camera.getByRole("button", { name: "Start the camera" }).click();
    await expect(workshop.camera.getByRole("alert")).toHaveText(says);
    await expect(workshop.camera.getByRole("button", { name: "Start the camera" })).toBeVisible();
  });
}

test("the browser's own reader is asked first where there is one", async ({ page, elsewhere }) => {
  const workshop = new Collect(page);
  const address = await workshop.make("By the browser", LENS);
  const [anna] = (await links(page, await elsewhere(), address, [{ device: device(1), name: "Anna" }])).all;
  await page.addInitScript((text) => {
    class Reader {
      static getSupportedFormats = async () => ["aztec", "qr_code"];
      detect = async (from: unknown) => (from instanceof HTMLCanvasElement ? [{ rawValue: text }] : []);
    }
    Object.assign(window, { BarcodeDetector: Reader });
  }, anna);
  await workshop.goto(`${address}/collect`);
  await page.reload();
  await workshop.bring([file("blank.png", "image/png", png(null))]);
  await expect(workshop.sum).toHaveText("1 new. 1 person so far.");
});
