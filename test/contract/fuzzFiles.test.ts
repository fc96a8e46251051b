import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { isInstant } from '../../src/core/json.js';
import type { Observation } from '../../src/core/observation.js';
import type { DocumentSource, Emit, FileFacts, Source, TableSource } from '../../src/core/source.js';
import { precisions, type TokenCounts } from '../../src/core/usage.js';
import { readOpened, readTable } from '../../src/ledger/reading/tables.js';
import { DatabaseError, isSqliteError } from '../../src/platform/sqlite.js';
import { sources as registry } from '../../src/sources/registry.js';
import { usageOf } from '../app/reports.js';
import { Random } from '../kit/generate/random.js';
import { mutated } from '../kit/mutate.js';
import { placesOf, type Unit, unitsOf } from '../kit/readHome/units.js';
import { assertInvariant } from '../ledger/invariant.js';
import { long, runs } from '../ledger/rig.js';

const sources: readonly Source[] = registry;
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
/** Of each source: documents spoilt, values of a database spoilt, and files of a database whose bytes are. */
const cases = { documents: runs(20_000), values: runs(20_000), bytes: runs(20_000) };
/** One of so many goes through a whole ledger, twice. */
const wholeEvery = long ? 100 : 1000;
const buckets = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning'] as const;

interface Case {
  readonly home: string;
  readonly unit: Unit;
}

function casesOf(source: Source): Case[] {
  return readdirSync(fixtures)
    .sort()
    .flatMap((tool) => readdirSync(join(fixtures, tool)).map((name) => join(fixtures, tool, name, 'home')))
    .filter((home) => existsSync(home))
    .flatMap((home) => unitsOf([source], placesOf(home)).map((unit) => ({ home, unit })));
}

/** Those that are whole without a write-ahead log. */
function databasesOf(source: TableSource): Case[] {
  return casesOf(source).filter(({ unit }) => !existsSync(`${unit.path}-wal`));
}

function assertCounts(counts: TokenCounts): void {
  for (const name of buckets)
    assert.ok(Number.isSafeInteger(counts[name]) && counts[name] >= 0, `${name} ${counts[name]}`);
  assert.ok(counts.reasoning <= counts.output);
}

/** What a source may hand to the ledger, whatever it read. */
function assertSound(told: Observation): void {
  assert.ok(isInstant(told.at), `at ${told.at}`);
  if (told.kind === 'limit') return;
  assertCounts(told);
  for (const text of [told.session, told.model, told.project, told.branch]) assert.equal(typeof text, 'string');
  assert.ok(Number.isSafeInteger(told.webSearches) && told.webSearches >= 0);
  assert.ok(told.requests === undefined || (Number.isSafeInteger(told.requests) && told.requests >= 0));
  if (told.kind !== 'request') return;
  assert.ok(told.credits === undefined || (Number.isFinite(told.credits) && told.credits > 0));
  assert.ok(told.id !== '' && precisions.includes(told.precision));
  assert.ok(told.reportedCost === undefined || (Number.isSafeInteger(told.reportedCost) && told.reportedCost >= 0));
}

const emit: Emit = Object.assign(assertSound, { skip: () => {} });

function factsOf({ path, relativePath, modifiedAt, companions }: Unit): FileFacts {
  const none = () => {};
  const nothing = { facts: () => new Map<string, unknown>(), give: none, dependsOn: none, awaitCompanions: none };
  return { path, relativePath, modifiedAt, companions, ...nothing };
}

