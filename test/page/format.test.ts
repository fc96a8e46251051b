import { deepEqual, equal } from 'node:assert/strict';
import { createFormats, headlinePrecision } from '../../src/core/format.js';

const english = createFormats('en', 'Europe/Berlin');
const german = createFormats('de', 'Europe/Berlin');
const thursday = Date.UTC(2026, 10, 19, 10, 37);

describe('numbers as text', () => {
  it('long figures are grouped integers with their mark', () => {
    const rows: readonly [string, string][] = [
      [english.long(0), '0'],
      [english.long(999), '999'],
      [english.long(5_620_999), '5,620,999'],
      [english.long(5_620_999, 'atLeast'), '≥ 5,620,999'],
      [english.long(5_620_999, 'estimate'), '≈ 5,620,999'],
      [english.long(Number.MAX_SAFE_INTEGER), '9,007,199,254,740,991'],
      [german.long(5_620_999), '5.620.999'],
    ];
    for (const [actual, expected] of rows) equal(actual, expected);
  });

  it('compact figures have three significant digits from 1,000 on', () => {
    const rows: readonly [number, string][] = [
      [0, '0'],
      [7, '7'],
      [999, '999'],
      [1000, '1.00K'],
      [12_345, '12.3K'],
      [254_000, '254K'],
      [999_499, '999K'],
      [999_500, '1.00M'],
      [5_000_000, '5.00M'],
      [5_620_999, '5.62M'],
      [123_597_548, '124M'],
      [4_438_112_000, '4.44B'],
    ];
    for (const [count, expected] of rows) equal(english.compact(count), expected);
    equal(german.compact(5_620_999), '5,62\u00a0Mio.');
  });

  it('a lower bound is never rounded up', () => {
    equal(english.compact(5_629_999), '5.63M');
    equal(english.compact(5_629_999, 'atLeast'), '≥ 5.62M');
    equal(english.money(94_419_999_999), '$94.42');
    equal(english.money(94_419_999_999, true), '≥ $94.41');
    equal(english.dollars(94_419_999_999, true), '94.41');
  });

  it('money has two decimals, rounded half up; less than a cent says so', () => {
    const rows: readonly [number, string][] = [
      [0, '$0.00'],
      [1, '< $0.01'],
      [9_999_999, '< $0.01'],
      [10_000_000, '$0.01'],
      [4_320_000_000, '$4.32'],
      [4_325_000_000, '$4.33'],
      [4_324_999_999, '$4.32'],
      [1_234_567_890_000_000, '$1,234,567.89'],
    ];
    for (const [nano, expected] of rows) equal(english.money(nano), expected);
    equal(english.money(1, true), '≥ $0.00');
    equal(english.dollars(1), '0.01');
    equal(german.money(4_320_000_000), '4,32\u00a0$');
  });

  it('a share is an integer, 0 and 100 only if true', () => {
    const rows: readonly [number, number, string][] = [
      [0, 0, '0%'],
      [0, 100, '0%'],
      [1, 1000, '<1%'],
      [4, 1000, '<1%'],
      [5, 1000, '1%'],
      [89, 100, '89%'],
      [995, 1000, '99%'],
      [9999, 10_000, '99%'],
      [7, 7, '100%'],
      [120, 100, '120%'],
    ];
    for (const [part, whole, expected] of rows) equal(english.share(part, whole), expected);
  });
});

describe('instants as text', () => {
  it('clock, day and moment are those of the zone', () => {
    equal(english.clock(thursday), '11:37');
    equal(english.clock(Date.UTC(2026, 10, 18, 23, 5)), '00:05');
    equal(english.day(thursday), 'Thu 19 Nov');
    equal(english.day('2026-11-18'), 'Wed 18 Nov');
    equal(english.moment(thursday, thursday + 60_000), '11:37');
    equal(english.moment(thursday, thursday + 86_400_000), 'Thu 19 Nov, 11:37');
  });

  it('a day key is that day in every zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
      equal(createFormats('en', zone).day('2026-11-18'), 'Wed 18 Nov');
    }
  });

  it('the same local day is not the same UTC day', () => {
    const midnight = Date.UTC(2026, 10, 18, 23);
    equal(english.sameDay(midnight, thursday), true);
    equal(english.sameDay(midnight - 1, midnight), false);
  });

  it('an unknown locale is English, an unknown zone UTC', () => {
    const lost = createFormats('zz_!!', 'Mars/Olympus');
    deepEqual([lost.long(1234), lost.clock(thursday)], ['1,234', '10:37']);
    equal(createFormats('qps-ploc', 'UTC').compact(5_620_999), '5.62M');
  });
});

describe('the mark of a headline', () => {
  const rows: readonly [string, number, number, number, string][] = [
    ['all exact', 100, 0, 0, 'exact'],
    ['1 % estimated', 99, 0, 1, 'exact'],
    ['more than 1 % estimated', 980, 0, 20, 'estimate'],
    ['some at least', 99, 1, 0, 'atLeast'],
    ['at least and a little estimated', 989, 1, 10, 'atLeast'],
    ['at least and estimated', 50, 25, 25, 'estimate'],
    ['nothing', 0, 0, 0, 'exact'],
  ];
  for (const [name, exact, atLeast, estimate, expected] of rows) {
    it(name, () => {
      equal(
        headlinePrecision({ total: exact + atLeast + estimate, precision: { exact, atLeast, estimate } }),
        expected,
      );
    });
  }
});
