import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ago, day, edit, times, use } from './facts.js';
import { judge } from './judge.js';

/** What does not count for badges of thrift, and why. */
describe('what a badge misses', () => {
  it('Budget Keeper: a month over its budget is named, and takes nothing away; without a budget it needs one', () => {
    const months = [
      { to: '2026-02-01', within: true },
      { to: '2026-03-01', within: false },
      { to: '2026-05-01', within: true },
      { to: '2026-06-01', within: true },
    ];
    const { reached, missed, evidence } = judge('budget-keeper', { budgets: months });
    assert.deepEqual([reached, missed], [['2026-06-01'], { day: '2026-02-28', why: 'overBudget' }]);
    assert.deepEqual(evidence, [{ key: 'months', value: 3 }]);
    assert.deepEqual(judge('budget-keeper', { budgets: [] }).count, { value: 0, of: 3, unit: 'months' });
    assert.deepEqual(judge('budget-keeper', {}).lacks, { kind: 'source', source: 'budget' });
  });

  describe('Cache Gardener', () => {
    const days = (cacheRead: (n: number) => number, kept: (n: number) => number, output = 1_000) =>
      judge('cache-gardener', {
        days: times(12, (n) => use(ago(40 - n), { cacheRead: cacheRead(n), output })),
        edits: times(12, (n) => edit(ago(40 - n), 40, kept(n))),
      });

    it('a day below the share, with its share', () => {
      const { count, missed } = days(
        (n) => (n === 11 ? 100 : 900),
        () => 30,
      );
      assert.deepEqual(count?.value, 10);
      assert.deepEqual(missed, { day: ago(29), why: 'cacheShare', value: 0.5 });
    });

    it('a day with fewer kept lines per token than usual', () => {
      const { missed } = days(
        () => 900,
        (n) => (n === 11 ? 1 : 30),
      );
      assert.deepEqual(missed, { day: ago(29), why: 'lowerYield' });
    });

    it('a day of which no use is told', () => {
      const edits = [edit(ago(20), 40, 30)];
      const { count, missed } = judge('cache-gardener', { edits });
      assert.deepEqual([count?.value, missed], [0, { day: ago(20), why: 'cacheShare' }]);
    });

    it('a tool that tells no output is no worse than usual', () => {
      assert.equal(
        days(
          () => 900,
          () => 30,
          0,
        ).count?.value,
        10,
      );
    });
  });

  it('Light Touch: ten days are needed to say what is best', () => {
    const some = (n: number) => ({
      days: times(n, (index) => use(ago(40 - index))),
      edits: times(n, (index) => edit(ago(40 - index), 40, 30)),
    });
    assert.deepEqual(judge('light-touch', some(4)).lacks, { kind: 'sample', value: 4, of: 11, unit: 'days' });
    const even = judge('light-touch', some(14));
    assert.deepEqual([even.lacks, even.count?.value, even.shown], [null, 0, null]);
  });

  it('Frugal Month: without a price of all of it, or without a line before, nothing can be said', () => {
    const both = (costNano: number | null, keptBefore: number) =>
      judge('frugal-month', {
        days: [use(ago(50), { costNano: 9_000 }), use(ago(20), { costNano })],
        edits: [edit(ago(50), 300, keptBefore), edit(ago(20), 300, 300)],
      });
    for (const { evidence, reached } of [both(null, 300), both(1_000, 0)])
      assert.deepEqual([evidence, reached], [[], []]);
    assert.equal(both(1_000, 300).reached.length, 1);
    assert.deepEqual(both(9_000, 300).reached, [], 'as dear as before');
  });

  it('Loop Breaker: a loop within the days, with its length; the session is shown', () => {
    const days = times(20, (n) => ago(40 - n));
    const found = [{ day: ago(25), session: 'codex:s', turns: 120 }];
    const work = { days: days.map((each) => use(each)), edits: days.map((each) => edit(each, 40, 30)) };
    const { reached, missed, shown, evidence } = judge('loop-breaker', { ...work, loops: { since: day(0), found } });
    assert.deepEqual(missed, { day: ago(25), why: 'loop', value: 120 });
    assert.deepEqual(shown, { kind: 'sessions', ids: ['codex:s'] });
    assert.deepEqual(evidence.at(-1), { key: 'loops', value: 1 });
    assert.ok(reached.every((each) => each < ago(25)));
    const late = judge('loop-breaker', { ...work, loops: { since: ago(10), found: [] } });
    assert.deepEqual([late.reached, late.shown, late.evidence[0]?.value], [[], null, 0]);
  });

  it('One-Shot: an edit that took a second one; those of older builds tell nothing', () => {
    const edits = times(50, (n) => edit(ago(30), 20, 15, { redone: n % 2 === 0 }));
    const { reached, missed, evidence } = judge('one-shot', { edits });
    assert.deepEqual([reached, missed], [[], { day: ago(30), why: 'redone' }]);
    assert.deepEqual(evidence[0], { key: 'firstTimeShare', value: 0.5 });
    const old = judge('one-shot', { edits: times(50, () => edit(ago(30), 20, 15, { redone: null })) });
    assert.deepEqual([old.evidence, old.shown, old.missed], [[], null, null]);
  });
});
