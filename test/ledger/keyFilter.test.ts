import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { KeyFilter } from '../../src/ledger/keyFilter.js';
import { requestKey } from '../../src/platform/key.js';

describe('KeyFilter', () => {
  it('never denies a key that was added, and denies nearly all others', () => {
    const filter = new KeyFilter();
    for (let i = 0; i < 20_000; i++) filter.add(requestKey('test', `added ${i}`));
    let held = 0;
    for (let i = 0; i < 20_000; i++) {
      assert.ok(filter.mayHold(requestKey('test', `added ${i}`)));
      if (filter.mayHold(requestKey('test', `other ${i}`))) held++;
    }
    assert.ok(held < 150, `${held} of 20,000 other keys`);
  });
});
