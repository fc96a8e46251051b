import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkText } from '../../../src/assist/guard/checkText.js';
import { rules } from '../../../src/assist/guard/rules.js';
import { secretIds, warningIds } from '../../../src/protocol/guard.js';
import { Random } from '../../kit/generate/random.js';
import { runs } from '../../ledger/rig.js';
import { secrets, surroundings } from './secrets.js';

const each = runs(400);

describe('secrets that the guard finds', () => {
  it('there is a detector for every kind, and no other', () => {
    assert.deepEqual([...new Set(rules.map(({ id }) => id))].sort(), [...secretIds, ...warningIds].sort());
    assert.ok(secretIds.length >= 40);
  });

  for (const id of secretIds) {
    it(`${id}: at least 95 of 100, whole and as what they are`, () => {
      let found = 0;
      for (let run = 0; run < each; run++) {
        const random = new Random(`${id}/${run}`);
        const secret = secrets[id](random);
        const [before, after] = random.pick(surroundings);
        const { findings } = checkText({ text: before + secret + after, patterns: [] });
        const right = findings.find(({ rule }) => rule === id);
        // A secret may be told by what stands before it; it never reaches beyond its own end.
        const end = before.length + secret.length;
        if (right && right.severity === 'block' && right.start >= before.length && right.start + right.length <= end)
          found++;
      }
      assert.ok(found >= each * 0.95, `${found} of ${each}`);
    });
  }
});
