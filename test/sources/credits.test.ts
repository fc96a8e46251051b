import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { largestCount } from '../../src/core/json.js';
import { importedLine, usageLine } from '../../src/core/usageLine.js';
import { requestKey } from '../../src/platform/key.js';
import { creditsTold } from '../../src/sources/common/cost.js';
import { creditsOf } from '../../src/sources/copilotCli/usageRecord.js';
import { openLedger, put, request } from '../ledger/rig.js';

const tooMany = [2 ** 53, 2 ** 60, 1e300, Number.POSITIVE_INFINITY];

describe('credits that a log tells', () => {
  it('are kept as they are, parts of one too, as far as a request can use them', () => {
    const ledger = openLedger();
    for (const [n, credits] of [0.33, 1, 250.5, largestCount].entries()) {
      assert.equal(creditsTold(credits), credits);
      put(ledger, request({ id: `m${n}`, credits: creditsTold(credits) }));
      assert.equal(ledger.events.byId('test', `m${n}`)?.credits, credits);
    }
    ledger.close();
  });

  it('are none where they are more than any request uses: a ledger with such would not be read again', () => {
    for (const credits of [0, -1, ...tooMany]) assert.equal(creditsTold(credits), undefined);
    for (const credits of tooMany) {
      assert.equal(creditsOf(undefined, credits), undefined);
      assert.equal(creditsOf(credits * 1e9, undefined), undefined);
      const told = request({ credits });
      const line = usageLine(told, 'request', requestKey(told.namespace, told.id).toString('hex'));
      const imported = importedLine(JSON.parse(JSON.stringify(line)));
      assert.equal(imported?.observation.credits, undefined);
    }
  });
});
