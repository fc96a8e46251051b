import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openCounting } from '../../src/app/counting.js';
import { migrate, schemaVersion, versionOf } from '../../src/ledger/schema.js';
import { usageOf } from '../app/reports.js';
import { assertInvariant } from './invariant.js';
import { withFolder } from './rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures');
const homes = ['claude-code/real-2.1.330-subagent', 'codex/fork-copies-parent'].map((name) =>
  join(fixtures, 'sources', name),
);
const totalOf = (home: string) =>
  (JSON.parse(readFileSync(join(home, 'expected.json'), 'utf8')) as { expected: { total: number } }).expected.total;
const total = homes.reduce((sum, home) => sum + totalOf(home), 0);

/** Ledgers as earlier builds left them after reading these homes, by `test/dumpLedger.mjs`. They are never made anew. */
const versions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

describe('a ledger of an earlier build', () => {
  for (const version of versions) {
    it(`with schema ${version} keeps its figures, and the same logs add nothing to them`, () =>
      withFolder(async (folder) => {
        const [home, path] = [join(folder, 'home'), join(folder, 'ledger.db')];
        const before = new DatabaseSync(path);
        before.exec(readFileSync(join(fixtures, 'ledger', `version${version}.sql`), 'utf8'));
        before.close();
        const { ledger, queries, scanner } = openCounting({ home, ledger: path });
        assert.equal(versionOf(ledger.database), schemaVersion);
        const kept = usageOf({ ledger, queries, scanner });
        assert.equal(kept.totals['total'], total);
        assertInvariant(ledger.database, ledger);
        for (const each of homes) cpSync(join(each, 'home'), home, { recursive: true });
        await scanner.pass();
        assertInvariant(ledger.database, ledger);
        assert.deepEqual(usageOf({ ledger, queries, scanner }).totals, kept.totals);
        ledger.close();
      }));
  }

  it('has the schema that a new one is made with', () => {
    const all = "select type, name, sql from sqlite_schema where name not like 'sqlite_%' order by name";
    const schemaOf = (database: DatabaseSync) => [
      versionOf(database),
      ...database
        .prepare(all)
        .all()
        .map(({ type, name, sql }) => `${type} ${name}: ${String(sql).replaceAll(/\s+/g, ' ').replaceAll('"', '')}`),
    ];
    const [made, older] = [new DatabaseSync(':memory:'), new DatabaseSync(':memory:')];
    older.exec(readFileSync(join(fixtures, 'ledger', 'version1.sql'), 'utf8'));
    for (const database of [made, older]) migrate(database);
    assert.deepEqual(schemaOf(made), schemaOf(older));
    for (const database of [made, older]) database.close();
  });

  it('is among the fixtures for every schema before this build’s', () => {
    assert.deepEqual(
      versions,
      Array.from({ length: schemaVersion - 1 }, (_, index) => index + 1),
    );
  });
});
