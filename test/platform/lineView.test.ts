import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { BufferLine } from '../../src/platform/lineView.js';
import { bufferLine } from '../kit/readHome/bufferLine.js';
import { runs } from '../ledger/rig.js';

const before = Buffer.from('{"other":"line before"}\n');
const after = Buffer.from('\n{"timestamp":"2026-01-01T00:00:00Z","line":"after"}');

/** The view over bytes in the middle of a buffer that holds other lines, as the reader uses it. */
function lineOf(bytes: Buffer | string): BufferLine {
  const own = Buffer.from(bytes as string);
  const line = new BufferLine();
  line.move(Buffer.concat([before, own, after]), before.length, before.length + own.length);
  return line;
}

function instantOf(text: string): number {
  return lineOf(text).instant(0, Buffer.byteLength(text));
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');
const instants = fc.integer({ min: Date.UTC(1, 0, 1) - 62135596800000, max: Date.UTC(9998, 11, 31) });

describe('instants read from bytes', () => {
  it('are those of Date.parse, with milliseconds and Z', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const text = new Date(instant).toISOString();
        fc.pre(text.length === 24);
        assert.equal(instantOf(text), instant);
      }),
      { numRuns: runs(20_000), seed: 1 },
    );
  });

  it('are those of Date.parse, with any fraction and any offset', () => {
    const offset = fc.record({
      sign: fc.constantFrom('+', '-'),
      hours: fc.integer({ min: 0, max: 23 }),
      minutes: fc.integer({ min: 0, max: 59 }),
      colon: fc.constantFrom(':', ''),
    });
    const fraction = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 0, maxLength: 9 });
    fc.assert(
      fc.property(instants, fraction, fc.option(offset), (instant, digits, zone) => {
        const base = new Date(instant).toISOString();
        fc.pre(base.length === 24);
        const tail = zone ? `${zone.sign}${pad(zone.hours)}:${pad(zone.minutes)}` : 'Z';
        const text = `${base.slice(0, 19)}${digits ? `.${digits}` : ''}`;
        const expected = Date.parse(`${base.slice(0, 19)}.${digits.padEnd(3, '0').slice(0, 3)}${tail}`);
        assert.equal(instantOf(`${text}${zone ? tail.replace(':', zone.colon) : tail}`), expected, text + tail);
      }),
      { numRuns: runs(20_000), seed: 2 },
    );
  });

  it('are not a number for garbage: only what Date.parse takes for the same instant is one', () => {
    const valid = '2026-01-31T23:59:59.900+09:00';
    const change = fc.record({
      at: fc.integer({ min: 0, max: valid.length }),
      text: fc.string({ unit: 'binary-ascii', maxLength: 2 }),
      drop: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let text = valid;
        for (const { at, text: put, drop } of changes) text = text.slice(0, at) + put + text.slice(at + drop);
        const found = instantOf(text);
        if (Number.isNaN(found)) return;
        const plain = text
          .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
          .replace(/:60(?=[.Z+-])/, ':59')
          .replace('.Z', 'Z')
          .replace(/\.(?=[+-])/, '');
        const extra = /:60(?=[.Z+-])/.test(text) ? 1000 : 0;
        assert.equal(found, Date.parse(plain.replace(/(?<=^.{10}).(?=\d)/s, 'T')) + extra, JSON.stringify(text));
      }),
      { numRuns: runs(50_000), seed: 3 },
    );
  });

  it('are not a number for days that no calendar has, hours that no clock has, and times without a zone', () => {
    const wrong = [
      '2026-02-29T00:00:00Z',
      '2100-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-01-00T00:00:00Z',
      '2026-01-32T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:60:00Z',
      '2026-01-01T00:00:61Z',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00.123',
      '2026-01-01',
      '',
      'Z',
      '2026-01-01T00:00:00z',
      '2026-01-01T00:00:00+24:00',
      '2026-01-01T00:00:00+1:00',
      '-026-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z ',
      '２０２６-01-01T00:00:00Z',
      '2026/01/01T00:00:00Z',
    ];
    assert.deepEqual(
      wrong.filter((text) => !Number.isNaN(instantOf(text))),
      [],
    );
    assert.equal(instantOf('2024-02-29T12:00:00Z'), Date.UTC(2024, 1, 29, 12));
    assert.equal(instantOf('2000-02-29T12:00:00.5-0330'), Date.UTC(2000, 1, 29, 15, 30, 0, 500));
  });
});

