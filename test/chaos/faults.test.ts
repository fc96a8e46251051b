import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { type Counting, openCounting } from '../../src/app/counting.js';
import { Backups } from '../../src/ledger/care/backups.js';
import { isDamaged, markDamaged } from '../../src/ledger/care/recovery.js';
import { DatabaseError } from '../../src/platform/sqlite.js';
import { filesBelow } from '../app/growingHome.js';
import { usageOf } from '../app/reports.js';
import { copyOf, type Fault, Faults, faultAt, lastingCodes } from '../kit/faults.js';
import { Random } from '../kit/generate/random.js';
import { assertInvariant } from '../ledger/invariant.js';
import { runs } from '../ledger/rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
/** Logs of every kind: lines, documents, a table; with facts that go from file to file, and copies. */
const cases = [
  'claude-code/real-2.1.330-fork',
  'codex/fork-copies-parent',
  'copilot-chat/three-stores',
  'copilot-cli/real-1.0.102-plain',
];
const count = runs(4_500);
/** One of so many that went on is opened anew, too; all that ended are. */
const anewEvery = 4;
const faults = new Faults();
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A home, what it comes to, and ledgers to begin with: of nothing, of half of the home, and a damaged one with a backup. */
interface Stage {
  readonly folder: string;
  readonly home: string;
  readonly truth: Usage;
  readonly beginnings: Readonly<Record<string, string>>;
}
let stage: Stage;
type Usage = ReturnType<typeof usageOf>;

async function counted(home: string, folder: string): Promise<Usage> {
  const counting = openCounting({ home, ledger: join(folder, 'ledger.db'), os: 'linux' });
  try {
    await counting.scanner.pass();
    return usageOf(counting);
  } finally {
    counting.ledger.close();
  }
}

async function makeStage(): Promise<Stage> {
  const folder = mkdtempSync(join(memory, 'tallyboard-faults-'));
  const [home, whole] = [join(folder, 'home'), join(folder, 'whole')];
  for (const name of cases) cpSync(join(fixtures, name, 'home'), whole, { recursive: true });
  for (const path of filesBelow(whole)) {
    const bytes = readFileSync(join(whole, path));
    const isLog = path.endsWith('.jsonl');
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), isLog ? bytes.subarray(0, bytes.length / 2) : bytes);
  }
  const make = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const [nothing, half, damaged] = [make('nothing'), make('half'), make('damaged')];
  await counted(home, half);
  await counted(home, damaged);
  assert.ok(await new Backups(join(damaged, 'ledger.db'), Date.now).make());
  const bytes = readFileSync(join(damaged, 'ledger.db'));
  writeFileSync(join(damaged, 'ledger.db'), bytes.fill(0x5a, 0, 200));
  cpSync(whole, home, { recursive: true });
  const truth = await counted(home, make('truth'));
  return { folder, home, truth, beginnings: { nothing, half, damaged } };
}

/** Opens and reads as a process does that then meets a fault; what it had open, if it got so far. */
async function attempt(folder: string, fault: Fault, copy: string): Promise<Counting | undefined> {
  let counting: Counting | undefined;
  faults.arm(fault, () => copyOf(folder, copy));
  try {
    counting = openCounting({ home: stage.home, ledger: join(folder, 'ledger.db'), os: 'linux' });
    await counting.scanner.pass();
  } catch (error) {
    faults.disarm();
    const allowed = error instanceof DatabaseError || (error as { code?: unknown }).code === 'ERR_SQLITE_ERROR';
    if (!existsSync(copy)) assert.ok(allowed, `${(error as Error).stack}`);
    if (isDamaged(error) && counting && !existsSync(copy)) markDamaged(counting.ledger);
  } finally {
    faults.disarm();
  }
  return counting;
}

/** What holds once no fault comes any more: the rules of a ledger, and the truth. */
async function settles(counting: Counting, fault: Fault): Promise<void> {
  // What seemed not to be there is looked at again when the person says so.
  if (lastingCodes.some((code) => code === fault.code)) counting.ledger.write(() => counting.ledger.files.forgetAll());
  await counting.scanner.pass();
  assertInvariant(counting.ledger.database, counting.ledger);
  assert.deepEqual(usageOf(counting), stage.truth);
}

