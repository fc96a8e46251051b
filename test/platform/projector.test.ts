import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { record } from '../../src/core/json.js';
import { type Line, ParsedLine } from '../../src/core/line.js';
import { Shape, slotSet } from '../../src/core/shape.js';
import { LineReader } from '../../src/platform/lineReader.js';
import { runs, withFolder } from '../ledger/rig.js';

/** A member of each use, on two levels; keys that begin alike, and one that is longer than a machine word. */
const shape = new Shape();
const inner = shape.object('inner');
const deep = inner.object('deep');
shape.only('type', ['a', 'b', 'longer than eight']);
shape.never('never');
inner.except('role', ['user']);
const at = shape.instant('at');
const slots = [
  shape.number('n'),
  shape.text('t'),
  shape.text('text of a long name'),
  shape.text('text of a long mane'),
  shape.value('v'),
  at,
  inner.slot,
  inner.number('n'),
  inner.text('t'),
  deep.slot,
  deep.number('number'),
  deep.value('v'),
];
const names = ['n', 't', 'v', 'at', 'inner', 'deep', 'number', 'text of a long name', 'text of a long mane', 'é', '"'];

/** Everything a line can be asked, as plain data. */
function told(line: Line): unknown {
  return slots.map((slot) => [
    line.has(slot),
    line.isObject(slot),
    line.isTrue(slot),
    line.text(slot) ?? null,
    line.count(slot),
    line.number(slot),
    // An instant is looked for only where the shape says so.
    slot === at ? line.instant(slot) : null,
    line.value(slot) ?? null,
  ]);
}

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 7, 12.5, 0.1, -3, 1e21, 1.5e-7, 999_999_999_999_999, 2 ** 53, 5.0),
  fc.constantFrom<unknown>('', 'a', 'b', '15', '1.5', 'user', 'C:\\x', 'say "x"', 'ü€😀', 'x'.repeat(1030)),
  fc.constantFrom<unknown>(
    '2026-06-18T09:44:14.407Z',
    '2026-02-29T00:00:00Z',
    '2024-02-29T23:59:59.9999Z',
    '2024-02-29T23:59:59.Z',
    '2026-06-18',
  ),
  fc.constantFrom<unknown>('2026-06-18T09:44:14+02:00', 1781775854, '1781775854407', '2026-06-31T00:00:00Z'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double({ noNaN: true }),
);
const { value: anything } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
}));
const object = fc.record(
  {
    type: fc.constantFrom<unknown>('a', 'b', 'longer than eight', 'longer than nine!', 'c', null, 3),
    never: fc.constant(1),
    inner: fc.oneof(
      anything,
      fc.record(
        {
          role: fc.constantFrom('user', 'x'),
          n: anything,
          t: anything,
          deep: fc.dictionary(fc.constantFrom('number', 'v'), anything),
        },
        { requiredKeys: [] },
      ),
    ),
    n: anything,
    t: anything,
    v: anything,
    at: anything,
    'text of a long name': anything,
    'text of a long mane': anything,
    é: anything,
  },
  { requiredKeys: [] },
);
/** Each of the forms that a writer may choose. */
const written = fc
  .tuple(object, fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space).replaceAll('\n', ' '));
/** What a crash or a bad disk may leave, and what no tool writes. */
const damaged = fc
  .tuple(written, fc.nat(), fc.constantFrom('', '"', '\\', '{', '}', ',', ':', ' ', '\0', 'nul', '"n":1,', '\\u006e'))
  .map(([text, place, put]) => {
    const cut = place % (text.length + 1);
    // No file can hold half a surrogate pair.
    return Buffer.from(text.slice(0, cut) + put + text.slice(cut + (place % 3))).toString();
  })
  .filter((text) => !/[\r\n]/.test(text) && text !== '');

/** A text with something put into it anywhere. */
function cutBy([text, place, put]: readonly [string, number, string]): string {
  const at = place % (text.length + 1);
  return Buffer.from(text.slice(0, at) + put + text.slice(at)).toString();
}

/** Reads the lines of one file; gives what each tells, and whether its only news was the instant. */
function read(path: string, lines: readonly string[], reader: LineReader) {
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const all: { told: unknown; onlyAt: boolean }[] = [];
  let malformed = 0;
  reader.read(path, 0, undefined, shape, {
    line: (line) => void all.push({ told: told(line), onlyAt: line.sameBut(slotSet(at)) }),
    malformed: () => malformed++,
    tooLong: () => assert.fail('too long'),
    restart: () => assert.fail('restart'),
  });
  return { all, malformed };
}