describe('whole numbers read from bytes', () => {
  it('are the number, or -1 for anything but decimal digits of a safe integer', () => {
    const text = fc.oneof(
      fc.maxSafeNat().map(String),
      fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
      fc.string({ unit: fc.constantFrom(...'0123456789-+. e'), maxLength: 18 }),
    );
    fc.assert(
      fc.property(text, (digits) => {
        const expected =
          /^\d+$/.test(digits) && digits.length <= 16 && Number.isSafeInteger(Number(digits)) ? Number(digits) : -1;
        assert.equal(lineOf(digits).integer(0, digits.length), expected, digits);
      }),
      { numRuns: runs(20_000), seed: 4 },
    );
    assert.equal(lineOf('9007199254740991').integer(0, 16), Number.MAX_SAFE_INTEGER);
    assert.equal(lineOf('9007199254740992').integer(0, 16), -1);
  });
});

describe('searching a line', () => {
  it('finds what a plain search of a copy of the line finds, and nothing of the lines around it', () => {
    const part = fc.string({ unit: fc.constantFrom('"', 'u', 's', '{', '}', ':', ',', 'a'), maxLength: 40 });
    const needle = fc.string({ unit: fc.constantFrom('"', 'u', 's', '{', ':', 'a'), minLength: 1, maxLength: 4 });
    const offset = fc.integer({ min: 0, max: 45 });
    fc.assert(
      fc.property(part, needle, offset, offset, (text, word, from, to) => {
        const line = lineOf(text);
        const plain = bufferLine(Buffer.from(text));
        const [low, high] = [Math.min(from, to, text.length), Math.min(Math.max(from, to), text.length)];
        assert.equal(line.find(word, low), plain.find(word, low));
        assert.equal(line.findLast(word), plain.findLast(word));
        assert.equal(line.findLast(word, high), plain.findLast(word, high));
        const near = plain.findLast(word, high);
        assert.equal(line.findLast(word, high, high - low), near >= low ? near : -1);
        assert.equal(line.findIn(word.charCodeAt(0), low, high), plain.findIn(word.charCodeAt(0), low, high));
        assert.equal(line.at(word, low), plain.at(word, low));
        assert.equal(line.at(word, -1), false);
        assert.equal(line.ascii(low, high), text.slice(low, high));
        const bytes = Buffer.from(`${word}!`);
        assert.equal(line.same(low, bytes, word.length), plain.at(word, low));
        const copied = Buffer.alloc(high - low);
        line.copy(low, high, copied);
        assert.equal(copied.toString('latin1'), text.slice(low, high));
      }),
      { numRuns: runs(20_000), seed: 5 },
    );
  });

  it('does not see a carriage return before the line end, and sees any other', () => {
    assert.deepEqual(
      [lineOf('ab\r').length, lineOf('\r').length, lineOf('a\rb').length, lineOf('\r\r').length],
      [2, 0, 3, 1],
    );
    assert.equal(lineOf('').length, 0);
  });
});

describe('interned text', () => {
  it('is the same string object for the same bytes, also after 40,000 others', () => {
    const line = lineOf('größe-日本');
    const first = line.intern(0, line.length);
    assert.equal(first, 'größe-日本');
    assert.ok(Object.is(first, line.intern(0, line.length)));
    const texts = Array.from({ length: 40_000 }, (_, index) => `text-${index}`);
    const buffer = Buffer.from(texts.join(''));
    let at = 0;
    for (const text of texts) {
      line.move(buffer, at, at + text.length);
      assert.equal(line.intern(0, text.length), text);
      at += text.length;
    }
  });

  it('is right for texts over 1 KB and for bytes that are not UTF-8', () => {
    const large = 'ü'.repeat(2000);
    assert.equal(lineOf(large).intern(0, 4000), large);
    assert.equal(lineOf(Buffer.from([0xff, 0x41])).intern(0, 2), '\uFFFDA');
  });
});

describe('a line as JSON', () => {
  it('is the value, or undefined where it is none', () => {
    assert.deepEqual(lineOf('{"a":[1,"日本"]}').json(), { a: [1, '日本'] });
    assert.deepEqual(
      ['{"a":', '', 'x', '{"a":1}}'].map((text) => lineOf(text).json()),
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(lineOf('null').json(), null);
  });
});
