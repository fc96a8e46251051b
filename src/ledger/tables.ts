import type { Row, TableSource } from '../core/source.js';
import { readDatabase } from '../platform/readOnlyDatabase.js';
import type { Database } from '../platform/sqlite.js';
import { unpacked } from '../platform/unpacked.js';

/** How far a table was read: the greatest cursor seen, and what marked it then. */
export interface TableCursor {
  readonly after: number;
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
  const markAt = (after: number) => (query.mark ? markOf(database, query.mark, after) : null);
  const goesOn = known !== undefined && markAt(known.after) === known.mark;
  const start = goesOn ? known.after : 0;
  let last = start;
  for (const row of rowsOf(database, query.sql, start)) {
    const cursor = Number(row['cursor'] ?? Number.NaN);
    const isNew = !goesOn || cursor > start;
    if (cursor > last) last = cursor;
    take(query.packed ? unpacked(row, query.packed) : row, isNew);
  }
  return { cursor: last > 0 ? { after: last, mark: markAt(last) } : undefined, anew: !goesOn };
}

/** Text, and integers as numbers while they are safe. */
function* rowsOf(database: Database, sql: string, after: number): Iterable<Row> {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  for (const row of sql.includes('$after') ? statement.iterate({ $after: after }) : statement.iterate()) {
    for (const [name, value] of Object.entries(row))
      if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) row[name] = Number(value);
    yield row as Row;
  }
}

function markOf(database: Database, sql: string, after: number): string | number | null {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  const [first] = Object.values(statement.get({ $after: after }) ?? {});
  if (typeof first === 'bigint') return String(first);
  return typeof first === 'string' || typeof first === 'number' ? first : null;
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
