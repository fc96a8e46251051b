import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { addDays } from '../../../src/core/day.js';
import { addWeeks, isWeek, lastDayOf, weekOf } from '../../../src/core/team/week.js';

describe('ISO weeks', () => {
  it('belong to the year of their Thursday', () => {
    const weeks = {
      '2026-11-15': '2026-W46',
      '2026-11-16': '2026-W47',
      '2024-12-30': '2025-W01',
      '2021-01-03': '2020-W53',
      '2027-01-01': '2026-W53',
      '2023-01-01': '2022-W52',
    };
    for (const [day, week] of Object.entries(weeks)) assert.equal(weekOf(day), week, day);
  });

  it('end on a Sunday', () => {
    assert.deepEqual(['2026-W46', '2020-W53', '2025-W01'].map(lastDayOf), ['2026-11-15', '2021-01-03', '2025-01-05']);
  });

  it('are told from what only looks so', () => {
    const texts = ['2026-W53', '2025-W53', '2026-W00', '2026-W1', '2026-W54', 'x', '2026-W46 '];
    assert.deepEqual(texts.map(isWeek), [true, false, false, false, false, false, false]);
  });

  it('always: the last day lies in its week, the next one in the next', () =>
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const week = weekOf(addDays('2026-01-01', days));
        assert.equal(weekOf(lastDayOf(week)), week);
        assert.equal(weekOf(addDays(lastDayOf(week), 1)), addWeeks(week, 1));
        assert.equal(addWeeks(addWeeks(week, 60), -60), week);
        assert.ok(isWeek(week));
      }),
    ));
});