describe('the projector', () => {
  it('tells of every line what JSON.parse tells', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl');
      const reader = new LineReader();
      fc.assert(
        fc.property(fc.array(written, { minLength: 1, maxLength: 12 }), (lines) => {
          const expected = lines.flatMap((text) => {
            const line = ParsedLine.of(JSON.parse(text), shape);
            return line ? [told(line)] : [];
          });
          const { all, malformed } = read(path, lines, reader);
          assert.deepEqual([all.map((each) => each.told), malformed], [expected, 0]);
        }),
        { numRuns: runs(4000), seed: 11 },
      );
    }));

  it('never tells of a damaged line that JSON.parse takes anything but what JSON.parse tells, and never fails', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl');
      const reader = new LineReader();
      let doubtful = 0;
      fc.assert(
        fc.property(damaged, (text) => {
          const object = parsed(text);
          const line = object && ParsedLine.of(object, shape);
          const { all, malformed } = read(path, [text], reader);
          if (object === undefined) doubtful++;
          else assert.deepEqual([all.map((each) => each.told), malformed], [line ? [told(line)] : [], 0], text);
          assert.ok(all.length + malformed <= 1);
        }),
        { numRuns: runs(20_000), seed: 12 },
      );
      assert.ok(doubtful > 100, `only ${doubtful} lines were no JSON`);
    }));

  it('ends a line at each line end, in whatever a damaged line has left open', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl');
      const reader = new LineReader();
      const torn = fc
        .tuple(fc.oneof(written, damaged), fc.nat(), fc.constantFrom('\n', '\r\n', '\n\n', '\n '))
        .map(cutBy);
      let opened = 0;
      fc.assert(
        fc.property(fc.array(fc.oneof(written, torn), { minLength: 1, maxLength: 6 }), (texts) => {
          const lines = texts.flatMap((text) => text.split('\n'));
          const alone = lines.map((line) => read(path, [line], reader));
          const { all, malformed } = read(path, texts, reader);
          assert.deepEqual(
            all.map((each) => each.told),
            alone.flatMap((each) => each.all.map((line) => line.told)),
          );
          const expected = alone.reduce((sum, each) => sum + each.malformed, 0);
          assert.equal(malformed, expected);
          opened += expected;
        }),
        { numRuns: runs(6000), seed: 14 },
      );
      assert.ok(opened > 100, `only ${opened} lines were left open`);
    }));

  it('takes no line for an object that goes on behind it', () =>
    withFolder((folder) => {
      const lines = ['{"n":1} x', '{"n":1}{"n":2}', '{"n":1}}', '{"n":1} ,', '{"n":1} \t\r'];
      const { all, malformed } = read(join(folder, 'log.jsonl'), lines, new LineReader());
      assert.deepEqual([all.length, malformed], [1, 4]);
    }));

  it('knows a line that tells the same as the line before it but for an instant', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl');
      const reader = new LineReader();
      const few = fc.record(
        {
          type: fc.constant('a'),
          n: fc.constantFrom(1, 2, null),
          t: fc.constantFrom('x', 'z'.repeat(2000)),
          v: fc.constantFrom<unknown>('p', [1], 1e21, 1e22, 'r'.repeat(3000)),
          at: fc.constantFrom('2026-06-18T09:44:14.407Z', '2026-06-18T09:44:15.407Z'),
        },
        { requiredKeys: [] },
      );
      let repeats = 0;
      fc.assert(
        fc.property(fc.array(fc.tuple(few, fc.nat(2)), { minLength: 2, maxLength: 20 }), (runsOfLines) => {
          const objects = runsOfLines.flatMap(([each, again]) => Array.from({ length: again + 1 }, () => each));
          const { all } = read(
            path,
            objects.map((each) => JSON.stringify(each)),
            reader,
          );
          for (const [index, { onlyAt }] of all.entries()) {
            const before = objects[index - 1];
            const same = before !== undefined && rest(before) === rest(objects[index] ?? {});
            if (onlyAt) assert.ok(same, JSON.stringify([before, objects[index]]));
            // Texts and values too long to keep are never known again.
            if (same && !/z{9}|r{9}/.test(rest(before))) assert.ok(onlyAt, JSON.stringify(before));
            if (onlyAt) repeats++;
          }
        }),
        { numRuns: runs(2000), seed: 13 },
      );
      assert.ok(repeats > 100, `${repeats} repeats`);
    }));

  it('takes no key for the one that stood there in the line before, which may differ in any byte', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl');
      const reader = new LineReader();
      const keys = [1, 5, 6, 7, 12, 13, 14, 15, 21, 22, 29, 30, 40].flatMap(kin);
      const many = new Shape();
      const wanted = keys.filter((_, index) => index % 3 > 0).map((key) => many.number(key));
      const members = fc.array(fc.tuple(fc.constantFrom(...keys), fc.nat(1e7)), { minLength: 1, maxLength: 60 });
      const line = fc.tuple(members, fc.constantFrom(undefined, 1)).map(([of, space]) => {
        return JSON.stringify(Object.fromEntries(of), null, space).replaceAll('\n', ' ');
      });
      /** A line, and the same with one key changed or left out. */
      const lines = fc.array(fc.tuple(line, fc.constantFrom(...keys), fc.constantFrom(...keys)), { maxLength: 6 });
      fc.assert(
        fc.property(lines, (several) => {
          const all = several.flatMap(([text, one, other]) => [text, text.replace(`"${one}":`, `"${other}":`), text]);
          const counts: number[][] = [];
          writeFileSync(path, all.map((text) => `${text}\n`).join(''));
          reader.read(path, 0, undefined, many, {
            line: (each) => void counts.push(wanted.map((slot) => each.count(slot))),
            malformed: () => assert.fail('malformed'),
            tooLong: () => assert.fail('too long'),
            restart: () => assert.fail('restart'),
          });
          const expected = all.map((text) => {
            const parsedLine = ParsedLine.of(JSON.parse(text), many);
            return wanted.map((slot) => parsedLine?.count(slot));
          });
          assert.deepEqual(counts, expected);
        }),
        { numRuns: runs(6000), seed: 15 },
      );
    }));

  it('reads a number of any length, whatever stands behind it', () =>
    withFolder((folder) => {
      const digits = ['0', ...Array.from({ length: 17 }, (_, index) => '1234567890123456789'.slice(0, index + 1))];
      const behind = [',"t":"x"}', '}', ' }', ' ,"t":"x"}', '\t}', '.5}', 'e2}', '.0,"t":"x"}'];
      const lines = digits.flatMap((number) => behind.map((end) => `{"n":${number}${end}`));
      const { all, malformed } = read(join(folder, 'log.jsonl'), lines, new LineReader());
      assert.deepEqual(
        all.map((each) => each.told),
        lines.map((text) => told(ParsedLine.of(JSON.parse(text), shape) as ParsedLine)),
      );
      assert.equal(malformed, 0);
    }));

  it('gives back right texts when it has forgotten them', () =>
    withFolder((folder) => {
      const path = join(folder, 'log.jsonl');
      const many = Array.from({ length: 60_000 }, (_, index) => `text ${index % 40_000}`);
      writeFileSync(path, many.map((t) => `${JSON.stringify({ t, n: 1 })}\n`).join(''));
      const texts: unknown[] = [];
      new LineReader().read(path, 0, undefined, shape, {
        line: (line) => void texts.push(line.text(slots[1] ?? 0)),
        malformed: () => assert.fail('malformed'),
        tooLong: () => assert.fail('too long'),
        restart: () => assert.fail('restart'),
      });
      assert.deepEqual(texts, many);
    }));

  it('takes the later of two members of one name, as JSON.parse does', () =>
    withFolder((folder) => {
      const lines = [
        '{"n":1,"n":2}',
        '{"inner":{"n":1},"inner":{"t":"x"}}',
        '{"inner":{"n":1},"inner":null}',
        '{"t":"a","t":5}',
      ];
      const { all } = read(join(folder, 'log.jsonl'), lines, new LineReader());
      const expected = lines.map((text) => told(ParsedLine.of(JSON.parse(text), shape) as ParsedLine));
      assert.deepEqual(
        all.map((each) => each.told),
        expected,
      );
    }));
});

/** Keys of one length that differ in one byte: the first, the last, each eighth and its neighbours. */
function kin(length: number): string[] {
  const places = Array.from({ length }, (_, place) => place).filter((place) => place % 8 > 4 || place === 0);
  const plain = 'k'.repeat(length);
  const others = [...new Set([...places, length - 1])];
  return [plain, ...others.map((place) => `${plain.slice(0, place)}x${plain.slice(place + 1)}`)];
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function rest({ at: _, ...others }: { at?: string | undefined }): string {
  return JSON.stringify(Object.entries(others).sort());
}
