import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type CountingClient, startCounting } from '../../src/app/host.js';
import type { ScanProgress, WorkerSettings } from '../../src/protocol/ledger.js';
import { claudeLine } from '../chaos/lines.js';
import { kill, ofProcess, report, soon, startHost, until } from '../chaos/processes.js';
import { withFolder } from '../ledger/rig.js';

const workerFile = join(import.meta.dirname, '../../../dist/scanWorker.cjs');
const start = Date.UTC(2026, 2, 2);
const files = 60;
const linesEach = 200;
/** What a person pasted between two answers. */
const pasted = `${JSON.stringify({ type: 'user', sessionId: 's', message: { role: 'user', content: 'x'.repeat(2_300) } })}\n`;
/** Each answer is of one token in and two out. */
const whole = files * linesEach * 3;

/** A home with so many answers that they are read apart, and written in more than one go: 35 MB. */
function writeHome(home: string): string {
  const folder = join(home, '.claude', 'projects', 'one');
  mkdirSync(folder, { recursive: true });
  for (let file = 0; file < files; file++) {
    const lines = Array.from(
      { length: linesEach },
      (_, n) =>
        `${pasted}${claudeLine(`m${file}-${n}`, start + (file * linesEach + n) * 1000, { input: 1, output: 2 }, `s${file}`)}`,
    );
    writeFileSync(join(folder, `s${file}.jsonl`), lines.join(''));
  }
  return folder;
}

/** Processes that read apart for `parent`. Linux tells them in files; elsewhere it is not known. */
function readersOf(parent: number): number[] {
  const tasks = readdirSync(`/proc/${parent}/task`);
  const children = tasks.flatMap((task) => ofProcess(`${parent}/task/${task}/children`).trim().split(' '));
  return children.map(Number).filter((pid) => pid > 0 && ofProcess(`${pid}/cmdline`).includes('scanWorker.cjs'));
}

/** The nice values of all threads of a process. */
function nicenessOf(pid: number): Set<number> {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const fields = tasks.map((task) =>
    ofProcess(`${pid}/task/${task}/stat`)
      .replace(/^.*\) /, '')
      .split(' '),
  );
  return new Set(fields.filter((each) => each.length > 16).map((each) => Number(each[16])));
}

const linux = process.platform === 'linux';
const total = async (client: CountingClient) => (await client.call('usage', { zone: 'UTC', by: [] })).totals.total;
const isReady = async (client: CountingClient) => (await client.call('state', {})).ready;

function withHome(
  work: (client: CountingClient, place: { settings: WorkerSettings; logs: string }) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const home = join(folder, 'home');
    const logs = writeHome(home);
    const settings = { home, ledger: join(folder, 'ledger.db'), extraRoots: {}, priceOverrides: undefined };
    const client = startCounting({ workerFile, settings });
    try {
      await work(client, { settings, logs });
    } finally {
      await client.dispose();
    }
    if (linux) assert.deepEqual(readersOf(process.pid), [], 'nothing is left running');
  });
}

async function aReader(parent = process.pid): Promise<number> {
  await until(() => readersOf(parent).length > 0, soon, 'a process that reads apart', 1);
  return readersOf(parent)[0] as number;
}

describe('much that is new', () => {
  it('is read by a process of its own at low priority, while questions are answered', function () {
    if (!linux) this.skip();
    return withHome(async (client) => {
      const seen: ScanProgress[] = [];
      client.on('progress', (progress) => seen.push(progress));
      const reader = await aReader();
      await until(() => nicenessOf(reader).size === 1 && nicenessOf(reader).has(10), soon, 'all threads give way', 1);
      const before = await total(client);
      assert.ok(readersOf(process.pid).includes(reader) && before < whole, 'asked in the midst of it');
      await until(() => isReady(client), soon, 'all is read');
      assert.equal(await total(client), whole);
      const reading = seen.filter(({ phase }) => phase === 'reading');
      assert.deepEqual(
        [reading.at(-1)?.filesDone, reading.at(-1)?.filesTotal, seen.at(-1)?.phase],
        [files, files, 'idle'],
      );
    });
  });

  it('is read again on demand, told as one reading, and not apart when little is new', () =>
    withHome(async (client, { logs }) => {
      await until(() => isReady(client), soon, 'all is read');
      assert.deepEqual(await client.call('rescan', {}), { files, records: files * linesEach });
      appendFileSync(join(logs, 's0.jsonl'), claudeLine('late', start, { input: 5, output: 6 }, 's0'));
      let apart = 0;
      await until(
        async () => {
          if (linux) apart += readersOf(process.pid).length;
          return (await total(client)) === whole + 11;
        },
        soon,
        'the late line is counted',
      );
      assert.equal(apart, 0);
    }));

  it('is read in the worker when its process is ended', function () {
    if (!linux) this.skip();
    return withHome(async (client) => {
      process.kill(await aReader(), 'SIGKILL');
      await until(() => isReady(client), soon, 'all is read');
      assert.equal(await total(client), whole);
    });
  });

  it('is left when the editor closes in the midst of it, and nothing doubles when it goes on', function () {
    if (!linux) this.skip();
    return withHome(async (client, { settings }) => {
      await aReader();
      await until(async () => (await total(client)) > 0, soon, 'some of it is written', 1);
      await client.dispose();
      assert.deepEqual(readersOf(process.pid), []);
      assert.equal((await report(settings.home ?? '', settings.ledger ?? '')).totals.total, whole);
    });
  });

  it('is left when a rescan is cancelled, and read by the next pass', () =>
    withHome(async (client) => {
      await until(() => isReady(client), soon, 'all is read');
      const stop = new AbortController();
      const rescan = client.call('rescan', {}, stop.signal).catch(({ fate }) => fate);
      setTimeout(() => stop.abort(), 150);
      assert.equal(await rescan, 'cancelled');
      assert.equal(await total(client), whole);
      assert.deepEqual(await client.call('rescan', {}), { files, records: files * linesEach });
    }));

  it('ends with a host that is killed', function () {
    if (!linux) this.skip();
    return withFolder(async (folder) => {
      const home = join(folder, 'home');
      writeHome(home);
      const ledger = join(folder, 'ledger.db');
      const host = startHost(home, ledger);
      const reader = await aReader(host.child.pid);
      await kill(host.child);
      await until(() => ofProcess(`${reader}/cmdline`) === '', soon, 'the reader has ended');
      assert.equal((await report(home, ledger)).totals.total, whole);
    });
  });

  it('comes to the same where the ledger can be opened by nobody else', () =>
    withFolder(async (folder) => {
      const home = join(folder, 'home');
      writeHome(home);
      const settings = { home, extraRoots: {}, priceOverrides: undefined };
      const client = startCounting({ workerFile, settings });
      try {
        await until(() => isReady(client), soon, 'all is read');
        assert.equal(await total(client), whole);
      } finally {
        await client.dispose();
        rmSync(home, { recursive: true });
      }
    }));
});
