// A static host for dist/, or for another version of it, in a sub-folder, to
// prove that the site works from any. It can be put into the states that hosts
// have: another version, a file that is gone, a wrong type, away altogether.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const PREFIX = "/some/folder/";
export const DIST = resolve(fileURLToPath(new URL("../../dist", import.meta.url)));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Serves a folder on a port, or on a free one. */
export async function serve(port = 0, root = DIST) {
  const state = {
    /** The folder that is served. */
    root,
    /** Paths that are answered with 404 although they are there. */
    gone: /(?!)/,
    /** Types by ending, where they differ from what is right. */
    types: {},
    /** Whether nobody is answered. */
    away: false,
    /** The paths that were asked for. */
    asked: [],
    url: "",
    close: () => {},
  };

  /** The file a request asks for, or `undefined` if there is none inside the folder. */
  const find = async (address) => {
    let path;
    try {
      path = decodeURIComponent(new URL(address, "http://localhost").pathname);
    } catch {
      return undefined;
    }
    state.asked.push(path);
    if (!path.startsWith(PREFIX) || path.includes("\0") || state.gone.test(path)) return undefined;
    const file = resolve(state.root, path.slice(PREFIX.length) || "index.html");
    if (!file.startsWith(resolve(state.root) + sep)) return undefined;
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() ? { file, size: found.size } : undefined;
  };

  const server = createServer(async (request, response) => {
    if (state.away) return request.socket.destroy();
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    const found = await find(request.url);
    if (!found) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such file.\n");
      return;
    }
    const ending = extname(found.file);
    response.writeHead(200, {
      "Cache-Control": "no-cache",
      "Content-Length": found.size,
      "Content-Type": state.types[ending] ?? TYPES[ending] ?? "application/octet-stream",
      "X-Content-Type-Options": "nosniff",
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(found.file).pipe(response);
  });

  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  state.url = `http://127.0.0.1:${server.address().port}${PREFIX}`;
  state.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return state;
}
