// Finishes what Trunk staged, before it becomes dist/ (Trunk's post_build hook).
//
// Release: minifies scripts and styles (Trunk's own minifier gives up on the
// script that wasm-bindgen writes), takes the white space out of the lenses,
// and names every file after what it finally contains: Trunk names script and
// wasm after the wasm as it was before the optimizer, so that their contents
// could change under one name.
//
// Serving: moves Trunk's inline reload script into a file of its own, because
// the page's content security policy allows no inline script, here as in release.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) stop("finish.mjs is called by Trunk, which sets TRUNK_STAGING_DIR.");

const page = join(staging, "index.html");
let html = readFileSync(page, "utf8");

if (process.env.TRUNK_PROFILE === "release") {
  minify();
  shrinkLenses();
  nameByContent();
} else {
  moveReloadScript();
}
// Browsers check no hash on this kind of preload and complain about it;
// public/boot.js hands it to `fetch`, which does check.
html = html.replace(/<link\b[^>]*as="fetch"[^>]*>/g, (tag) => tag.replace(" integrity=", " data-integrity="));
writeFileSync(page, html);

/** Ends the build with a sentence. */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
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
    const options = ["--minify", "--charset=utf8", "--legal-comments=none", loader, ...kind];
    const windows = process.platform === "win32";
    const made = spawnSync("esbuild", options, { input, encoding: "utf8", shell: windows, maxBuffer: 1e8 });
    if (made.error?.code === "ENOENT") {
      console.warn("esbuild is not on PATH, so nothing is minified; `cargo xtask build` brings it.");
      return;
    }
    if (made.status !== 0) stop(`${name} could not be minified: ${made.stderr || made.error}`);
    writeFileSync(path, made.stdout);
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

/** Names the hashed files after their contents, and brings the page's hashes up to date. */
function nameByContent() {
  for (const name of readdirSync(staging)) {
    const parts = name.match(/^(.+-)[0-9a-f]{8,16}((?:_bg)?\.(?:js|css|wasm|svg))$/);
    if (!parts) continue;
    const content = readFileSync(join(staging, name));
    const digest = createHash("sha384").update(content).digest();
    const final = `${parts[1]}${digest.toString("hex").slice(0, 16)}${parts[2]}`;
    renameSync(join(staging, name), join(staging, final));
    html = html.replace(/<(?:link|script|meta)\b[^>]*>/g, (tag) => {
      if (!tag.includes(`"./${name}"`)) return tag;
      return tag
        .replace(name, final)
        .replace(/integrity="[^"]*"/, `integrity="sha384-${digest.toString("base64")}"`);
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
