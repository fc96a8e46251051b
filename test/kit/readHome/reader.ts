import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import type { Emit, FileFacts, LineSource, Row, SkipReason, TableSource } from '../../../src/core/source.js';
import { readLine } from './readLine.js';
import type { Unit } from './units.js';

/**
 * Reads units and keeps the facts between them. Facts stay when their file is read again. A file depends on what its readings
 * asked for since it was last read from its start.
 */
export class Reader {
  readonly #facts = new Map<string, Map<string, unknown>>();
  readonly #units: readonly Unit[];
  readonly #stale = new Set<Unit>();

  constructor(units: readonly Unit[]) {
    this.#units = units;
  }

  /** Reads on from where the unit stands to what is visible. */
  read(unit: Unit): void {
    const { source } = unit;
    if (unit.state === undefined) unit.dependencies = new Set();
    if (source.kind === 'lines') this.#readLines(source, unit);
    else if (unit.offset === 0) {
      unit.offset = 1;
      unit.rows = [];
      if (source.kind === 'document') source.read(unit.content.toString('utf8'), emitInto(unit), this.#fileFacts(unit));
      else readTable(source, unit, this.#fileFacts(unit));
    }
  }

  /** Reads again, from their start, all files that asked for it, until nothing changes any more. */
  settle(): void {
    for (let round = 0; this.#stale.size > 0; round++) {
      if (round > 1000) throw new Error('the facts between files never come to rest');
      for (const unit of [...this.#stale]) {
        this.#stale.delete(unit);
        Object.assign(unit, { offset: 0, state: undefined, skipped: {} });
        this.read(unit);
      }
    }
  }

  #readLines(source: LineSource, unit: Unit): void {
    const facts = this.#fileFacts(unit);
    const emit = emitInto(unit);
    const state: unknown = unit.state === undefined ? source.start(facts) : JSON.parse(unit.state);
    for (;;) {
      const end = unit.content.subarray(0, unit.visible).indexOf(10, unit.offset);
      if (end < 0) break;
      const line = unit.content.subarray(unit.offset, unit.content[end - 1] === 13 ? end - 1 : end).toString('utf8');
      const text = unit.offset === 0 ? line.replace(/^\uFEFF/, '') : line;
      unit.offset = end + 1;
      if (text.length > 0) readLine(source, text, state, emit, facts);
    }
    const before = JSON.stringify(state);
    source.end?.(state, emit, facts);
    if (JSON.stringify(state) !== before) throw new Error(`${source.id}: end changed the state`);
    unit.state = before;
  }

  #fileFacts(unit: Unit): FileFacts {
    const { path, relativePath, modifiedAt, companions } = unit;
    return {
      path,
      relativePath,
      modifiedAt,
      companions,
      facts: (name) => new Map(this.#facts.get(name)),
      give: (name, owner, value) => this.#give(name, owner, value),
      dependsOn: (name) => unit.dependencies.add(name),
      awaitCompanions: () => {},
    };
  }

  #give(name: string, owner: string, value: unknown): void {
    const values = this.#facts.get(name) ?? new Map<string, unknown>();
    this.#facts.set(name, values);
    if (JSON.stringify(values.get(owner)) === JSON.stringify(value)) return;
    values.set(owner, JSON.parse(JSON.stringify(value)));
    for (const unit of this.#units) {
      if (unit.dependencies.has(name)) this.#stale.add(unit);
    }
  }
}

function emitInto(unit: Unit): Emit {
  // As the ledger keeps it: without members that are undefined.
  const emit = (observation: Unit['rows'][number]) => void unit.rows.push(JSON.parse(JSON.stringify(observation)));
  return Object.assign(emit, {
    skip: (reason: SkipReason) => {
      unit.skipped[reason] = (unit.skipped[reason] ?? 0) + 1;
    },
  });
}

/** On a copy with its write-ahead log, so that nothing is written into a fixture. */
function readTable(source: TableSource, unit: Unit, facts: FileFacts): void {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-table-'));
  const copy = join(folder, basename(unit.path));
  for (const tail of ['', '-wal', '-shm']) {
    if (existsSync(unit.path + tail)) cpSync(unit.path + tail, copy + tail);
  }
  const database = new DatabaseSync(copy);
  try {
    const query = source.query(schemaOf(database));
    if (query === undefined) return;
    const statement = database.prepare(query.sql);
    statement.setReadBigInts(true);
    statement.setAllowUnknownNamedParameters(true);
    const emit = emitInto(unit);
    for (const row of statement.iterate({ $after: 0 }))
      source.row(plainRow(row, Object.keys(query.packed ?? {})), emit, facts);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

function schemaOf(database: DatabaseSync): Map<string, string[]> {
  const tables = database.prepare("select name from sqlite_master where type in ('table', 'view')").all();
  return new Map(
    tables.map(({ name }) => {
      const columns = database.prepare('select name from pragma_table_info(?)').all(String(name));
      return [String(name), columns.map((column) => String(column['name']))];
    }),
  );
}

/** Integers are numbers while they are safe, as the platform gives them. */
function plainRow(row: Record<string, unknown>, packed: readonly string[]): Row {
  const plain = (name: string, value: unknown) => {
    if (packed.includes(name) && value instanceof Uint8Array) return textOf(value);
    return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(name, value)])) as Row;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return (bytes[0] === 0x28 ? zstdDecompressSync(bytes) : Buffer.from(bytes)).toString('utf8');
  } catch {
    return null;
  }
}
