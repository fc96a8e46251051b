/**
 * Draws our mark, five tally strokes, in every form that is shipped: the icon font of the status bar, the icon of the
 * activity bar and the picture of the extension. The font also holds a pause sign in the colour of its text: the
 * editor's own is painted blue. `node media/make.mjs` writes them; a test compares.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

/** Ends of the strokes on a grid of 16, y downwards; the last one crosses the others. As in `webview-ui/icons.ts`. */
const strokes = [
  [3.5, 3, 3.5, 13],
  [6.5, 3, 6.5, 13],
  [9.5, 3, 9.5, 13],
  [12.5, 3, 12.5, 13],
  [1, 11.5, 15, 4.5],
];
const pauseStrokes = [
  [5, 3, 5, 13],
  [11, 3, 11, 13],
];
const unitsPerPixel = 100;
const em = 16 * unitsPerPixel;
const firstGlyph = 0xe001;
/** In the order of their code points, from `firstGlyph` on. */
const glyphs = [strokes.map((stroke) => outline(stroke, 1.2)), pauseStrokes.map((stroke) => outline(stroke, 1.3))];
const lastGlyph = firstGlyph + glyphs.length - 1;

/** Outline of a stroke with round ends, clockwise as TrueType fills it: points on the curve every 30° of the ends. */
function outline([x1, y1, x2, y2], width) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const cap = (x, y, from) =>
    Array.from({ length: 7 }, (_, step) => {
      const turn = from + (step * Math.PI) / 6;
      return [x + (Math.cos(turn) * width) / 2, y + (Math.sin(turn) * width) / 2];
    });
  const points = [...cap(x2, y2, angle - Math.PI / 2), ...cap(x1, y1, angle + Math.PI / 2)];
  return points.map(([x, y]) => [Math.round(x * unitsPerPixel), Math.round(em - y * unitsPerPixel)]);
}

function bytes(parts) {
  const sizes = { u8: 1, u16: 2, i16: 2, u32: 4, u64: 8 };
  const buffer = Buffer.alloc(parts.reduce((sum, [type]) => sum + sizes[type], 0));
  let at = 0;
  for (const [type, value] of parts) {
    if (type === 'u8') buffer.writeUInt8(value, at);
    else if (type === 'u16') buffer.writeUInt16BE(value, at);
    else if (type === 'i16') buffer.writeInt16BE(value, at);
    else if (type === 'u32') buffer.writeUInt32BE(value, at);
    else buffer.writeBigUInt64BE(BigInt(value), at);
    at += sizes[type];
  }
  return buffer;
}

const u8 = (value) => ['u8', value];
const u16 = (value) => ['u16', value];
const i16 = (value) => ['i16', value];
const u32 = (value) => ['u32', value];

/** Running sums. */
function ends(lengths) {
  return lengths.map((_, index) => lengths.slice(0, index + 1).reduce((sum, length) => sum + length, 0));
}

function glyfTable(contours) {
  const points = contours.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return bytes([
    i16(contours.length),
    ...[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(i16),
    ...ends(contours.map(({ length }) => length)).map((end) => u16(end - 1)),
    u16(0),
    ...points.map(() => u8(1)),
    ...xs.map((x, index) => i16(x - (xs[index - 1] ?? 0))),
    ...ys.map((y, index) => i16(y - (ys[index - 1] ?? 0))),
  ]);
}

function cmapTable() {
  const segments = [
    [firstGlyph, lastGlyph, 1 - firstGlyph],
    [0xffff, 0xffff, 1],
  ];
  return bytes([
    ...[0, 1, 3, 1].map(u16),
    u32(12),
    ...[4, 32, 0, 4, 4, 1, 0].map(u16),
    ...segments.map(([, last]) => u16(last)),
    u16(0),
    ...segments.map(([first]) => u16(first)),
    ...segments.map(([, , delta]) => u16((delta + 0x10000) % 0x10000)),
    ...segments.map(() => u16(0)),
  ]);
}

function nameTable() {
  const names = [
    [1, 'tallyboard'],
    [2, 'Regular'],
    [4, 'tallyboard'],
    [6, 'tallyboard'],
  ];
  let offset = 0;
  const records = names.flatMap(([id, text]) => {
    const record = [3, 1, 0x409, id, text.length * 2, offset].map(u16);
    offset += text.length * 2;
    return record;
  });
  const texts = Buffer.from(names.map(([, text]) => text).join(''), 'utf16le').swap16();
  return Buffer.concat([bytes([u16(0), u16(names.length), u16(6 + names.length * 12), ...records]), texts]);
}

function os2Table() {
  const head = [4, em, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 258, 0].map(u16);
  const panose = Array.from({ length: 10 }, () => u8(0));
  const ranges = [0, 0x10000000, 0, 0].map(u32);
  const vendor = [...'TALY'].map((letter) => u8(letter.charCodeAt(0)));
  const tail = [0x40, firstGlyph, lastGlyph, em, 0, 0, em, 0].map(u16);
  const pages = [u32(1), u32(0)];
  return bytes([...head, ...panose, ...ranges, ...vendor, ...tail, ...pages, ...[0, 0, 0, 0x20, 0].map(u16)]);
}

function boxOf(contours) {
  const points = contours.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
    points: points.length,
  };
}

