import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { adviceOf } from '../../src/core/advice.js';
import { type Source, skipReasons } from '../../src/core/source.js';
import { sourceRows } from '../../src/ledger/reading/sourceRows.js';
import { sources as registry } from '../../src/sources/registry.js';

const sources: readonly Source[] = registry;
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

/** What doctor knows of a tool in a home. */
async function examined(tool: string, home: string) {
  const { ledger, queries, scanner } = openCounting({ home, os: 'linux' });
  const rows = sourceRows(ledger, sources, await scanner.pass());
  const usage = queries.usage({ zone: 'UTC', by: ['tool'] }).rows;
  ledger.close();
  return {
    rows: rows.filter((row) => row.tool === tool),
    totals: usage.find(({ key }) => key.tool === tool)?.totals,
    advice: adviceOf(rows, usage, undefined).filter((each) => each.tool === tool),
  };
}

describe('what doctor says of a tool whose logs are there', () => {
  for (const tool of [...new Set(sources.map(({ id }) => id))])
    it(`${tool}: where it was found, how many records, the last of them, and what would make a lower bound exact`, async () => {
      const cases = readdirSync(join(fixtures, tool)).map((name) => join(fixtures, tool, name, 'home'));
      for (const home of cases.filter((each) => existsSync(each))) {
        const { rows, totals, advice } = await examined(tool, home);
        for (const reason of rows.flatMap(({ skipped }) => Object.keys(skipped)))
          assert.ok((skipReasons as readonly string[]).includes(reason), reason);
        if (totals === undefined || totals.total === 0) continue;
        const told = rows.filter(({ records }) => records > 0);
        assert.ok(told.length > 0, `${home} has records`);
        for (const row of told) {
          assert.ok(row.files > 0 && row.lastEventAt !== undefined, `${home} ${row.store}`);
          assert.ok(row.roots.some(({ state }) => state === 'read'));
        }
        if (totals.precision.atLeast > 0) assert.ok(advice.length > 0, `${home} says what to do`);
      }
    });
});
