import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Change, changeOf } from '../../src/core/change.js';
import { dayOf, dayStart } from '../../src/core/day.js';
import { pairNames, pairOf, pairOfSpans } from '../../src/core/pairs.js';
import { precisions } from '../../src/core/usage.js';

const exact = (value: number) => ({ value, mark: 'exact' as const });
const bound = (value: number) => ({ value, mark: 'atLeast' as const });

describe('a change', () => {
  it('is told in whole percents, from twice as much on in times', () => {
    const cases: [number, number, Change][] = [
      [130, 100, { kind: 'more', percent: 30, certainty: 'exact' }],
      [70, 100, { kind: 'less', percent: 30, certainty: 'exact' }],
      [1001, 1000, { kind: 'more', percent: 0, certainty: 'exact' }],
      [1, 1000, { kind: 'less', percent: 99, certainty: 'exact' }],
      [1999, 1000, { kind: 'more', percent: 99, certainty: 'exact' }],
      [240, 100, { kind: 'times', times: 2.4, certainty: 'exact' }],
      [5, 5, { kind: 'same', certainty: 'exact' }],
      [0, 0, { kind: 'none' }],
      [5, 0, { kind: 'new' }],
      [0, 5, { kind: 'gone' }],
    ];
    for (const [now, before, change] of cases) assert.deepEqual(changeOf(exact(now), exact(before)), change);
  });

  it('is "at least" only where what is missing makes it larger', () => {
    const certainty = (now: Parameters<typeof changeOf>[0], before: Parameters<typeof changeOf>[1]) => {
      const change = changeOf(now, before);
      return 'certainty' in change && change.certainty;
    };
    assert.deepEqual(
      [
        certainty(bound(130), exact(100)),
        certainty(bound(70), exact(100)),
        certainty(exact(70), bound(100)),
        certainty(exact(130), bound(100)),
        certainty(bound(130), bound(100)),
        certainty({ value: 130, mark: 'estimate' }, exact(100)),
      ],
      ['atLeast', 'known', 'atLeast', 'known', 'known', 'about'],
    );
  });

  it('said to be certain holds whatever the missing part is', () => {
    const figure = fc.record({ value: fc.nat(1000), mark: fc.constantFrom(...precisions) });
    fc.assert(
      fc.property(figure, figure, fc.nat(1000), fc.nat(1000), (now, before, moreNow, moreBefore) => {
        const told = changeOf(now, before);
        if (!('certainty' in told) || told.certainty !== 'atLeast') return;
        const trueNow = now.value + (now.mark === 'exact' ? 0 : moreNow);
        const trueBefore = before.value + (before.mark === 'exact' ? 0 : moreBefore);
        if (told.kind === 'more') assert.ok(trueNow >= trueBefore * (1 + told.percent / 100) - 1e-9);
        if (told.kind === 'times') assert.ok(trueNow >= trueBefore * told.times - 1e-9);
        if (told.kind === 'less') assert.ok(trueNow <= trueBefore * (1 - told.percent / 100) + 1e-9);
      }),
    );
  });
});

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('periods to compare', () => {
  it('end at the same day and time where the first goes on', () => {
    const now = Date.UTC(2026, 2, 31, 15, 42); // a Tuesday; February has no 31st
    const told = Object.fromEntries(
      pairNames.map((name) => {
        const { now: a, before: b } = pairOf(name, now, 'UTC');
        return [name, [a.since, a.until, b.since, b.until].map(iso)];
      }),
    );
    assert.deepEqual(told, {
      week: ['2026-03-30T00:00', '2026-04-01T00:00', '2026-03-23T00:00', '2026-03-24T15:42'],
      lastWeek: ['2026-03-23T00:00', '2026-03-30T00:00', '2026-03-16T00:00', '2026-03-23T00:00'],
      month: ['2026-03-01T00:00', '2026-04-01T00:00', '2026-02-01T00:00', '2026-03-01T00:00'],
      lastMonth: ['2026-02-01T00:00', '2026-03-01T00:00', '2026-01-01T00:00', '2026-02-01T00:00'],
      '7d': ['2026-03-25T00:00', '2026-04-01T00:00', '2026-03-18T00:00', '2026-03-24T15:42'],
      '30d': ['2026-03-02T00:00', '2026-04-01T00:00', '2026-01-31T00:00', '2026-03-01T15:42'],
      day: ['2026-03-31T00:00', '2026-04-01T00:00', '2026-03-30T00:00', '2026-03-30T15:42'],
    });
    const may = pairOf('month', Date.UTC(2026, 4, 15, 8), 'UTC').before;
    assert.deepEqual([may.since, may.until].map(iso), ['2026-04-01T00:00', '2026-04-15T08:00']);
  });

  it('never overlap, and each begins with a day of its zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1e12, max: 3e12 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        fc.constantFrom(...pairNames),
        (at, zone, name) => {
          const { now, before } = pairOf(name, at, zone);
          assert.ok(before.since < before.until && before.until <= now.since && now.since < now.until);
          for (const start of [now.since, before.since]) assert.equal(dayStart(dayOf(start, zone), zone), start);
        },
      ),
    );
  });

  it('may be any days', () => {
    const { now, before } = pairOfSpans(
      { since: '2026-03-01', until: '2026-03-02' },
      { since: '2026-02-01', until: '2026-02-01' },
      'UTC',
    );
    assert.deepEqual([now.since, now.until, before.since, before.until].map(iso), [
      '2026-03-01T00:00',
      '2026-03-03T00:00',
      '2026-02-01T00:00',
      '2026-02-02T00:00',
    ]);
  });
});
