import { closeSync, openSync, renameSync, rmSync, statfsSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../platform/clock.js';
import { backupDatabase, DatabaseError, openDatabase } from '../../platform/sqlite.js';
import { quickCheck } from '../../platform/sqliteCheck.js';
import { readErasure } from './erasing.js';
import { LedgerFiles, removeDatabase } from './ledgerFiles.js';

/** Backups kept. */
const kept = 3;
/** After one that failed, milliseconds. */
const tryAgainAfter = 3_600_000;
/** Room that a backup leaves on the disk, bytes. */
const spare = 64 * 1024 * 1024;

/** The ledger's daily copies, beside it. Made by the process that reads in the background. */
export class Backups {
  readonly #files: LedgerFiles;
  readonly #clock: Clock;
  #notBefore = 0;

  constructor(path: string, clock: Clock) {
    this.#files = new LedgerFiles(path);
    this.#clock = clock;
  }

  /** Whether the day's backup is to be made: cheap enough for twice a second. */
  get isDue(): boolean {
    if (this.#files.path === ':memory:' || performance.now() < this.#notBefore) return false;
    this.#notBefore = performance.now() + 60_000;
    return !statSync(this.#files.backup(this.#clock()), { throwIfNoEntry: false });
  }

  /**
   * Copies the ledger, looks whether the copy is sound, and only then gives it its name. Throws `damaged` when it is
   * not, as the ledger then is not either; any other failure is left for a later time. True when one was made.
   */
  async make(): Promise<boolean> {
    const { path, backupPart: part } = this.#files;
    let reserved = false;
    try {
      const erased = readErasure(path)?.epoch;
      reserved = this.#hasRoom() && reserve(part);
      if (!reserved) throw new Error('no room, or made by another process');
      await copy(path, part);
      const answer = await quickCheck(part);
      if (answer !== 'ok') throw new DatabaseError('damaged', answer);
      // Backups are told apart by their time, and the file system has a clock of its own.
      utimesSync(part, this.#clock() / 1000, this.#clock() / 1000);
      const backup = this.#files.backup(this.#clock());
      renameSync(part, backup);
      // An Erase that began meanwhile may have listed what to remove before this was there.
      if (this.#isErasedSince(erased)) {
        rmSync(backup, { force: true });
        return false;
      }
      this.#prune();
      return true;
    } catch (error) {
      this.#notBefore = performance.now() + tryAgainAfter;
      if (error instanceof DatabaseError && error.reason === 'damaged') throw error;
      return false;
    } finally {
      if (reserved) removeDatabase(part);
    }
  }

  #isErasedSince(epoch: string | undefined): boolean {
    try {
      return readErasure(this.#files.path)?.epoch !== epoch;
    } catch {
      return true;
    }
  }

  #hasRoom(): boolean {
    const { bavail, bsize } = statfsSync(dirname(this.#files.path));
    return bavail * bsize > statSync(this.#files.path).size + spare;
  }

  #prune(): void {
    for (const path of this.#files.backups(this.#clock()).slice(kept)) rmSync(path, { force: true });
  }
}

/** Readable by its owner alone from the first byte on. False while another process makes one. */
function reserve(part: string): boolean {
  const stat = statSync(part, { throwIfNoEntry: false });
  if (stat && Math.abs(Date.now() - stat.mtimeMs) < tryAgainAfter) return false;
  removeDatabase(part);
  closeSync(openSync(part, 'wx', 0o600));
  return true;
}

/** Over a connection of its own, so that neither questions nor writers wait; each page is read once, so it needs no cache. */
async function copy(path: string, part: string): Promise<void> {
  const database = openDatabase(path, { readOnly: true });
  try {
    database.exec('pragma cache_size = -256');
    await backupDatabase(database, part);
  } finally {
    database.close();
  }
}
