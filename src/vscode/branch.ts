import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** HEAD is read at most this often. */
const gap = 2_000;

/**
 * The branch that a folder has checked out, from `.git/HEAD` alone: no git is run, so nothing that a repository
 * configures is either.
 */
export class CheckedOutBranch {
  readonly #folder: () => string | undefined;
  readonly #changed: () => void;
  #readAt = Number.NEGATIVE_INFINITY;
  #name: string | null = null;

  constructor(folder: () => string | undefined, changed: () => void) {
    this.#folder = folder;
    this.#changed = changed;
  }

  /** As last read; null where none is known. Reads again for the next time, and tells of a change. */
  look(): string | null {
    const now = performance.now();
    if (now - this.#readAt > gap) {
      this.#readAt = now;
      void this.#read();
    }
    return this.#name;
  }

  async #read(): Promise<void> {
    const folder = this.#folder();
    const name = folder === undefined ? null : await branchOf(folder);
    if (name === this.#name) return;
    this.#name = name;
    this.#changed();
  }
}

/** The branch checked out in a folder or the nearest one above it; null for none, and for a detached HEAD. */
export async function branchOf(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const head = (await text(join(at, '.git', 'HEAD'))) ?? (await linkedHead(at));
    if (head !== undefined) return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim() ?? null;
    if (dirname(at) === at) return null;
  }
}

/** A worktree or submodule: `.git` is a file that names the folder. */
async function linkedHead(folder: string): Promise<string | undefined> {
  const target = /^gitdir: (.+)$/m.exec((await text(join(folder, '.git'))) ?? '')?.[1];
  return target === undefined ? undefined : text(join(resolve(folder, target.trim()), 'HEAD'));
}

function text(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
