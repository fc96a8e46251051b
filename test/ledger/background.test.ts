import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { Lease, LeaseLost } from '../../src/ledger/lease.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { Background } from '../../src/ledger/reading/background.js';
import { Scanner } from '../../src/ledger/reading/scanner.js';
import { placesOf } from '../../src/platform/places.js';
import { assertInvariant } from './invariant.js';
import { noon, openLedger, put, request, sums, withFolder } from './rig.js';
import { toySource } from './toySource.js';

const line = (n: number) => `${JSON.stringify({ kind: 'request', n, session: 's', out: 1, at: noon })}\n`;
/** For what happens within a second or two where the machine has nothing else to do. */
const soon = 20_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds, and says how long that took; fails after `limit` milliseconds. */
async function until(holds: () => boolean, limit: number): Promise<number> {
  const started = performance.now();
  while (!holds()) {
    assert.ok(performance.now() - started < limit, `not within ${limit} ms`);
    await wait(5);
  }
  return performance.now() - started;
}

interface Running {
  readonly ledger: Ledger;
  readonly background: Background;
  changes: number;
  end(): Promise<void>;
}

function run(folder: string): Running {
  const ledger = openLedger(join(folder, 'ledger.db'));
  ledger.database.exec('pragma busy_timeout = 30');
  const scanner = new Scanner(ledger, [toySource(join(folder, 'logs'))], placesOf({ home: '/nowhere' }));
  const running = { ledger, changes: 0 } as Omit<Running, 'background' | 'end'>;
  const background = new Background(ledger, scanner, {
    changed: () => running.changes++,
    progress: () => {},
    stateChanged: () => {},
    unusable: () => {},
  });
  background.start();
  const end = async () => {
    await background.dispose();
    ledger.close();
  };
  return Object.assign(running, { background, end });
}

async function withLogs(work: (folder: string, log: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    mkdirSync(join(folder, 'logs'));
    const log = join(folder, 'logs', 'a.toy');
    writeFileSync(log, line(0));
    await work(folder, log);
  });
}

describe('the lease', () => {
  it('is held by one process, renewed by it, and free when it expires', () =>
    withFolder((folder) => {
      let now = 1_000_000;
      const [one, two] = [openLedger(join(folder, 'l.db')), openLedger(join(folder, 'l.db'))];
      const [a, b] = [one, two].map((ledger) => new Lease(ledger.database, () => now)) as [Lease, Lease];
      assert.deepEqual([a.take(), b.take(), b.isFree(), a.isFree()], [true, false, false, true]);
      now += 14_000;
      assert.deepEqual([a.take(), b.take()], [true, false]);
      now += 15_001;
      assert.deepEqual([b.isFree(), b.take(), a.take()], [true, true, false]);
      assert.throws(() => one.write(() => a.check()), LeaseLost);
      two.write(() => b.check());
      b.release();
      assert.equal(a.take(), true);
      one.close();
      two.close();
    }));

  it('stays with a process that writes, however long its one file is', () =>
    withFolder((folder) => {
      let now = 1_000_000;
      const [one, two] = [openLedger(join(folder, 'l.db')), openLedger(join(folder, 'l.db'))];
      const [a, b] = [one, two].map((ledger) => new Lease(ledger.database, () => now)) as [Lease, Lease];
      a.take();
      for (let count = 0; count < 5; count++) {
        now += 10_000;
        one.write(() => a.check());
        assert.equal(b.take(), false);
      }
      one.close();
      two.close();
    }));

  it('may be acted on by a process that was told of it, until another has it', () =>
    withFolder((folder) => {
      let now = 1_000_000;
      const [one, two] = [openLedger(join(folder, 'l.db')), openLedger(join(folder, 'l.db'))];
      const [a, b] = [one, two].map((ledger) => new Lease(ledger.database, () => now)) as [Lease, Lease];
      const forA = new Lease(two.database, () => now, a.holder);
      assert.throws(() => two.write(() => forA.check()), LeaseLost);
      a.take();
      now += 10_000;
      two.write(() => forA.check());
      now += 10_000;
      assert.equal(b.take(), false);
      now += 15_001;
      assert.equal(b.take(), true);
      assert.throws(() => two.write(() => forA.check()), LeaseLost);
      one.close();
      two.close();
    }));

  it('is free when a clock was put back: its end is further away than a lease lasts', () =>
    withFolder((folder) => {
      let now = 1_000_000_000;
      const [one, two] = [openLedger(join(folder, 'l.db')), openLedger(join(folder, 'l.db'))];
      const [a, b] = [one, two].map((ledger) => new Lease(ledger.database, () => now)) as [Lease, Lease];
      a.take();
      now -= 3_600_000;
      assert.equal(b.take(), true);
      now += 7_200_000;
      assert.equal(a.take(), true);
      one.close();
      two.close();
    }));

  it('is not taken while the ledger is busy', () =>
    withFolder((folder) => {
      const [one, two] = [openLedger(join(folder, 'l.db')), openLedger(join(folder, 'l.db'))];
      one.database.exec('pragma busy_timeout = 10');
      two.database.exec('begin immediate');
      assert.equal(new Lease(one.database, Date.now).take(), false);
      two.database.exec('rollback');
      one.close();
      two.close();
    }));
});

