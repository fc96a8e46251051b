import assert from 'node:assert/strict';
import fs, { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import type { ScanOptions, ScanReport } from '../../src/ledger/reading/scanner.js';
import { sourceRows } from '../../src/ledger/reading/sourceRows.js';
import { sources } from '../../src/sources/registry.js';
import { claudeLine } from '../chaos/lines.js';
import { assertInvariant } from './invariant.js';
import { noon, withFolder } from './rig.js';

const sound = (id: string) => claudeLine(id, noon, { input: 5, output: 6 });

/** A home with one sound log, what a test makes of it, and a reader of it. */
class Home {
  readonly folder: string;
  readonly project: string;
  readonly #counting: Counting;

  constructor(folder: string) {
    this.folder = folder;
    this.project = join(folder, 'home', '.claude', 'projects', 'one');
    mkdirSync(this.project, { recursive: true });
    writeFileSync(this.log('sound'), sound('sound'));
    this.#counting = openCounting({ home: join(folder, 'home') });
  }

  log(name: string): string {
    return join(this.project, `${name}.jsonl`);
  }

  async read(
    options: ScanOptions = {},
  ): Promise<{ report: ScanReport; total: number; skipped: Readonly<Record<string, number>> }> {
    const { ledger, scanner, queries } = this.#counting;
    const report = await scanner.pass(options);
    assertInvariant(ledger.database, ledger);
    const { total } = queries.usage({ zone: 'UTC', by: ['day'] }).totals;
    const skipped = sourceRows(ledger, sources, report).find(({ tool }) => tool === 'claude-code')?.skipped ?? {};
    return { report, total, skipped };
  }

  close(): void {
    this.#counting.ledger.close();
  }
}

async function withHome(work: (home: Home) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const home = new Home(folder);
    try {
      await work(home);
    } finally {
      home.close();
    }
  });
}

/** As it is for one whom the system does not let into a folder; a superuser is let in everywhere. */
async function withoutWayInto(folder: string, work: () => Promise<void>): Promise<void> {
  const { readdirSync } = fs;
  const list = (path: string, ...rest: []) => {
    if (path === folder) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    return readdirSync(path, ...rest);
  };
  fs.readdirSync = list as typeof readdirSync;
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    fs.readdirSync = readdirSync;
    syncBuiltinESMExports();
  }
}

describe('a folder that cannot be read', () => {
  it('is named in Diagnose, costs nothing that was counted, and is read as soon as it can be', () =>
    withHome(async (home) => {
      const closed = join(home.project, '..', 'closed');
      mkdirSync(closed);
      writeFileSync(join(closed, 'c.jsonl'), sound('closed'));
      await withoutWayInto(closed, async () => {
        const { total, report } = await home.read();
        assert.deepEqual([total, report.problems], [11, [{ code: 'unreadable-folder', detail: `${closed}: EACCES` }]]);
      });
      const open = await home.read();
      assert.deepEqual([open.total, open.report.problems], [22, []]);
      await withoutWayInto(closed, async () => {
        appendFileSync(home.log('sound'), sound('more'));
        assert.equal((await home.read()).total, 33);
      });
    }));
});

