import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { isNetworkFolder } from './networkFolder.js';
import { asDatabaseError, openDatabase } from './sqlite.js';

/**
 * The ledger of a data folder. Where other machines may write too, or processes cannot share memory, a ledger belongs to
 * one machine and does without a write-ahead log: that would be torn by the second machine.
 */
export function ledgerIn(folder: string, machine = hostname()): string {
  const common = join(folder, 'ledger.db');
  const own = join(folder, `ledger-${machine.replace(/[^A-Za-z0-9]+/g, '-')}.db`);
  if (isNetworkFolder(folder) || existsSync(own)) return own;
  return existsSync(common) || sharesMemory(folder) ? common : own;
}

/** Whether the ledger at this path is one that `ledgerIn` named after its machine, or what is made to replace it. */
export function isOfOneMachine(path: string): boolean {
  return /^ledger-[A-Za-z0-9-]+\./.test(basename(path));
}

/** Tried on a database that is gone again afterwards. A full disk or a folder that cannot be written says nothing of memory. */
function sharesMemory(folder: string): boolean {
  const path = join(folder, `ledger.probe-${randomUUID()}.db`);
  try {
    const database = openDatabase(path);
    try {
      const mode = database.prepare('pragma journal_mode = wal').get()?.['journal_mode'];
      database.exec('create table probe (value)');
      return mode === 'wal';
    } finally {
      database.close();
    }
  } catch (error) {
    return asDatabaseError(error, path).reason !== 'other';
  } finally {
    for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(path + tail, { force: true });
  }
}
