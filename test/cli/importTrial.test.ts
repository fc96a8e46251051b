import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { usageLine } from '../../src/core/usageLine.js';
import { eraseLedger } from '../../src/ledger/care/erasing.js';
import { withCopy } from '../../src/ledger/imports/trialCopy.js';
import { requestKey } from '../../src/platform/key.js';
import { noon, openLedger, request, withFolder } from '../ledger/rig.js';

const cli = join(import.meta.dirname, '../../..', 'dist', 'cli.cjs');

/** As many lines of an export. */
function lines(count: number): string {
  const told = (n: number) => {
    const of = request({ id: `m${n}`, session: `s${n % 100}`, at: noon + n * 1000, input: 1 + (n % 90) });
    return JSON.stringify(usageLine(of, 'request', requestKey(of.namespace, of.id).toString('hex')));
  };
  return Array.from({ length: count }, (_, n) => `${told(n)}\n`).join('');
}

/** A data folder and a temporary one, nothing else, and files of many and of few lines. */
async function withPlaces(work: (places: ReturnType<typeof placesIn>) => Promise<void>): Promise<void> {
  await withFolder((folder) => work(placesIn(folder)));
}

function placesIn(folder: string) {
  const [data, temporary, home] = ['data', 'temporary', 'home'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [temporary, home]) mkdirSync(each);
  const [many, few] = [join(folder, 'many.jsonl'), join(folder, 'few.jsonl')];
  writeFileSync(many, lines(30_000));
  writeFileSync(few, lines(3));
  const env = { PATH: process.env['PATH'], HOME: home, TALLYBOARD_HOME: data, TMPDIR: temporary };
  const start = (file: string): ChildProcess =>
    spawn(process.execPath, [cli, 'import', file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const copies = () => namesIn(data).filter((name) => name.startsWith('ledger.trial-') && name !== 'ledger.trial-lock');
  return { data, temporary, many, few, env, start, copies };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Ctrl-C as soon as there is a copy; what is left then. */
async function interrupted({ start, many, copies }: ReturnType<typeof placesIn>): Promise<readonly string[]> {
  const child = start(many);
  const ended = once(child, 'exit');
  while (copies().length === 0 && child.exitCode === null) await sleep(1);
  child.kill('SIGINT');
  assert.equal((await ended)[1], 'SIGINT', 'it was still at it');
  return copies();
}

describe('a trial of an import that is interrupted', () => {
  it('leaves its copy beside the ledger, for its owner alone, and the next import takes it away', () =>
    withPlaces(async (places) => {
      const left = await interrupted(places);
      assert.notDeepEqual(left, []);
      for (const name of left) assert.equal(statSync(join(places.data, name)).mode & 0o077, 0, name);
      assert.deepEqual(readdirSync(places.temporary), []);
      assert.deepEqual((await once(places.start(places.few), 'exit'))[0], 0);
      assert.deepEqual(places.copies(), []);
    }));

  it('leaves nothing that Erase does not find', () =>
    withPlaces(async (places) => {
      await interrupted(places);
      eraseLedger(openLedger(join(places.data, 'ledger.db')), noon);
      assert.deepEqual(readdirSync(places.data), ['erased.json']);
    }));

  it('is none of another process that still tries: its copy stays', () =>
    withPlaces(async ({ data, few, env, copies }) => {
      mkdirSync(data);
      const ledger = openLedger(join(data, 'ledger.db'));
      const seen = withCopy(ledger, () => {
        const before = copies();
        const { status } = spawnSync(process.execPath, [cli, 'import', few], { env });
        assert.deepEqual([status, copies()], [0, before]);
        return before.length;
      });
      assert.deepEqual([seen > 0, copies()], [true, []], 'gone once it is done');
      ledger.close();
    }));
});
