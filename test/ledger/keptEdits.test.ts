import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { keptKey } from '../../src/ledger/edits/keptEdits.js';
import { keptWork } from '../../src/ledger/edits/keptQueries.js';
import { openLedger, withFolder } from './rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/ledger');

describe('edits in the ledger', () => {
  it('are told as earlier builds left them; a ledger from before they were kept has none', () =>
    withFolder((folder) => {
      const told = [1, 2].map((version) => {
        const path = join(folder, `${version}.db`);
        const before = new DatabaseSync(path);
        before.exec(readFileSync(join(fixtures, `version${version}.sql`), 'utf8'));
        before.close();
        const ledger = openLedger(path);
        const { rows, coverage } = keptWork(ledger, { zone: 'UTC', by: ['day', 'session'] });
        ledger.close();
        return { rows, coverage };
      });
      const key = { day: '2026-11-23', session: 'claude-code:8caf16d3-6b01-4cb7-a156-4b89f97f66ed' };
      assert.deepEqual(told, [
        { rows: [], coverage: { seen: 0, escaped: 0 } },
        { rows: [{ key, edits: 1, lines: 3, kept: 2, aged: 0, survived: 0 }], coverage: { seen: 1, escaped: 1 } },
      ]);
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
