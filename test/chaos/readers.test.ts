import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openDatabase } from '../../src/platform/sqlite.js';
import { assertInvariant } from '../ledger/invariant.js';
import { withFolder } from '../ledger/rig.js';
import { claudeLine } from './lines.js';
import { kill, report, startReport, until } from './processes.js';

const requests = 30_000;

/** A home with one log of 30,000 requests, and what they come to. */
function writeBigLog(home: string): number {
  const folder = join(home, '.claude', 'projects', 'one');
  mkdirSync(folder, { recursive: true });
  const lines = Array.from({ length: requests }, (_, n) =>
    claudeLine(`msg_${n}`, Date.UTC(2026, 2, 2) + n * 1000, { input: 7, output: (n % 9) + 1 }),
  );
  writeFileSync(join(folder, 'session-1.jsonl'), lines.join(''));
  return Array.from({ length: requests }, (_, n) => 7 + (n % 9) + 1).reduce((a, b) => a + b, 0);
}

function checkSound(ledger: string): void {
  const database = openDatabase(ledger, { readOnly: true });
  assertInvariant(database);
  database.close();
}

describe('readers of one big log', () => {
  it('that are killed between its transactions lose nothing: the next goes on where the cursor stands', function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      const total = writeBigLog(home);
      const offsets: number[] = [];
      for (let round = 0; round < 3; round++) {
        const { child, ended } = startReport(home, ledger);
        await until(
          () => partOf(ledger) > (offsets.at(-1) ?? 0) || child.exitCode !== null,
          20_000,
          'a part of the log is read',
          1,
        );
        await kill(child);
        await ended;
        offsets.push(partOf(ledger));
      }
      assert.ok(offsets[0] !== undefined && offsets[0] > 0, `killed at ${offsets}`);
      const last = await report(home, ledger);
      assert.deepEqual([last.totals.total, last.totals.requests], [total, requests]);
      checkSound(ledger);
    });
  });

  it('that start on the same new file at the same moment count it once', function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      const total = writeBigLog(home);
      const all = await Promise.all([0, 1, 2].map(() => report(home, ledger)));
      assert.deepEqual(
        all.map(({ totals }) => [totals.total, totals.requests]),
        all.map(() => [total, requests]),
      );
      checkSound(ledger);
    });
  });
});

/** How far a log has been read in part; 0 before and after. */
function partOf(ledger: string): number {
  try {
    const database = openDatabase(ledger, { readOnly: true });
    const row = database.prepare('select offset from file where size = -1').get();
    database.close();
    return row ? Number(row['offset']) : 0;
  } catch {
    return 0;
  }
}

describe('the ledger', () => {
  it('outlives the logs: the same report after they are gone', () =>
    withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      mkdirSync(join(home, '.claude', 'projects', 'one'), { recursive: true });
      writeFileSync(
        join(home, '.claude', 'projects', 'one', 's.jsonl'),
        claudeLine('msg_1', Date.UTC(2026, 2, 2), { input: 5, output: 6 }),
      );
      const { totals, byDay, byModel } = await report(home, ledger);
      rmSync(join(home, '.claude'), { recursive: true });
      for (let count = 0; count < 2; count++) {
        const after = await report(home, ledger);
        assert.deepEqual(
          { totals: after.totals, byDay: after.byDay, byModel: after.byModel },
          { totals, byDay, byModel },
        );
      }
      assert.equal(totals.total, 11);
    }));
});
