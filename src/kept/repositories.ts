import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where a file lies: the repository, one for all its worktrees, and the folder that holds this checkout of it. */
export interface Place {
  /** The repository's own folder (`.git`), real path: its identity. */
  readonly repository: string;
  readonly root: string;
  /** Below `root`, `/` between folders. */
  readonly path: string;
}

/** Why a file has no place. */
export type NoPlace = 'gone' | 'no-repository';

/**
 * Finds the repository of a file by the `.git` nearest above it: a folder, or the file that a worktree or a submodule has
 * instead. The file need not exist any more, its project must. Remembers folders.
 */
export class Repositories {
  readonly #roots = new Map<string, { readonly root: string; readonly repository: string } | undefined>();

  place(project: string, file: string): Place | NoPlace {
    const path = isAbsolute(file) ? file : join(project, file);
    if (!isAbsolute(path)) return 'no-repository';
    const base = isAbsolute(project) ? project : dirname(path);
    if (!isFolder(base)) return 'gone';
    const found = this.#above(dirname(path));
    if (!found) return 'no-repository';
    return { ...found, path: relative(found.root, path).split(sep).join('/') };
  }

  #above(folder: string): { readonly root: string; readonly repository: string } | undefined {
    const known = this.#roots.get(folder);
    if (known || this.#roots.has(folder)) return known;
    const own = repositoryAt(folder);
    const parent = dirname(folder);
    const found = own ? { root: folder, repository: own } : parent === folder ? undefined : this.#above(parent);
    this.#roots.set(folder, found);
    return found;
  }
}

function repositoryAt(folder: string): string | undefined {
  const marker = join(folder, '.git');
  try {
    const stat = statSync(marker, { throwIfNoEntry: false });
    if (!stat) return undefined;
    const own = stat.isDirectory() ? marker : pointedAt(folder, marker);
    return own === undefined ? undefined : realpathSync(own);
  } catch {
    return undefined;
  }
}

/** A worktree's own folder names the one that it shares with the others; a submodule's is its own. */
function pointedAt(folder: string, marker: string): string | undefined {
  const own = /^gitdir: (.+?)\s*$/m.exec(readFileSync(marker, 'utf8'))?.[1];
  if (own === undefined) return undefined;
  const path = resolve(folder, own);
  try {
    return resolve(path, readFileSync(join(path, 'commondir'), 'utf8').trim());
  } catch {
    return path;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
