import { closeSync, openSync, statSync } from 'node:fs';
import { type Database, openDatabase } from './sqlite.js';

/**
 * Runs `work` while no other process holds the lock in the other way: many may share it, one alone may own it. An empty
 * SQLite file is the lock, since the system lets go of that whatever way a process ends. Where no such file can be made,
 * nothing can be replaced either: `work` runs without. Throws what `work` throws, and `busy` after `timeout` ms.
 */
export function withFileLock<T>(path: string, kind: 'shared' | 'own', work: () => T, timeout = 10_000): T {
  const database = opened(path, timeout);
  try {
    if (database) database.exec(kind === 'own' ? 'begin exclusive' : 'begin; select count(*) from sqlite_schema');
    return work();
  } finally {
    database?.close();
  }
}

function opened(path: string, timeout: number): Database | undefined {
  try {
    if (!statSync(path, { throwIfNoEntry: false })) closeSync(openSync(path, 'a', 0o600));
    return openDatabase(path, { timeout });
  } catch {
    return undefined;
  }
}
