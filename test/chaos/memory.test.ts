import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { Backups } from '../../src/ledger/backups.js';
import { Lease } from '../../src/ledger/lease.js';
import { shrinkBefore } from '../../src/ledger/retention.js';
import { long, withFolder } from '../ledger/rig.js';
import { claudeLine } from './lines.js';

/** Answers of eight hours of work; in full of four agents, one every four seconds each. */
const answers = long ? 28_800 : 2_400;
const hours = 8 * 3_600_000;
/** Over a midnight. */
const start = Date.UTC(2026, 10, 23, 20);
const mostGrowth = 5e6;
/** SQLite's cache, which the ledger lets grow to 16 MB, and what the thread that checks a backup leaves: seen 20 MB, in full no more than in short. */
const mostBesides = 32e6;
/** Answers to begin with: a session, all questions, a lease. */
const first = 208;
const keptFor = 2 * 3_600_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

interface Held {
  /** Of objects, and of what lies outside V8's heap. */
  readonly objects: number;
  /** Of the process besides: SQLite's caches, code, threads. */
  readonly rest: number;
}

function held(): Held {
  for (let round = 0; round < 3; round++) collect();
  const { heapUsed, heapTotal, external, rss } = process.memoryUsage();
  return { objects: heapUsed + external, rest: rss - heapTotal - external };
}

/** What a scan worker does, by a clock that runs as fast as answers come. */
class Shift {
  made = 0;
  shrunk = 0;
  readonly #project: string;
  readonly #counting: Counting;
  readonly #lease: Lease;
  readonly #backups: Backups;
  #day = '';
  #tidied = start;

  constructor(counting: Counting, project: string) {
    this.#project = project;
    this.#counting = counting;
    const clock = () => this.now;
    this.#lease = new Lease(counting.ledger.database, clock);
    this.#backups = new Backups(counting.ledger.path, clock);
  }

  get now(): number {
    return start + Math.floor((this.made * hours) / answers);
  }

  #answer(): void {
    const session = `session-${Math.floor(this.made / 200)}`;
    const line = claudeLine(`m${this.made}`, this.now, { input: 3, output: 4 }, session);
    appendFileSync(join(this.#project, `${session}.jsonl`), line);
    this.made++;
  }

  /** As the worker does twice a second, with the page's questions after each change. */
  async work(until: number): Promise<void> {
    const { scanner, queries } = this.#counting;
    for (let n = 0; this.made < until; n++) {
      for (let each = 0; each < 8; each++) this.#answer();
      assert.ok(this.#lease.take());
      const guard = () => this.#lease.check();
      if (n % 10 === 0) await scanner.pass({ guard });
      else await scanner.passRecent({ guard });
      if (n % 5 === 0) queries.usage({ zone: 'Europe/Berlin', by: ['tool', 'day'], since: start });
      if (n % 20 === 0) queries.sessions({ zone: 'Europe/Berlin', limit: 5 });
      await this.#tidy();
    }
    await scanner.pass();
  }

  /** The day's backup, and every half hour what is older than the person wants to keep. */
  async #tidy(): Promise<void> {
    const day = new Date(this.now).toISOString().slice(0, 10);
    if (day !== this.#day) assert.ok(await this.#backups.make());
    this.#day = day;
    if (this.now - this.#tidied < 1_800_000) return;
    this.#tidied = this.now;
    this.shrunk += await shrinkBefore(this.#counting.ledger, this.now - keptFor, async () => {});
  }
}

describe('the scan worker over eight hours of live logs', function () {
  this.timeout(600_000);

  it(`holds no more than 5 MB of objects more at their end: ${answers} answers, a new session every 200`, () =>
    withFolder(async (folder) => {
      const project = join(folder, 'home', '.claude', 'projects', 'one');
      mkdirSync(project, { recursive: true });
      const counting = openCounting({ home: join(folder, 'home'), ledger: join(folder, 'ledger.db') });
      const shift = new Shift(counting, project);
      await shift.work(first);
      const before = held();
      await shift.work(answers);
      const after = held();
      assert.equal(counting.queries.usage({ zone: 'UTC', by: [] }).totals.total, shift.made * 7);
      assert.equal(readdirSync(folder).filter((name) => name.startsWith('ledger.backup-')).length, 2);
      assert.ok(shift.shrunk > 0);
      const [objects, rest] = [after.objects - before.objects, after.rest - before.rest];
      console.log(`      ${(objects / 1e6).toFixed(2)} MB of objects, ${(rest / 1e6).toFixed(2)} MB besides`);
      assert.ok(objects <= mostGrowth, `${(objects / 1e6).toFixed(1)} MB of objects`);
      assert.ok(rest <= mostBesides, `${(rest / 1e6).toFixed(1)} MB besides`);
      counting.ledger.close();
    }));
});