/** The figures at each moment at which a reading without a fault has written something: the only ones there are. */
async function statesOf(beginning: string): Promise<Usage[]> {
  const folder = mkdtempSync(join(memory, 'tallyboard-fault-'));
  cpSync(stage.beginnings[beginning] as string, folder, { recursive: true });
  const counting = openCounting({ home: stage.home, ledger: join(folder, 'ledger.db'), os: 'linux' });
  const states = [usageOf(counting)];
  const { ledger } = counting;
  const write = ledger.write.bind(ledger);
  ledger.write = (work) => {
    const result = write(work);
    states.push(usageOf(counting));
    return result;
  };
  await counting.scanner.pass();
  ledger.close();
  rmSync(folder, { recursive: true });
  assert.deepEqual(states.at(-1), stage.truth);
  return states;
}

/** What a process left that was over: one of the states that there are, never a mixture. */
function assertState(found: Usage, states: readonly Usage[]): void {
  const text = JSON.stringify(found);
  assert.ok(
    states.some((each) => JSON.stringify(each) === text),
    `figures that never were: ${JSON.stringify(found.totals)}`,
  );
}

/** Sessions that one file tells. Copies in another one count as that one's while the file cannot be read. */
const toldOnce = /^(claude-code|copilot-cli):/;

/** A file that could not be read is missing as a whole: such a session has the figures of one of its states, a tool never more than the truth. */
function assertParts(found: Usage, states: readonly Usage[]): void {
  for (const [session, figures] of Object.entries(found.bySession)) {
    if (!toldOnce.test(session)) continue;
    const known = states.map(({ bySession }) => JSON.stringify(bySession[session]));
    assert.ok(known.includes(JSON.stringify(figures)), `${session} never had ${JSON.stringify(figures)}`);
  }
  for (const [tool, { total = 0 }] of Object.entries(found.byTool))
    assert.ok(total <= (stage.truth.byTool[tool]?.['total'] ?? 0), `${tool} has ${total}`);
}

async function runCase(beginning: string, states: readonly Usage[], fault: Fault, anew: boolean): Promise<number> {
  const folder = mkdtempSync(join(memory, 'tallyboard-fault-'));
  const [ledgers, copy] = [join(folder, 'ledgers'), join(folder, 'copy')];
  cpSync(stage.beginnings[beginning] as string, ledgers, { recursive: true });
  let next: Counting | undefined;
  const first = await attempt(ledgers, fault, copy);
  const { calls } = faults;
  try {
    const ended = existsSync(copy);
    if (first && !ended) {
      assertParts(usageOf(first), states);
      await settles(first, fault);
      if (!anew) return calls;
    }
    next = openCounting({ home: stage.home, ledger: join(ended ? copy : ledgers, 'ledger.db'), os: 'linux' });
    if (ended) assertState(usageOf(next), states);
    assertInvariant(next.ledger.database, next.ledger);
    await settles(next, fault);
    return calls;
  } finally {
    first?.ledger.close();
    next?.ledger.close();
    rmSync(folder, { recursive: true });
  }
}

describe(`a reading in which one call of the file system or of SQLite goes wrong: ${count} cases`, function () {
  this.timeout(3_600_000);
  before(async () => {
    stage = await makeStage();
    faults.install();
  });
  after(() => {
    faults.uninstall();
    rmSync(stage.folder, { recursive: true });
  });

  for (const beginning of ['nothing', 'half', 'damaged']) {
    it(`leaves the old or the new state, and the next one comes to the truth, from ${beginning}`, async () => {
      const random = new Random(`faults ${beginning}`);
      const none = { ...faultAt(1, random), at: Number.POSITIVE_INFINITY };
      const states = await statesOf(beginning);
      const calls = await runCase(beginning, states, none, true);
      assert.ok(calls > 300, `${calls} calls`);
      for (let n = 0; n < count / 3; n++) {
        const fault = faultAt(1 + (Math.floor((n * 3 * calls) / count) % calls), random);
        await runCase(beginning, states, fault, n % anewEvery === 0).catch((error: Error) => {
          throw new Error(`${JSON.stringify(fault)}: ${error.message}`, { cause: error });
        });
      }
    });
  }
});
