import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asDatabaseError, type Database, openDatabase } from './sqlite.js';

/** A tool that writes just now is soon done; what still waits then is read at the next look. Milliseconds. */
const patience = 500;
/** Byte of the header that says which journal a database is read with. */
const journalByte = 18;
const writeAhead = 2;

/**
 * Reads another program's database and writes nothing in its folder, not even into its shared memory. A copy of file and
 * write-ahead log is made only where the log has no shared memory beside it, which a program that runs always has: so a
 * database of 1 GB is never copied for each of its changes. Throws `DatabaseError`.
 */
export function readDatabase<T>(path: string, read: (database: Database) => T): T {
  const database = openInPlace(path);
  if (database === undefined) return readCopy(path, read);
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** Undefined where only a copy can be read. */
function openInPlace(path: string): Database | undefined {
  const place = placeOf(path);
  if (place === undefined) return undefined;
  const database = openDatabase(place, { readOnly: true, timeout: patience });
  try {
    database.prepare('select count(*) from sqlite_master').get();
    return database;
  } catch (error) {
    database.close();
    const told = asDatabaseError(error, path);
    // Shared memory of a program that ended just now, or in a form that only a writer may mend.
    if (hasLog(path) && told.reason !== 'busy') return undefined;
    throw told;
  }
}

function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Where SQLite reads it without writing anything; undefined where it would have to. */
function placeOf(path: string): string | undefined {
  const url = pathToFileURL(path).href;
  if (hasLog(path)) return existsSync(`${path}-shm`) ? `${url}?mode=ro&readonly_shm=1` : undefined;
  // Without its log it is whole, and to open it as usual would make log and shared memory.
  return isWriteAhead(path) ? `${url}?immutable=1` : `${url}?mode=ro`;
}

function isWriteAhead(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const header = new Uint8Array(journalByte + 1);
    return readSync(file, header, 0, header.length, 0) === header.length && header[journalByte] === writeAhead;
  } finally {
    closeSync(file);
  }
}

function readCopy<T>(path: string, read: (database: Database) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tallyboard-'));
  try {
    const copy = join(folder, basename(path));
    for (const tail of ['', '-wal'])
      if (existsSync(path + tail)) copyFileSync(path + tail, copy + tail, constants.COPYFILE_FICLONE);
    const database = openDatabase(copy);
    try {
      return read(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
