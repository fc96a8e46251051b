import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { openCounting } from '../../src/app/counting.js';
import { isInstant } from '../../src/core/json.js';
import type { Observation } from '../../src/core/observation.js';
import type { DocumentSource, Emit, FileFacts, Source, TableSource } from '../../src/core/source.js';
import { precisions, type TokenCounts } from '../../src/core/usage.js';
import { readTable } from '../../src/ledger/tables.js';
import { DatabaseError, isSqliteError } from '../../src/platform/sqlite.js';
import { sources as registry } from '../../src/sources/registry.js';
import { usageOf } from '../app/reports.js';
import { Random } from '../kit/generate/random.js';
import { mutated } from '../kit/mutate.js';
import { placesOf, type Unit, unitsOf } from '../kit/readHome/units.js';
import { assertInvariant } from '../ledger/invariant.js';
import { long } from '../ledger/rig.js';

const sources: readonly Source[] = registry;
const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
/** Of each source: documents spoilt, values of a database spoilt, and files of a database whose bytes are. */
const cases = long ? { documents: 20_000, values: 20_000, bytes: 20_000 } : { documents: 300, values: 60, bytes: 40 };
/** One of so many goes through a whole ledger, twice. */
const wholeEvery = long ? 100 : 150;
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
  const nothing = { facts: () => new Map<string, unknown>(), give: () => {}, dependsOn: () => {} };
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
  work: (one: Case, random: Random, whole: boolean) => unknown,
): Promise<void> {
  assert.ok(from.length > 0, 'a fixture has such a file');
  for (let round = 0; round < count; round++) {
    const seed = `${name} ${round}`;
    const one = from[round % from.length] as Case;
    try {
      await work(one, new Random(seed), round % wholeEvery === 0);
    } catch (error) {
      throw new Error(`${seed}, ${one.unit.path}: ${(error as Error).message}`, { cause: error });
    }
  }
}

async function readSpoilt(source: DocumentSource, one: Case, random: Random, whole: boolean): Promise<void> {
  const bytes = mutated(one.unit.content.toString('utf8'), random);
  source.read(bytes.toString('utf8'), emit, factsOf(one.unit));
  if (whole) await throughLedger(one, bytes);
}

/** Reads a database as the scanner does; what is wrong with the file is said by SQLite, or in the words of the ledger's room. */
function readAll(source: TableSource, path: string, facts: FileFacts): void {
  try {
    readTable(path, source, undefined, (row) => source.row(row, emit, facts));
  } catch (error) {
    if (!isSqliteError(error) && !(error instanceof DatabaseError)) throw error;
  }
}

const oddNumbers = [-1, 0, 0.5, 1e18, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, Number.MAX_SAFE_INTEGER];

/** Documents that only older builds of another tool have left, which the same reader reads. */
const sharedReaders = ['kilo messages', 'kilo parts'];
const isOwn = ({ id, store }: Source) => !sharedReaders.includes(`${id} ${store}`);

/** Another value in one cell of a copy of the database. */
function spoilCell(database: DatabaseSync, random: Random): void {
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all();
  const table = String(random.pick(tables)['name']);
  const columns = database.prepare('select name, pk from pragma_table_info(?)').all(table);
  const isKeyed = database
    .prepare("select 1 from sqlite_master where name = ? and sql like '%without rowid%'")
    .get(table);
  const key = isKeyed ? `"${String(columns.find(({ pk }) => pk === 1)?.['name'])}"` : 'rowid';
  const column = String(random.pick(columns)['name']);
  const cells = database.prepare(`select ${key} as number, "${column}" as value from "${table}"`);
  cells.setReadBigInts(true);
  const rows = cells.all();
  if (rows.length === 0) return;
  const { number, value } = random.pick(rows) as {
    number: bigint;
    value: string | number | bigint | Uint8Array | null;
  };
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
  const spoilt = mutated(text, random);
  const other = random.pick([spoilt, spoilt.toString('utf8'), spoilt.toString('utf8'), null, random.pick(oddNumbers)]);
  try {
    database.prepare(`update "${table}" set "${column}" = ? where ${key} = ?`).run(other, number);
  } catch {
    // The schema allows no such value: then no tool can have written it.
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

describe('whole files as broken disks, tools and hands leave them', function () {
  this.timeout(3_600_000);

  for (const source of sources.filter((each): each is DocumentSource => each.kind === 'document' && isOwn(each)))
    it(`tell no count that is none, and nothing twice: ${source.id} ${source.store}, ${cases.documents} documents`, () =>
      each(`documents ${source.id} ${source.store}`, cases.documents, casesOf(source), (one, random, whole) =>
        readSpoilt(source, one, random, whole),
      ));

  for (const source of sources.filter((each): each is TableSource => each.kind === 'table')) {
    it(`with other values, too: ${source.id} ${source.store}, ${cases.values} databases`, () =>
      inFolder(async (folder) => {
        const path = join(folder, 'spoilt.db');
        const open = (unit: Unit) => {
          cpSync(unit.path, path);
          return new DatabaseSync(path);
        };
        let database: DatabaseSync | undefined;
        await each(
          `values ${source.id} ${source.store}`,
          cases.values,
          databasesOf(source),
          async (one, random, whole) => {
            database?.close();
            database = open(one.unit);
            for (let left = random.integer(1, 6); left > 0; left--) spoilCell(database, random);
            readAll(source, path, factsOf(one.unit));
            if (whole) await throughLedger(one, readFileSync(path));
          },
        );
        database?.close();
      }));

    it(`with other bytes, too: ${source.id} ${source.store}, ${cases.bytes} databases`, () =>
      inFolder(async (folder) => {
        const path = join(folder, 'spoilt.db');
        await each(
          `bytes ${source.id} ${source.store}`,
          cases.bytes,
          databasesOf(source),
          async (one, random, whole) => {
            const bytes = spoilBytes(readFileSync(one.unit.path), random);
            writeFileSync(path, bytes);
            readAll(source, path, factsOf(one.unit));
            if (whole) await throughLedger(one, bytes);
          },
        );
      }));
  }
});
