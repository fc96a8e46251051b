import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { claudeLine } from '../chaos/lines.js';
import { type Host, kill, leaderFirst, startHost, until, wait } from '../chaos/processes.js';
import { withFolder } from '../ledger/rig.js';

describe('who reads in the background', () => {
  it('is another process at once after a clean end, and within 20 s after a kill', function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      const log = join(home, '.claude', 'projects', 'one', 's.jsonl');
      mkdirSync(join(log, '..'), { recursive: true });
      writeFileSync(log, claudeLine('zero', Date.now(), { input: 1, output: 1 }));
      const [leader, second] = await leaderFirst([startHost(home, ledger), startHost(home, ledger)]);
      const third = startHost(home, ledger);
      try {
        await wait(1500);
        await leader.stop();
        const handed = await until(
          async () => (await second.state()).leading || (await third.state()).leading,
          5000,
          'handed over',
        );
        const [next, last] = await leaderFirst([second, third]);
        await kill(next.child);
        appendFileSync(log, claudeLine('one', Date.now(), { input: 5, output: 5 }));
        const taken = await until(async () => (await last.state()).leading, 20_000, 'taken over', 50);
        await until(
          async () => (await last.usage()).totals.total === 12,
          3000,
          'what was written meanwhile is counted',
        );
        console.log(`      after a clean end ${Math.round(handed)} ms, after a kill ${Math.round(taken)} ms`);
        assert.ok(handed <= 2000, `${handed} ms`);
      } finally {
        await stopLiving([second, third]);
      }
    });
  });
});

async function stopLiving(hosts: readonly Host[]): Promise<void> {
  await Promise.all(
    hosts.filter(({ child }) => child.exitCode === null && child.signalCode === null).map((host) => host.stop()),
  );
}
