import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isOfOneMachine } from '../../platform/ledgerPlace.js';
import { asDatabaseError } from '../../platform/sqlite.js';
import type { Erasure } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';

/**
 * Erase. What was erased last is told by a small file beside the ledger, the tombstone: by its epoch each editor knows
 * to clear its own memory, by `stopped` each process knows to count nothing. It holds no count but the receipt's.
 */
const tombstone = 'erased.json';
/** Before anything that a log can tell. */
const earliest = -8_640_000_000_000_000;

/**
 * What was erased last beside this ledger; null if nothing was, and for a ledger in memory. A tombstone that makes no sense still
 * says that all was erased. Throws `DatabaseError` for one that cannot be read: nobody then knows whether to count.
 */
export function readErasure(path: string): Erasure | null {
  if (path === ':memory:') return null;
  const text = tombstoneText(path);
  return text === undefined ? null : erasureFrom(text);
}

function tombstoneText(path: string): string | undefined {
  try {
    return readFileSync(join(dirname(path), tombstone), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw asDatabaseError(error, path);
  }
}

function erasureFrom(text: string): Erasure {
  const { epoch, at = 0, files = 0, bytes = 0, rows = 0, stopped = false, since } = fieldsOf(text);
  if (typeof epoch !== 'string') return { epoch: 'unknown', at: 0, files: 0, bytes: 0, rows: 0, stopped: true };
  return { epoch, at, files, bytes, rows, stopped, ...(since === undefined ? {} : { since }) };
}

function fieldsOf(text: string): Partial<Erasure> {
  try {
    return (JSON.parse(text) as Partial<Erasure> | null) ?? {};
  } catch {
    return {};
  }
}

/**
 * Erases a ledger, its backups and what was set aside, and closes it. The tombstone comes first, so that no process
 * counts on; then every row is overwritten in place, since others may hold the file open; then the files go.
 */
export function eraseLedger(ledger: Ledger, at: number): Erasure {
  const rows = Number(ledger.database.prepare('select count(*) as rows from event').get()?.['rows']);
  const files = filesOf(ledger.path);
  const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  const erasure = { epoch: randomUUID(), at, files: files.length, bytes, rows, stopped: true };
  writeErasure(ledger.path, erasure);
  try {
    empty(ledger);
  } catch {
    // A ledger that cannot be written, or is damaged: its file goes all the same.
  }
  ledger.close();
  removeLedger(ledger.path);
  return erasure;
}

/** Removes every file of a ledger. One that another process holds open stays, empty, until that process sees the tombstone too. */
export function removeLedger(path: string): void {
  for (const file of filesOf(path)) {
    try {
      rmSync(file, { force: true });
    } catch {
      // Windows keeps what is open.
    }
  }
}

/** Lets every process count again, what lies before `since` left out. */
export function letCount(path: string, since?: number): void {
  const erasure = readErasure(path);
  if (erasure) writeErasure(path, { ...erasure, stopped: false, ...(since === undefined ? {} : { since }) });
}

/** Makes a ledger that came after an Erase leave out what the person wanted left out then. */
export function heedErasure(ledger: Ledger): void {
  const erasure = readErasure(ledger.path);
  if (erasure?.since === undefined || ledger.meta('erasure') === erasure.epoch) return;
  const { epoch, since } = erasure;
  ledger.write(() => {
    ledger.pauses.add(earliest, since);
    ledger.setMeta('erasure', epoch);
  });
}

/** `secure_delete` writes zeros over what is deleted, also where the file cannot be made smaller just now. */
function empty({ database }: Ledger): void {
  // SQLite's own table of numbers given is emptied with the tables that have them.
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .all();
  database.exec('pragma secure_delete = on; begin immediate');
  for (const { name } of tables) database.exec(`drop table "${String(name)}"`);
  database.exec('pragma user_version = 0; commit');
  try {
    database.exec('vacuum; pragma wal_checkpoint(truncate)');
  } catch {
    // Another process reads: its file goes with the last that holds it.
  }
}

/**
 * The ledger with what lies beside it under its own first name: write-ahead log, backups, what was set aside. With the ledger of one
 * machine goes the common one, which was there before the folder was on a network.
 */
function filesOf(path: string): string[] {
  if (path === ':memory:') return [];
  const stems = [basename(path, '.db'), ...(isOfOneMachine(path) ? ['ledger'] : [])];
  const folder = dirname(path);
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name !== tombstone && stems.some((stem) => entry.name.startsWith(`${stem}.`)),
    )
    .map((entry) => join(folder, entry.name));
}

/** Whole or not at all. */
function writeErasure(path: string, erasure: Erasure): void {
  if (path === ':memory:') return;
  const file = join(dirname(path), tombstone);
  writeFileSync(`${file}.new`, JSON.stringify(erasure), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
