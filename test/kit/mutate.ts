import type { Random } from './generate/random.js';

const numbers = [
  '-1',
  '-9007199254740993',
  '1e999',
  '1e15',
  '9007199254740993',
  '0.5',
  '1E2',
  '"17"',
  '""',
  'null',
  'true',
  '[1]',
  '{}',
  '0x10',
  '01',
  '.5',
  '1.',
  'NaN',
  '99999999999999999999',
];
const instants = [
  '1970-01-01T00:00:00.000Z',
  '2099-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '2026-02-30T10:00:00Z',
  '2026-03-02T10:00:00',
  '2026-03-02 10:00:00+05:30',
  '9999-99-99T99:99:99Z',
  'yesterday',
];
const pieces = [
  '\0',
  '\x01',
  '\t',
  '\r',
  '\\',
  '"',
  '\\u0000',
  '\\ud800',
  '\\u0069',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\u2028',
  '\ufeff',
  '😀',
  '"__proto__":{"x":1},',
  '"constructor":1,',
  ' ',
];

type Change = (line: string, random: Random) => string;

/** One number of the line becomes another thing. */
const otherNumber: Change = (line, random) =>
  replaceOne(line, /(?<=":\s?)-?\d+(\.\d+)?/g, random, random.pick(numbers));
const otherInstant: Change = (line, random) =>
  replaceOne(line, /\d{4}-\d\d-\d\dT[\d:.]+Z/g, random, random.pick(instants));
/** A member is left out, or is there twice with other values. */
const noMember: Change = (line, random) => replaceOne(line, /"\w+":("[^"\\]*"|\d+|true|false|null),/g, random, '');
const twice: Change = (line, random) =>
  replaceOne(
    line,
    /"\w+":("[^"\\]*"|\d+|true|false|null),/g,
    random,
    (found) => found + found.replace(/\d(?=\D*$)/, '7'),
  );
const escapedKey: Change = (line, random) =>
  replaceOne(line, /"[a-z]\w+"(?=:)/g, random, (found) => `"\\u00${found.charCodeAt(1).toString(16)}${found.slice(2)}`);
const otherValue: Change = (line, random) =>
  replaceOne(
    line,
    /(?<=":)("[^"\\]*"|\d+|true|false|null)/g,
    random,
    random.pick(['[]', '{}', 'null', '"x"', '0', '[[]]', '{"a":{"b":[1,"2"]}}']),
  );
const inserted: Change = (line, random) => {
  const at = random.integer(0, line.length);
  return line.slice(0, at) + random.pick(pieces) + line.slice(at);
};
const cut: Change = (line, random) => line.slice(0, random.integer(0, line.length));
const removed: Change = (line, random) => {
  const at = random.integer(0, line.length);
  return line.slice(0, at) + line.slice(at + random.integer(1, 20));
};
const repeated: Change = (line, random) => {
  const at = random.integer(0, line.length);
  const to = Math.min(line.length, at + random.integer(1, 40));
  return line.slice(0, to) + line.slice(at);
};
/** Deep, wide or long: what takes memory or recursion. */
const bomb: Change = (line, random) => {
  const size = random.integer(1, 3000);
  const value = random.pick([
    '['.repeat(size) + ']'.repeat(size),
    `${'{"a":'.repeat(size)}1${'}'.repeat(size)}`,
    `[${'1,'.repeat(size)}1]`,
    `"${'x'.repeat(size * 30)}"`,
    '['.repeat(size),
  ]);
  return line.replace('{', `{"bomb":${value},`);
};

const changes: readonly Change[] = [
  otherNumber,
  otherNumber,
  otherInstant,
  noMember,
  twice,
  escapedKey,
  otherValue,
  otherValue,
  inserted,
  inserted,
  cut,
  removed,
  repeated,
  bomb,
];

function replaceOne(line: string, what: RegExp, random: Random, by: string | ((found: string) => string)): string {
  const found = [...line.matchAll(what)];
  if (found.length === 0) return line;
  const { index, 0: text } = random.pick(found);
  return line.slice(0, index) + (typeof by === 'string' ? by : by(text)) + line.slice(index + text.length);
}

/** A line as a broken disk, tool or hand would leave it; bytes, since it need not be UTF-8 any more. Holds no line end. */
export function mutated(line: string, random: Random): Buffer {
  let text = line;
  for (let left = random.integer(1, 3); left > 0; left--) text = random.pick(changes)(text, random);
  const bytes = Buffer.from(text, 'utf8');
  if (random.chance(0.15) && bytes.length > 0) bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at)) bytes[at] = 32;
  return bytes;
}
