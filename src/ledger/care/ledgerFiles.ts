import { readdirSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What lies beside a ledger, all under its own first name, so that Erase finds it. */
export class LedgerFiles {
  readonly path: string;
  readonly #stem: string;

  constructor(path: string) {
    this.path = path;
    this.#stem = path.endsWith('.db') ? path.slice(0, -'.db'.length) : path;
  }

  /** Held by who opens the ledger or puts another file in its place. */
  get lock(): string {
    return `${this.#stem}.lock`;
  }

  /** Says which file was seen to be damaged. */
  get mark(): string {
    return `${this.#stem}.damaged`;
  }

  /** A ledger in the making. */
  get part(): string {
    return `${this.#stem}.part`;
  }

  /** A backup in the making. */
  get backupPart(): string {
    return `${this.#stem}.backup-part`;
  }

  /** Shared by who tries an import on a copy; owned by who takes leftovers away. */
  get trialLock(): string {
    return `${this.#stem}.trial-lock`;
  }

  /** A copy that an import is tried on. */
  trial(id: string): string {
    return `${this.#stem}.trial-${id}.db`;
  }

  /** Those copies that there are, and what lies beside them. */
  trials(): string[] {
    const folder = dirname(this.path);
    const head = `${basename(this.#stem)}.trial-`;
    return namesIn(folder)
      .filter((name) => name.startsWith(head) && name !== basename(this.trialLock))
      .map((name) => join(folder, name));
  }

  /** UTC day of a backup in its name. */
  backup(at: number): string {
    return `${this.#stem}.backup-${new Date(at).toISOString().slice(0, 10)}.db`;
  }

  /** Where a damaged ledger goes: a name of no other file. */
  aside(at: number): string {
    const name = `${this.#stem}.damaged-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}`;
    let path = `${name}.db`;
    for (let n = 2; statSync(path, { throwIfNoEntry: false }); n++) path = `${name}-${n}.db`;
    return path;
  }

  /** Backups by age, the newest first; one of the future, made under a wrong clock, counts by its distance. */
  backups(now: number): string[] {
    const folder = dirname(this.path);
    const head = `${basename(this.#stem)}.backup-`;
    const age = (path: string) => Math.abs(now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
    return namesIn(folder)
      .filter((name) => name.startsWith(head) && name.endsWith('.db'))
      .map((name) => join(folder, name))
      .sort((a, b) => age(a) - age(b));
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Which file lies at a path, to know it again; undefined when none does, or an empty one. */
export function identityOf(path: string): string | undefined {
  const stat: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  return stat && stat.size > 0 ? `${stat.dev}-${stat.ino}` : undefined;
}

/** Its write-ahead log goes first: left behind, it would be taken for that of the file that comes in its place. */
export function moveDatabase(from: string, to: string): void {
  for (const tail of ['-wal', '-shm', '-journal', '']) {
    if (statSync(from + tail, { throwIfNoEntry: false })) renameSync(from + tail, to + tail);
  }
}

export function removeDatabase(path: string): void {
  for (const tail of ['-wal', '-shm', '-journal', '']) rmSync(path + tail, { force: true });
}
