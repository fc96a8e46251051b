import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type { DatabaseSync as Database, StatementSync as Statement };

export type DatabaseFailure =
  | 'no-sqlite'
  | 'busy'
  | 'damaged'
  | 'full'
  | 'readonly'
  | 'newer'
  | 'foreign'
  | 'erased'
  | 'other';

/** Why the ledger cannot be used; words for people are chosen at the edge. */
export class DatabaseError extends Error {
  readonly reason: DatabaseFailure;
  constructor(reason: DatabaseFailure, message: string) {
    super(message);
    this.name = 'DatabaseError';
    this.reason = reason;
  }
}

interface SqliteModule {
  readonly DatabaseSync: new (
    path: string,
    options?: { readOnly?: boolean; timeout?: number; open?: boolean },
  ) => DatabaseSync;
  readonly backup: (source: DatabaseSync, path: string, options: { rate: number }) => Promise<number>;
}

/** `node:sqlite` on first need: the editor's older hosts and Node below 22.16 do not have it whole. */
function sqlite(): SqliteModule {
  try {
    const module = withoutWarning(() => process.getBuiltinModule('node:sqlite'));
    // Older ones have a part of it, and no busy timeout.
    if (module && 'backup' in module) return module as SqliteModule;
    throw new Error('absent');
  } catch {
    throw new DatabaseError('no-sqlite', 'This Node has no node:sqlite. Tallyboard needs VS Code 1.106 or Node 22.16.');
  }
}

/** Node 22 warns of an experimental feature on first use: not in a person's status line. */
function withoutWarning<T>(work: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** How long a database that others write is waited for, in milliseconds. */
export const busyTimeout = 5_000;

/**
 * Opens a database file. The busy timeout goes in the constructor: set later, a second writer fails at once with
 * "database is locked" on the first pragma.
 */
export function openDatabase(path: string, options: { readOnly?: boolean; timeout?: number } = {}): DatabaseSync {
  const module = sqlite();
  try {
    return new module.DatabaseSync(path, { timeout: busyTimeout, ...options });
  } catch (error) {
    throw asDatabaseError(error, path);
  }
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();
/** Some are made for a question: of lists of any length. */
const mostStatements = 256;

function statementsOf(database: DatabaseSync): Map<string, StatementSync> {
  const known = statements.get(database);
  if (known) return known;
  const made = new Map<string, StatementSync>();
  statements.set(database, made);
  return made;
}

/**
 * A statement that is compiled when it is first asked for: most of those who open a ledger run few of its statements. For an owner that
 * keeps it and runs it for every request: `prepared` looks its text up at each call.
 */
export function onFirstUse(database: DatabaseSync, sql: string): () => StatementSync {
  let statement: StatementSync | undefined;
  return () => {
    statement ??= database.prepare(sql);
    return statement;
  };
}

/** The statement of a text, kept for the next call: to prepare one takes longer than most take to run. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
  const known = statementsOf(database);
  const kept = known.get(sql);
  if (kept) return kept;
  const statement = database.prepare(sql);
  if (known.size >= mostStatements) known.clear();
  known.set(sql, statement);
  return statement;
}

/** All pages in one step: one state of the database, however much others write meanwhile. */
const wholeDatabase = 0x7fffffff;

/** Copies a database in a thread of the system, into a file that may be there already. Rejects with `DatabaseError`. */
export async function backupDatabase(database: DatabaseSync, path: string): Promise<void> {
  try {
    await sqlite().backup(database, path, { rate: wholeDatabase });
  } catch (error) {
    throw asDatabaseError(error);
  }
}

/** Whether SQLite itself said it. */
export function isSqliteError(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'ERR_SQLITE_ERROR';
}

/** Whether the system said it of a file. */
export function isSystemError(error: unknown): boolean {
  return typeof (error as { syscall?: unknown } | undefined)?.syscall === 'string';
}

const sqliteReasons: Readonly<Record<number, DatabaseFailure>> = {
  5: 'busy',
  6: 'busy',
  8: 'readonly',
  11: 'damaged',
  13: 'full',
  26: 'damaged',
};
const systemReasons: Readonly<Record<string, DatabaseFailure>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readonly',
  EACCES: 'readonly',
  EPERM: 'readonly',
};

/**
 * SQLite's result codes, and the system's own where files are handled beside it, in the words of this room. Where SQLite
 * says no more than that it cannot open or write a file, the folder of the database at `path` tells why.
 */
export function asDatabaseError(error: unknown, path = ':memory:'): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  const reason = sqliteReasons[Number(errcode ?? 0) & 0xff] ?? systemReasons[String(code)];
  return new DatabaseError(reason ?? plightOf(path), message);
}

/** Less room than this, in bytes, is too little for SQLite's shared memory. */
const leastRoom = 65_536;

function plightOf(path: string): DatabaseFailure {
  if (path === ':memory:') return 'other';
  try {
    accessSync(dirname(path), constants.W_OK);
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < leastRoom ? 'full' : 'other';
  } catch (error) {
    return systemReasons[String((error as { code?: unknown }).code)] ?? 'other';
  }
}
