import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Told, takeFigures } from '../../../src/core/team/figures.js';
import { champions, digest } from '../../../src/core/team/insights.js';
import { allowedGroups, type Group, withheldSum } from '../../../src/core/team/kRule.js';
import type { TeamPolicy } from '../../../src/core/team/policy.js';
import { questState } from '../../../src/core/team/quest.js';
import type { MemberRows, WeekRow } from '../../../src/core/team/row.js';
import { addWeeks } from '../../../src/core/team/week.js';
import { runs } from '../../ledger/rig.js';
import { member, now, policy, team, week } from './rig.js';

const figuresOf = (members: readonly MemberRows[], of: TeamPolicy = policy) => takeFigures(members, of, {}, now)[week];
const many = (count: number, row: Partial<WeekRow>) => Array.from({ length: count }, () => row);

describe('the k-rules', () => {
  const sets = fc.array(fc.subarray(Array.from({ length: 24 }, (_, index) => `p${index}`)), { maxLength: 8 });

  it('answer no two questions that differ by one to four people, and none of fewer than five', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 }), sets, (size, asked) => {
        const population = new Set(Array.from({ length: size }, (_, index) => `p${index}`));
        const groups = asked.map(
          (names, index): Group => ({
            name: `g${index}`,
            members: new Set(names.filter((name) => population.has(name))),
          }),
        );
        const allowed = allowedGroups(population, groups);
        const answered = groups.filter(({ name }) => allowed.includes(name)).map(({ members }) => members);
        for (const [index, one] of answered.entries()) {
          assert.ok(one.size >= 5);
          for (const other of [population, ...answered.slice(index + 1)]) {
            const apart = [...one].filter((each) => !other.has(each)).length;
            const people = apart + [...other].filter((each) => !one.has(each)).length;
            assert.ok(people === 0 || people >= 5, `${people} people`);
          }
        }
        assert.deepEqual([...allowedGroups(population, [...groups].reverse())].sort(), [...allowed].sort());
      }),
      { numRuns: runs(5_000) },
    ));

  it('withhold a sum of which one person makes more than half', () => {
    assert.deepEqual(
      [withheldSum([1, 1, 1, 1]), withheldSum([5, 1, 1, 1, 1]), withheldSum([4, 1, 1, 1, 1]), withheldSum([])],
      ['fewer-than-5', 'dominance', null, 'fewer-than-5'],
    );
  });
});

