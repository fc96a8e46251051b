import assert from 'node:assert/strict';
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { type CountingClient, type Health, startCounting } from '../../src/app/host.js';
import type { WorkerSettings } from '../../src/protocol/ledger.js';
import { CallError } from '../../src/protocol/rpc.js';
import { claudeLine } from '../chaos/lines.js';
import { soon, until, wait } from '../chaos/processes.js';
import { withFolder } from '../ledger/rig.js';

const workerFile = join(import.meta.dirname, '../../../dist/scanWorker.cjs');
const now = Date.UTC(2026, 2, 2);

/** A home with one answer in it, a client of its worker, and everything that the client told. */
async function withClient(
  work: (
    client: CountingClient,
    told: { healths: Health[]; changes: number },
    place: { log: string; ledger: string; settings: WorkerSettings },
  ) => Promise<void>,
  prepare: (ledger: string) => void = () => {},
): Promise<void> {
  await withFolder(async (folder) => {
    const log = join(folder, 'home', '.claude', 'projects', 'one', 's.jsonl');
    mkdirSync(join(log, '..'), { recursive: true });
    writeFileSync(log, claudeLine('one', now, { input: 5, output: 6 }));
    const ledger = join(folder, 'ledger.db');
    prepare(ledger);
    const settings: WorkerSettings = { home: join(folder, 'home'), ledger, extraRoots: {}, priceOverrides: undefined };
    const told = { healths: [] as Health[], changes: 0 };
    const client = startCounting({ workerFile, settings });
    client.onHealth((health) => told.healths.push(health));
    client.on('ledgerChanged', () => told.changes++);
    try {
      await work(client, told, { log, ledger, settings });
    } finally {
      await client.dispose();
    }
  });
}

const total = async (client: CountingClient) => (await client.call('usage', { zone: 'UTC', by: [] })).totals.total;
const fate = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.fate : 'threw'),
  );

