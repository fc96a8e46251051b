import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { milestonesOf } from '../../../src/core/badges/milestones.js';

describe('milestones', () => {
  it('are round sums, each with the day on which it was passed', () => {
    const days = [
      { day: '2026-01-01', total: 999_999 },
      { day: '2026-01-02', total: 1 },
      { day: '2026-01-05', total: 250_000_000 },
    ];
    assert.deepEqual(milestonesOf(days), {
      total: 251_000_000,
      next: 1_000_000_000,
      reached: [
        { tokens: 1_000_000, day: '2026-01-02' },
        { tokens: 10_000_000, day: '2026-01-05' },
        { tokens: 100_000_000, day: '2026-01-05' },
      ],
    });
  });

  it('without use there is a next one and no more', () => {
    assert.deepEqual(milestonesOf([]), { total: 0, next: 1_000_000, reached: [] });
  });
});
