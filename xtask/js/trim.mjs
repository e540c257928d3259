// Takes out of the app's first part what nothing can reach, and gives what is left
// short names.
//
// A crate under Leptos exports classes for streams of bytes, for servers. What is
// exported counts as used, so their code, and what of the browser it calls,
// would be loaded by everybody. Without the exports the optimizer drops the
// code, and then the script needs fewer functions. What the wasm imports from the
// script is named with sixteen random digits each, which no compression makes
// smaller, in both files.

/** The names of the exports that no script of ours calls. */
const UNWANTED = /^(__wbg_)?intounderlying/;

/** The kinds of sections of a wasm file that are looked at. */
const IMPORTS = 2;
const EXPORTS = 7;
/** The one kind of import that there is: a function. */
const FUNCTION = 0;

/** A wasm file without the exports that nothing calls. */
export const withoutUnwantedExports = (wasm) => withSections(wasm, { [EXPORTS]: wanted });

/** A wasm file and the script that it imports from, with short names between them. */
export function withShortNames(wasm, script, module) {
  const names = new Map();
  const renamed = withSections(wasm, { [IMPORTS]: (content) => shortened(content, module, names) });
  const lines = script.split("\n").map((line) => {
    const entry = line.match(/^( {8})([\w$]+)(: function\b.*)$/);
    return entry && names.has(entry[2]) ? entry[1] + names.get(entry[2]) + entry[3] : line;
  });
  const found = lines.filter((line) => /^ {8}_\w+: function\b/.test(line)).length;
  if (found !== names.size) throw new Error(`The script has ${found} of the ${names.size} functions that the wasm imports.`);
  return { wasm: renamed, script: lines.join("\n") };
}

/** A wasm file in which some kinds of sections have other contents. */
function withSections(wasm, change) {
  const parts = [wasm.subarray(0, 8)];
  let at = 8;
  while (at < wasm.length) {
    const kind = wasm[at];
    const [size, start] = number(wasm, at + 1);
    const end = start + size;
    parts.push(change[kind] ? section(kind, change[kind](wasm.subarray(start, end))) : wasm.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** The script of wasm-bindgen without the classes of those exports, and without functions that the wasm does not import. */
export function withoutUnwantedParts(script, wasm) {
  const imports = new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name));
  const kept = script
    .replace(/^export class IntoUnderlying\w+ \{\n[\s\S]*?^\}\n(if \(Symbol\.dispose\) [^\n]*\n)?/gm, "")
    .replace(/^const IntoUnderlying\w+Finalization = [\s\S]*?;\n/gm, "");
  let dropping = false;
  return kept
    .split("\n")
    .filter((line) => {
      const entry = line.match(/^ {8}([\w$]+): function\b/);
      if (entry) dropping = !imports.has(entry[1]);
      else if (/^ {0,4}\S/.test(line)) dropping = false;
      return !dropping;
    })
    .join("\n");
}

/** The content of a section of exports, without those that nothing calls. */
function wanted(content) {
  const [count, first] = number(content, 0);
  const kept = [];
  let at = first;
  for (let n = 0; n < count; n++) {
    const [length, start] = number(content, at);
    const name = content.subarray(start, start + length).toString("utf8");
    const [, end] = number(content, start + length + 1);
    if (!UNWANTED.test(name)) kept.push(content.subarray(at, end));
    at = end;
  }
  return Buffer.concat([written(kept.length), ...kept]);
}

/** The content of a section of imports, with short names for those of a module. */
function shortened(content, module, names) {
  const [count, first] = number(content, 0);
  const parts = [content.subarray(0, first)];
  let at = first;
  for (let n = 0; n < count; n++) {
    const [from, afterModule] = text(content, at);
    const [name, afterName] = text(content, afterModule);
    if (content[afterName] !== FUNCTION) throw new Error(`The wasm imports ${name}, which is no function.`);
    const [, end] = number(content, afterName + 1);
    const isOurs = from === module;
    if (isOurs) names.set(name, `_${names.size.toString(36)}`);
    const short = Buffer.from(isOurs ? names.get(name) : name);
    parts.push(content.subarray(at, afterModule), written(short.length), short, content.subarray(afterName, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** A text, and where it ends. */
function text(bytes, at) {
  const [length, start] = number(bytes, at);
  return [bytes.subarray(start, start + length).toString("utf8"), start + length];
}

function section(kind, content) {
  return Buffer.concat([Buffer.from([kind]), written(content.length), content]);
}

/** A number in LEB128, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function written(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}
