import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eraseLedger, readErasure } from '../../src/ledger/care/erasing.js';
import { claudeLine } from '../chaos/lines.js';
import { openLedger, withFolder } from '../ledger/rig.js';

const root = join(import.meta.dirname, '../../..');
const network = pathToFileURL(join(root, 'out/test/kit/networkHome.js')).href;
const now = Date.now();

/** The command on one of the machines that have this home mounted. */
async function on(machine: string, home: string, ...words: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: home, XDG_DATA_HOME: join(home, 'data'), MACHINE: machine };
  const child = spawn(process.execPath, ['--import', network, join(root, 'dist/cli.cjs'), ...words], { env });
  let [out, error] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (error += text));
  const code = await new Promise((settle) => child.once('close', settle));
  assert.deepEqual([code, error], [0, '']);
  return out;
}

const totalOn = async (machine: string, home: string) =>
  (JSON.parse(await on(machine, home, 'report', '--json')) as { totals: { total: number } }).totals.total;

describe('two machines on one network home', function () {
  this.timeout(60_000);
  // Only Linux tells by a number what file system a folder is on.
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('have a ledger each, without a write-ahead log, and both are exact while the logs grow', () =>
    withFolder(async (home) => {
      const project = join(home, '.claude', 'projects', 'one');
      mkdirSync(project, { recursive: true });
      for (let round = 1; round <= 3; round++) {
        const line = claudeLine(`answer-${round}`, now + round, { input: 2, output: 3 });
        appendFileSync(join(project, 's.jsonl'), line);
        const totals = ['alpha', 'beta.lan', 'alpha'].map((machine) => totalOn(machine, home));
        assert.deepEqual(await Promise.all(totals), [5 * round, 5 * round, 5 * round]);
      }
      const names = readdirSync(join(home, 'data', 'tallyboard')).filter((name) => name.endsWith('.db'));
      assert.deepEqual(names.sort(), ['ledger-alpha.db', 'ledger-beta-lan.db']);
      for (const name of names) {
        const { database } = openLedger(join(home, 'data', 'tallyboard', name));
        assert.equal(database.prepare('pragma journal_mode').get()?.['journal_mode'], 'delete');
        database.close();
      }
      assert.match(
        await on('alpha', home, 'doctor'),
        /ledger-alpha\.db .+\nIn a folder on a network each machine has its own/,
      );
    }),
  );

  it('Erase takes the ledger of the one, and stops the other until the person chooses', () =>
    withFolder((folder) => {
      const [mine, other] = [join(folder, 'ledger-alpha.db'), join(folder, 'ledger-alpha2.db')];
      openLedger(other).close();
      openLedger(join(folder, 'ledger.db')).close();
      eraseLedger(openLedger(mine), now);
      assert.deepEqual(readdirSync(folder).sort(), ['erased.json', 'ledger-alpha2.db']);
      assert.equal(readErasure(other)?.stopped, true);
    }));
});
