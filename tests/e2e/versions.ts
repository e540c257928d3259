// Another version of the site, made from dist/ as the build would have made it
// from slightly different sources: other programs, another lens, another rescue
// page, under other names.

import { createHash } from "node:crypto";
import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { DIST } from "./host.mjs";

type Build = { version: string; files: Record<string, string> };

const sha = (bits: "256" | "384", content: Buffer | string) => createHash(`sha${bits}`).update(content).digest();

/** An empty custom section: with it at its end a file is still valid WebAssembly. */
const SECTION = Buffer.from("\0\x02\x01a", "latin1");

/** What the build tells the service worker. */
export const buildOf = (folder: string): Build =>
  JSON.parse(readFileSync(join(folder, "sw.js"), "utf8").split("\n")[0].replace(/^const BUILD=|;$/g, ""));

/** Writes another version of dist/ into a folder; `mark` stands in everything that differs. */
export function otherVersion(folder: string, mark: string): Build {
  cpSync(DIST, folder, { recursive: true });
  const read = (name: string) => readFileSync(join(folder, name));
  const build = buildOf(folder);
  const texts = ["index.html"];

  /** Changes a file with a hash in its name, and whatever names it. */
  const change = (pattern: RegExp, edit: (content: Buffer) => Buffer) => {
    const name = Object.keys(build.files).find((path) => pattern.test(path))!;
    const before = read(name);
    const after = edit(before);
    const old = name.match(/[0-9a-f]{16}/)![0];
    const digest = sha("384", after);
    const hex = digest.toString("hex").slice(0, 16);
    for (const text of texts) {
      const changed = read(text)
        .toString("utf8")
        .replaceAll(old, hex)
        .replaceAll(sha("384", before).toString("base64"), digest.toString("base64"));
      writeFileSync(join(folder, text), changed);
    }
    const renamed = name.replace(old, hex);
    renameSync(join(folder, name), join(folder, renamed));
    writeFileSync(join(folder, renamed), after);
    delete build.files[name];
    build.files[renamed] = "new";
  };

  const script = Object.keys(build.files).find((path) => /^plumbline-[0-9a-f]{16}\.js$/.test(path))!;
  texts.push(script);
  change(/^desk-[0-9a-f]{16}\.wasm$/, (wasm) => Buffer.concat([wasm, SECTION]));
  texts.pop();
  // Its content has changed with the name of the second program.
  writeFileSync(join(folder, "index.html"), refreshed(read("index.html").toString("utf8"), script, read(script)));
  change(/^plumbline-[0-9a-f]{16}\.js$/, (content) => content);
  change(/^plumbline-[0-9a-f]{16}_bg\.wasm$/, (wasm) => Buffer.concat([wasm, SECTION]));
  change(/^lenses\/starter-[0-9a-f]{16}\.json$/, (lens) =>
    Buffer.from(lens.toString("utf8").replaceAll("My first pillar", `My first pillar ${mark}`)),
  );
  for (const [name, from] of [
    ["rescue.js", "Found "],
    ["rescue.html", "Rescue your reviews"],
  ]) {
    writeFileSync(join(folder, name), read(name).toString("utf8").replaceAll(from, `${mark}: ${from}`));
  }

  const version = sha("256", mark).toString("hex").slice(0, 16);
  for (const name of ["index.html", "rescue.html"]) {
    writeFileSync(join(folder, name), read(name).toString("utf8").replaceAll(build.version, version));
  }
  for (const name of Object.keys(build.files)) {
    if (build.files[name]) build.files[name] = sha("256", read(name)).toString("base64");
  }
  const rest = read("sw.js").toString("utf8").split("\n").slice(1).join("\n");
  const made = { version, files: build.files };
  writeFileSync(join(folder, "sw.js"), `const BUILD=${JSON.stringify(made)};\n${rest}`);
  return made;
}

/** The page with the hash of a script brought up to date, its name as it was. */
function refreshed(html: string, name: string, content: Buffer) {
  return html.replace(/<(?:link|script)\b[^>]*>/g, (tag) =>
    tag.includes(name)
      ? tag.replace(/integrity="[^"]*"/, `integrity="sha384-${sha("384", content).toString("base64")}"`)
      : tag,
  );
}

/** Every file of a version that no other version has. */
export const onlyIn = (folder: string, other: string) => {
  const names = (of: string) => (readdirSync(of, { recursive: true }) as string[]).filter((name) => /\.\w+$/.test(name));
  const others = new Set(names(other));
  return names(folder).filter((name) => !others.has(name));
};
