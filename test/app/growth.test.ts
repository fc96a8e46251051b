import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { generate } from '../kit/generate/generate.js';
import { planned } from '../kit/generate/plan.js';
import { Random } from '../kit/generate/random.js';
import { assertInvariant } from '../ledger/invariant.js';
import { long } from '../ledger/rig.js';
import { filesBelow, GrowingHome } from './growingHome.js';
import { countHome, type Report, usageOf } from './reports.js';

type Usage = Omit<Report, 'sources'>;

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const seeds = long ? 20 : 1;

async function withHome(
  from: string,
  seed: string,
  work: (home: GrowingHome, ledger: string, random: Random) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-growth-'));
  try {
    const random = new Random(`${seed} ${from.slice(-40)}`);
    await work(new GrowingHome(from, join(folder, 'home'), random), join(folder, 'ledger.db'), random);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A project that is told by where its log lies is below each home. */
function below(home: string, usage: Usage): Usage {
  return JSON.parse(JSON.stringify(usage).replaceAll(JSON.stringify(home).slice(1, -1), '~')) as Usage;
}

function finished(counting: Counting, home: string): Usage {
  assertInvariant(counting.ledger.database, counting.ledger);
  const usage = below(home, usageOf(counting));
  counting.ledger.close();
  return usage;
}

/** One process that reads all the while. */
async function grownInOneProcess(from: string, seed: string, cuts: boolean): Promise<Usage> {
  let usage: Usage | undefined;
  await withHome(from, seed, async (home, _ledger, random) => {
    const counting = openCounting({ home: home.home, os: 'linux' });
    for (let step = 0; step < 6; step++) {
      home.grow();
      if (cuts && random.chance(0.5)) home.cut();
      await counting.scanner.pass();
    }
    home.finish();
    await counting.scanner.pass();
    usage = finished(counting, home.home);
  });
  return usage as Usage;
}

/** A process of its own for every reading; some die in it, some read all again, some read at the same time. */
async function grownInManyProcesses(from: string, seed: string): Promise<Usage> {
  let usage: Usage | undefined;
  await withHome(from, seed, async (home, path, random) => {
    const read = async (killed: boolean) => {
      const counting = openCounting({ home: home.home, ledger: path, os: 'linux' });
      let writes = random.integer(0, 2);
      const guard = () => {
        if (killed && writes-- === 0) throw new Error('killed');
      };
      if (random.chance(0.15)) counting.ledger.write(() => counting.ledger.files.forgetAll());
      await counting.scanner.pass({ guard }).catch((error: Error) => assert.equal(error.message, 'killed'));
      counting.ledger.close();
    };
    for (let step = 0; step < 5; step++) {
      home.grow();
      await Promise.all(random.chance(0.3) ? [read(false), read(false)] : [read(random.chance(0.4))]);
    }
    home.finish();
    await read(false);
    usage = finished(openCounting({ home: home.home, ledger: path, os: 'linux' }), home.home);
  });
  return usage as Usage;
}

function contract(from: string): void {
  let whole: Usage;
  before(async () => {
    whole = below(from, await countHome(from));
  });

  it('is the same however the logs grew, in one process and in many that die and meet', async () => {
    for (let seed = 0; seed < seeds; seed++) {
      assert.deepEqual(await grownInOneProcess(from, `one ${seed}`, false), whole, `one process, seed ${seed}`);
      assert.deepEqual(await grownInManyProcesses(from, `many ${seed}`), whole, `many processes, seed ${seed}`);
    }
  });
}

for (const tool of readdirSync(fixtures).sort()) {
  describe(`the ledger of a ${tool} home that grows`, () => {
    for (const name of readdirSync(join(fixtures, tool)).sort()) {
      const from = join(fixtures, tool, name, 'home');
      if (existsSync(from)) describe(name, () => contract(from));
    }
  });
}

describe('the ledger of a generated home', () => {
  let folder = '';
  let home = '';
  let whole: Usage;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tallyboard-growth-'));
    home = join(folder, 'generated');
    mkdirSync(home);
    generate(planned({ kind: 'full', seed: 'growth', bytes: 2e6, files: 60 }), home);
    whole = await countHome(home);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is the same however the logs grew', async () => {
    assert.deepEqual(await grownInOneProcess(home, 'generated', false), whole);
    assert.deepEqual(await grownInManyProcesses(home, 'generated'), whole);
  });

  it('is the same when logs were cut and grew again', async () => {
    assert.deepEqual(await grownInOneProcess(home, 'cuts', true), whole);
  });

  it('is the same whatever the times of the files: in any order of reading', async () => {
    for (let seed = 0; seed < (long ? 20 : 3); seed++) {
      const copy = join(folder, `times ${seed}`);
      cpSync(home, copy, { recursive: true });
      const random = new Random(`times ${seed}`);
      for (const path of filesBelow(copy)) {
        const time = random.integer(1_600_000_000, 1_700_000_000);
        utimesSync(join(copy, path), time, time);
      }
      assert.deepEqual(await countHome(copy), whole);
    }
  });

  it('is the same when logs move to the archive, vanish, come back, and are read again from their start', async () => {
    const copy = join(folder, 'moves');
    cpSync(home, copy, { recursive: true, preserveTimestamps: true });
    const counting = openCounting({ home: copy, os: 'linux' });
    await counting.scanner.pass();
    const rollouts = filesBelow(join(copy, '.codex', 'sessions')).filter((path) => path.endsWith('.jsonl'));
    for (const path of rollouts.filter((_, index) => index % 3 === 0)) {
      mkdirSync(join(copy, '.codex', 'archived_sessions'), { recursive: true });
      renameSync(
        join(copy, '.codex', 'sessions', path),
        join(copy, '.codex', 'archived_sessions', path.split('/').at(-1) ?? ''),
      );
    }
    await counting.scanner.pass();
    assert.deepEqual(usageOf(counting), whole);
    for (const path of filesBelow(copy).filter((_, index) => index % 2 === 0)) rmSync(join(copy, path));
    await counting.scanner.pass();
    assert.deepEqual(usageOf(counting), whole);
    cpSync(home, copy, { recursive: true });
    await counting.scanner.pass();
    counting.ledger.write(() => counting.ledger.files.forgetAll());
    await counting.scanner.pass();
    assert.equal(dirname(copy), folder);
    assert.deepEqual(finished(counting, home), whole);
  });
});
