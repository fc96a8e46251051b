import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { workerLimits } from '../../src/app/host.js';
import { Backups } from '../../src/ledger/care/backups.js';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import { Lease } from '../../src/ledger/lease.js';
import { claudeLine } from './lines.js';

/**
 * A process that does nothing but what a scan worker does through eight hours of live logs, in a thread with the worker's own limits, by a
 * clock that runs as fast as answers come. Started with a folder, the answers of the month before, those of the day before the hours begin
 * and those of the hours; prints `ShiftOutcome`.
 */
export interface ShiftOutcome {
  /** Bytes more at the end: of objects, with what lies outside V8's heap; and of all that the process has in memory. */
  readonly objects: number;
  readonly resident: number;
  readonly tokens: number;
  readonly answers: number;
  readonly backups: number;
  /** Requests that were older than the person wants to keep. */
  readonly shrunk: number;
}

const hours = 8 * 3_600_000;
/** So that a midnight falls within the hours, whether a day or half of one goes before them. */
const start = Date.UTC(2026, 10, 23, 18);
const keptFor = 2 * 3_600_000;
const day = 86_400_000;
const [, , folder = '', earlier = '', before = '', within = ''] = process.argv;

/**
 * At rest: a function that V8 compiles just then takes 5 to 15 MB, for as long as that takes. With what V8 gives back to the system when it
 * is short of memory, or after a while in which nothing runs: up to 20 MB of pages for objects to come.
 */
async function held(collect: (how: object) => void): Promise<{ readonly objects: number; readonly resident: number }> {
  let resident = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    resident = Math.min(resident, process.memoryUsage.rss());
  }
  const { heapUsed, external } = process.memoryUsage();
  return { objects: heapUsed + external, resident };
}

class Shift {
  made = 0;
  shrunk = 0;
  readonly #perAnswer: number;
  readonly #project: string;
  readonly #counting: Counting;
  readonly #lease: Lease;
  readonly #backups: Backups;
  #day = '';
  #tidied = start;

  constructor(counting: Counting, project: string, answersOfHours: number) {
    this.#perAnswer = hours / answersOfHours;
    this.#project = project;
    this.#counting = counting;
    const clock = () => this.now;
    this.#lease = new Lease(counting.ledger.database, clock);
    this.#backups = new Backups(counting.ledger.path, clock);
  }

  get now(): number {
    return start + Math.floor(this.made * this.#perAnswer);
  }

  #answer(): void {
    const session = `session-${Math.floor(this.made / 200)}`;
    const line = claudeLine(`m${this.made}`, this.now, { input: 3, output: 4 }, session);
    appendFileSync(join(this.#project, `${session}.jsonl`), line);
    this.made++;
  }

  /** So that SQLite's cache is as full as that of someone who has used the product for a while. */
  async fill(answers: number): Promise<void> {
    const lines = Array.from({ length: answers }, (_, n) =>
      claudeLine(`old${n}`, start - 30 * day + n * 10_000, { input: 3, output: 4 }, `old-${Math.floor(n / 500)}`),
    );
    writeFileSync(join(this.#project, 'earlier.jsonl'), lines.join(''));
    await this.#counting.scanner.pass();
  }

  /** As the worker does twice a second, with the page's questions after each change. */
  async work(answers: number): Promise<void> {
    const { scanner, queries } = this.#counting;
    const until = this.made + answers;
    for (let n = 0; this.made < until; n++) {
      for (let each = 0; each < 8; each++) this.#answer();
      if (!this.#lease.take()) throw new Error('The lease is lost.');
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
    if (day !== this.#day && !(await this.#backups.make())) throw new Error('There is no backup.');
    this.#day = day;
    if (this.now - this.#tidied < 1_800_000) return;
    this.#tidied = this.now;
    this.shrunk += await shrinkBefore(this.#counting.ledger, this.now - keptFor, async () => {});
  }
}

async function eightHours(): Promise<ShiftOutcome> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  const project = join(folder, 'home', '.claude', 'projects', 'one');
  mkdirSync(project, { recursive: true });
  const counting = openCounting({ home: join(folder, 'home'), ledger: join(folder, 'ledger.db') });
  const shift = new Shift(counting, project, Number(within));
  await shift.fill(Number(earlier));
  await shift.work(Number(before));
  const first = await held(collect);
  await shift.work(Number(within));
  const last = await held(collect);
  const tokens = counting.queries.usage({ zone: 'UTC', by: [] }).totals.total;
  counting.ledger.close();
  return {
    objects: last.objects - first.objects,
    resident: last.resident - first.resident,
    tokens,
    answers: shift.made,
    backups: readdirSync(folder).filter((name) => name.startsWith('ledger.backup-')).length,
    shrunk: shift.shrunk,
  };
}

if (isMainThread) {
  const worker = new Worker(import.meta.filename, { argv: process.argv.slice(2), resourceLimits: workerLimits });
  worker.on('message', (outcome: ShiftOutcome) => console.log(JSON.stringify(outcome)));
} else parentPort?.postMessage(await eightHours());
