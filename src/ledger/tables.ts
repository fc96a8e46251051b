import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Row, TableSource } from '../core/source.js';
import { type Database, openDatabase } from '../platform/sqlite.js';

/**
 * The rows a table source asks for, or undefined when it does not know the file's schema. Tools leave everything in the
 * write-ahead log, which must be read too; a reader of it writes a shared-memory file beside it. So that nothing is
 * ever written in a tool's folder, file and log are read from a copy.
 */
export function readTable(path: string, source: TableSource): Row[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-'));
  try {
    const copy = join(folder, basename(path));
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const database = openDatabase(copy);
    try {
      const query = source.query(schemaOf(database));
      return query && (database.prepare(query.sql).all() as Row[]);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