describe('counting in the background', () => {
  it('reads a log that is written without a pause', () =>
    withLogs(async (folder, log) => {
      const one = run(folder);
      await until(() => sums(one.ledger).requests === 1, soon);
      let n = 1;
      const writer = setInterval(() => appendFileSync(log, line(n++)), 15);
      try {
        await until(() => n > 5 && sums(one.ledger).requests > 3, soon);
        const before = one.changes;
        await until(() => one.changes > before + 2, soon);
      } finally {
        clearInterval(writer);
      }
      await until(() => sums(one.ledger).requests === n, soon);
      await one.end();
    }));

  it('is done by one process, seen by the others, and taken over at once when that one stops', () =>
    withLogs(async (folder, log) => {
      const one = run(folder);
      await until(() => one.background.leading && sums(one.ledger).requests === 1, soon);
      const two = run(folder);
      await wait(700);
      assert.deepEqual([one.background.leading, two.background.leading], [true, false]);
      const seen = two.changes;
      appendFileSync(log, line(1));
      await until(() => two.changes > seen && sums(two.ledger).requests === 2, soon);
      await one.end();
      appendFileSync(log, line(2));
      const took = await until(() => two.background.leading, soon);
      assert.ok(took < 10_000, `${took} ms: not when the lease ends, which takes 15 s`);
      await until(() => sums(two.ledger).requests === 3, soon);
      assertInvariant(two.ledger.database, two.ledger);
      await two.end();
    }));

  it('goes on after the lease was taken away in the middle of it', () =>
    withLogs(async (folder, log) => {
      const one = run(folder);
      await until(() => one.background.leading, soon);
      const other = openLedger(join(folder, 'ledger.db'));
      other.database.prepare("update lease set holder = 'a thief', expires = ?").run(Date.now() + 14_000);
      appendFileSync(log, line(1));
      await until(() => !one.background.leading, soon);
      other.database.exec('delete from lease');
      await until(() => one.background.leading && sums(one.ledger).requests === 2, soon);
      await one.end();
      other.close();
    }));

  it('goes on after the ledger was busy for long', () =>
    withLogs(async (folder, log) => {
      const one = run(folder);
      await until(() => sums(one.ledger).requests === 1, soon);
      const other = openLedger(join(folder, 'ledger.db'));
      other.database.exec('begin immediate');
      appendFileSync(log, line(1));
      await wait(800);
      other.database.exec('rollback');
      await until(() => sums(one.ledger).requests === 2, soon);
      await one.end();
      other.close();
    }));

  it('tells of a full disk, and goes on once there is room', () =>
    withLogs(async (folder, log) => {
      const one = run(folder);
      await until(() => sums(one.ledger).requests === 1, soon);
      const pages = Number(one.ledger.database.prepare('pragma page_count').get()?.['page_count']);
      one.ledger.database.exec(`pragma max_page_count = ${pages + 1}`);
      appendFileSync(log, Array.from({ length: 3000 }, (_, n) => line(n + 1)).join(''));
      await until(() => one.background.problem?.code === 'full', soon);
      assert.equal(sums(one.ledger).requests, 1);
      one.ledger.database.exec('pragma max_page_count = 1000000');
      await until(() => sums(one.ledger).requests === 3001, soon);
      await one.end();
    }));

  it('ends in the middle of a reading, and the next process goes on', () =>
    withLogs(async (folder) => {
      for (let file = 0; file < 200; file++)
        writeFileSync(
          join(folder, 'logs', `${file}.toy`),
          Array.from({ length: 100 }, (_, n) => line(file * 100 + n)).join(''),
        );
      const one = run(folder);
      await wait(30);
      await one.end();
      const two = run(folder);
      await until(() => sums(two.ledger).requests === 20_000, 20_000);
      assert.ok(two.background.leading);
      assertInvariant(two.ledger.database, two.ledger);
      put(two.ledger, request());
      await two.end();
    }));
});
