// Serves dist/ for all tests. Usage: node server.mjs [PORT]

import { serve } from "./host.mjs";

const { url } = await serve(Number(process.argv[2] ?? 4173));
console.log(`dist/ is served at ${url}`);
