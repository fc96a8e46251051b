import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { claudeLine } from '../chaos/lines.js';
import { type Host, leaderFirst, startHost, startReport, until, wait } from '../chaos/processes.js';
import { withFolder } from '../ledger/rig.js';

const files = 3000;
const appends = 20;

/** 3,000 logs of old sessions, and one that is being written. */
function writeHome(home: string): string {
  const longAgo = Date.UTC(2026, 0, 1);
  for (let n = 0; n < files; n++) {
    const folder = join(home, '.claude', 'projects', `project-${n % 60}`);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `session-${n}.jsonl`);
    writeFileSync(path, claudeLine(`old_${n}`, longAgo + n * 60_000, { input: 1, output: 1 }, `session-${n}`));
    utimesSync(path, (longAgo + n * 60_000) / 1000, (longAgo + n * 60_000) / 1000);
  }
  const live = join(home, '.claude', 'projects', 'project-0', 'live.jsonl');
  writeFileSync(live, claudeLine('live', Date.now(), { input: 1, output: 1 }, 'live'));
  return live;
}

/** Asks for today's figure each time the host is told of a change, until it is `total`; milliseconds since `since`. */
async function seen(
  host: Host,
  today: number,
  total: number,
  since: number,
  known = host.changes.length,
): Promise<number> {
  await until(() => host.changes.length > known, 8000, `told of a change before today is ${total}`, 2);
  const told = host.changes.length;
  const found = (await host.usage(today)).totals.total;
  return found === total ? Date.now() - since : seen(host, today, total, since, told);
}

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
const text = (list: readonly number[]) => `median ${median(list)} ms, at most ${Math.max(...list)} ms`;

describe('a line written to a log among 3,000', () => {
  it(`is in today's figure of the leading process within 1 s, of another within 2 s (P12), ${appends} times`, function () {
    this.timeout(120_000);
    return withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      const live = writeHome(home);
      const first = startHost(home, ledger);
      const hosts: readonly [Host, Host] = [first, startHost(home, ledger)];
      try {
        const [leader, follower] = await leaderFirst(hosts);
        await until(async () => (await leader.state()).ready, 60_000, 'everything is read once');
        const today = Date.now() - 3_600_000;
        let total = 2;
        await until(async () => (await follower.usage(today)).totals.total === total, 5000, 'the live log is read');
        const delays: { leader: number; follower: number }[] = [];
        for (let n = 0; n < appends; n++) {
          await wait(200 + ((n * 37) % 300));
          const at = Date.now();
          const [one, two] = [leader.changes.length, follower.changes.length];
          appendFileSync(live, claudeLine(`live_${n}`, at, { input: 10, output: n + 1 }, 'live'));
          total += 10 + n + 1;
          const [own, other] = await Promise.all([
            seen(leader, today, total, at, one),
            seen(follower, today, total, at, two),
          ]);
          delays.push({ leader: own, follower: other });
        }
        const [own, others] = [delays.map((each) => each.leader), delays.map((each) => each.follower)];
        console.log(`      leader: ${text(own)}; follower: ${text(others)}`);
        assert.ok(Math.max(...own) <= 1000, `the leader took ${text(own)}`);
        assert.ok(Math.max(...others) <= 2000, `the follower took ${text(others)}`);
      } finally {
        await Promise.all(hosts.map((host) => host.stop()));
      }
    });
  });

  it('costs no more than itself and 64 KB of reading, at the end of a log of 100 MB (P12)', function () {
    this.timeout(60_000);
    return withFolder(async (folder) => {
      const [home, ledger] = [join(folder, 'home'), join(folder, 'ledger.db')];
      const log = join(home, '.claude', 'projects', 'one', 's.jsonl');
      mkdirSync(join(log, '..'), { recursive: true });
      const filler = `${JSON.stringify({ type: 'user', sessionId: 's', message: { role: 'user', content: 'x'.repeat(9_900) } })}\n`;
      for (let megabytes = 0; megabytes < 100; megabytes++) appendFileSync(log, filler.repeat(100));
      const cold = await timed(home, ledger);
      const line = claudeLine('one', Date.now(), { input: 5, output: 6 }, 's');
      appendFileSync(log, line);
      const warm = await timed(home, ledger);
      console.log(`      cold ${cold.bytesRead} bytes, one appended line of ${line.length}: ${warm.bytesRead} bytes`);
      assert.ok(cold.bytesRead >= 99_000_000, `${cold.bytesRead}`);
      assert.deepEqual([warm.total, warm.filesRead], [11, 1]);
      assert.ok(warm.bytesRead <= line.length + 65_536, `${warm.bytesRead} bytes read`);
    });
  });
});

async function timed(home: string, ledger: string): Promise<{ bytesRead: number; filesRead: number; total: number }> {
  const { code, out, error } = await startReport(home, ledger, [], { TALLYBOARD_TIMING: '1' }).ended;
  assert.equal(code, 0, error);
  return { ...JSON.parse(error), total: JSON.parse(out).totals.total };
}
