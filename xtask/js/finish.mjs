// Finishes what Trunk staged, before it becomes dist/ (Trunk's post_build hook).
//
// Always: cuts the app in two where the sources say #[wasm_split]. Trunk knows
// nothing of that, and what it staged does not start, so the parts are made
// here from what cargo built, and replace Trunk's script and wasm. Then names
// every file after what it contains and brings the page's hashes up to date:
// Trunk names script and wasm after the wasm as cargo wrote it, so that their
// contents could change under one name.
//
// Release: also optimizes the wasm, minifies scripts and styles (Trunk's own
// minifier gives up on the script that wasm-bindgen writes), and takes the
// white space out of the lenses.
//
// Release: lists all files with their hashes at the head of the service worker.
//
// Serving: also moves Trunk's inline reload script into a file of its own, because
// the page's content security policy allows no inline script, here as in release.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { withoutUnwantedExports, withoutUnwantedParts, withShortNames } from "./trim.mjs";

/** The name of the program that cargo builds. */
const APP = "plumbline";

/**
 * Starts a part also where the browser cannot while it arrives, or will not
 * because the host gives it a wrong type; wasm-bindgen does the same for the
 * first part.
 */
const START = `
async function start(src, imports) {
  const response = await src;
  if (!response.ok) throw new Error(response.url + " was answered with " + response.status);
  if (WebAssembly.instantiateStreaming && response.headers.get("Content-Type") === "application/wasm")
    return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) stop("finish.mjs is called by Trunk, which sets TRUNK_STAGING_DIR.");
const release = process.env.TRUNK_PROFILE === "release";

const page = join(staging, "index.html");
let html = readFileSync(page, "utf8");

split();
if (release) {
  minify();
  shrinkLenses();
} else {
  moveReloadScript();
}
bundleLenses();
nameLaterFiles();
nameByContent();
// Browsers check no hash on this kind of preload and complain about it;
// public/boot.js hands it to `fetch`, which does check.
html = html.replace(/<link\b[^>]*as="fetch"[^>]*>/g, (tag) => tag.replace(" integrity=", " data-integrity="));
writeFileSync(page, html);
if (release) keepOffline();

/** Ends the build with a sentence. */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a program in a folder and returns what it prints; where it fails, the build ends. */
function run(program, options, { cwd, input } = {}) {
  // On Windows, what npm installs is a script, which only a shell starts.
  const shell = process.platform === "win32" && ["esbuild", "wasm-opt"].includes(program);
  const made = spawnSync(program, options, { cwd, input, shell, encoding: "utf8", maxBuffer: 1e8 });
  if (made.error?.code === "ENOENT") stop(`${program} is not on PATH; \`cargo xtask build\` and \`serve\` bring it.`);
  if (made.status !== 0) stop(`${[program, ...options].join(" ")} failed: ${made.stderr || made.error}`);
  return made.stdout;
}

/** Makes the parts of the app from what cargo built, in place of what Trunk made of it. */
function split() {
  // Wherever CARGO_TARGET_DIR or a configuration moved it.
  const target = JSON.parse(
    run(process.env.CARGO || "cargo", ["metadata", "--no-deps", "--format-version=1"]),
  ).target_directory;
  const profile = release ? "release" : "debug";
  const built = join(target, "wasm32-unknown-unknown", profile, `${APP}.wasm`);
  const work = join(target, "wasm-split", profile);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, "parts"), { recursive: true });

  // Writes parts/plumbline.wasm, a file for every other part, and __wasm_split.js, which loads those.
  run("wasm-split-cli", ["--target=web", `--out-name=${APP}`, built, "parts"], { cwd: work });
  // The other parts reach the main one through what the linker exported.
  const debug = release ? [] : ["--debug"];
  run(
    "wasm-bindgen",
    [...debug, "--target=web", "--no-typescript", "--keep-lld-exports", `--out-name=${APP}`, "--out-dir=.", `parts/${APP}.wasm`],
    { cwd: work },
  );

  let loader = readFileSync(join(work, "parts", "__wasm_split.js"), "utf8");
  for (const name of readdirSync(join(work, "parts")).sort()) {
    if (!name.endsWith(".wasm") || name === `${APP}.wasm`) continue;
    const content = optimized(work, `parts/${name}`);
    const { hex, integrity } = hashed(content);
    const final = `${name.replace(/^split_|\.wasm$/g, "")}-${hex}.wasm`;
    writeFileSync(join(staging, final), content);
    const address = `new URL("./${name}", import.meta.url)`;
    if (!loader.includes(address)) stop(`__wasm_split.js does not load ${name} in the way this script knows.`);
    loader = loader.replace(address, `new URL("./${final}", import.meta.url), { integrity: "${integrity}" }`);
  }
  const streaming = "WebAssembly.instantiateStreaming(src, imports)";
  if (!loader.includes(streaming)) stop("__wasm_split.js does not start a part in the way this script knows.");
  loader = loader.replaceAll(streaming, "start(src, imports)") + START;
  writeFileSync(join(work, "__wasm_split.js"), loader);
  writeFileSync(staged(/^plumbline-[0-9a-f]+_bg\.wasm$/), firstPart(work));
  // The app's script and the loader import each other: as one file they need no names.
  const bundle = ["--bundle", "--format=esm", "--charset=utf8", "--log-level=warning", `${APP}.js`];
  writeFileSync(staged(/^plumbline-[0-9a-f]+\.js$/), run("esbuild", bundle, { cwd: work }));
}

