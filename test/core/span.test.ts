import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayOf } from '../../src/core/day.js';
import { instants, isSpan, monthBefore, spanNames, spanOf } from '../../src/core/span.js';

/** Sunday 1 March 2026, 00:30 in Berlin: still Saturday in February for UTC. */
const now = Date.UTC(2026, 1, 28, 23, 30);

describe('spans of days', () => {
  it('are those of the zone, with weeks from Monday', () => {
    const all = Object.fromEntries(spanNames.map((name) => [name, Object.values(spanOf(name, now, 'Europe/Berlin'))]));
    assert.deepEqual(all, {
      today: ['2026-03-01', '2026-03-01'],
      yesterday: ['2026-02-28', '2026-02-28'],
      '7d': ['2026-02-23', '2026-03-01'],
      '30d': ['2026-01-31', '2026-03-01'],
      thisWeek: ['2026-02-23', '2026-03-01'],
      lastWeek: ['2026-02-16', '2026-02-22'],
      thisMonth: ['2026-03-01', '2026-03-01'],
      lastMonth: ['2026-02-01', '2026-02-28'],
      all: [],
    });
    assert.deepEqual(spanOf('thisMonth', now, 'UTC'), { since: '2026-02-01', until: '2026-02-28' });
    assert.equal(monthBefore('2026-01-15'), '2025-12-01');
  });

  it('hold now, or end before it where they are past', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Havana', 'Pacific/Apia'),
        fc.constantFrom(...spanNames),
        (at, zone, name) => {
          const span = spanOf(name, at, zone);
          const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = instants({ ...span, zone });
          const past = ['yesterday', 'lastWeek', 'lastMonth'].includes(name);
          assert.ok(past ? until <= at : since <= at && at < until);
          assert.ok(since < until);
          if (span.since) assert.deepEqual([dayOf(since, zone), dayOf(until - 1, zone)], [span.since, span.until]);
        },
      ),
    );
  });

  it('have days of the calendar at their ends, or none', () => {
    const spans = [
      [{}, true],
      [{ since: '2026-01-31' }, true],
      [{ since: '2026-01-31', until: '2026-01-31' }, true],
      [{ since: '2026-02-01', until: '2026-01-31' }, false],
      [{ until: '2026-02-30' }, false],
      [{ since: 7 as unknown as string }, false],
    ] as const;
    for (const [span, holds] of spans) assert.equal(isSpan(span), holds, JSON.stringify(span));
  });
});
