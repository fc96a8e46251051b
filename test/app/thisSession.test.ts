import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sessionsNow } from '../../src/app/thisSession.js';
import type { LedgerReader } from '../../src/app/you.js';
import { Queries } from '../../src/ledger/questions/queries.js';
import { windowUse } from '../../src/ledger/questions/windowUse.js';
import type { SessionsQuery } from '../../src/protocol/ledger.js';
import { hour, minute, noon, openLedger, put, request } from '../ledger/rig.js';

describe('the session that goes on', () => {
  it('is none whose requests are dated days ahead', async () => {
    const ledger = openLedger();
    const queries = new Queries(ledger);
    const reader = {
      call: (method: string, query: SessionsQuery & { readonly editorSession: string }) =>
        Promise.resolve(
          method === 'sessions'
            ? { revision: 1, sessions: queries.sessions(query) }
            : windowUse(ledger.database, query.editorSession),
        ),
    } as unknown as LedgerReader;
    const found = async () => {
      const asking = { now: noon, zone: 'UTC', folders: [], editorSession: 'window' };
      return (await sessionsNow(reader, asking)).tool?.id;
    };
    put(ledger, request({ session: 'ahead', at: noon + 72 * hour, output: 1 }));
    assert.equal(await found(), undefined);
    put(ledger, request({ session: 'here', at: noon - minute, output: 1 }));
    assert.equal(await found(), 'tool:here');
    put(ledger, request({ session: 'fast clock', at: noon + hour, output: 1 }));
    assert.equal(await found(), 'tool:fast clock');
    ledger.close();
  });
});
