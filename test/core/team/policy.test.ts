import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  type AgreedPolicy,
  changedParts,
  changedPolicy,
  firstAgreed,
  firstPolicy,
  isAgreedPolicy,
  isOver,
  policyParts,
  type TeamPolicy,
} from '../../../src/core/team/policy.js';

const first = firstPolicy({ name: 'Harbour', admins: ['m-1'] });

describe('a team policy', () => {
  it('begins without the classic board, and is of its own type', () => {
    assert.deepEqual([first.boards, first.fields.includes('tokens'), first.version], [['kept', 'thrift'], false, 1]);
    assert.equal(isAgreedPolicy(firstAgreed), true);
  });

  it('is read with a quest and an end', () => {
    const kept = { ...firstAgreed, quest: { month: '2026-11', kind: 'kept', target: 80 }, ends: '2026-12-31' };
    const active = { ...firstAgreed, quest: { month: '2026-11', kind: 'active', target: 8 } };
    const classic = { ...firstAgreed, boards: ['kept', 'tokens'], fields: [...first.fields, 'tokens'] };
    assert.deepEqual([kept, active, classic].map(isAgreedPolicy), [true, true, true]);
  });

  it('is refused with a part too many, too few or of another kind', () => {
    const { purpose: _purpose, ...few } = firstAgreed;
    const quest = { month: '2026-11', kind: 'kept', target: 80 };
    const wrong: readonly unknown[] = [
      null,
      'policy',
      [],
      few,
      { ...firstAgreed, more: 1 },
      { ...few, more: 1 },
      { ...firstAgreed, version: 0 },
      first,
      { ...firstAgreed, purpose: '\ud800' },
      { ...firstAgreed, purpose: 'a'.repeat(2_001) },
      { ...firstAgreed, guidance: 'a'.repeat(4_001) },
      { ...firstAgreed, readers: 'a'.repeat(501) },
      { ...firstAgreed, least: 4 },
      { ...firstAgreed, least: 51 },
      { ...firstAgreed, least: 5.5 },
      { ...firstAgreed, zone: 'Nowhere/Here' },
      { ...firstAgreed, fields: ['band', 'hours'] },
      { ...firstAgreed, fields: ['band', 'band'] },
      { ...firstAgreed, fields: 'band' },
      { ...firstAgreed, boards: ['kept', 'tokens'] },
      { ...firstAgreed, boards: [] },
      { ...firstAgreed, boards: ['thrift', 'kept'] },
      { ...firstAgreed, boards: ['kept', 'money'] },
      { ...firstAgreed, weeks: 3 },
      { ...firstAgreed, weeks: 14 },
      { ...firstAgreed, ends: '2026-13-01' },
      { ...firstAgreed, ends: 5 },
      { ...firstAgreed, quest: 'kept' },
      { ...firstAgreed, quest: { ...quest, month: '2026-13' } },
      { ...firstAgreed, quest: { ...quest, month: 11 } },
      { ...firstAgreed, quest: { ...quest, more: 1 } },
      { ...firstAgreed, quest: { ...quest, target: 101 } },
      { ...firstAgreed, quest: { ...quest, kind: 'active', target: 4 } },
      { ...firstAgreed, quest: { ...quest, kind: 'tokens' } },
    ];
    for (const value of wrong) assert.equal(isAgreedPolicy(value), false, JSON.stringify(value));
  });

  it('tells the parts that changed, and not that it is a later version', () => {
    const later: TeamPolicy = { ...first, version: 2, boards: ['kept', 'tokens'], ends: '2027-01-31' };
    assert.deepEqual(changedParts(first, later), ['boards', 'ends']);
    assert.deepEqual(changedParts(first, { ...first, version: 2 }), []);
  });

  it('has no part whose change is not told: it would be shared under without a yes', () => {
    const others: Required<Omit<TeamPolicy, 'version'>> = {
      name: 'Boat',
      purpose: 'Learn',
      zone: 'Asia/Tokyo',
      fields: ['kept'],
      boards: ['kept'],
      quest: { month: '2026-11', kind: 'kept', target: 80 },
      least: 8,
      weeks: 8,
      ends: '2027-01-31',
      guidance: 'No names',
      admins: ['m-2'],
      readers: 'The head',
    };
    for (const [part, value] of Object.entries(others))
      assert.deepEqual(changedParts(first, { ...first, [part]: value }), [part]);
    assert.deepEqual(Object.keys(first).sort(), [...policyParts, 'version'].sort());
  });

  it('is not another one because its members are spelled in another order, or because it is of an older version', () => {
    const quest = { kind: 'kept', target: 80, month: '2026-11' } as const;
    const before = { ...first, quest: { month: '2026-11', kind: 'kept', target: 80 } as const };
    assert.deepEqual(changedParts(before, { ...first, quest }), []);
    const { least: _least, ...older } = first;
    assert.deepEqual(changedParts(older as TeamPolicy, first), ['least']);
  });

  it('changes by one version, with its lists in one order; a board of tokens brings its field, nothing brings none', () => {
    const { fields, boards, version } = changedPolicy(firstAgreed, {
      boards: ['tokens', 'kept'],
      fields: ['tools', 'kept'],
    });
    assert.deepEqual([fields, boards, version], [['kept', 'tools', 'tokens'], ['kept', 'tokens'], 2]);
    assert.equal(changedPolicy(firstAgreed, { weeks: 13, boards: ['thrift', 'kept'] }), firstAgreed);
    const later: AgreedPolicy = changedPolicy({ ...firstAgreed, version: 7 }, { weeks: 6 });
    assert.deepEqual(later, { ...firstAgreed, weeks: 6, version: 8 });
  });

  it('is over on the day after its last', () => {
    const pilot: TeamPolicy = { ...first, ends: '2026-12-31' };
    assert.deepEqual(
      [isOver(pilot, '2026-12-31'), isOver(pilot, '2027-01-01'), isOver(first, '2099-01-01')],
      [false, true, false],
    );
  });
});