/** Through a whole ledger: no problem but those of the file, the ledger's rules hold, and twice is once. */
async function throughLedger({ home, unit }: Case, bytes: Buffer): Promise<void> {
  await inFolder(async (folder) => {
    cpSync(home, folder, { recursive: true });
    writeFileSync(unit.path.replace(home, folder), bytes);
    const counting = openCounting({ home: folder, os: 'linux' });
    await counting.scanner.pass();
    assertInvariant(counting.ledger.database, counting.ledger);
    const once = usageOf(counting);
    counting.ledger.write(() => counting.ledger.files.forgetAll());
    await counting.scanner.pass();
    assert.deepEqual(usageOf(counting), once);
    counting.ledger.close();
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tallyboard-fuzz-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs cases by seed; a failure names its own. */
async function each(
  name: string,
  count: number,
  from: readonly Case[],
  work: (one: Case, seed: string, whole: boolean) => unknown,
): Promise<void> {
  assert.ok(from.length > 0, 'a fixture has such a file');
  for (let round = 0; round < count; round++) {
    const seed = `${name} ${round}`;
    const one = from[round % from.length] as Case;
    try {
      await work(one, seed, round % wholeEvery === 0);
    } catch (error) {
      throw new Error(`${seed}, ${one.unit.path}: ${(error as Error).message}`, { cause: error });
    }
  }
}

async function readSpoilt(source: DocumentSource, one: Case, seed: string, whole: boolean): Promise<void> {
  const bytes = mutated(one.unit.content.toString('utf8'), new Random(seed));
  source.read(bytes.toString('utf8'), emit, factsOf(one.unit));
  if (whole) await throughLedger(one, bytes);
}

/** What is wrong with a database is said by SQLite, or in the words of the ledger's room. */
function worded(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!isSqliteError(error) && !(error instanceof DatabaseError)) throw error;
  }
}

const oddNumbers = [-1, 0, 0.5, 1e18, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, Number.MAX_SAFE_INTEGER];

/** Documents that only older builds of another tool have left, which the same reader reads. */
const sharedReaders = ['kilo messages', 'kilo parts'];
const isOwn = ({ id, store }: Source) => !sharedReaders.includes(`${id} ${store}`);

type Value = string | number | bigint | Uint8Array | null;

interface Column {
  readonly change: StatementSync;
  readonly cells: readonly { readonly key: bigint | string; readonly value: Value }[];
}

/** A database that stays open for many cases: what its tables hold is asked once. */
class Spoilt {
  readonly database: DatabaseSync;
  readonly #tables: readonly { readonly name: string; readonly keyed: boolean }[];
  readonly #columns = new Map<string, readonly Column[]>();

  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.#tables = this.database
      .prepare(
        "select name, wr from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name",
      )
      .all()
      .map((row) => ({ name: String(row['name']), keyed: row['wr'] === 1 }));
  }

  /** Another value in some cells. */
  spoil(random: Random): void {
    for (let left = random.integer(1, 6); left > 0; left--) {
      const { change, cells } = random.pick(this.#columnsOf(random.pick(this.#tables)));
      if (cells.length === 0) continue;
      const { key, value } = random.pick(cells);
      const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
      const spoilt = mutated(text, random);
      const other = [spoilt, spoilt.toString('utf8'), spoilt.toString('utf8'), null, random.pick(oddNumbers)];
      try {
        change.run(random.pick(other), key);
      } catch {
        // The schema allows no such value: then no tool can have written it.
      }
    }
  }

  #columnsOf({ name: table, keyed }: { readonly name: string; readonly keyed: boolean }): readonly Column[] {
    const known = this.#columns.get(table);
    if (known) return known;
    const columns = this.database.prepare('select name, pk from pragma_table_info(?)').all(table);
    const key = keyed ? `"${String(columns.find(({ pk }) => pk === 1)?.['name'])}"` : 'rowid';
    const made = columns.map(({ name }) => {
      const cells = this.database.prepare(`select ${key} as key, "${String(name)}" as value from "${table}"`);
      cells.setReadBigInts(true);
      const change = this.database.prepare(`update "${table}" set "${String(name)}" = ? where ${key} = ?`);
      return { change, cells: cells.all() as unknown as Column['cells'] };
    });
    this.#columns.set(table, made);
    return made;
  }
}

/** Bytes of a file as a broken disk, or a copy that was cut short, leaves them. */
function spoilBytes(whole: Buffer, random: Random): Buffer {
  if (random.chance(0.2)) return whole.subarray(0, random.integer(0, whole.length));
  const bytes = Buffer.from(whole);
  for (let left = random.integer(1, 30); left > 0; left--)
    bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  const page = random.integer(0, Math.floor(bytes.length / 4096)) * 4096;
  if (random.chance(0.2)) bytes.fill(0, page, Math.min(bytes.length, page + 4096));
  return bytes;
}

/** Each case is taken back, so that all of them share an open database. */
async function spoilValues(source: TableSource, folder: string): Promise<void> {
  const opened = new Map<string, Spoilt>();
  const copyOf = ({ path }: Unit, name: string) => {
    cpSync(path, join(folder, name));
    return new Spoilt(join(folder, name));
  };
  await each(`values ${source.id} ${source.store}`, cases.values, databasesOf(source), async (one, seed, whole) => {
    const spoilt = opened.get(one.unit.path) ?? copyOf(one.unit, `${opened.size}.db`);
    opened.set(one.unit.path, spoilt);
    spoilt.database.exec('begin');
    spoilt.spoil(new Random(seed));
    const facts = factsOf(one.unit);
    worded(() => readOpened(spoilt.database, source, undefined, (row) => source.row(row, emit, facts)));
    spoilt.database.exec('rollback');
    if (!whole) return;
    const alone = copyOf(one.unit, 'alone.db');
    alone.spoil(new Random(seed));
    alone.database.close();
    await throughLedger(one, readFileSync(join(folder, 'alone.db')));
  });
  for (const { database } of opened.values()) database.close();
}

/** Opened from the file each time, as the scanner does. */
async function spoilFiles(source: TableSource, path: string): Promise<void> {
  const files = new Map<string, Buffer>();
  await each(`bytes ${source.id} ${source.store}`, cases.bytes, databasesOf(source), async (one, seed, whole) => {
    const intact = files.get(one.unit.path) ?? readFileSync(one.unit.path);
    files.set(one.unit.path, intact);
    const bytes = spoilBytes(intact, new Random(seed));
    writeFileSync(path, bytes);
    const facts = factsOf(one.unit);
    worded(() => readTable(path, source, undefined, (row) => source.row(row, emit, facts)));
    if (whole) await throughLedger(one, bytes);
  });
}

describe('whole files as broken disks, tools and hands leave them', function () {
  this.timeout(3_600_000);

  for (const source of sources.filter((each): each is DocumentSource => each.kind === 'document' && isOwn(each)))
    it(`tell no count that is none, and nothing twice: ${source.id} ${source.store}, ${cases.documents} documents`, () =>
      each(`documents ${source.id} ${source.store}`, cases.documents, casesOf(source), (one, seed, whole) =>
        readSpoilt(source, one, seed, whole),
      ));

  for (const source of sources.filter((each): each is TableSource => each.kind === 'table')) {
    it(`with other values, too: ${source.id} ${source.store}, ${cases.values} databases`, () =>
      inFolder((folder) => spoilValues(source, folder)));

    it(`with other bytes, too: ${source.id} ${source.store}, ${cases.bytes} databases`, () =>
      inFolder((folder) => spoilFiles(source, join(folder, 'spoilt.db'))));
  }
});
