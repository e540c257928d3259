// Keeps one whole version of the site in the browser, so that everything works
// without a network.
//
// The build writes a line above this script:
//
//   const BUILD = { version: "…", files: { "": "", "boot-….js": "…", … } };
//
// `version` stands for the contents of all files; `files` has every path below
// the folder of the site, with the SHA-256 of its content. A page (`""` is
// index.html) says by its <meta name="plumbline:version"> that it is the right
// one, because some hosts write something into pages. Without the line, as when
// serving for development, this script removes itself and what it kept.
//
// A version is kept whole or not at all, in a cache of its own. An open page
// goes on with the version it started with, also after another tab has gone
// over to a new one: what has a hash in its name is found in every cache, the
// rest in the cache of the page's version. A cache goes when no page of its
// version is open.

"use strict";

const site = typeof BUILD === "object" ? BUILD : undefined;
const scope = registration.scope;

// A host may hold other sites, and this one in other folders. An address holds
// no space, so the names of no two folders begin alike.
const ours = `plumbline ${scope} `;
const kept = (version) => caches.open(ours + version);

/** Which version every open page is of, by the id the browser gave the page. */
const PAGES = "pages";
const mark = (page) => `${scope}?page=${page}`;

const TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

/** A name that stands for a content: the same in every version. */
const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;

/** As many files at a time, so that the page's own requests are not held up. */
const AT_A_TIME = 4;

/** The versions whose files, or some of them, are here. */
async function versions() {
  const names = await caches.keys();
  return names
    .filter((name) => name.startsWith(ours))
    .map((name) => name.slice(ours.length))
    .filter((version) => version !== PAGES);
}

/** A hash as the build writes it. */
async function digestOf(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
  return btoa(String.fromCharCode(...bytes));
}

/** Fetches a file and makes sure that it is of this version. */
async function fetched(path, digest) {
  const page = digest === "";
  const get = async (cache) => {
    const response = await fetch(scope + path, { cache });
    if (!response.ok) throw new Error(`it was answered with ${response.status}`);
    const content = await response.blob();
    const right = page
      ? (await content.text()).includes(`"${site.version}"`)
      : (await digestOf(content)) === digest;
    if (!right) throw new Error("its content is of another version");
    return content;
  };
  // What the page has loaded need not come a second time: the hash decides.
  const content = HASHED.test(path) ? await get("force-cache").catch(() => get("reload")) : await get("reload");
  // A new response: without the host's redirects, and with a type that is right.
  const type = TYPES[page ? "html" : path.split(".").pop()] ?? "application/octet-stream";
  return new Response(content, { headers: { "Content-Type": type, "Plumbline-Digest": digest } });
}

/** Keeps every file of this version that is not here yet, or tells the pages which could not be had. */
async function keep() {
  const cache = await kept(site.version);
  const others = await Promise.all((await versions()).filter((v) => v !== site.version).map(kept));
  /** The same content from another version. */
  const known = async (path, digest) => {
    for (const other of digest ? others : []) {
      const response = await other.match(scope + path);
      if (response?.headers.get("Plumbline-Digest") === digest) return response;
    }
  };
  const missing = Object.entries(site.files);
  const work = async () => {
    for (let next = missing.shift(); next; next = missing.shift()) {
      const [path, digest] = next;
      try {
        if (await cache.match(scope + path)) continue;
        await cache.put(scope + path, (await known(path, digest)) ?? (await fetched(path, digest)));
      } catch (error) {
        missing.length = 0;
        const failed = { failed: path || "index.html", why: String(error.message ?? error) };
        for (const page of await openPages()) page.postMessage(failed);
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

/** The pages of this site that are open, in any version. */
async function openPages() {
  const all = await clients.matchAll({ includeUncontrolled: true });
  return all.filter((page) => page.url.startsWith(scope));
}

const remember = async (page, version) => (await kept(PAGES)).put(mark(page), new Response(version));
const versionOf = async (page) => (await (await kept(PAGES)).match(mark(page)))?.text();

/** Removes the caches of versions that no open page is of, and tells whether others are left. */
async function tidy() {
  const here = await versions();
  // What is being fetched, or waits for its turn, is nobody's yet.
  if (registration.installing || registration.waiting) return false;
  const pages = await openPages();
  const marks = await kept(PAGES);
  const alive = new Set(pages.map((page) => mark(page.id)));
  for (const old of await marks.keys()) if (!alive.has(old.url)) await marks.delete(old);
  const used = await Promise.all(pages.map((page) => versionOf(page.id)));
  // A page that nobody knows may be of any version.
  const others = here.filter((version) => version !== site.version);
  const free = used.includes(undefined) ? [] : others.filter((version) => !used.includes(version));
  for (const version of free) await caches.delete(ours + version);
  return free.length < others.length;
}

/** A page that was left may be listed for a moment, so what it used is looked at again. */
async function tidyLater() {
  for (const seconds of [1, 4, 10]) {
    if (!(await tidy())) return;
    await new Promise((done) => setTimeout(done, seconds * 1000));
  }
  await tidy();
}

/** Answers a request below the folder of the site. */
async function answer(event, path) {
  const { request } = event;
  const here = await (await kept(site.version)).match(scope + path);
  if (request.mode === "navigate") {
    if (!here) return fetch(request);
    if (event.resultingClientId) event.waitUntil(remember(event.resultingClientId, site.version));
    return here;
  }
  if (HASHED.test(path)) {
    if (here) return here;
    for (const version of await versions()) {
      const old = await (await kept(version)).match(scope + path);
      if (old) return old;
    }
    return fetch(request);
  }
  const version = (await versionOf(event.clientId)) ?? site.version;
  const right = version === site.version ? here : await (await kept(version)).match(scope + path);
  return right ?? fetch(request);
}

/** What the page wants to know about this version. */
async function state() {
  const cache = await kept(site.version);
  const paths = Object.keys(site.files);
  const here = new Set((await cache.keys()).map((request) => request.url));
  return {
    version: site.version,
    files: paths.length,
    missing: paths.filter((path) => !here.has(scope + path)).length,
    // What was fetched here since this script was last started.
    requests: performance.getEntriesByType("resource").map((entry) => entry.toJSON()),
  };
}

/** Leaves nothing behind. */
async function remove() {
  for (const name of await caches.keys()) if (name.startsWith(ours)) await caches.delete(name);
  await registration.unregister();
}

addEventListener("install", (event) => {
  if (site) event.waitUntil(keep());
  else skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil(site ? clients.claim() : remove());
});

addEventListener("fetch", (event) => {
  const address = event.request.url.split(/[?#]/)[0];
  if (!site || event.request.method !== "GET" || !address.startsWith(scope)) return;
  const path = address.slice(scope.length);
  event.respondWith(answer(event, path === "index.html" ? "" : path));
});

// From the page: what to do, and which version the page is of.
addEventListener("message", (event) => {
  const { act, version } = event.data ?? {};
  const reply = async (made) => event.ports[0]?.postMessage(await made.then(state));
  if (!site) return;
  if (act === "take over") event.waitUntil(skipWaiting());
  if (act === "state") {
    const known = remember(event.source.id, version);
    event.waitUntil(reply(known));
    event.waitUntil(known.then(tidyLater));
  }
  if (act === "mend") event.waitUntil(reply(keep().catch(() => {})));
});
