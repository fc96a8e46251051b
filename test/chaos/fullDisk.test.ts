import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { claudeLine } from './lines.js';
import { type Host, report, soon, startHost, startReport, until } from './processes.js';
import { SmallDisk } from './smallDisk.js';

const now = Date.now();
const answers = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => claudeLine(`answer-${from + n}`, now + n, { input: 1, output: 1 })).join('');

interface Place {
  readonly disk: SmallDisk;
  readonly home: string;
  readonly log: string;
  readonly ledger: string;
}

/** A ledger on a disk of its own. Says so and ends where this user may not mount one. */
async function withDisk(work: (place: Place) => Promise<void>, skip: () => never): Promise<void> {
  await withFolder(async (folder) => {
    const disk = SmallDisk.mount(join(folder, 'disk'), 4);
    if (!disk) return skip();
    try {
      const home = join(folder, 'home');
      const log = join(home, '.claude', 'projects', 'one', 's.jsonl');
      mkdirSync(join(log, '..'), { recursive: true });
      writeFileSync(log, answers(0, 10));
      await work({ disk, home, log, ledger: join(disk.folder, 'ledger.db') });
    } finally {
      disk.unmount();
    }
  });
}

const total = async (host: Host) => (await host.usage()).totals.total;

describe('a disk that', function () {
  this.timeout(120_000);

  it('is full is told, and what was used meanwhile is counted as soon as there is room', function () {
    return withDisk(
      async ({ disk, home, log, ledger }) => {
        const host = startHost(home, ledger);
        try {
          await until(async () => (await total(host).catch(() => 0)) === 20, soon, 'the log is read');
          disk.fill();
          appendFileSync(log, answers(10, 20_000));
          await until(async () => (await host.state()).health.diskFull !== undefined, soon, 'it is told');
          const { health, problems } = await host.state();
          assert.ok((health.diskFull?.since ?? 0) >= now);
          assert.equal(problems[0]?.code, 'full');
          const before = await total(host);
          assert.ok(before < 2 * 20_010, 'figures of before are still answered');
          disk.resize(64);
          await until(async () => (await total(host)) === 2 * 20_010, soon, 'all is counted');
          await until(async () => (await host.state()).health.diskFull === undefined, soon, 'the notice goes');
          assert.deepEqual(host.healths, ['running']);
        } finally {
          await host.stop();
        }
      },
      () => this.skip(),
    );
  });

  it('is full, or cannot be written, is told by the command line in one sentence', function () {
    return withDisk(
      async ({ disk, home, ledger }) => {
        disk.fill();
        const full = await startReport(home, ledger).ended;
        assert.deepEqual([full.code, full.out], [1, '']);
        assert.match(full.error, /^tallyboard: The disk is full[^\n]+\n$/);
        disk.empty();
        assert.equal((await report(home, ledger)).totals.total, 20, 'what the full disk left behind is no obstacle');
        disk.makeReadOnly(true);
        const fixed = await startReport(home, ledger).ended;
        assert.deepEqual([fixed.code, fixed.out], [1, '']);
        assert.match(fixed.error, /^tallyboard: The ledger cannot be written[^\n]+\n$/);
        disk.makeReadOnly(false);
        disk.fill();
        assert.match((await startReport(home, ledger).ended).error, /^tallyboard: The disk is full[^\n]+\n$/);
        disk.empty();
        assert.equal((await report(home, ledger)).totals.total, 20);
      },
      () => this.skip(),
    );
  });

  it('cannot be written when the editor starts is told, and tried again until it can be', function () {
    return withDisk(
      async ({ disk, home, log, ledger }) => {
        disk.makeReadOnly(true);
        const host = startHost(home, ledger);
        try {
          await until(() => host.healths.includes('stopped readonly'), soon, 'it says why it does not count');
          disk.makeReadOnly(false);
          await until(async () => (await total(host).catch(() => 0)) === 20, soon, 'it counts');
          appendFileSync(log, answers(10, 5));
          await until(async () => (await total(host)) === 30, soon, 'it goes on');
        } finally {
          await host.stop();
        }
      },
      () => this.skip(),
    );
  });

  it('is full when the editor starts is tried again until there is room', function () {
    return withDisk(
      async ({ disk, home, ledger }) => {
        disk.fill();
        const host = startHost(home, ledger);
        try {
          await until(() => host.healths.includes('stopped full'), soon, 'it says why it does not count');
          disk.empty();
          await until(async () => (await total(host).catch(() => 0)) === 20, soon, 'it counts');
        } finally {
          await host.stop();
        }
      },
      () => this.skip(),
    );
  });
});
