import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { forecast } from '../../../src/core/budget/forecast.js';
import { budgetPeriods, partStarts, periodDays } from '../../../src/core/budget/period.js';
import { dueCrossing, standing, type ToldCrossing } from '../../../src/core/budget/standing.js';
import { addDays, dayOf } from '../../../src/core/day.js';
import { runs } from '../../ledger/rig.js';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

describe('the period of a budget', () => {
  it('is a day, a week from Monday, a calendar month', () => {
    const of = (day: string) => budgetPeriods.map((period) => Object.values(periodDays(period, day)).join(' '));
    assert.deepEqual(of('2026-11-19'), ['2026-11-19 2026-11-20', '2026-11-16 2026-11-23', '2026-11-01 2026-12-01']);
    assert.deepEqual(of('2024-02-29')[2], '2024-02-01 2024-03-01');
    assert.deepEqual(of('2027-01-03')[1], '2026-12-28 2027-01-04');
    assert.deepEqual(of('2026-12-31')[2], '2026-12-01 2027-01-01');
  });

  it('holds its day, and is that of each of its days', () =>
    fc.assert(
      fc.property(fc.constantFrom(...budgetPeriods), anyDay, (period, day) => {
        const days = periodDays(period, day);
        assert.ok(days.from <= day && day < days.to);
        assert.deepEqual(periodDays(period, days.from), days);
        assert.deepEqual(periodDays(period, addDays(days.to, -1)), days);
        assert.equal(periodDays(period, days.to).from, days.to);
      }),
      { numRuns: runs(2_000) },
    ));

  it('has 23 or 25 hours where clocks are moved, and days that begin at local midnight', () => {
    const zone = 'Europe/Berlin';
    const hours = (day: string) => partStarts('day', periodDays('day', day), zone).length - 1;
    assert.deepEqual([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')], [24, 23, 25]);
    const march = partStarts('month', periodDays('month', '2026-03-29'), zone);
    assert.equal(march.length - 1, 31);
    assert.deepEqual(
      march.slice(28).map((at) => new Date(at).toISOString()),
      ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    );
    assert.equal(dayOf((march.at(-1) ?? 0) - 1, zone), '2026-03-31');
  });
});

describe('the forecast of a period', () => {
  it('is worked by hand', () => {
    // Mean 4, sample variance (4 + 0 + 4) / 2 = 4, 6 parts to come: 12 + 24 ± 1.2816 · √(4 · (6 + 36 / 3)) = 36 ± 10.8747.
    const told = forecast([2, 4, 6], 9, 30);
    assert.deepEqual([told?.likely, told?.reachedIn], [36, 7]);
    assert.ok(Math.abs((told?.low ?? 0) - 25.1253) < 1e-4 && Math.abs((told?.high ?? 0) - 46.8747) < 1e-4);
  });

  it('is 94 at the end of a month of which 19 days used 59.58', () => {
    const told = forecast(
      Array.from({ length: 19 }, () => 59.58 / 19),
      30,
      120,
    );
    assert.deepEqual([Math.round(told?.likely ?? 0), told?.reachedIn], [94, null]);
  });

  it('says nothing of two days, or of no use, and no range of a period at its last part', () => {
    assert.deepEqual([forecast([5, 5], 30, 10), forecast([0, 0, 0, 0], 30, 10)], [null, null]);
    assert.deepEqual(forecast([1, 9, 5], 3, 100), { likely: 15, low: 15, high: 15, reachedIn: null });
  });

  it('names the part in which a limit was passed already', () =>
    assert.equal(forecast([1, 9, 5], 30, 10)?.reachedIn, 1));

  it('never ends below what is used, nor likely outside its range', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat(1e9), { minLength: 3, maxLength: 31 }),
        fc.integer({ min: 1, max: 1e9 }),
        (parts, limit) => {
          const told = forecast(parts, 31, limit);
          const used = parts.reduce((sum, part) => sum + part, 0);
          if (!told) return assert.equal(used, 0);
          assert.ok(used <= told.low && told.low <= told.likely + 1e-3 && told.likely <= told.high);
          assert.ok(told.reachedIn === null ? told.likely < limit : told.reachedIn < 31);
        },
      ),
      { numRuns: runs(2_000) },
    ));

  it('holds four of five ends of months of independent days', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    let held = 0;
    for (let month = 0; month < 2_000; month++) {
      const days = Array.from({ length: 30 }, () => 10 + random() + random() + random());
      const told = forecast(days.slice(0, 12), 30, 1e9);
      const end = days.reduce((sum, day) => sum + day, 0);
      if (told && told.low <= end && end <= told.high) held++;
    }
    assert.ok(Math.abs(held / 2_000 - 0.8) < 0.04, `${held} of 2000`);
  });
});

describe('the standing of a budget', () => {
  it('is told at 80 and at 100 %, never before it is true', () => {
    const of = (used: number) => Object.values(standing(used, 1_000, false)).join(' ');
    assert.deepEqual([0, 799, 800, 999, 1_000, 2_500].map(of), [
      '0  false',
      '79  false',
      '80 80 false',
      '99 80 false',
      '100 100 false',
      '250 100 false',
    ]);
    assert.equal(standing(1, 2, true).atLeast, true);
    const percent = (used: number, atLeast: boolean) => standing(used, 1_000, atLeast).percent;
    assert.deepEqual(
      [percent(496, false), percent(496, true), percent(804, false), percent(1_196, false)],
      [50, 49, 80, 120],
    );
  });

  it('is notified once a period each, also over restarts, zones and a price that falls', () => {
    let told: ToldCrossing | null = null;
    const said = (percent: number, from: string, budget = 'month:120') => {
      const due = dueCrossing(standing(percent, 100, false), { from, budget }, told);
      told = due ?? told;
      return due?.crossing ?? null;
    };
    const november = [79, 80, 95, 70, 85, 100, 130, 90].map((percent) => said(percent, '2026-11-01'));
    assert.deepEqual(november, [null, 80, null, null, null, 100, null, null]);
    assert.deepEqual([said(10, '2026-12-01'), said(120, '2026-12-01'), said(85, '2026-12-01')], [null, 100, null]);
    assert.equal(said(130, '2026-11-01'), null, 'the month before, seen again west of midnight');
    assert.equal(said(85, '2026-12-01', 'month:200'), 80, 'another budget');
  });
});
