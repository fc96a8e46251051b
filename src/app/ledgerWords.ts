import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  asDatabaseError,
  DatabaseError,
  type DatabaseFailure,
  isSqliteError,
  isSystemError,
} from '../platform/sqlite.js';
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
  foreign: (path) => `This is no ledger of Tallyboard, and stays as it is: ${path}. Name another file, or none.`,
  newer: (path) =>
    `The ledger was written by a newer Tallyboard, so this one leaves it alone: ${path}. Update Tallyboard.`,
};

/** The same failure in words for people; what is no failure of the ledger as it is. */
export function failureWords(error: unknown, path: string): unknown {
  if (!isSqliteError(error) && !isSystemError(error) && !(error instanceof DatabaseError)) return error;
  const { reason, message } = asDatabaseError(error, path);
  return new DatabaseError(reason, placeWords(path) ?? sentences[reason]?.(path) ?? message);
}

/** What is wrong with the place of a ledger; undefined where a file may be. */
function placeWords(path: string): string | undefined {
  const there = statOf(path);
  if (there?.isDirectory()) return `A ledger is a file, and this is a folder: ${path}. Name a file in it.`;
  if (there) return there.isFile() ? undefined : `A ledger is a plain file, and this is none: ${path}. Name another.`;
  const folder = dirname(path);
  const above = statOf(folder);
  if (above?.isDirectory()) return undefined;
  return above
    ? `The folder of the ledger is a file: ${folder}. Choose another place.`
    : `The ledger has no folder: there is no ${folder}, or it cannot be made. Make it, or choose another place.`;
}

function statOf(path: string) {
  try {
    return path === ':memory:' ? undefined : statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