/** The content of the first part, in a release without what nothing reaches; its script changes with it. */
function firstPart(work) {
  const [file, name] = [join(work, `${APP}_bg.wasm`), join(work, `${APP}.js`)];
  if (!release) return readFileSync(file);
  writeFileSync(file, withoutUnwantedExports(readFileSync(file)));
  const content = optimized(work, `${APP}_bg.wasm`);
  const needed = withoutUnwantedParts(readFileSync(name, "utf8"), content);
  const { wasm, script } = withShortNames(content, needed, `./${APP}_bg.js`);
  writeFileSync(name, script);
  return wasm;
}

/**
 * The content of a wasm file below a folder, in a release after the optimizer.
 *
 * What counts is the size after Brotli: measured, -Os beats the smaller -Oz by
 * 0.5 %, functions in the order of their names lie beside their like (1 %), and
 * offsets may be folded because nothing of Rust lives in the lowest kilobyte,
 * the far end of the stack (0.4 %). Locals that are shared with care save another
 * 0.1 %.
 */
function optimized(work, name) {
  const options = [
    "-Os",
    "--low-memory-unused",
    "--coalesce-locals-learning",
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
  ];
  if (release) run("wasm-opt", [...options, name, "-o", name], { cwd: work });
  return readFileSync(join(work, name));
}

/** The path of the one staged file with such a name. */
function staged(pattern) {
  const names = readdirSync(staging).filter((name) => pattern.test(name));
  if (names.length !== 1) stop(`Trunk staged ${names.length} files like ${pattern}, and one was expected.`);
  return join(staging, names[0]);
}

/** The hash of a content, as it stands in file names and as browsers check it. */
function hashed(content) {
  const digest = createHash("sha384").update(content).digest();
  return { hex: digest.toString("hex").slice(0, 16), integrity: `sha384-${digest.toString("base64")}` };
}

/** Minifies the scripts and styles beside the page. */
function minify() {
  for (const name of readdirSync(staging)) {
    if (!/\.(js|css)$/.test(name)) continue;
    const path = join(staging, name);
    const input = readFileSync(path, "utf8");
    // Only a module may have its top-level names shortened.
    const kind = /^(import|export)\b/m.test(input) ? ["--format=esm"] : [];
    const loader = `--loader=${name.endsWith(".css") ? "css" : "js"}`;
    // Old browsers must still be able to read the script of the rescue page.
    const age = name === "rescue.js" ? ["--target=es5"] : [];
    const strict = "--log-override:css-syntax-error=error";
    const options = ["--minify", "--charset=utf8", "--legal-comments=none", strict, loader, ...kind, ...age];
    writeFileSync(path, run("esbuild", options, { input }));
  }
}

/** Takes the white space out of every JSON file in the folder `lenses/`. */
function shrinkLenses() {
  const folder = join(staging, "lenses");
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith(".json")) continue;
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    try {
      JSON.parse(text);
    } catch (error) {
      stop(`lenses/${name} is not JSON: ${error.message}`);
    }
    // Strings, numbers and the order of everything stay as they are.
    writeFileSync(path, text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1"));
  }
}

/**
 * Writes every lens, with its companion for one request, every book of the
 * library and the sample under a name with a hash, and tells the page these names.
 */
