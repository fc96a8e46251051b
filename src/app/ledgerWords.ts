import { asDatabaseError, DatabaseError, type DatabaseFailure, isSqliteError } from '../platform/sqlite.js';
import type { Rebuilt } from '../protocol/ledger.js';

/** What the command line says of a ledger. */

export function rebuiltWords({ at, aside, backupAt }: Rebuilt): string {
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const what = aside === undefined ? 'The ledger was gone' : `The ledger was damaged and is kept as ${aside}`;
  const hooked = 'what was seen in an editor alone (commands, accepted suggestions)';
  const lost =
    backupAt === undefined
      ? `Missing is use whose logs are gone, and ${hooked}`
      : `Missing is use after the backup of ${day(backupAt)} whose logs are gone, and ${hooked}`;
  return `${what}. It was rebuilt on ${day(at)} and all logs still here were counted again. ${lost}.`;
}

const sentences: Readonly<Partial<Record<DatabaseFailure, (path: string) => string>>> = {
  busy: (path) => `The ledger is in use by another program: ${path}. Try again.`,
  full: (path) =>
    `The disk is full, so nothing can be counted: ${path}. New use stays in the logs and is counted when there is room.`,
  readonly: (path) => `The ledger cannot be written: ${path}. Check the permissions of its folder.`,
  newer: (path) =>
    `The ledger was written by a newer Tallyboard, so this one leaves it alone: ${path}. Update Tallyboard.`,
};

/** The same failure in words for people; what is no failure of the ledger as it is. */
export function failureWords(error: unknown, path: string): unknown {
  if (!isSqliteError(error) && !(error instanceof DatabaseError)) return error;
  const { reason, message } = asDatabaseError(error, path);
  return new DatabaseError(reason, sentences[reason]?.(path) ?? message);
}
