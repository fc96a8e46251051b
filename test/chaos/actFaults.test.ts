import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { usageCsv } from '../../src/app/exportUsage.js';
import { saveExport, saveLines } from '../../src/app/saveExport.js';
import { Backups } from '../../src/ledger/care/backups.js';
import { eraseLedger, letCount, readErasure, removeLedger } from '../../src/ledger/care/erasing.js';
import { shrinkBefore } from '../../src/ledger/care/retention.js';
import { exportLines } from '../../src/ledger/imports/exportLines.js';
import { Lease } from '../../src/ledger/lease.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { rowStates } from '../../src/ledger/requests/row.js';
import { DatabaseError } from '../../src/platform/sqlite.js';
import { usageOf } from '../app/reports.js';
import { copyOf, type Fault, Faults, faultAt } from '../kit/faults.js';
import { Random } from '../kit/generate/random.js';
import { assertInvariant } from '../ledger/invariant.js';
import { runs } from '../ledger/rig.js';

const fixture = join(import.meta.dirname, '../../../test/fixtures/sources/claude-code/real-2.1.330-fork/home');
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const now = Date.UTC(2030, 0, 1);
/** One of so many is done again. */
const againEvery = 5;
const faults = new Faults();

/** What is done to a ledger that is open, and how a state that it was in is brought about before. */
interface Act {
  readonly name: string;
  readonly cases: number;
  readonly begin?: (counting: Counting) => void;
  readonly act: (counting: Counting, folder: string) => unknown;
  /** What is waited for before it is tried again. */
  readonly again?: (folder: string) => void;
}

const acts: readonly Act[] = [
  {
    name: 'the daily backup',
    cases: runs(500),
    act: async ({ ledger }) => {
      if (!(await new Backups(ledger.path, () => now).make())) throw new DatabaseError('other', 'no backup');
    },
    again: (folder) => {
      const part = join(folder, 'ledger.backup-part');
      if (existsSync(part)) utimesSync(part, 0, 0);
    },
  },
  {
    name: 'the lease',
    cases: runs(800),
    act: ({ ledger }) => {
      const lease = new Lease(ledger.database, () => now);
      if (!lease.take()) throw new DatabaseError('busy', 'not taken');
      ledger.write(() => lease.check());
      lease.release();
    },
    // As another process finds it once it has run out.
    again: (folder) => {
      const { ledger } = opened(folder);
      assert.ok(new Lease(ledger.database, () => now + 20_000).take());
      ledger.database.exec('delete from lease');
      ledger.close();
    },
  },
  {
    name: 'retention',
    cases: runs(900),
    act: async ({ ledger }) => assert.ok((await shrinkBefore(ledger, now, async () => {})) >= 0),
  },
  {
    name: 'a pause',
    cases: runs(900),
    act: ({ ledger }) => ledger.write(() => ledger.pauses.pause(now, now + 60_000)),
  },
  {
    name: 'its end',
    cases: runs(900),
    begin: ({ ledger }) => ledger.write(() => ledger.pauses.pause(now - 60_000, undefined)),
    act: ({ ledger }) => ledger.write(() => ledger.pauses.resume(now)),
  },
  {
    name: 'Erase',
    cases: runs(700),
    act: ({ ledger }) => eraseLedger(ledger, now),
  },
  {
    name: 'an export',
    cases: runs(800),
    begin: ({ ledger }) => saveExport(join(ledger.path, '..', 'usage.csv'), 'csv', 'of yesterday'),
    act: ({ ledger, queries }, folder) => {
      saveExport(join(folder, 'usage.csv'), 'csv', usageCsv(queries, { zone: 'UTC', by: ['day', 'model'], now }));
      ledger.read(() => saveLines(join(folder, 'usage.jsonl'), exportLines(ledger, {})));
    },
  },
];

type State = Readonly<Record<string, unknown>>;

let stage: string;
let home: string;

const opened = (folder: string) => openCounting({ home, ledger: join(folder, 'ledger.db'), os: 'linux' });
const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const pausesOf = ({ ledger }: Counting) => ledger.database.prepare('select since, until from pause').all();

/** All that a person can see of a ledger, as a process that comes anew finds it; its rules hold. */
function stateOf(folder: string): State {
  if (readErasure(join(folder, 'ledger.db'))?.stopped) return { erased: true };
  const counting = opened(folder);
  try {
    const { database } = counting.ledger;
    const shrunk = database
      .prepare('select count(*) as n from event where (flags >> 3) & 3 = ?')
      .get(rowStates.indexOf('shrunk'))?.['n'];
    // Of what has shrunk the sums alone are left.
    if (shrunk === 0) assertInvariant(database, counting.ledger);
    return {
      usage: usageOf(counting),
      pauses: pausesOf(counting),
      shrunk,
      backups: backupsIn(folder),
      files: ['usage.csv', 'usage.jsonl'].map((name) => textOf(join(folder, name))),
    };
  } finally {
    counting.ledger.close();
  }
}

/** What each backup would bring back. */
function backupsIn(folder: string): unknown[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('ledger.backup-2'));
  return names.map((name) => {
    const alone = mkdtempSync(join(memory, 'tallyboard-backup-'));
    cpSync(join(folder, name), join(alone, 'ledger.db'));
    const counting = opened(alone);
    assertInvariant(counting.ledger.database, counting.ledger);
    const usage = usageOf(counting);
    counting.ledger.close();
    rmSync(alone, { recursive: true });
    return usage;
  });
}

