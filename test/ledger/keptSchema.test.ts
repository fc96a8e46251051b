import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { keptKey } from '../../src/ledger/keptEdits.js';
import { keptWork } from '../../src/ledger/keptQueries.js';
import { schemaVersion } from '../../src/ledger/schema.js';
import { openLedger, put, request, sums, withFolder } from './rig.js';

const tables = ['edit', 'edit_escape', 'edit_cursor'];

describe('edits in the ledger', () => {
  it('a ledger of the version before gets their tables and keeps what it has', () =>
    withFolder((folder) => {
      const path = join(folder, 'ledger.db');
      const before = openLedger(path);
      put(before, request({ input: 7 }));
      before.close();
      const database = new DatabaseSync(path);
      for (const name of tables) database.exec(`drop table ${name}`);
      database.exec('pragma user_version = 1');
      database.close();
      const ledger = openLedger(path);
      const version = ledger.database.prepare('pragma user_version').get()?.['user_version'];
      assert.deepEqual([version, sums(ledger).input], [schemaVersion, 7]);
      assert.deepEqual(keptWork(ledger, { zone: 'UTC', by: [] }).coverage, { seen: 0, escaped: 0 });
      ledger.close();
    }));

  it('the key of the hashes is made once, and another one in another ledger', () =>
    withFolder((folder) => {
      const [one, other] = [openLedger(join(folder, 'one.db')), openLedger(join(folder, 'other.db'))];
      const key = keptKey(one);
      assert.match(key, /^[0-9a-f]{64}$/);
      assert.deepEqual([keptKey(one), keptKey(other) === key], [key, false]);
      one.close();
      other.close();
    }));
});
