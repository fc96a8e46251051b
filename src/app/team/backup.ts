import { readFileSync, statSync } from 'node:fs';
import { writeWhole } from '../../platform/wholeFile.js';
import { backUp, largestBackup, openBackup, restored } from '../../team/backup.js';
import type { Standing, TeamKind } from '../../team/seat.js';
import { sync } from '../../team/sync.js';
import { makePlace } from './place.js';
import type { Membership } from './seat.js';

/** Writes a file that only its owner can read; one that is there is replaced by it as a whole. */
export async function backUpTo(
  { seat }: Membership,
  file: string,
  passphrase: string,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const bytes = await backUp(seat, passphrase);
  writeWhole(file, bytes, { mode: 0o600 });
  return { file, bytes: bytes.length };
}

/** A member again by a backup, who has agreed to share nothing yet. Leaves nothing behind where it fails. Throws `noBackup`, `alreadyIn`. */
export async function restoreFrom(
  file: string,
  passphrase: string,
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly team: string; readonly kind: TeamKind; readonly state: Standing }> {
  // What is too long to be one is not read.
  const bytes = statSync(file).size > largestBackup ? new Uint8Array() : readFileSync(file);
  const { keys, state } = restored(await openBackup(bytes, passphrase));
  const { seat, undo } = await makePlace(state, keys);
  try {
    const { name, kind, standing } = await sync(seat, signal);
    return { id: state.team, team: name, kind, state: standing };
  } catch (error) {
    await undo();
    throw error;
  }
}