function bundleLenses() {
  const folder = join(staging, "lenses");
  const names = new Set(readdirSync(folder));
  const hashes = [];
  for (const name of [...names].filter((name) => /^[^.]+\.json$/.test(name)).sort()) {
    const key = name.replace(".json", "");
    const text = readFileSync(join(folder, name), "utf8");
    const beside = `${key}.companion.json`;
    const bundle = names.has(beside)
      ? `{"lens":${text},"companion":${readFileSync(join(folder, beside), "utf8")}}`
      : text;
    const { hex } = hashed(bundle);
    writeFileSync(join(folder, `${key}-${hex}.json`), bundle);
    hashes.push(`${key}-${hex}`);
  }
  const sample = readFileSync(join(staging, "samples", "launch-readiness.json"), "utf8");
  const { hex } = hashed(sample);
  writeFileSync(join(folder, `sample-${hex}.json`), sample);
  hashes.push(`sample-${hex}`);
  const empty = '<meta name="plumbline:lenses" content="">';
  if (!html.includes(empty)) stop(`public/index.html lacks ${empty}`);
  html = html.replace(empty, `<meta name="plumbline:lenses" content="${hashes.join(" ")}">`);
}

/** Gives the styles and the script beside the second file a hash too. */
function nameLaterFiles() {
  for (const [stem, ending] of [["desk", "css"], ["offline", "js"]]) {
    renameSync(join(staging, `${stem}.${ending}`), join(staging, `${stem}-00000000.${ending}`));
    html = html.replace(`"./${stem}.${ending}"`, `"./${stem}-00000000.${ending}"`);
  }
}

/** Names the hashed files after their contents, and brings the page's hashes up to date. */
function nameByContent() {
  for (const name of readdirSync(staging)) {
    const parts = name.match(/^(.+-)[0-9a-f]{8,16}((?:_bg)?\.(?:js|css|wasm|svg))$/);
    if (!parts) continue;
    const { hex, integrity } = hashed(readFileSync(join(staging, name)));
    const final = `${parts[1]}${hex}${parts[2]}`;
    renameSync(join(staging, name), join(staging, final));
    html = html.replace(/<(?:link|script|meta)\b[^>]*>/g, (tag) => {
      if (!tag.includes(`"./${name}"`)) return tag;
      return tag
        .replace(name, final)
        .replace(/integrity="[^"]*"/, `integrity="${integrity}"`);
    });
  }
}

/** Moves Trunk's inline reload script out of the page into `reload.js`. */
function moveReloadScript() {
  html = html.replace(/<script>([^]*?__TRUNK_ADDRESS__[^]*?)<\/script>/, (_, script) => {
    // Trunk fills these in while it serves the page; a file has to find them itself.
    const standing = script
      .replace("'{{__TRUNK_ADDRESS__}}'", "window.location.host")
      .replace("{{__TRUNK_WS_BASE__}}", "/");
    writeFileSync(join(staging, "reload.js"), standing);
    return '<script src="./reload.js"></script>';
  });
}

/**
 * Tells the service worker which files make up this version of the site, and
 * the pages which version they are of.
 */
function keepOffline() {
  const empty = '<meta name="plumbline:version" content="">';
  const pages = ["index.html", "rescue.html"];
  const digest = (content) => createHash("sha256").update(content).digest();
  const read = (name) => readFileSync(join(staging, name));
  // The app asks for none of these: they are in the files with a hash.
  const twice = /^lenses\/([^/]+\.companion|glossary|guide)\.json$/;
  const names = readdirSync(staging, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(staging, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .filter((name) => name !== "sw.js" && !twice.test(name))
    .sort();
  const all = [...names, "sw.js"].map((name) => `${name} ${digest(read(name)).toString("hex")}\n`);
  const version = digest(all.join("")).toString("hex").slice(0, 16);
  for (const name of pages) {
    const text = read(name).toString("utf8");
    if (!text.includes(empty)) stop(`public/${name} lacks ${empty}`);
    writeFileSync(join(staging, name), text.replace(empty, empty.replace('""', `"${version}"`)));
  }
  // Hosts may write into pages, so these are known by their version.
  const files = names.map((name) => [
    name === "index.html" ? "" : name,
    pages.includes(name) ? "" : digest(read(name)).toString("base64"),
  ]);
  const build = JSON.stringify({ version, files: Object.fromEntries(files) });
  writeFileSync(join(staging, "sw.js"), `const BUILD=${build};\n${read("sw.js")}`);
}
