import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type StoredRow, supersededRows } from '../../src/core/supersede.js';
import { runs } from '../ledger/rig.js';

const row: fc.Arbitrary<StoredRow> = fc.record({
  rank: fc.constantFrom(1, 2, 3),
  at: fc.nat(30),
  turn: fc.option(fc.constantFrom('t1', 't2', 't3'), { nil: undefined }),
});

describe('which store tells a turn', () => {
  it('is each its own where there is one store', () => {
    assert.deepEqual(
      supersededRows([
        { rank: 2, at: 1 },
        { rank: 2, at: 1 },
      ]),
      [false, false],
    );
    assert.deepEqual(supersededRows([]), []);
  });

  it('is the more exact store of a shared turn, wherever the instants lie', () => {
    const rows = [
      { rank: 3, at: 100, turn: 'a' },
      { rank: 1, at: 900, turn: 'a' },
      { rank: 1, at: 900, turn: 'b' },
    ];
    assert.deepEqual(supersededRows(rows), [false, true, false]);
  });

  it('is the more exact store between its first and last instant', () => {
    const rows = [
      { rank: 1, at: 9 },
      { rank: 2, at: 10 },
      { rank: 1, at: 10 },
      { rank: 1, at: 15 },
      { rank: 2, at: 20 },
      { rank: 1, at: 21 },
    ];
    assert.deepEqual(supersededRows(rows), [false, false, true, true, false, false]);
  });

  it('is the more exact store when it begins between a turn and the next', () => {
    const rows = [
      { rank: 1, at: 1 },
      { rank: 1, at: 5 },
      { rank: 2, at: 7 },
      { rank: 2, at: 8 },
    ];
    assert.deepEqual(supersededRows(rows), [false, true, false, false]);
  });

  it('is the less exact store where a turn that only a still less exact one stamps lies between', () => {
    const rows = [
      { rank: 1, at: 1 },
      { rank: 2, at: 2 },
      { rank: 1, at: 5 },
      { rank: 3, at: 7 },
    ];
    assert.deepEqual(supersededRows(rows), [true, false, true, false]);
  });

  it('is each its own of other turns, where all that is better tells turns', () => {
    const rows = [
      { rank: 2, at: 10, turn: 'a' },
      { rank: 1, at: 15, turn: 'b' },
      { rank: 2, at: 20, turn: 'c' },
    ];
    assert.deepEqual(supersededRows(rows), [false, false, false]);
    assert.deepEqual(supersededRows([...rows, { rank: 2, at: 12 }]), [false, true, false, false]);
  });

  it('is the less exact store of a turn long before the better one begins', () => {
    const minute = 60_000;
    const begins = (after: number) =>
      supersededRows([
        { rank: 1, at: 0 },
        { rank: 2, at: after },
      ]);
    assert.deepEqual(
      [begins(10 * minute - 1), begins(10 * minute)],
      [
        [true, false],
        [false, false],
      ],
    );
  });

  it('never is a store that a better one of them is left out for: the best is always told', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const flags = supersededRows(rows);
        const best = Math.max(...rows.map(({ rank }) => rank));
        assert.ok(rows.every(({ rank }, index) => rank < best || flags[index] === false));
      }),
      { numRuns: runs(10_000), seed: 9 },
    );
  });

  it('does not depend on the order of the rows', () => {
    const shuffled = fc
      .array(row, { maxLength: 12 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        const flags = supersededRows(rows);
        const again = supersededRows(other);
        const told = (list: readonly StoredRow[], marks: readonly boolean[]) =>
          list.map((each, index) => JSON.stringify([each.rank, each.at, each.turn, marks[index]])).sort();
        assert.deepEqual(told(other, again), told(rows, flags));
      }),
      { numRuns: runs(10_000), seed: 10 },
    );
  });
});
