import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { withFileLock } from '../../platform/fileLock.js';
import { LedgerFiles, removeDatabase } from '../care/ledgerFiles.js';
import { Ledger } from '../ledger.js';

/**
 * Works on a copy of the ledger that is gone afterwards. It lies beside the ledger, readable by its owner alone, where Erase finds
 * it and the next `sweepTrials`, should this process end in the midst.
 */
export function withCopy<T>(ledger: Ledger, work: (copy: Ledger) => T): T {
  const files = new LedgerFiles(ledger.path);
  return withFileLock(files.trialLock, 'shared', () => {
    const path = files.trial(randomUUID());
    try {
      closeSync(openSync(path, 'wx', 0o600));
      ledger.database.prepare('vacuum into ?').run(path);
      const copy = new Ledger({ path, pricing: ledger.pricing });
      try {
        return work(copy);
      } finally {
        copy.close();
      }
    } finally {
      removeDatabase(path);
    }
  });
}

/** Takes away what a process that was ended left beside this ledger. While another one tries, nothing is taken away. */
export function sweepTrials(path: string): void {
  const files = new LedgerFiles(path);
  if (files.trials().length === 0) return;
  try {
    withFileLock(files.trialLock, 'own', () => remove(files.trials()), 0);
  } catch {
    // The next import looks again.
  }
}

function remove(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}