describe('figures of a team', () => {
  it('are medians of classes, worked by hand', () => {
    // Half of ten people is five: two lie below 80, so three of the five in 75 … 85.
    const rows = [60, 70, 80, 80, 80, 80, 80, 90, 90, 100].map((kept) => ({ kept, cache: kept > 75 ? 5 : 3 }));
    const told = figuresOf(team(rows));
    assert.deepEqual([told?.kept, told?.cache], [81, 88]);
    assert.equal(figuresOf(team(many(5, { kept: 100 })))?.kept, 98);
  });

  it('are withheld under five', () => {
    assert.equal(figuresOf(team(many(4, { kept: 80 }))), undefined);
    const told = figuresOf(team([...many(4, { kept: 80, cache: 4 }), ...many(3, { cache: 4 })]));
    assert.deepEqual([told?.kept, told?.cache], [null, 70]);
  });

  it('of tools: from five who use it, and five or none who do not', () => {
    const both = many(6, { tools: ['claude-code', 'codex'], kept: 90, cache: 5 });
    const one = many(5, { tools: ['claude-code'], kept: 70, cache: 5 });
    const rare = many(1, { tools: ['amp', 'claude-code'], kept: 70, cache: 5 });
    assert.deepEqual(figuresOf(team([...both, ...one, ...rare]))?.tools, [
      { tool: 'claude-code', members: 100, kept: 75, cache: 90 },
      { tool: 'codex', members: 50, kept: 90, cache: 90 },
    ]);
    const fourWithout = [...both, ...many(4, { tools: ['claude-code'], kept: 70 })];
    assert.deepEqual(
      figuresOf(team(fourWithout))?.tools.map(({ tool }) => tool),
      ['claude-code'],
    );
  });

  it('of a tool whose users share no figure of the kind: its part alone', () => {
    const told = figuresOf(team([...many(6, { tools: ['codex'] }), ...many(6, { tools: ['amp'], kept: 50 })]));
    assert.deepEqual(told?.tools, [
      { tool: 'amp', members: 50, kept: 50, cache: null },
      { tool: 'codex', members: 50, kept: null, cache: null },
    ]);
  });

  it('of waste: kinds that five met, among those who share which', () => {
    const rows = [
      ...many(6, { waste: ['idle-loop', 're-read'] }),
      ...many(5, { waste: ['idle-loop'] }),
      ...many(3, {}),
    ];
    assert.deepEqual(figuresOf(team(rows as Partial<WeekRow>[]))?.waste, [
      { kind: 'idle-loop', met: 100 },
      { kind: 're-read', met: 50 },
    ]);
    assert.deepEqual(
      figuresOf(team(many(5, { waste: ['idle-loop', 're-read'] })))?.waste.map(({ kind }) => kind),
      ['idle-loop', 're-read'],
    );
  });

  it('of tokens: a range of all together, unless one person makes most of it', () => {
    const offering: TeamPolicy = { ...policy, boards: ['kept', 'tokens'] };
    const tokens = (ranges: readonly WeekRow['tokens'][]) =>
      figuresOf(team(ranges.map((range) => (range ? { tokens: range } : {}))), offering)?.tokens;
    assert.deepEqual(tokens(['1M-3M', '1M-3M', '3M-10M', '3M-10M', '0-100K']), { from: 8_000_000, to: 26_000_000 });
    assert.deepEqual(tokens(['1B-', '1B-', '1B-', '1B-', '1B-']), { from: 5_000_000_000, to: null });
    assert.equal(tokens(['1B-', '1M-3M', '1M-3M', '1M-3M', '1M-3M']), 'dominance');
    assert.equal(tokens(['1M-3M', '1M-3M', '1M-3M', '1M-3M', undefined]), 'fewer-than-5');
    assert.equal(figuresOf(team(many(5, { tokens: '1M-3M' })))?.tokens, null);
  });

  it('always: those of two tools, and of a tool and the team, are of the same people or differ by five', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ tools: fc.subarray(['amp', 'codex', 'cursor', 'zed']), kept: fc.constantFrom(50, 80) }), {
          minLength: 5,
          maxLength: 24,
        }),
        (rows) => {
          const told = figuresOf(team(rows))?.tools ?? [];
          const users = (name: string) => rows.flatMap(({ tools }, index) => (tools.includes(name) ? [index] : []));
          const all = rows.map((_, index) => index);
          const asked = [all, ...told.map(({ tool }) => users(tool))];
          for (const [at, one] of asked.entries())
            for (const other of asked.slice(at + 1)) {
              const apart = all.filter((index) => one.includes(index) !== other.includes(index)).length;
              assert.ok(other.length >= 5 && (apart === 0 || apart >= 5), `${apart} of ${other.length}`);
            }
        },
      ),
      { numRuns: runs(3_000) },
    ));

  it('stay as they were told, whoever joins or leaves', () => {
    const rows = team(many(6, { kept: 80 }));
    const told = takeFigures(rows, policy, {}, now);
    assert.deepEqual(takeFigures(rows.slice(0, 5), policy, told, now), told);
    assert.deepEqual(takeFigures([...rows, member('new', { kept: 0 })], policy, told, now), told);
    assert.deepEqual(takeFigures([], policy, told, now), told);
  });

  it('go back as far as the policy keeps, and older ones are dropped', () => {
    const weeks = Array.from({ length: 13 }, (_, index) => ({ week: addWeeks(week, index - 12), kept: 80 }));
    const rows = team(many(5, {})).map((each) => ({ ...each, weeks }));
    assert.equal(Object.keys(takeFigures(rows, policy, {}, now)).length, 13);
    const all = takeFigures(rows, policy, {}, now);
    assert.deepEqual(Object.keys(takeFigures(rows, { ...policy, weeks: 4 }, all, now)).length, 4);
  });

  it('stay with four people’s rows swapped for others within their classes: nothing exact is in them', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 5, maxLength: 12 }), (steps) => {
        const told = figuresOf(team(steps.map((step) => ({ kept: 10 * step }))))?.kept ?? -1;
        assert.ok(told >= 0 && told <= 100 && Number.isInteger(told));
        const sorted = [...steps].sort((a, b) => a - b);
        const middle = 10 * (sorted[Math.ceil(sorted.length / 2) - 1] ?? 0);
        assert.ok(Math.abs(told - middle) <= 5);
      }),
      { numRuns: runs(2_000) },
    ));
});

