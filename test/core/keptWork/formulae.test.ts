import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  band,
  cacheHitRatio,
  costPerKeptLine,
  type DayFigures,
  dayScore,
  efficiency,
  keptRatio,
  score,
  type Usual,
  usualOf,
  volume,
  yieldOf,
} from '../../../src/core/keptWork/formulae.js';
import { median, medianDistance, variation } from '../../../src/core/keptWork/statistics.js';
import { Random } from '../../kit/generate/random.js';
import { runs } from '../../ledger/rig.js';

const usual: Usual = { ratio: 0.8, yield: 10, cap: 300 };
const day = (lines: number, kept: number, output = 0): DayFigures => ({ lines, kept, output });
const near = (value: number, wanted: number) => assert.ok(Math.abs(value - wanted) < 1e-9, `${value} is not ${wanted}`);

const figures = fc.record({
  kept: fc.integer({ min: 0, max: 2_000 }),
  lost: fc.integer({ min: 0, max: 2_000 }),
  output: fc.integer({ min: 0, max: 1_000_000 }),
});
const made = ({ kept, lost, output }: { kept: number; lost: number; output: number }) => day(kept + lost, kept, output);

describe('formulae of kept work, worked by hand', () => {
  it('R = (S15 + 50·μ) / (A + 50)', () => {
    near(keptRatio(day(150, 140), 0.8), (140 + 40) / 200);
    near(keptRatio(day(0, 0), 0.8), 0.8);
    near(keptRatio(day(2, 2), 0.5), 27 / 52);
  });

  it('Y = S15 / (output tokens / 1000), and none without output', () => {
    near(yieldOf(day(100, 80, 16_000)) ?? 0, 5);
    assert.equal(yieldOf(day(100, 80)), undefined);
  });

  it('E = min(1, Y / Y0); nobody pays for what a tool does not tell', () => {
    assert.deepEqual(
      [efficiency(5, 10), efficiency(10, 10), efficiency(30, 10), efficiency(undefined, 10)],
      [0.5, 1, 1, 1],
    );
  });

  it('what is usual: medians, the cap = median + 6 · 1.4826 · MAD, and their least values', () => {
    const days = [day(200, 100, 10_000), day(200, 150, 10_000), day(400, 400, 10_000)];
    const told = usualOf(days);
    near(told.ratio, 0.75);
    near(told.yield, 15);
    near(told.cap, 150 + 6 * 1.4826 * 50);
    assert.deepEqual(usualOf([]), { ratio: 0.5, yield: 5, cap: 300 });
    assert.deepEqual(usualOf([day(10, 5, 100_000)]), { ratio: 0.5, yield: 5, cap: 300 });
  });

  it('V = 5 · S / (S + 14), S = min(S15, cap)', () => {
    assert.deepEqual(
      [0, 14, 56, 126, 1_000].map((kept) => volume(kept, 126)),
      [0, 2.5, 4, 4.5, 4.5],
    );
  });

  it('day = V · (0.25 + 0.75·R) · (0.4 + 0.6·E)', () => {
    near(dayScore(day(126, 126, 12_600), usual), 4.5 * (0.25 + 0.75 * (166 / 176)));
    near(dayScore(day(150, 56, 11_200), usual), 4 * (0.25 + 0.75 * (96 / 200)) * (0.4 + 0.6 * 0.5));
    near(dayScore(day(10_000, 10_000), usual), dayScore(day(10_000, 10_000), { ...usual, cap: 300 }));
    assert.equal(dayScore(day(100, 0, 1_000), usual), 0);
  });

  it('score = 10 · mean of the best 60 % of at least six days, the last one in part', () => {
    assert.equal(score([1, 2, 3, 4, 5]), null);
    assert.equal(score([5, 1, 4, 2, 3]), null);
    // 60 % of six days are 3.6: (6 + 5 + 4 + 0.6 · 3) / 3.6.
    assert.equal(score([1, 2, 3, 4, 5, 6]), 47);
    assert.equal(score([0, 0, 0, 0, 3, 3, 3, 3, 3, 3]), 30);
  });

  it('bands 1 to 5 begin at 0, 10, 20, 30 and 40', () => {
    assert.deepEqual([0, 9, 10, 19, 20, 29, 30, 39, 40, 99].map(band), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it('CHR = cacheRead / (cacheRead + cacheWrite + input)', () => {
    assert.equal(cacheHitRatio({ cacheRead: 80, cacheWrite: 15, input: 5 }), 0.8);
    assert.equal(cacheHitRatio({ cacheRead: 0, cacheWrite: 0, input: 0 }), null);
  });

  it('cost per kept line = cost / SC, rounded once', () => {
    assert.deepEqual(
      [costPerKeptLine(1_000, 3), costPerKeptLine(5, 2), costPerKeptLine(null, 3), costPerKeptLine(1_000, 0)],
      [333, 3, null, null],
    );
  });

  it('median, median distance and variation', () => {
    assert.deepEqual([median([]), median([3, 1, 2]), median([4, 1, 3, 2])], [undefined, 2, 2.5]);
    assert.deepEqual([medianDistance([]), medianDistance([1, 1, 2, 9])], [0, 0.5]);
    const random = new Random('medians');
    for (let round = 0; round < 400; round++) {
      // Short and long lists in turn: they are sorted in two ways, in one place.
      const list = Array.from({ length: random.integer(1, round % 2 ? 60 : 300) }, () => random.integer(-9, 9) / 4);
      const [low, high] = [...list].sort((a, b) => a - b).slice((list.length - 1) >> 1);
      assert.equal(median(list), list.length % 2 === 1 ? low : (Number(low) + Number(high)) / 2);
    }
    assert.deepEqual([variation([]), variation([0, 0]), variation([2, 2]), variation([1, 3])], [0, 0, 0, 0.5]);
  });
});

describe('formulae of kept work, always', () => {
  const check = (property: fc.IProperty<never> | fc.IPropertyWithHooks<never>) =>
    fc.assert(property as never, { numRuns: runs(10_000) });

  it('one more line kept never lowers a day', () =>
    check(
      fc.property(figures, (given) => {
        const more = { ...given, kept: given.kept + 1, lost: given.lost };
        assert.ok(dayScore(made(more), usual) >= dayScore(made(given), usual) - 1e-12);
      }) as never,
    ));

  it('one more line that is not kept never raises a day', () =>
    check(
      fc.property(figures, (given) => {
        assert.ok(dayScore(made({ ...given, lost: given.lost + 1 }), usual) <= dayScore(made(given), usual));
      }) as never,
    ));

  it('more output tokens for the same lines never raise a day', () =>
    check(
      fc.property(figures, fc.integer({ min: 1, max: 100_000 }), (given, more) => {
        assert.ok(
          dayScore(made({ ...given, output: given.output + more }), usual) <= dayScore(made(given), usual) + 1e-12,
        );
      }) as never,
    ));

  it('lines beyond the cap add only what the better ratio gives', () =>
    check(
      fc.property(figures, (given) => {
        assert.ok(dayScore(made(given), usual) <= volume(usual.cap, usual.cap));
      }) as never,
    ));

  it('few lines are drawn to what is usual: R lies between the share kept and μ', () =>
    check(
      fc.property(figures, fc.double({ min: 0, max: 1, noNaN: true }), (given, ratio) => {
        const { lines, kept } = made(given);
        const share = lines === 0 ? ratio : kept / lines;
        const told = keptRatio({ lines, kept }, ratio);
        assert.ok(told >= Math.min(share, ratio) - 1e-12 && told <= Math.max(share, ratio) + 1e-12);
      }) as never,
    ));

  it('the score lies between the worst and the best day, whatever their order', () =>
    check(
      fc.property(fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 6, maxLength: 28 }), (days) => {
        const told = score(days) ?? Number.NaN;
        assert.equal(told, score([...days].reverse()));
        assert.ok(told >= Math.floor(10 * Math.min(...days)) && told <= Math.ceil(10 * Math.max(...days)));
      }) as never,
    ));
});
