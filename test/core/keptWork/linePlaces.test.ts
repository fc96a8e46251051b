import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { numbersIn, rangesOf } from '../../../src/core/keptWork/linePlaces.js';
import { runs } from '../../ledger/rig.js';

describe('numbers of lines', () => {
  it('are ranges', () => {
    assert.equal(rangesOf([9, 3, 5, 4, 4, 11, 12]), '3-5 9 11-12');
    assert.deepEqual(numbersIn('3-5 9'), [3, 4, 5, 9]);
  });

  it('come back as they were', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (numbers) => {
        assert.deepEqual(
          numbersIn(rangesOf(numbers)),
          numbers.toSorted((a, b) => a - b),
        );
      }),
      { numRuns: runs(2_000) },
    ));
});
