import assert from 'node:assert/strict';
import { count, instantOf, record, text } from '../../src/core/json.js';

describe('tolerant JSON values', () => {
  it('reads counters from whatever tools write', () => {
    const cases: [unknown, number][] = [
      [12, 12],
      [12.9, 12],
      ['12', 12],
      [' 12.5 ', 12],
      [12n, 12],
      [0, 0],
      [-1, 0],
      ['', 0],
      ['many', 0],
      [null, 0],
      [undefined, 0],
      [true, 0],
      [{}, 0],
      [[7], 0],
      [Number.NaN, 0],
      [Number.POSITIVE_INFINITY, 0],
      [1e11, 1e11],
      [1e11 + 1, 0],
      [2 ** 53, 0],
      ['9'.repeat(30), 0],
    ];
    for (const [value, expected] of cases) assert.equal(count(value), expected, `${typeof value} ${String(value)}`);
  });

  it('reads instants of every unit and form', () => {
    const at = 1780157113020;
    const cases: [unknown, number][] = [
      [at, at],
      [at + 0.7, at],
      [at / 1000, at],
      [1780157113, 1780157113000],
      [at * 1000, at],
      [at * 1e6, at],
      [`${at}`, at],
      [`${at}000000`, at],
      [[1780157113, 20_999_999], at],
      ['2026-05-30T16:05:13.020Z', at],
      ['2026-05-30T18:05:13.020+02:00', at],
      ['2026-05-30 16:05:13', at - 20],
      ['2026-05-30T16:05:13', at - 20],
    ];
    for (const [value, expected] of cases) assert.equal(instantOf(value), expected, JSON.stringify(value));
    for (const value of [
      0,
      -1,
      20260530,
      '',
      'today',
      null,
      undefined,
      {},
      [],
      ['1'],
      Number.NaN,
      '2026',
      '2026-13-30T16:05:13Z',
    ]) {
      assert.ok(Number.isNaN(instantOf(value)), JSON.stringify(value));
    }
  });

  it('takes the instant of a wrong clock, but no year that has not four digits', () => {
    const years = ['1970-01-01T00:00:00Z', '2099-12-31T23:59:59Z', '0001-01-01T00:00:00Z'];
    assert.deepEqual(
      years.map(instantOf),
      years.map((year) => Date.parse(year)),
    );
    const none = ['9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', 1e24, Number.MAX_VALUE, '9'.repeat(300), [1e300, 0]];
    assert.deepEqual(
      none.map(instantOf),
      none.map(() => Number.NaN),
    );
  });

  it('takes only full texts and objects', () => {
    assert.deepEqual(['a', '', 1, null].map(text), ['a', undefined, undefined, undefined]);
    assert.deepEqual([{ a: 1 }, [], null, 'a'].map(record), [{ a: 1 }, undefined, undefined, undefined]);
  });
});