function tables() {
  const bodies = glyphs.map(glyfTable).map((body) => Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]));
  const boxes = glyphs.map(boxOf);
  const { left, right, bottom, top } = boxOf(glyphs.flat());
  const locations = [0, 0, ...ends(bodies.map(({ length }) => length))];
  const most = [Math.max(...boxes.map(({ points }) => points)), Math.max(...glyphs.map(({ length }) => length))];
  return {
    'OS/2': os2Table(),
    cmap: cmapTable(),
    glyf: Buffer.concat(bodies),
    head: bytes([
      u32(0x10000),
      u32(0x10000),
      u32(0),
      u32(0x5f0f3cf5),
      u16(3),
      u16(em),
      ['u64', 0],
      ['u64', 0],
      ...[left, bottom, right, top].map(i16),
      ...[0, 8].map(u16),
      i16(2),
      i16(1),
      i16(0),
    ]),
    hhea: bytes([
      u32(0x10000),
      i16(em),
      i16(0),
      i16(0),
      u16(em),
      ...[left, em - right, right, 1, 0, 0, 0, 0, 0, 0, 0].map(i16),
      u16(boxes.length + 1),
    ]),
    hmtx: bytes([u16(em), i16(0), ...boxes.flatMap((box) => [u16(em), i16(box.left)])]),
    loca: bytes(locations.map(u32)),
    maxp: bytes([u32(0x10000), u16(boxes.length + 1), ...most.map(u16), ...[0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0].map(u16)]),
    name: nameTable(),
    post: bytes([u32(0x30000), u32(0), i16(0), i16(0), u32(0), u32(0), u32(0), u32(0), u32(0)]),
  };
}

function checksum(table) {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** The sum over the whole font file as it would lie unpacked, for `head.checkSumAdjustment`. */
function fontChecksum(entries) {
  let offset = 12 + 16 * entries.length;
  const directory = bytes([
    u32(0x10000),
    ...[entries.length, 128, 3, entries.length * 16 - 128].map(u16),
    ...entries.flatMap(([tag, table]) => {
      const entry = [u32(Buffer.from(tag).readUInt32BE()), u32(checksum(table)), u32(offset), u32(table.length)];
      offset += Math.ceil(table.length / 4) * 4;
      return entry;
    }),
  ]);
  return entries.reduce((sum, [, table]) => (sum + checksum(table)) >>> 0, checksum(directory));
}

/** WOFF 1.0. */
export function iconFont() {
  const entries = Object.entries(tables());
  const sfntSize = entries.reduce((sum, [, table]) => sum + Math.ceil(table.length / 4) * 4, 12 + 16 * entries.length);
  const head = entries.find(([tag]) => tag === 'head')[1];
  head.writeUInt32BE((0xb1b0afba - fontChecksum(entries)) >>> 0, 8);
  let offset = 44 + 20 * entries.length;
  const packed = entries.map(([tag, table]) => {
    const deflated = deflateSync(table, { level: 9 });
    const data = deflated.length < table.length ? deflated : table;
    const sumTable =
      tag === 'head' ? Buffer.concat([table.subarray(0, 8), Buffer.alloc(4), table.subarray(12)]) : table;
    const entry = [Buffer.from(tag).readUInt32BE(), offset, data.length, table.length, checksum(sumTable)].map(u32);
    const padding = Buffer.alloc((4 - (data.length % 4)) % 4);
    offset += data.length + padding.length;
    return { entry, data: Buffer.concat([data, padding]) };
  });
  const header = bytes([
    u32(0x774f4646),
    u32(0x10000),
    u32(offset),
    u16(entries.length),
    u16(0),
    u32(sfntSize),
    u16(1),
    u16(0),
    ...[0, 0, 0, 0, 0].map(u32),
  ]);
  return Buffer.concat([header, bytes(packed.flatMap(({ entry }) => entry)), ...packed.map(({ data }) => data)]);
}

export function activityBarIcon() {
  const path = strokes.map(([x1, y1, x2, y2]) => `M${x1 * 1.5} ${y1 * 1.5}L${x2 * 1.5} ${y2 * 1.5}`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"><path d="${path}"/></svg>\n`;
}

function distance(x, y, [x1, y1, x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** Colour of a point of the extension's picture, on the grid of 16. */
function colourAt(x, y) {
  const [dx, dy] = [Math.max(0, Math.abs(x - 8) - 4.6), Math.max(0, Math.abs(y - 8) - 4.6)];
  if (Math.hypot(dx, dy) > 3.4) return [0, 0, 0, 0];
  const inner = strokes.map((stroke) => stroke.map((value) => 8 + (value - 8) * 0.72));
  if (distance(x, y, inner[4]) < 0.5) return [242, 184, 75, 255];
  if (inner.slice(0, 4).some((stroke) => distance(x, y, stroke) < 0.5)) return [240, 245, 252, 255];
  return [28, 58, 94, 255];
}

/** A PNG of `size` px; each pixel is the mean of 16 points. */
export function picture(size) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0];
      for (let point = 0; point < 16; point++) {
        const [x, y] = [column + ((point % 4) + 0.5) / 4, row + (Math.floor(point / 4) + 0.5) / 4];
        const [red, green, blue, alpha] = colourAt((x * 16) / size, (y * 16) / size);
        for (const [channel, value] of [red, green, blue].entries()) sum[channel] += (value * alpha) / 255;
        sum[3] += alpha;
      }
      const at = row * (size * 4 + 1) + 1 + column * 4;
      for (let channel = 0; channel < 3; channel++)
        rows[at + channel] = sum[3] === 0 ? 0 : Math.round((sum[channel] * 255) / sum[3]);
      rows[at + 3] = Math.round(sum[3] / 16);
    }
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([bytes([u32(data.length)]), body, bytes([u32(crc32(body))])]);
  };
  const header = bytes([u32(size), u32(size), u8(8), u8(6), u8(0), u8(0), u8(0)]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  writeFileSync(join(folder, 'tallyboard.woff'), iconFont());
  writeFileSync(join(folder, 'activity-bar.svg'), activityBarIcon());
  writeFileSync(join(folder, 'icon.png'), picture(128));
}
