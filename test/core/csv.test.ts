import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Cell, csvCell, csvText } from '../../src/core/csv.js';
import { readCsv } from '../kit/readCsv.js';
import { runs } from '../ledger/rig.js';

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    ' ',
    '"',
    ',',
    ';',
    "'",
    '＝',
    'a',
    '1',
    'ä',
    '漢',
    '\u00a0',
  ),
});
const cell: fc.Arbitrary<Cell> = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme' }),
  fc.maxSafeNat(),
  fc.boolean(),
  fc.constant(null),
);

describe('comma-separated values', () => {
  it('are read back as they were, but for the apostrophe before what would run', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const read = readCsv(csvText(['a', 'b'], rows));
        const shown = rows.map((row) => row.map((each) => (each === null ? '' : String(each))));
        const bare = read
          .slice(1)
          .map((row, y) => row.map((text, x) => (text === shown[y]?.[x] ? text : text.slice(1))));
        assert.deepEqual([read[0], bare], [['a', 'b'], shown]);
      }),
      { numRuns: runs(2000), seed: 18 },
    );
  });

  it('hold no text that a spreadsheet runs, and no number as text', () => {
    fc.assert(
      fc.property(nasty, fc.maxSafeNat(), (text, number) => {
        const [[read = '', digits = ''] = []] = readCsv(`${csvCell(text)},${csvCell(number)}\r\n`);
        assert.doesNotMatch(read, /^\s*[=+\-@＝＋－＠]/);
        assert.doesNotMatch(read, /^[\t\r\n]/);
        assert.equal(csvCell(number), digits);
      }),
      { numRuns: runs(2000), seed: 19 },
    );
  });

  it('put an apostrophe before every kind of formula', () => {
    const told = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', 'a=1', "'=1", '2026-03-01'].map(
      csvCell,
    );
    assert.deepEqual(told, [
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\t=1",
      '"\'\r=1"',
      "' =1",
      "'＝1",
      'a=1',
      "'=1",
      '2026-03-01',
    ]);
  });
});
