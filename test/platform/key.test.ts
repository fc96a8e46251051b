import assert from 'node:assert/strict';
import { requestKey, shortHash } from '../../src/platform/key.js';

describe('what stands for a text in the ledger', () => {
  it('is the beginning of its SHA-256, in ledgers of any build', () => {
    // sha256sum of `a`, and of `tool`, a zero byte and `id`.
    assert.equal(shortHash('a'), 0xca978112ca1b);
    assert.equal(requestKey('tool', 'id').toString('hex'), 'ebb24b777c5a51cd8e72dd950e0bcead');
  });
});