describe('the scan worker, seen from its host', () => {
  it('tells what is worth a look, and keeps what is said of it', () =>
    withClient(async (client, told, { log }) => {
      const day = 86_400_000;
      const since = Date.now() - 2 * day;
      const usage = { input: 9, output: 9, cacheWrite: 40_000 };
      for (const [index, name] of ['c1', 'c2'].entries())
        appendFileSync(log, claudeLine(name, since + index * 6e5, usage));
      const asked = () => client.call('insights', { now: Date.now(), zone: 'UTC' });
      await until(async () => (await asked()).rows.length === 1, soon, 'the broken cache is found');
      const [row] = (await asked()).rows;
      assert.deepEqual([row?.kind, row?.tokens, row?.dismissed, row?.right], ['cache-break', 40_000, false, null]);
      const changes = told.changes;
      const id = row?.id ?? '';
      await client.call('judgeInsight', { id, dismissed: true, right: false, now: Date.now() });
      const [judged] = (await asked()).rows;
      assert.deepEqual([judged?.dismissed, judged?.right, told.changes > changes], [true, false, true]);
    }));

  it('starts, reads, tells of changes and answers', () =>
    withClient(async (client, told, { log }) => {
      await until(async () => (await total(client)) === 11, soon, 'the log is read');
      assert.deepEqual(
        told.healths.map(({ state }) => state),
        ['running'],
      );
      const state = await client.call('state', {});
      assert.deepEqual(
        [state.ready, state.leading, state.toolsFound, state.problems],
        [true, true, ['claude-code'], []],
      );
      const changes = told.changes;
      appendFileSync(log, claudeLine('two', now + 1000, { input: 1, output: 1 }));
      await until(async () => told.changes > changes && (await total(client)) === 13, soon, 'the new line is counted');
      assert.equal((await client.call('sessions', { zone: 'UTC' })).sessions.length, 1);
      assert.deepEqual(await client.call('lastUse', { before: now + 86_400_000, zone: 'UTC' }), {
        day: '2026-03-02',
        total: 13,
      });
    }));

  it('finds a tool that keeps no counts, and says that it does not', function () {
    if (process.platform !== 'linux') this.skip();
    const home = join(import.meta.dirname, '../../../test/fixtures/sources/cursor/zeros-only/home');
    return withClient(
      async (client) => {
        await until(async () => (await total(client)) === 11, soon, 'the log is read');
        const { toolsFound, health } = await client.call('state', {});
        assert.deepEqual([toolsFound, health.noCounts], [['claude-code', 'cursor'], ['cursor']]);
      },
      (ledger) => cpSync(home, join(ledger, '../home'), { recursive: true }),
    );
  });

  it('reads everything again without changing a sum, and stops when that is cancelled', () =>
    withClient(async (client) => {
      await until(async () => (await client.call('state', {})).ready, soon, 'the log is read');
      assert.deepEqual(await client.call('rescan', {}), { files: 1, records: 1 });
      assert.equal(await total(client), 11);
      const stop = new AbortController();
      const call = client.call('rescan', {}, stop.signal);
      stop.abort();
      assert.equal(await fate(call), 'cancelled');
      await until(async () => (await total(client)) === 11, soon, 'nothing is lost');
    }));

  it('pauses and resumes counting', () =>
    withClient(async (client, _told, { log }) => {
      await until(async () => (await total(client)) === 11, soon, 'the log is read');
      const since = Date.now() - 1000;
      await client.call('pause', { since });
      assert.deepEqual((await client.call('state', {})).paused, { since });
      appendFileSync(log, claudeLine('paused', Date.now(), { input: 100, output: 100 }));
      await wait(900);
      await client.call('resume', { at: Date.now() });
      assert.equal((await client.call('state', {})).paused, null);
      appendFileSync(log, claudeLine('after', Date.now(), { input: 1, output: 1 }));
      await until(async () => (await total(client)) === 13, soon, 'what came after is counted');
      await client.call('rescan', {});
      assert.equal(await total(client), 13);
    }));

  it('that cannot erase says so and counts on', () =>
    withClient(async (client, _told, { log, ledger }) => {
      await until(async () => (await total(client)) === 11, soon, 'the log is read');
      mkdirSync(join(ledger, '..', 'erased.json.new'));
      assert.equal(await fate(client.call('erase', { at: now })), 'failed');
      assert.equal(await client.call('erasure', {}), null);
      assert.equal(await total(client), 11);
      appendFileSync(log, claudeLine('two', now + 1000, { input: 1, output: 1 }));
      await until(async () => (await total(client)) === 13, soon, 'what came since');
    }));

  it("takes the person's own prices", () =>
    withClient(async (client, told, { settings }) => {
      const cost = async () => (await client.call('usage', { zone: 'UTC', by: [] })).totals.costNano;
      await until(async () => (await total(client)) === 11, soon, 'the log is read');
      assert.equal(await cost(), 5 * 3000 + 6 * 15_000);
      client.configure({ ...settings, priceOverrides: { 'claude-sonnet-4-5': { input: 1, output: 2 } } });
      await until(async () => (await cost()) === 5 * 1000 + 6 * 2000, soon, 'yesterday has the new price');
      assert.ok(told.healths.some(({ state }) => state === 'starting'));
    }));

  it('puts a new ledger in the place of a damaged one, counts all logs again and says so', () =>
    withClient(
      async (client, _told, { ledger }) => {
        await until(async () => (await total(client)) === 11, soon, 'it counts');
        const { rebuilt } = (await client.call('state', {})).health;
        assert.ok(rebuilt?.aside !== undefined && rebuilt.backupAt === undefined);
        assert.match(readFileSync(join(ledger, '..', rebuilt.aside), 'latin1'), /^no database/);
      },
      (ledger) => writeFileSync(ledger, 'no database '.repeat(1000)),
    ));

  it('notices soon that the ledger is damaged while it runs, or gone', () =>
    withClient(async (client, { healths }, { ledger }) => {
      await until(async () => (await client.call('state', {})).ready, soon, 'the log is read');
      const other = new DatabaseSync(ledger);
      // While the worker reads or backs up, nothing is moved: its pages would then lie in the log, which is not damaged.
      const isMoved = () => other.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0;
      await until(isMoved, soon, 'all is in the file');
      other.prepare('select * from meta').all();
      const file = openSync(ledger, 'r+');
      writeSync(file, Buffer.alloc(statSync(ledger).size - 16_384, 0x5a), 0, undefined, 16_384);
      closeSync(file);
      // What the worker has in memory is void once another process has written; the next figure asked for is read anew.
      other.exec("update meta set value = value where name = 'revision'");
      other.close();
      const rebuiltOf = async () => (await client.call('state', {}).catch(() => undefined))?.health.rebuilt;
      const isRebuilt = async () => {
        await total(client).catch(() => 0);
        return (await rebuiltOf()) !== undefined;
      };
      await until(isRebuilt, soon, 'it is rebuilt');
      await until(async () => (await total(client)) === 11, soon, 'all is counted again');
      const before = await rebuiltOf();
      const isBackedUp = () => readdirSync(join(ledger, '..')).some((name) => name.startsWith('ledger.backup-2'));
      await until(isBackedUp, soon, 'there is a backup: without one nobody knows that a ledger is gone');
      rmSync(ledger);
      await until(() => existsSync(ledger), soon, 'another one is there');
      await until(async () => (await total(client).catch(() => 0)) === 11, soon, 'all is counted again');
      assert.notDeepEqual(await rebuiltOf(), undefined);
      assert.ok(before);
      assert.deepEqual(
        healths.filter(({ state }) => state === 'stopped'),
        [],
      );
    }));

  it("leaves a newer build's ledger alone and says so", () =>
    withClient(
      async (client) => {
        await until(() => client.health.state === 'stopped', soon, 'it says so');
        assert.equal(client.health.reason, 'newer');
      },
      (ledger) => {
        const database = new DatabaseSync(ledger);
        database.exec('pragma user_version = 99');
        database.close();
      },
    ));

  it('closes every open and later call when it ends', () =>
    withClient(async (client) => {
      await until(async () => (await total(client)) === 11, soon, 'the log is read');
      const calls = Array.from({ length: 20 }, () => fate(client.call('rescan', {})));
      await client.dispose();
      assert.ok((await Promise.all(calls)).every((each) => each === 'closed' || each === 'done'));
      assert.equal(await fate(client.call('state', {})), 'closed');
    }));

  it('settings that come twice at once, while it reads, open the ledger once: a change is told once', () =>
    withClient(async (client, told, { log, settings }) => {
      // To stop takes long: what reads is waited for.
      const reading = fate(client.call('rescan', {}));
      await Promise.all([client.call('configure', settings), client.call('configure', settings)]);
      await reading;
      await until(
        async () => (await client.call('state', {})).leading && (await total(client)) === 11,
        soon,
        'all is read',
      );
      await wait(600);
      told.changes = 0;
      appendFileSync(log, claudeLine('two', now + 1, { input: 1, output: 1 }));
      await until(async () => (await total(client)) === 13, soon, 'the line is read');
      await wait(600);
      assert.equal(told.changes, 1);
    }));
});
