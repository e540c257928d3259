// Prints the sizes of the files given as arguments, as JSON: [[raw, brotli], …].
// Brotli at quality 11, as static hosts compress ahead of time.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const sizes = process.argv.slice(2).map((path) => {
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return [bytes.length, brotliCompressSync(bytes, { params }).length];
});
console.log(JSON.stringify(sizes));
