import assert from 'node:assert/strict';
import { noTotals } from '../../../src/core/report.js';
import type { Heard, HeardObject } from '../../../src/core/team/heard.js';
import { dayFigures, machineSums, nextRows } from '../../../src/core/team/machines.js';

const none = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0, requests: 0 };

/** Each kind of token has a size of its own, so that none is taken for another. */
function row(day: string, tool: string, more: object = {}) {
  const sizes = { input: 1, cacheRead: 10, cacheWrite5m: 100, cacheWrite1h: 1_000, output: 10_000 };
  return { day, tool, ...none, ...sizes, reasoning: 5_000, requests: 1, costNano: 7, costAtLeast: false, ...more };
}

function told(number: number, issued: string, days: readonly object[], more: Partial<HeardObject> = {}): HeardObject {
  const plain = { seq: 1, hash: '', member: 'm', device: 'd', epoch: 1, formula: 0, alias: null, weeks: [] };
  return { ...plain, number, issued, label: `n${number}`, days, gone: false, left: false, ...more } as HeardObject;
}

describe('sums of one person’s machines', () => {
  it('add up each machine, day and tool; a total has each kind of token but reasoning, which is part of output', () => {
    const heard: Heard = {
      a: told(2, '2026-11-03', [row('2026-11-02', 'codex', { revision: 1 })]),
      b: told(1, '2026-11-01', [
        row('2026-11-01', 'codex', { revision: 1 }),
        row('2026-11-01', 'goose', { revision: 1 }),
      ]),
      c: told(1, '2026-11-04', [row('2026-10-01', 'codex', { revision: 1, output: 0 })], { label: 'renamed' }),
    };
    const { machines, totals, byDay, byTool } = machineSums(heard);
    assert.deepEqual(
      machines.map(({ number, label, issued, totals: own }) => [number, label, issued, own.total]),
      [
        [1, 'renamed', '2026-11-04', 2 * 11_111 + 1_111],
        [2, 'n2', '2026-11-03', 11_111],
      ],
    );
    assert.deepEqual([totals.total, totals.costNano, totals.requests], [3 * 11_111 + 1_111, 28, 4]);
    assert.deepEqual(
      Object.entries(byDay).map(([day, { total }]) => [day, total]),
      [
        ['2026-10-01', 1_111],
        ['2026-11-01', 22_222],
        ['2026-11-02', 11_111],
      ],
    );
    assert.deepEqual(Object.keys(byTool), ['codex', 'goose']);
  });

  it('take of a machine’s day and tool the highest revision, whichever comes first; of one day the label said last', () => {
    const [older, newer] = [
      row('2026-11-01', 'codex', { revision: 1 }),
      row('2026-11-01', 'codex', { revision: 2, output: 5 }),
    ];
    for (const days of [
      [older, newer],
      [newer, older],
    ]) {
      const heard = {
        a: told(1, '2026-11-01', days.slice(0, 1)),
        b: told(1, '2026-11-01', days.slice(1), { label: 'last' }),
      };
      const { totals, machines } = machineSums(heard);
      assert.deepEqual([totals.output, machines[0]?.label], [5, 'last']);
    }
    const same = [newer, row('2026-11-01', 'codex', { revision: 2, output: 6 })];
    assert.equal(machineSums({ a: told(1, '2026-11-01', same) }).totals.output, 5, 'of one revision the first');
  });

  it('call a machine what it called itself last, whichever it said first', () => {
    const heard = {
      a: told(1, '2026-11-05', [row('2026-11-01', 'codex', { revision: 1 })], { label: 'new' }),
      b: told(1, '2026-11-04', [], { label: 'old' }),
    };
    const [machine] = machineSums(heard).machines;
    assert.deepEqual([machine?.label, machine?.issued], ['new', '2026-11-05']);
  });

  it('leave out what is gone, and days on which nothing is left', () => {
    const zero = { ...row('2026-11-02', 'codex', { revision: 2 }), ...none, costNano: 0 };
    const heard = {
      a: told(1, '2026-11-01', [zero]),
      b: told(2, '2026-11-01', [row('2026-11-01', 'codex', { revision: 1 })], { gone: true }),
    };
    const { totals, byDay, machines } = machineSums(heard);
    assert.deepEqual([totals.total, byDay, machines.length], [0, {}, 1]);
  });

  it('say of money what is known: nothing without a price, at least where some has none or is a lower bound', () => {
    const cost = (...rows: readonly object[]) => {
      const days = rows.map((more, index) => row(`2026-11-0${index + 1}`, 'codex', { revision: 1, ...more }));
      const { costNano, costAtLeast } = machineSums({ a: told(1, '2026-11-01', days) }).totals;
      return [costNano, costAtLeast];
    };
    assert.deepEqual(cost(), [0, false]);
    assert.deepEqual(cost({}, {}), [14, false]);
    assert.deepEqual(cost({ costNano: null }), [null, true]);
    assert.deepEqual(cost({ costNano: null }, {}), [7, true]);
    assert.deepEqual(cost({ costAtLeast: true }, {}), [14, true]);
  });

  it('tell next only what changed: rows in order, what is no longer there as nothing, and no row twice', () => {
    const before = [row('2026-11-02', 'codex', { revision: 1 }), row('2026-11-03', 'codex', { revision: 1 })];
    const same = before.map(({ ...each }) => each);
    assert.equal(nextRows(before as never, same, 2), undefined);
    const now = [row('2026-11-02', 'codex', { output: 9 }), row('2026-11-01', 'goose')];
    assert.deepEqual(nextRows(before as never, now, 2), [
      row('2026-11-01', 'goose', { revision: 2 }),
      row('2026-11-02', 'codex', { output: 9, revision: 2 }),
      { ...row('2026-11-03', 'codex'), ...none, costNano: 0, costAtLeast: false, revision: 2 },
    ]);
    for (const more of [{ costNano: 8 }, { costAtLeast: true }, { requests: 2 }, { reasoning: 4 }])
      assert.notEqual(nextRows(before as never, [row('2026-11-02', 'codex', more), same[1] as never], 2), undefined);
  });

  it('are made of what a ledger answers, without tools that others would not know, and of no day that is not told', () => {
    const totals = { ...noTotals, input: 3, output: 4, requests: 2, costNano: null, costAtLeast: true };
    const rows = [
      { key: { day: '2026-11-01', tool: 'codex' }, totals },
      { key: { day: '2026-11-01', tool: 'publisher.other' }, totals },
      { key: { tool: 'goose' }, totals },
      { key: { day: '2026-11-01' }, totals },
    ];
    const figures = { ...none, input: 3, output: 4, requests: 2, costNano: null, costAtLeast: true };
    assert.deepEqual(dayFigures(rows), [{ day: '2026-11-01', tool: 'codex', ...figures }]);
  });
});
