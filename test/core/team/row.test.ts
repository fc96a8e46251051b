import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  fullWeeks,
  mostWeeks,
  readWeekRow,
  readWeeks,
  rowFields,
  sumFields,
  type WeekRow,
} from '../../../src/core/team/row.js';
import { addWeeks } from '../../../src/core/team/week.js';

const full: Required<WeekRow> = {
  week: '2026-W47',
  band: 4,
  kept: 80,
  cache: 5,
  tools: ['claude-code', 'codex'],
  badges: ['clean-landing', 'keeper-2'],
  score: 42,
  tokens: '1M-3M',
  waste: ['idle-loop', 're-read'],
  ask: ['codex'],
  quest: true,
};

describe('a row from another member', () => {
  it('is read with all its fields, or with none but the week', () => {
    assert.deepEqual(readWeekRow(full), full);
    assert.deepEqual(readWeekRow({ week: '2026-W47' }), { week: '2026-W47' });
    assert.deepEqual(Object.keys(full).sort(), ['week', ...rowFields].sort());
  });

  it('is refused with a field that is not in the type', () => {
    for (const field of ['alias', 'project', 'cost', 'hours', '__proto__x', 'constructor', 'toString'])
      assert.equal(readWeekRow({ ...full, [field]: 1 }), undefined, field);
    assert.equal(readWeekRow(JSON.parse('{"week":"2026-W47","__proto__":{"band":3}}')), undefined);
  });

  it('is refused with a value that is none of its field', () => {
    const wrong: readonly Partial<Record<keyof WeekRow, unknown>>[] = [
      { week: '2026-W54' },
      { week: 47 },
      { band: 0 },
      { band: 6 },
      { band: 2.5 },
      { band: '4' },
      { kept: 82 },
      { kept: 110 },
      { kept: -10 },
      { cache: 0 },
      { tools: 'codex' },
      { tools: ['codex', 'claude-code'] },
      { tools: ['codex', 'codex'] },
      { tools: ['Codex'] },
      { tools: ['a'.repeat(41)] },
      { tools: ['a/b'] },
      { tools: [1] },
      { tools: Array.from({ length: 41 }, (_, index) => `t${100 + index}`) },
      { badges: ['-a'] },
      { score: 100 },
      { score: Number.NaN },
      { tokens: '1M-2M' },
      { tokens: 2_000_000 },
      { waste: ['sleep'] },
      { ask: [null] },
      { quest: false },
    ];
    for (const change of wrong) assert.equal(readWeekRow({ ...full, ...change }), undefined, JSON.stringify(change));
  });

  it('is none of what is no object', () => {
    for (const value of [null, undefined, 7, 'row', [], [full]]) assert.equal(readWeekRow(value), undefined);
  });
});

describe('the weeks of a share', () => {
  const sum = (ago: number): WeekRow => ({ week: addWeeks('2026-W47', -ago), kept: 80, cache: 4 });
  const weeks = Array.from({ length: mostWeeks }, (_, index) => mostWeeks - 1 - index).map(sum);
  const last = { ...full };

  it('are read in order, 13 at most, the last four in full', () => {
    assert.deepEqual(readWeeks([]), []);
    assert.deepEqual(readWeeks([...weeks.slice(0, -1), last])?.length, mostWeeks);
    assert.ok(readWeeks([{ ...sum(fullWeeks - 1), band: 3 }, last]));
    assert.deepEqual([...sumFields, fullWeeks], ['kept', 'cache', 4]);
  });

  it('are refused out of order, twice, too many, too old, or with more than sums of older weeks', () => {
    const wrong: readonly unknown[] = [
      {},
      [last, sum(1)],
      [last, last],
      [sum(mostWeeks), ...weeks],
      [sum(mostWeeks), last],
      [{ ...sum(fullWeeks), band: 3 }, last],
      [{ week: 'x' }],
    ];
    for (const value of wrong) assert.equal(readWeeks(value), undefined, JSON.stringify(value));
  });
});
