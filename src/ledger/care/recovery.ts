import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '../../platform/clock.js';
import { withFileLock } from '../../platform/fileLock.js';
import { asDatabaseError, type Database, DatabaseError, isSqliteError, openDatabase } from '../../platform/sqlite.js';
import type { Rebuilt } from '../../protocol/ledger.js';
import { Ledger, type LedgerOptions } from '../ledger.js';
import { identityOf, LedgerFiles, moveDatabase, removeDatabase } from './ledgerFiles.js';

/** What is known of a damaged ledger before another one is in its place. */
interface Mark {
  /** Which file it was; null when it was gone. */
  readonly identity: string | null;
  /** Where it has been put. */
  readonly aside?: string;
}

/**
 * Opens a ledger. One that is damaged, or gone though it has backups, is set aside first, and the newest sound backup,
 * else an empty ledger, is put in its place: all logs are then to be read again. Throws `DatabaseError`.
 */
export function openSound(options: LedgerOptions, clock: Clock): Ledger {
  if (options.path === ':memory:') return new Ledger(options);
  const files = new LedgerFiles(options.path);
  try {
    const ledger = openedIfSound(files, options, clock);
    if (ledger) return ledger;
    withFileLock(files.lock, 'own', () => replace(files, options, clock()));
    return withFileLock(files.lock, 'shared', () => new Ledger(options));
  } catch (error) {
    throw asDatabaseError(error, options.path);
  }
}

/** What is told of the last time that this ledger took the place of a damaged one. */
export function rebuiltOf(ledger: Ledger): Rebuilt | undefined {
  const text = ledger.meta('rebuilt');
  return text === undefined ? undefined : (JSON.parse(text) as Rebuilt);
}

function openedIfSound(files: LedgerFiles, options: LedgerOptions, clock: Clock): Ledger | undefined {
  return withFileLock(files.lock, 'shared', () => {
    const identity = identityOf(files.path);
    if (isMarked(files, identity)) return undefined;
    if (identity === undefined && files.backups(clock()).length > 0) {
      writeMark(files, { identity: null });
      return undefined;
    }
    try {
      return new Ledger(options);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      if (!isOurs(files)) throw new DatabaseError('foreign', 'No database.');
      writeMark(files, { identity: identity ?? null });
      return undefined;
    }
  });
}

/** A file that a person named as the ledger, but that never was one, is not to be moved away. */
function isOurs({ path }: LedgerFiles): boolean {
  if (/^ledger\b/.test(basename(path))) return true;
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return head.toString('latin1') === 'SQLite format 3\0';
}

/** Whether this says that the ledger itself is damaged. */
export function isDamaged(error: unknown): boolean {
  const known = isSqliteError(error) ? asDatabaseError(error) : error;
  return known instanceof DatabaseError && known.reason === 'damaged';
}

/** Notes that a ledger that could be opened is damaged: whoever opens it next puts another one in its place. */
export function markDamaged(ledger: Ledger): void {
  if (ledger.identity !== undefined) writeMark(new LedgerFiles(ledger.path), { identity: ledger.identity });
}

/** Whether an open ledger is no longer the file at its place, or was seen to be damaged. */
export function isReplaced(ledger: Ledger): boolean {
  if (ledger.identity === undefined) return false;
  return identityOf(ledger.path) !== ledger.identity || isMarked(new LedgerFiles(ledger.path), ledger.identity);
}

/** A mark of a file that has been replaced since means nothing; one that a break left with nothing in place does. */
function isMarked(files: LedgerFiles, identity: string | undefined): boolean {
  const mark = readMark(files);
  return mark !== undefined && (identity === undefined || mark.identity === identity);
}

function readMark(files: LedgerFiles): Mark | undefined {
  if (!statSync(files.mark, { throwIfNoEntry: false })) return undefined;
  try {
    return JSON.parse(readFileSync(files.mark, 'utf8')) as Mark;
  } catch {
    return undefined;
  }
}

