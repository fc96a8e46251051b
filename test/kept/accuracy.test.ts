import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { errorOf, keptAccuracy } from '../kit/keptAccuracy.js';
import { withFolder } from '../ledger/rig.js';

describe('accuracy of kept work', () => {
  it('is within 8 points of git blame on average, without a bias of more than 2', () =>
    withFolder(async (folder) => {
      const { committed, survived, lived, coverage } = await keptAccuracy(folder, 7, 200);
      for (const compared of [committed, survived]) {
        const { mean, bias } = errorOf(compared);
        assert.ok(mean <= 8 && Math.abs(bias) <= 2, JSON.stringify({ mean, bias }));
      }
      assert.ok(Math.abs(lived.measured - lived.truth) <= 8, JSON.stringify(lived));
      assert.equal(coverage.measured, coverage.truth);
    }));
});
