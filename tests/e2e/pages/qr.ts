// QR codes for the tests: drawn here, so that what the app reads was not drawn
// by the app. One size alone: version 9 with the least correction, 230 bytes.

import { deflateSync } from "node:zlib";

const SIZE = 53;
const BLOCKS = 2;
const DATA = 116;
const CHECK = 30;
const ALIGNED = [6, 26, 46];

/** Multiplies in the field of 256 elements that QR codes count in. */
function times(a: number, b: number) {
  let product = 0;
  for (; b; b >>= 1) {
    if (b & 1) product ^= a;
    a = (a << 1) ^ (a & 0x80 ? 0x11d : 0);
  }
  return product;
}

/** The check bytes of a block. */
function check(data: number[]) {
  let generator = [1];
  for (let n = 0, root = 1; n < CHECK; n++, root = times(root, 2)) {
    const next = [...generator, 0];
    generator.forEach((value, place) => (next[place + 1] ^= times(value, root)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(CHECK).fill(0)];
  for (let n = 0; n < data.length; n++) {
    const lead = rest[n];
    generator.forEach((value, place) => (rest[n + place] ^= times(value, lead)));
  }
  return rest.slice(data.length);
}

/** The remainder of a number of so many bits, as format and version carry it. */
function guarded(value: number, bits: number, generator: number) {
  let rest = value << bits;
  for (let bit = 31 - bits; bit >= 0; bit--) {
    if (rest >>> (bit + bits) & 1) rest ^= generator << bit;
  }
  return (value << bits) | rest;
}

/** The modules of a text: true is black. */
export function modulesOf(text: string) {
  const bytes = [...Buffer.from(text)];
  if (bytes.length > BLOCKS * DATA - 2) throw new Error(`${bytes.length} bytes are too many`);
  const bits = [0, 1, 0, 0];
  const put = (value: number) => {
    for (let bit = 7; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  put(bytes.length);
  bytes.forEach(put);
  bits.push(0, 0, 0, 0);
  const words: number[] = [];
  for (let n = 0; n < bits.length; n += 8) words.push(parseInt(bits.slice(n, n + 8).join(""), 2));
  for (let n = 0; words.length < BLOCKS * DATA; n++) words.push(n % 2 ? 0x11 : 0xec);
  const data = [words.slice(0, DATA), words.slice(DATA)];
  const checks = data.map(check);
  const stream: number[] = [];
  for (let n = 0; n < DATA; n++) data.forEach((block) => stream.push(block[n]));
  for (let n = 0; n < CHECK; n++) checks.forEach((block) => stream.push(block[n]));

  const black: (boolean | undefined)[][] = Array.from({ length: SIZE }, () => new Array(SIZE));
  const square = (x: number, y: number, rings: string) => {
    const reach = rings.length - 1;
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (black[y + dy] && x + dx >= 0 && x + dx < SIZE) {
          black[y + dy][x + dx] = rings[Math.max(Math.abs(dx), Math.abs(dy))] === "#";
        }
      }
    }
  };
  const isFree = (x: number, y: number) => Math.min(x, y) > 6 || (Math.max(x, y) < SIZE - 7 && x !== y);
  for (const y of ALIGNED) for (const x of ALIGNED) if (isFree(x, y)) square(x, y, "#.#");
  for (const [x, y] of [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]]) square(x, y, "##.#.");
  for (let n = 8; n < SIZE - 8; n++) black[6][n] = black[n][6] = n % 2 === 0;
  // Level L with mask 0.
  const format = guarded(0b01000, 10, 0b10100110111) ^ 0b101010000010010;
  for (let n = 0; n < 15; n++) {
    const bit = ((format >> n) & 1) === 1;
    if (n < 8) black[n < 6 ? n : n + 1][8] = black[8][SIZE - 1 - n] = bit;
    else black[8][n === 8 ? 7 : 14 - n] = black[SIZE - 15 + n][8] = bit;
  }
  black[SIZE - 8][8] = true;
  const version = guarded(9, 12, 0b1111100100101);
  for (let n = 0; n < 18; n++) {
    const [far, near] = [SIZE - 11 + (n % 3), Math.floor(n / 3)];
    black[far][near] = black[near][far] = ((version >> n) & 1) === 1;
  }
  let place = 0;
  for (let right = SIZE - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < SIZE; step++) {
      const y = ((right + 1) & 2) === 0 ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (black[y][x] !== undefined) continue;
        const bit = place < stream.length * 8 && ((stream[place >> 3] >> (7 - (place & 7))) & 1) === 1;
        black[y][x] = bit !== ((x + y) % 2 === 0);
        place++;
      }
    }
  }
  return black as boolean[][];
}

/** The light of each pixel of a picture with a code in its middle. */
function pixels(text: string | null, width: number, height: number) {
  const light = Buffer.alloc(width * height, 255);
  if (text === null) return light;
  const black = modulesOf(text);
  const unit = Math.floor(Math.min(width, height) / (SIZE + 8));
  const [left, top] = [width, height].map((side) => Math.floor((side - SIZE * unit) / 2));
  for (let y = 0; y < SIZE * unit; y++) {
    for (let x = 0; x < SIZE * unit; x++) {
      if (black[Math.floor(y / unit)][Math.floor(x / unit)]) light[(top + y) * width + left + x] = 0;
    }
  }
  return light;
}

/** A picture file with a code, or with none. */
export function png(text: string | null, side = 480) {
  const light = pixels(text, side, side);
  const rows = Buffer.alloc(side * (side + 1));
  for (let y = 0; y < side; y++) light.copy(rows, y * (side + 1) + 1, y * side, (y + 1) * side);
  const table = Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n >>> 0;
  });
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), content]);
    let sum = 0xffffffff;
    for (const byte of body) sum = table[(sum ^ byte) & 0xff] ^ (sum >>> 8);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    crc.writeUInt32BE(~sum >>> 0);
    return Buffer.concat([length, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** A drawing as a file. */
export function svg(text: string) {
  const squares = modulesOf(text).flatMap((row, y) => row.map((is, x) => (is ? `M${x + 4},${y + 4}h1v1h-1z` : "")));
  const side = SIZE + 8;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="610" height="610"><path d="${squares.join("")}"/></svg>`,
  );
}

/** A film for the camera that shows each code for a second, five frames each. */
export function film(texts: (string | null)[], width = 640, height = 480) {
  const colors = Buffer.alloc((width * height) / 2, 128);
  const frames = texts.flatMap((text) => {
    const light = pixels(text, width, height);
    return new Array(5).fill([Buffer.from("FRAME\n"), light, colors]).flat();
  });
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`), ...frames]);
}
