import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type CountingClient, startCounting } from '../../src/app/host.js';
import { claudeLine } from '../chaos/lines.js';
import { soon, until } from '../chaos/processes.js';
import { withFolder } from '../ledger/rig.js';

const workerFile = join(import.meta.dirname, '../../../dist/scanWorker.cjs');
const now = Date.UTC(2026, 2, 2);

const totalOf = async (client: CountingClient) => (await client.call('usage', { zone: 'UTC', by: [] })).totals.total;

/** Waits until every window tells the sum. */
function allTell(clients: readonly CountingClient[], sum: number): Promise<unknown> {
  const tell = async () => (await Promise.all(clients.map(totalOf))).every((total) => total === sum);
  return until(tell, soon, `${clients.length} windows tell ${sum}`, 50);
}

async function leadersOf(clients: readonly CountingClient[]): Promise<CountingClient[]> {
  const states = await Promise.all(clients.map((client) => client.call('state', {})));
  return clients.filter((_, index) => states[index]?.leading);
}

/** The one that reads in the background, as soon as there is one; never more. */
async function leaderOf(clients: readonly CountingClient[]): Promise<CountingClient> {
  let leaders: CountingClient[] = [];
  const oneLeads = async () => {
    leaders = await leadersOf(clients);
    assert.ok(leaders.length <= 1, `${leaders.length} lead`);
    return leaders.length === 1;
  };
  await until(oneLeads, soon, 'one leads', 50);
  return leaders[0] as CountingClient;
}

describe('ten windows at one ledger', () => {
  it('have one that reads, all tell the same sum, and when that one ends another reads and nothing is lost', function () {
    this.timeout(180_000);
    return withFolder(async (folder) => {
      const log = join(folder, 'home', '.claude', 'projects', 'one', 's.jsonl');
      mkdirSync(join(log, '..'), { recursive: true });
      writeFileSync(log, claudeLine('one', now, { input: 5, output: 6 }));
      const settings = {
        home: join(folder, 'home'),
        ledger: join(folder, 'ledger.db'),
        extraRoots: {},
        priceOverrides: undefined,
      };
      let windows = Array.from({ length: 10 }, () => startCounting({ workerFile, settings }));
      try {
        await allTell(windows, 11);
        for (const round of [0, 1]) {
          const sum = 13 + 1002 * round;
          const leader = await leaderOf(windows);
          appendFileSync(log, claudeLine(`seen ${round}`, now + round, { input: 1, output: 1 }));
          await allTell(windows, sum);
          assert.equal((await leadersOf(windows)).length, 1);
          // What is written as a window closes is for the next one to read.
          windows = windows.filter((client) => client !== leader);
          const closed = leader.dispose();
          appendFileSync(log, claudeLine(`late ${round}`, now + round, { input: 500, output: 500 }));
          await closed;
          await allTell(windows, sum + 1000);
        }
        await leaderOf(windows);
      } finally {
        await Promise.all(windows.map((client) => client.dispose()));
      }
    });
  });
});
