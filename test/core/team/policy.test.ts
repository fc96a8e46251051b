import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { changedParts, firstPolicy, isOver, readPolicy, type TeamPolicy } from '../../../src/core/team/policy.js';

const first = firstPolicy({ name: 'Harbour', zone: 'Europe/Berlin', admins: ['m-1'] });

describe('a team policy', () => {
  it('begins without the classic board, and is of its own type', () => {
    assert.deepEqual([first.boards, first.fields.includes('tokens'), first.version], [['kept', 'thrift'], false, 1]);
    assert.deepEqual(readPolicy(first), first);
  });

  it('is read with a quest and an end', () => {
    const kept = { ...first, quest: { month: '2026-11', kind: 'kept', target: 80 }, ends: '2026-12-31' };
    const active = { ...first, quest: { month: '2026-11', kind: 'active', target: 8 } };
    assert.deepEqual([readPolicy(kept), readPolicy(active)], [kept, active]);
    const classic = { ...first, boards: ['kept', 'tokens'], fields: [...first.fields, 'tokens'] };
    assert.deepEqual(readPolicy(classic), classic);
  });

  it('is refused with a part too many, too few or of another kind', () => {
    const { purpose: _purpose, ...few } = first;
    const quest = { month: '2026-11', kind: 'kept', target: 80 };
    const wrong: readonly unknown[] = [
      null,
      'policy',
      [],
      few,
      { ...first, more: 1 },
      { ...few, more: 1 },
      { ...first, version: 0 },
      { ...first, name: '' },
      { ...first, name: 'a'.repeat(61) },
      { ...first, zone: 'Nowhere/Here' },
      { ...first, fields: ['band', 'hours'] },
      { ...first, fields: ['band', 'band'] },
      { ...first, fields: 'band' },
      { ...first, boards: ['kept', 'tokens'] },
      { ...first, boards: [] },
      { ...first, boards: ['thrift', 'kept'] },
      { ...first, boards: ['kept', 'money'] },
      { ...first, weeks: 3 },
      { ...first, weeks: 14 },
      { ...first, ends: '2026-13-01' },
      { ...first, ends: 5 },
      { ...first, admins: [] },
      { ...first, admins: [''] },
      { ...first, quest: 'kept' },
      { ...first, quest: { ...quest, month: '2026-13' } },
      { ...first, quest: { ...quest, month: 11 } },
      { ...first, quest: { ...quest, more: 1 } },
      { ...first, quest: { ...quest, target: 101 } },
      { ...first, quest: { ...quest, kind: 'active', target: 4 } },
      { ...first, quest: { ...quest, kind: 'tokens' } },
    ];
    for (const value of wrong) assert.equal(readPolicy(value), undefined, JSON.stringify(value));
  });

  it('tells the parts that changed, and not that it is a later version', () => {
    const later: TeamPolicy = { ...first, version: 2, boards: ['kept', 'tokens'], ends: '2027-01-31' };
    assert.deepEqual(changedParts(first, later), ['boards', 'ends']);
    assert.deepEqual(changedParts(first, { ...first, version: 2 }), []);
  });

  it('is over on the day after its last', () => {
    const pilot: TeamPolicy = { ...first, ends: '2026-12-31' };
    assert.deepEqual(
      [isOver(pilot, '2026-12-31'), isOver(pilot, '2027-01-01'), isOver(first, '2099-01-01')],
      [false, true, false],
    );
  });
});