describe('a log', () => {
  it('that is a folder, a link to itself or to nothing is passed over; a loop is told', () =>
    withHome(async (home) => {
      mkdirSync(home.log('folder'));
      symlinkSync(home.log('loop'), home.log('loop'));
      symlinkSync(join(home.folder, 'nothing'), home.log('nothing'));
      symlinkSync(home.project, join(home.project, 'round'));
      const { report, total } = await home.read();
      const loops = [home.log('loop'), join(home.project, 'round')].map((detail) => ({ code: 'link-loop', detail }));
      assert.deepEqual([total, report.problems], [11, loops]);
    }));

  it('that is gone between the look at its folder and its reading is told, and costs nothing', () =>
    withHome(async (home) => {
      writeFileSync(home.log('gone'), sound('gone'));
      const { report, total } = await home.read({ onReading: () => rmSync(home.log('gone')) });
      assert.deepEqual([total, report.problems], [11, [{ code: 'vanished-file', detail: home.log('gone') }]]);
      assert.deepEqual((await home.read()).report.problems, []);
    }));

  it('that becomes a link to itself or a folder after it was read keeps what it told', () =>
    withHome(async (home) => {
      await home.read();
      rmSync(home.log('sound'));
      symlinkSync(home.log('sound'), home.log('sound'));
      const loop = await home.read();
      assert.deepEqual([loop.total, loop.report.problems], [11, [{ code: 'link-loop', detail: home.log('sound') }]]);
      rmSync(home.log('sound'));
      mkdirSync(home.log('sound'));
      assert.equal((await home.read()).total, 11);
      rmSync(home.log('sound'), { recursive: true });
      writeFileSync(home.log('sound'), sound('sound') + sound('second'));
      assert.equal((await home.read()).total, 22);
    }));

  it('of NUL bytes, of no UTF-8, or of a line without an end is counted as malformed where it ends', () =>
    withHome(async (home) => {
      writeFileSync(home.log('zeros'), Buffer.concat([Buffer.alloc(1_000_000), Buffer.from(`\n${sound('a')}`)]));
      const broken = Buffer.from(sound('b'));
      broken[broken.indexOf('one')] = 0xff;
      writeFileSync(home.log('latin'), broken);
      writeFileSync(home.log('endless'), 'x'.repeat(1_000_000));
      const { total, skipped } = await home.read();
      assert.equal(total, 33, 'bytes that are no text stand in a text that is not counted by');
      assert.deepEqual(skipped, { malformed: 1 });
    }));

  it('with a line of 100 MB is read on behind it, whether that is wanted, no JSON, or deep', function () {
    this.timeout(60_000);
    return withHome(async (home) => {
      const long = 'x'.repeat(100e6);
      const wanted = sound('long').replace('an answer', long);
      writeFileSync(home.log('wanted'), wanted + sound('after'));
      writeFileSync(home.log('garbage'), `${long}\n${sound('garbage')}`);
      const deep = '['.repeat(5e6);
      writeFileSync(home.log('deep'), `{"type":"assistant","message":${deep}\n${sound('deep')}`);
      const closed = sound('closed').replace('"isSidechain"', `"bomb":${deep}${']'.repeat(5e6)},"isSidechain"`);
      writeFileSync(home.log('closed'), closed + sound('behind'));
      const wide = sound('wide').replace('"isSidechain"', `"bomb":[${'1,'.repeat(5e6)}1],"isSidechain"`);
      writeFileSync(home.log('wide'), wide);
      const { total, skipped, report } = await home.read();
      assert.deepEqual(report.problems, []);
      assert.equal(total, 11 * 8);
      assert.deepEqual(skipped, { malformed: 2 });
    });
  });

  it('that is replaced between two readings is read anew, and what it told before stays', () =>
    withHome(async (home) => {
      await home.read();
      for (const name of ['second', 'third']) {
        writeFileSync(home.log('new'), sound(name));
        renameSync(home.log('new'), home.log('sound'));
        await home.read();
      }
      appendFileSync(home.log('sound'), sound('fourth'));
      assert.equal((await home.read()).total, 44);
    }));

  it('of a wrong clock keeps its instants, and the years between cost nothing', () =>
    withHome(async (home) => {
      const years = [Date.UTC(1970, 0, 1), Date.UTC(2099, 11, 31)];
      writeFileSync(
        home.log('years'),
        years.map((at, n) => claudeLine(`year-${n}`, at, { input: 1, output: 1 })).join(''),
      );
      const before = process.cpuUsage();
      assert.equal((await home.read()).total, 15);
      assert.ok(process.cpuUsage(before).user < 1e6);
    }));

  it('that counts below nothing or beyond all measure counts as 0 there', () =>
    withHome(async (home) => {
      const odd = [-5, 1e12, 2 ** 60, 1e300].map((input, n) => claudeLine(`odd-${n}`, noon, { input, output: 1 }));
      writeFileSync(home.log('odd'), odd.join(''));
      assert.equal((await home.read()).total, 15);
    }));

  it('that says it cost more than there is of money has no cost of its own, and can be taken back', () =>
    withHome(async (home) => {
      const line = claudeLine('dear', noon, { input: 3, output: 1 }).replace('{', '{"costUSD":1e999,');
      writeFileSync(home.log('odd'), line.replace(/"model":"[^"]+"/, '"model":"of-no-price"'));
      assert.deepEqual([(await home.read()).total, (await home.read()).total], [15, 15]);
      writeFileSync(home.log('odd'), line.replace('"output_tokens":1', '"output_tokens":2'));
      assert.equal((await home.read()).total, 16);
    }));
});
