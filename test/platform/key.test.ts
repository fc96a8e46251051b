import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { keyBytes, requestKey, shortHash } from '../../src/platform/key.js';
import { shortSha256 } from '../../src/platform/shortSha256.js';

/** With the namespace and its zero byte just before, at and after the end of a block, and of the kernel's room. */
const atEnds = [50, 51, 52, 58, 59, 60, 114, 115, 122, 123, 1_015, 1_018, 1_019, 1_020].map(
  (length): [[string, string][], number] => [[['tool', 'x'.repeat(length)]], 0],
);

/** SHA-256 of bytes, as Node has it. */
function nodes(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function isNodes(pairs: readonly (readonly [string, string])[], offset: number): void {
  for (const [namespace, id] of pairs) {
    const into = Buffer.alloc(offset + keyBytes + 1, 7);
    requestKey(namespace, id, into, offset);
    const whole = nodes(`${namespace}\u0000${id}`);
    assert.equal(shortHash(id), nodes(id).readUIntBE(0, 6));
    assert.deepEqual(Buffer.from(shortSha256().ofBytes(whole)), nodes(whole));
    assert.deepEqual(into, Buffer.concat([Buffer.alloc(offset, 7), whole.subarray(0, keyBytes), Buffer.alloc(1, 7)]));
  }
}

describe('what stands for a text in the ledger', () => {
  it('is the beginning of its SHA-256, in ledgers of any build', () => {
    // sha256sum of `a`, and of `tool`, a zero byte and `id`.
    assert.equal(shortHash('a'), 0xca978112ca1b);
    assert.equal(requestKey('tool', 'id').toString('hex'), 'ebb24b777c5a51cd8e72dd950e0bcead');
  });

  it("is Node's hash of any namespace and id, plain or not, whatever was asked before", () => {
    const text = fc.oneof(fc.string({ maxLength: 1_100 }), fc.string({ unit: 'binary', maxLength: 200 }));
    const pair = fc.tuple(fc.oneof(fc.constantFrom('codex', 'claude-code', ''), text), text);
    const asked = fc.array(pair, { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(asked, fc.nat(64), isNodes), { numRuns: 2_000, seed: 1, examples: atEnds });
  });
});
