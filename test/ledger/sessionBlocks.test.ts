import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Ledger } from '../../src/ledger/ledger.js';
import { requestKey } from '../../src/platform/key.js';
import { openDatabase } from '../../src/platform/sqlite.js';
import { assertInvariant } from './invariant.js';
import { openLedger, put, request, runs, withFolder } from './rig.js';

/** Numbers of requests by session, as told by every row, and as found by the session's blocks. */
function bySession({ database }: Ledger): readonly [told: unknown, found: unknown] {
  const sessions = database.prepare('select id from session order by id').all();
  const idsOf = (from: string) =>
    sessions.map(({ id }) => database.prepare(`select id from ${from} where session = ? order by id`).all(Number(id)));
  return [idsOf('event'), idsOf('session_request')];
}

function assertFound(ledger: Ledger): void {
  const [told, found] = bySession(ledger);
  assert.deepEqual(found, told);
}

/** What a build of an older schema does that has had the ledger open since before it was brought to this one: requests and nothing else. */
function writeAsBefore(path: string, count: number, key?: Uint8Array): void {
  const database = openDatabase(path);
  const { last } = database.prepare('select max(id) as last from event').get() as { last: number };
  for (let n = 1; n <= count; n++)
    database.exec(`insert into event select id + ${n}, ${key ? `x'${Buffer.from(key).toString('hex')}'` : 'randomblob(16)'}, session, facet, at, flags, input, cache_read, write_5m, write_1h, output, reasoning,
      context, cost, turn, more from event where id = ${last}`);
  database.close();
}

describe('requests of a session', () => {
  it('are all found, however sessions take turns and whatever is told again', () => {
    const told = fc.record({ session: fc.nat(5), id: fc.nat(200), copied: fc.boolean(), output: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(fc.array(told, { maxLength: 60 }), { maxLength: 5 }), (writes) => {
        const ledger = openLedger();
        for (const rows of writes)
          put(ledger, ...rows.map((row) => request({ ...row, session: `s${row.session}`, id: `r${row.id}` })));
        assertFound(ledger);
        assertInvariant(ledger.database, ledger);
        ledger.close();
      }),
      { numRuns: runs(300) },
    );
  });

  it('are found where the session they were copied to was known first', () => {
    const ledger = openLedger();
    put(ledger, ...Array.from({ length: 100 }, (_, n) => request({ id: `r${n}`, session: 'fork', copied: true })));
    put(ledger, request({ id: 'r70', session: 'parent' }));
    const { id } = ledger.database.prepare("select id from session where native = 'parent'").get() as { id: number };
    const count = 'select count(*) as n from session_request where session = ?';
    assert.deepEqual({ ...ledger.database.prepare(count).get(id) }, { n: 1 });
    assertFound(ledger);
    ledger.close();
  });

  it('that an earlier build wrote beside this one are found after the next look, and by whoever opens the ledger', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const ledger = openLedger(path);
      put(ledger, request());
      writeAsBefore(path, 50);
      assert.equal(ledger.refresh(), true);
      assert.equal(countOf(ledger), 51);
      assertFound(ledger);
      writeAsBefore(path, 50);
      const other = openLedger(path);
      assert.equal(countOf(other), 101);
      assertFound(other);
      other.close();
      ledger.close();
    }));

  it('that an earlier build wrote are found when a write begins', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const ledger = openLedger(path);
      put(ledger, request());
      writeAsBefore(path, 50);
      put(ledger, request());
      assert.equal(countOf(ledger), 52);
      assertFound(ledger);
      ledger.close();
    }));

  it('that an earlier build wrote are the same rows when they are told again', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const ledger = openLedger(path);
      put(ledger, request());
      writeAsBefore(path, 1, requestKey('test', 'earlier'));
      put(ledger, request({ id: 'earlier' }), request({ id: 'later' }));
      assert.equal(countOf(ledger), 3);
      ledger.close();
    }));

  it('take an entry for dozens where sessions follow one another', () => {
    const ledger = openLedger();
    for (let n = 0; n < 20; n++)
      put(ledger, ...Array.from({ length: 100 }, (_, k) => request({ id: `${n}/${k}`, session: `s${n}` })));
    const entries = ledger.database.prepare('select count(*) as n from session_block').get()?.['n'];
    // 2,000 requests fill 63 blocks; at most one of each session is shared with the one before.
    assert.ok(Number(entries) <= 63 + 20, `${entries} entries`);
    ledger.close();
  });
});

function countOf({ database }: Ledger): number {
  return Number(database.prepare('select count(*) as n from session_request where session = 1').get()?.['n']);
}
