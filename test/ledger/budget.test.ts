import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Budget } from '../../src/core/budget/budget.js';
import { budgetCourse, budgetPath } from '../../src/ledger/questions/budget.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { hour, openLedger, put, request } from './rig.js';

const zone = 'Europe/Berlin';
const day = 24 * hour;
/** 2026-03-01, 00:00 in Berlin; clocks are put forward on 29 March at 02:00. */
const march = Date.UTC(2026, 1, 28, 23);
const at = (text: string) => Date.parse(text);
const monthly = (amount: number): Budget => ({ amount, unit: 'dollars', period: 'month', ofProject: false });

/** `small-1` costs $5 a million output tokens. */
const dollars = (count: number) => ({ output: count * 200_000 });

describe('a budget', () => {
  const ledger = openLedger();
  const queries = new Queries(ledger);
  after(() => ledger.close());
  put(
    ledger,
    request({ at: march - 1, ...dollars(1000) }),
    request({ at: march, ...dollars(6) }),
    request({ at: march + day, ...dollars(4), project: '/home/dev/one/sub' }),
    request({ at: march + 2 * day, ...dollars(2), project: '/home/dev/other' }),
    request({ at: march + 31 * day - hour - 1, ...dollars(7) }),
    request({ at: march + 31 * day - hour, ...dollars(500) }),
  );
  const course = (budget: Budget, now: number, folders: readonly string[] = []) =>
    budgetCourse(ledger, queries, { budget, now, zone, folders });

  it('sums the calendar month in the zone, and goes on at its pace', () => {
    // Three days used 6, 4 and 2 dollars: 4 a day, 12 + 28 · 4. What a fast clock wrote ahead is used, as everywhere.
    const now = at('2026-03-03T11:00:00Z');
    assert.deepEqual(course(monthly(100), now), {
      budget: monthly(100),
      used: 19_000_000_000,
      limit: 100_000_000_000,
      percent: 19,
      crossed: null,
      atLeast: false,
      from: '2026-03-01',
      elapsed: (2.5 * day) / (31 * day - hour),
      part: 3,
      parts: 31,
      likely: 124_000_000_000,
      reachedAt: at('2026-03-24T23:00:00Z'),
      unpriced: 0,
    });
  });

  it('comes to where it stands part by part, and ends within a range around its pace', () => {
    const now = at('2026-03-03T11:00:00Z');
    const path = budgetPath(ledger, queries, { budget: monthly(100), now, zone, folders: [] });
    assert.deepEqual(path?.course, course(monthly(100), now));
    assert.deepEqual(path?.uses, [6e9, 4e9, 2e9]);
    assert.deepEqual([path?.starts.length, path?.starts[0], path?.starts.at(-1)], [32, march, march + 31 * day - hour]);
    // Of 6, 4, 2 the deviation is 2: 124 ± 1.2816 · 2 · √(28 + 28² / 3).
    const margin = 1.2816 * 2e9 * Math.sqrt(28 + 28 ** 2 / 3);
    assert.deepEqual(path?.range, { low: 124e9 - margin, high: 124e9 + margin });
    const window = { ...monthly(50), unit: 'planWindow' } as const;
    assert.equal(budgetPath(ledger, queries, { budget: window, now, zone, folders: [] }), null);
  });

  it('begins anew at local midnight, also in the month in which clocks change', () => {
    const end = march + 31 * day - hour;
    assert.deepEqual(
      [end - 1, end].map((now) => course(monthly(10), now)).map((told) => [told?.from, (told?.used ?? 0) / 1e9]),
      [
        ['2026-03-01', 19],
        ['2026-04-01', 500],
      ],
    );
    assert.equal(course(monthly(10), end - 1)?.crossed, 100);
  });

  it('is of another period in another zone', () => {
    const told = budgetCourse(ledger, queries, { budget: monthly(10), now: march, zone: 'UTC', folders: [] });
    assert.deepEqual([told?.from, (told?.used ?? 0) / 1e9], ['2026-02-01', 1006]);
  });

  it('of the project counts its folders alone', () => {
    const ofProject = { ...monthly(100), ofProject: true };
    const now = march + 3 * day;
    assert.deepEqual(
      [['/home/dev/one'], ['/home/dev/other'], []].map((folders) => course(ofProject, now, folders)?.used),
      [17_000_000_000, 2_000_000_000, 0],
    );
  });

  it('of a week or of a day, in tokens: parts are days from Monday, hours of a day that has 23', () => {
    const tokens = (period: Budget['period'], amount: number): Budget => ({
      ...monthly(amount),
      unit: 'tokens',
      period,
    });
    const week = course(tokens('week', 2_000_000), march + day + hour);
    assert.deepEqual(
      [week?.from, week?.used, week?.percent, week?.part, week?.parts],
      ['2026-03-02', 1_200_000, 60, 1, 7],
    );
    const short = course(tokens('day', 1), at('2026-03-29T10:30:00Z'));
    assert.deepEqual([short?.from, short?.part, short?.parts, short?.used], ['2026-03-29', 12, 23, 0]);
  });

  it('says "at least" where a model has no price, and how many; nothing is guessed', () => {
    const other = openLedger();
    put(other, request({ at: march, ...dollars(8) }), request({ at: march, model: 'unheard-of', output: 5 }));
    const ask = (budget: Budget) =>
      budgetCourse(other, new Queries(other), { budget, now: march + hour, zone, folders: [] });
    const told = ask(monthly(10));
    assert.deepEqual(
      [told?.used, told?.percent, told?.crossed, told?.atLeast, told?.unpriced],
      [8_000_000_000, 80, 80, true, 1],
    );
    const inTokens = ask({ ...monthly(2_000_000), unit: 'tokens' });
    assert.deepEqual([inTokens?.used, inTokens?.atLeast, inTokens?.unpriced], [1_600_005, false, 0]);
    other.close();
  });

  it('of a plan window that no tool tells of is not known', () =>
    assert.equal(course({ ...monthly(80), unit: 'planWindow' }, march), null));
});
