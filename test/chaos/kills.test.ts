import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openDatabase } from '../../src/platform/sqlite.js';
import { GrowingHome } from '../app/growingHome.js';
import { countHome } from '../app/reports.js';
import { generate } from '../kit/generate/generate.js';
import { planned } from '../kit/generate/plan.js';
import { Random } from '../kit/generate/random.js';
import { differences, differenceText } from '../kit/truth.js';
import { assertInvariant } from '../ledger/invariant.js';
import { long, withFolder } from '../ledger/rig.js';
import { ended, kill, type Report, report, startHost, startReport, wait } from './processes.js';

const kills = long ? 250 : 20;
const hosts = long ? 10 : 4;
const reporters = 6;

/** Many processes at one ledger file that come again as soon as they are gone. */
class Fleet {
  readonly living = new Set<ChildProcess>();
  readonly problems: string[] = [];
  reports = 0;
  leadersKilled = 0;
  readonly #home: string;
  readonly #ledger: string;
  readonly #random: Random;
  readonly #killed = new WeakSet<ChildProcess>();
  #over = false;
  readonly #runs: Promise<void>[] = [];

  constructor(home: string, ledger: string, random: Random) {
    this.#home = home;
    this.#ledger = ledger;
    this.#random = random;
    for (let count = 0; count < hosts; count++) this.#runs.push(this.#host());
    for (let count = 0; count < reporters; count++) this.#runs.push(this.#reporter());
  }

  async #host(): Promise<void> {
    while (!this.#over) {
      const host = startHost(this.#home, this.#ledger);
      this.living.add(host.child);
      await ended(host.child);
      this.living.delete(host.child);
      const bad = host.healths.filter((state) => state.startsWith('stopped'));
      if (bad.length > 0) this.problems.push(`a worker ended: ${bad.join(', ')}`);
    }
  }

  async #reporter(): Promise<void> {
    while (!this.#over) {
      const { child, ended: end } = startReport(this.#home, this.#ledger);
      this.living.add(child);
      const { code, out, error } = await end;
      this.living.delete(child);
      if (code === 0) this.#check(JSON.parse(out) as Report);
      else if (!this.#killed.has(child)) this.problems.push(`a report ended with ${code}: ${error}`);
      await wait(this.#random.integer(0, 300));
    }
  }

  /** Whatever moment a report was made at, its parts make up its total. */
  #check({ totals, byTool, byModel, byDay }: Report): void {
    this.reports++;
    for (const [name, map] of Object.entries({ byTool, byModel, byDay })) {
      const sum = Object.values(map).reduce((total, each) => total + each.total, 0);
      if (sum !== totals.total) this.problems.push(`${name} makes ${sum}, totals say ${totals.total}`);
    }
  }

  /** Ends one at once: the one that holds the lease, or any. */
  async killOne(): Promise<void> {
    const leader = this.#random.chance(0.4) ? leaseHolder(this.#ledger) : undefined;
    const child = [...this.living].find((each) => each.pid === leader) ?? this.#random.pick([...this.living]);
    this.#killed.add(child);
    const led = child.pid === leaseHolder(this.#ledger);
    await kill(child);
    if (!led) return;
    this.leadersKilled++;
    expireLease(this.#ledger);
  }

  async end(): Promise<void> {
    this.#over = true;
    for (const child of this.living) {
      this.#killed.add(child);
      child.kill('SIGKILL');
    }
    await Promise.all(this.#runs);
  }
}

function leaseHolder(ledger: string): number | undefined {
  try {
    const database = openDatabase(ledger, { readOnly: true });
    const row = database.prepare('select holder from lease').get();
    database.close();
    return row ? Number.parseInt(String(row['holder']), 10) : undefined;
  } catch {
    return undefined;
  }
}

/** As if the fifteen seconds of a lease were over: else nobody would read in the background for most of the test. */
function expireLease(ledger: string): void {
  const database = openDatabase(ledger);
  database.exec('update lease set expires = 0');
  database.close();
}

describe(`${hosts + reporters} processes at one ledger`, () => {
  it(`lose nothing and count nothing twice, whoever is killed at whatever moment: ${kills} kills`, function () {
    this.timeout(long ? 1_800_000 : 120_000);
    return withFolder(async (folder) => {
      const random = new Random('kills');
      const source = join(folder, 'source');
      mkdirSync(source);
      const truth = generate(
        planned({ kind: 'full', seed: 'kills', bytes: long ? 20e6 : 3e6, files: long ? 300 : 80 }),
        source,
      );
      const home = new GrowingHome(source, join(folder, 'home'), random);
      const ledger = join(folder, 'ledger.db');
      const fleet = new Fleet(home.home, ledger, random);
      try {
        for (let count = 0; count < kills; count++) {
          if (random.chance(0.6)) home.grow();
          await wait(random.integer(0, 500));
          await fleet.killOne();
        }
        home.finish();
        await wait(500);
      } finally {
        await fleet.end();
      }
      await checkEnd(home.home, ledger, truth, fleet);
    });
  });
});

async function checkEnd(home: string, ledger: string, truth: ReturnType<typeof generate>, fleet: Fleet): Promise<void> {
  const last = await report(home, ledger, ['--by', 'tool,model,day,session,project,branch']);
  const list = differences(truth, last as unknown as Record<string, unknown>, true);
  assert.deepEqual(list, [], differenceText(list));
  // Plan windows depend on the moment of asking.
  const { limits: _limits, ...alone } = await countHome(home);
  assert.deepEqual(last, { ...last, ...alone });
  const database = openDatabase(ledger, { readOnly: true });
  assertInvariant(database);
  database.close();
  assert.deepEqual([...new Set(fleet.problems)], []);
  assert.ok(fleet.reports > 0, 'at least one report came to its end');
  console.log(
    `      ${fleet.reports} reports in between added up; ${fleet.leadersKilled} of the killed held the lease`,
  );
}