describe('the quest', () => {
  const of = (quest: TeamPolicy['quest'], told: Told = {}, at = now) =>
    questState({ ...policy, quest }, told, { week, now: at });

  it('is none where the policy has none', () => assert.equal(of(null), null));

  it('of what was kept is reached by the team’s median', () => {
    const rows = team(many(6, { kept: 80 }));
    const told = takeFigures(rows, policy, {}, now);
    const quest = { month: '2026-11', kind: 'kept', target: 80 } as const;
    assert.deepEqual(of(quest, told), { ...quest, reached: 80, done: true, daysLeft: 11 });
    assert.deepEqual(of({ ...quest, target: 81 }, told)?.done, false);
    assert.deepEqual(of(quest)?.reached, null);
  });

  it('of active members counts those who say so, from five', () => {
    const quest = { month: '2026-11', kind: 'active', target: 6 } as const;
    const counted = (rows: readonly (Partial<WeekRow> | null)[], least = 5) =>
      of(quest, takeFigures(team(rows), { ...policy, least }, {}, now));
    const six = many(6, { quest: true });
    assert.deepEqual(counted(six), { ...quest, reached: 6, done: true, daysLeft: 11 });
    assert.deepEqual(counted(many(4, { quest: true }))?.reached, null);
    assert.deepEqual(counted(many(5, { quest: true }))?.reached, 5);
    // All, or all but five: the rest would be told too.
    for (const others of [1, 4]) assert.equal(counted([...six, ...many(others, {})])?.reached, null);
    assert.equal(counted([...six, ...many(5, {})])?.reached, 6);
    assert.equal(counted(six, 7)?.reached, null);
    assert.equal(counted([...many(8, { quest: true }), ...many(7, {})], 8)?.reached, null);
  });

  it('of active members is the one that was told, whoever joins or leaves since', () => {
    const quest = { month: '2026-11', kind: 'active', target: 6 } as const;
    const told = takeFigures(team(many(6, { quest: true })), policy, {}, now);
    assert.deepEqual(takeFigures(team(many(7, { quest: true })), policy, told, now), told);
    assert.equal(of(quest, told)?.reached, 6);
  });

  it('of another month is not reached by this one’s figures; over, no day is left', () => {
    const rows = team(many(6, { kept: 80 }));
    const told = takeFigures(rows, policy, {}, now);
    const next = of({ month: '2026-12', kind: 'kept', target: 80 }, told);
    assert.deepEqual([next?.reached, next?.done, next?.daysLeft], [null, false, 31]);
    assert.equal(of({ month: '2026-10', kind: 'kept', target: 80 }, told)?.daysLeft, 0);
  });
});

describe('insights', () => {
  it('the digest has no names, no members, no tokens, and the trend in order', () => {
    const rows = team(many(6, { kept: 80, cache: 5, tools: ['codex'], waste: ['re-read'], tokens: '1M-3M' }));
    const older = rows.map((each) => ({ ...each, weeks: [{ week: addWeeks(week, -1), kept: 70 }, ...each.weeks] }));
    const told = takeFigures(older, { ...policy, boards: ['kept', 'tokens'] }, {}, now);
    const page = digest(told, week);
    assert.deepEqual(page, {
      week,
      kept: 80,
      cache: 90,
      tools: [{ tool: 'codex', members: 100, kept: 80, cache: 90 }],
      waste: [{ kind: 're-read', met: 100 }],
      trend: [
        { week: addWeeks(week, -1), kept: 70, cache: null },
        { week, kept: 80, cache: 90 },
      ],
    });
    assert.doesNotMatch(JSON.stringify(page), /Alias|m1|token/);
    assert.equal(digest(told, addWeeks(week, 1)), null);
    assert.equal(digest(told, addWeeks(week, -1))?.trend.length, 1);
  });

  it('champions are who offers to be asked, by tool', () => {
    const rows = [
      member('b', { ask: ['codex'] }),
      member('a', { ask: ['amp', 'codex'] }),
      member('c', {}),
      member('d', null),
    ];
    assert.deepEqual(champions(rows, week), [
      { tool: 'amp', aliases: ['Alias a'] },
      { tool: 'codex', aliases: ['Alias a', 'Alias b'] },
    ]);
  });
});
