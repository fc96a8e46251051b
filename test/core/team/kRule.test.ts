import assert from 'node:assert/strict';
import { allowedGroups, withheldSum } from '../../../src/core/team/kRule.js';

const people = (from: number, to: number) =>
  new Set(Array.from({ length: to - from }, (_, index) => `p${from + index}`));

describe('the k-rule', () => {
  it('answers of five, and of no two that differ by one to four', () => {
    const all = people(0, 20);
    const group = (name: string, from: number, to: number) => ({ name, members: people(from, to) });
    assert.deepEqual(allowedGroups(all, [group('five', 0, 5), group('four', 10, 14)]), ['five']);
    assert.deepEqual(allowedGroups(all, [group('fifteen', 0, 15)]), ['fifteen'], 'five are left');
    assert.deepEqual(allowedGroups(all, [group('sixteen', 0, 16)]), [], 'four are left');
    assert.deepEqual(
      allowedGroups(all, [group('a', 0, 7), group('b', 0, 8)]),
      ['b'],
      'the larger of two that are near',
    );
    assert.deepEqual(
      allowedGroups(all, [group('b', 0, 8), group('a', 0, 8)]),
      ['a', 'b'],
      'the same people twice tell nothing',
    );
    assert.deepEqual(allowedGroups(people(0, 4), [group('all', 0, 4)]), []);
    assert.deepEqual(allowedGroups(all, [group('six', 0, 6)], 7), []);
  });

  it('tells no sum of four, and none of which one person makes over half', () => {
    assert.equal(withheldSum([1, 1, 1, 1]), 'fewer-than-5');
    assert.equal(withheldSum([4, 1, 1, 1, 1]), null);
    assert.equal(withheldSum([5, 1, 1, 1, 1]), 'dominance');
    assert.equal(withheldSum([1, 1, 1, 1, 1], 6), 'fewer-than-5');
  });
});