/** Everything is old or everything is new; an export of two files is old or new in each. */
function assertOldOrNew(found: State, states: readonly State[]): void {
  const { files = [], ...ledger } = found;
  const known = states.map(({ files: _files, ...rest }) => JSON.stringify(rest));
  assert.ok(known.includes(JSON.stringify(ledger)), `a state that never was: ${JSON.stringify(ledger)}`);
  for (const [index, text] of (files as (string | undefined)[]).entries())
    assert.ok(
      states.some((state) => (state['files'] as unknown[] | undefined)?.[index] === text),
      `neither the old file nor the new one: ${text}`,
    );
}

/** Does it as a process that meets a fault; nothing else than what the system or SQLite says comes out. */
async function attempt(act: Act, counting: Counting, folder: string, fault: Fault, copy: string): Promise<void> {
  faults.arm(fault, () => copyOf(folder, copy));
  try {
    await act.act(counting, folder);
  } catch (error) {
    faults.disarm();
    const { code } = error as { code?: unknown };
    const isWorded = error instanceof DatabaseError || typeof code === 'string';
    if (!existsSync(copy)) assert.ok(isWorded, (error as Error).stack);
  } finally {
    faults.disarm();
  }
}

async function runCase(
  act: Act,
  begun: string,
  states: readonly State[],
  fault: Fault,
  again: boolean,
): Promise<number> {
  const folder = mkdtempSync(join(memory, 'tallyboard-act-'));
  const [place, copy] = [join(folder, 'ledgers'), join(folder, 'copy')];
  cpSync(begun, place, { recursive: true });
  const counting = opened(place);
  const { ledger } = counting;
  try {
    await attempt(act, counting, place, fault, copy);
    const { calls } = faults;
    const left = existsSync(copy) ? copy : place;
    const found = stateOf(left);
    assertOldOrNew(found, states);
    if (left === place) assertGoesOn(ledger, place, found);
    ledger.close();
    if (again) await comesToNew(act, left, states[1]);
    return calls;
  } finally {
    ledger.close();
    rmSync(folder, { recursive: true });
  }
}

/** A process that goes on remembers what the file says, and has left nothing unfinished. */
function assertGoesOn(ledger: Ledger, folder: string, { pauses = [] }: State): void {
  const unfinished = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
  assert.deepEqual(unfinished, []);
  if (!ledger.database.isOpen) return;
  assert.equal(ledger.database.isTransaction, false);
  const isPaused = (pauses as { until: number | null }[]).some(({ until }) => until === null || until > now);
  assert.equal(ledger.pauses.contains(now), isPaused);
}

/** Done once more without a fault. */
async function comesToNew(act: Act, folder: string, wanted: unknown): Promise<void> {
  act.again?.(folder);
  if (!readErasure(join(folder, 'ledger.db'))?.stopped) {
    const counting = opened(folder);
    if (backupsIn(folder).length === 0) await act.act(counting, folder);
    counting.ledger.close();
  }
  assert.deepEqual(stateOf(folder), wanted);
}

describe('what is done to a ledger while one call of the file system or of SQLite goes wrong', function () {
  this.timeout(3_600_000);
  before(async () => {
    stage = mkdtempSync(join(memory, 'tallyboard-acts-'));
    home = join(stage, 'home');
    cpSync(fixture, home, { recursive: true });
    mkdirSync(join(stage, 'ledger'));
    const counting = opened(join(stage, 'ledger'));
    await counting.scanner.pass();
    counting.ledger.close();
    faults.install();
  });
  after(() => {
    faults.uninstall();
    rmSync(stage, { recursive: true });
  });

  for (const act of acts)
    it(`leaves the old or the new state, and done again the new one: ${act.name}, ${act.cases} cases`, async () => {
      const random = new Random(`faults of ${act.name}`);
      const begun = join(stage, act.name);
      cpSync(join(stage, 'ledger'), begun, { recursive: true });
      const counting = opened(begun);
      act.begin?.(counting);
      counting.ledger.close();
      const done = join(stage, `${act.name} done`);
      cpSync(begun, done, { recursive: true });
      const other = opened(done);
      await act.act(other, done);
      other.ledger.close();
      const states = [stateOf(begun), stateOf(done)];
      const calls = await runCase(act, begun, states, { ...faultAt(1, random), at: Number.POSITIVE_INFINITY }, true);
      assert.ok(calls > 2, `${calls} calls`);
      for (let n = 0; n < act.cases; n++) {
        const fault = faultAt(1 + (n % calls), random);
        await runCase(act, begun, states, fault, n % againEvery === 0).catch((error: Error) => {
          throw new Error(`${JSON.stringify(fault)}: ${error.message}`, { cause: error });
        });
      }
    });

  it('after Erase nothing is left behind by whatever process sees it next, and what the logs tell is counted again when wanted', async () => {
    const folder = join(stage, 'Erase done');
    const truth = stateOf(join(stage, 'ledger'))['usage'];
    removeLedger(join(folder, 'ledger.db'));
    assert.deepEqual(readdirSync(folder), ['erased.json']);
    letCount(join(folder, 'ledger.db'));
    const counting = opened(folder);
    await counting.scanner.pass();
    assert.deepEqual(usageOf(counting), truth);
    counting.ledger.close();
  });
});
