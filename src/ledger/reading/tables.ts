import type { Row, TableSource } from '../../core/source.js';
import { readDatabase } from '../../platform/readOnlyDatabase.js';
import type { Database, Statement } from '../../platform/sqlite.js';
import { unpacked } from '../../platform/unpacked.js';

/** How far a table was read: the greatest cursor seen, and what marked it then. */
export interface TableCursor {
  readonly after: number;
  /** Greatest number seen, of a query that heeds it. */
  readonly newest?: number;
  readonly mark: string | number | null;
}

export interface TableReading {
  /** Undefined for a query without cursors. */
  readonly cursor: TableCursor | undefined;
  /** The rows before the cursor are no longer those that were read: all were handed over. */
  readonly anew: boolean;
}

/**
 * Hands over the rows that a table source asks for, those after the cursor where its query heeds it; `isNew` says
 * whether a row lies after it. Undefined, without a row, when the source does not know the file's schema. Throws
 * `DatabaseError`, or what SQLite says in the midst of it.
 */
export function readTable(
  path: string,
  source: TableSource,
  known: TableCursor | undefined,
  take: (row: Row, isNew: boolean) => void,
): TableReading | undefined {
  return readDatabase(path, (database) => readOpened(database, source, known, take));
}

/** The same of a database that is open. */
export function readOpened(
  database: Database,
  source: TableSource,
  known: TableCursor | undefined,
  take: (row: Row, isNew: boolean) => void,
): TableReading | undefined {
  const query = source.query(schemaOf(database));
  if (query === undefined) return undefined;
  const isNumbered = query.sql.includes('$newest');
  const markAt = (seen: Seen) => (query.mark ? markOf(database, query.mark, seen) : null);
  const told = seenOf(known);
  const goesOn = known !== undefined && isNumbered === (known.newest !== undefined) && markAt(told) === known.mark;
  const start = goesOn ? told : seenOf(undefined);
  const last = { ...start };
  for (const row of rowsOf(database, query.sql, start)) {
    const [cursor, number] = [Number(row['cursor'] ?? Number.NaN), Number(row['number'] ?? Number.NaN)];
    if (cursor > last.$after) last.$after = cursor;
    if (number > last.$newest) last.$newest = number;
    const isNew = !goesOn || cursor > start.$after || number > start.$newest;
    take(query.packed ? unpacked(row, query.packed) : row, isNew);
  }
  const { $after: after, $newest: newest } = last;
  const cursor = { after, ...(isNumbered ? { newest } : {}), mark: markAt(last) };
  return { cursor: after > 0 || newest > 0 ? cursor : undefined, anew: !goesOn };
}

/** What a query is told of the readings before. */
interface Seen {
  readonly $after: number;
  readonly $newest: number;
}

function seenOf(known: TableCursor | undefined) {
  return { $after: known?.after ?? 0, $newest: known?.newest ?? 0 };
}

/** Text, and integers as numbers while they are safe. */
function* rowsOf(database: Database, sql: string, seen: Seen): Iterable<Row> {
  for (const row of prepared(database, sql).iterate({ ...seen })) {
    for (const [name, value] of Object.entries(row))
      if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) row[name] = Number(value);
    yield row as Row;
  }
}

function markOf(database: Database, sql: string, seen: Seen): string | number | null {
  const [first] = Object.values(prepared(database, sql).get({ ...seen }) ?? {});
  if (typeof first === 'bigint') return String(first);
  return typeof first === 'string' || typeof first === 'number' ? first : null;
}

/** A query need not heed all that it is told. */
function prepared(database: Database, sql: string): Statement {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  statement.setAllowUnknownNamedParameters(true);
  return statement;
}

function schemaOf(database: Database): Map<string, string[]> {
  const tables = database.prepare("select name from sqlite_master where type in ('table', 'view')").all();
  const columns = database.prepare('select name from pragma_table_info(?)');
  return new Map(
    tables.map((table) => {
      const name = String(table['name']);
      return [name, columns.all(name).map((column) => String(column['name']))];
    }),
  );
}