function writeMark(files: LedgerFiles, mark: Mark): void {
  try {
    writeFileSync(`${files.mark}-new`, JSON.stringify(mark), { mode: 0o600 });
    renameSync(`${files.mark}-new`, files.mark);
  } catch {
    // A full disk or a folder that cannot be written: the damage shows again at the next use.
  }
}

/** Alone with the files. A break at any line leaves the mark and what the next process needs to go on from there. */
function replace(files: LedgerFiles, options: LedgerOptions, now: number): void {
  const identity = identityOf(files.path);
  // Another process was first.
  if (!isMarked(files, identity)) return;
  const aside = identity === undefined ? readMark(files)?.aside : files.aside(now);
  const damaged = identity === undefined ? aside : files.path;
  writeMark(files, { identity: identity ?? null, ...(aside === undefined ? {} : { aside }) });
  prepare(files, options, { at: now, ...(aside === undefined ? {} : { aside: basename(aside) }) }, damaged);
  if (identity !== undefined && aside !== undefined) moveDatabase(files.path, aside);
  removeDatabase(files.path);
  renameSync(files.part, files.path);
  rmSync(files.mark, { force: true });
}

/** Makes the ledger that is to come: a backup or an empty one, with what the damaged one still tells. */
function prepare(files: LedgerFiles, options: LedgerOptions, rebuilt: Rebuilt, damaged: string | undefined): void {
  const backups = files.backups(rebuilt.at);
  const backup = backups.find((path) => isUsable(path, files.part, options));
  if (backup === undefined) removeDatabase(files.part);
  const backupAt = backup === undefined ? undefined : statSync(backup).mtimeMs;
  const ledger = new Ledger({ ...options, path: files.part });
  try {
    const saved = damaged === undefined ? undefined : wordsOf(damaged);
    ledger.write(() => {
      // Rows stay and have their identity: to read all logs again costs time, but no doubt.
      ledger.files.forgetAll();
      ledger.setMeta('ready', '0');
      ledger.setMeta('rebuilt', JSON.stringify({ ...rebuilt, ...(backupAt === undefined ? {} : { backupAt }) }));
      if (saved) keepWords(ledger, saved);
    });
    ledger.database.exec('pragma wal_checkpoint(truncate)');
  } finally {
    ledger.close();
  }
}

function isUsable(backup: string, part: string, options: LedgerOptions): boolean {
  try {
    removeDatabase(part);
    copyFileSync(backup, part);
    const ledger = new Ledger({ ...options, path: part });
    try {
      return ledger.database.prepare('pragma quick_check(1)').get()?.['quick_check'] === 'ok';
    } finally {
      ledger.close();
    }
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return false;
  }
}

/** What only the person said and no log can tell again. */
interface Words {
  readonly pauses: readonly { readonly since: number; readonly until: number | null }[];
  readonly overrides: string | undefined;
  readonly revision: number;
}

/** What can still be read; undefined when nothing can. */
function wordsOf(path: string): Words | undefined {
  let database: Database | undefined;
  try {
    database = openDatabase(path, { readOnly: true });
    const meta = database.prepare('select value from meta where name = ?');
    const text = (name: string) => meta.get(name)?.['value'] as string | undefined;
    return {
      pauses: database.prepare('select since, until from pause').all() as unknown as Words['pauses'],
      overrides: text('overrides'),
      revision: Number(text('revision') ?? 0),
    };
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

function keepWords(ledger: Ledger, { pauses, overrides, revision }: Words): void {
  const put = ledger.database.prepare('insert or replace into pause (since, until) values (?, ?)');
  if (pauses.length > 0) ledger.database.exec('delete from pause');
  for (const { since, until } of pauses) put.run(since, until);
  ledger.pauses.reload();
  if (overrides !== undefined) {
    ledger.setMeta('overrides', overrides);
    ledger.setMeta('repricing', 'rebuilt');
  }
  ledger.setMeta('revision', String(Math.max(revision, ledger.revision)));
}
