import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EditLines, LineHash, Look } from '../core/keptWork/evaluation.js';
import { textIn } from '../core/keptWork/notebook.js';
import { GitError, git, gitLines } from '../platform/git.js';
import type { LineHasher } from '../platform/lineHash.js';
import type { OpenEdit, UnsavedText } from '../protocol/kept.js';

const minute = 60_000;
/** TEAM §3: S15 is what is there after 15 minutes, or at the first look after that within a day. */
const lookFrom = 15 * minute;
const lookUntil = 24 * 60 * minute;
/** A larger file is generated, or data. */
const mostBytes = 1_000_000;

export interface Looking {
  readonly hasher: LineHasher;
  readonly now: number;
  /** What editors have open and not saved stands for what is on the disk. */
  readonly unsaved?: readonly UnsavedText[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether nobody has looked at an edit yet, and now is the time. */
function isDue({ at, there }: EditLines, now: number): boolean {
  return there === undefined && now >= at + lookFrom && now <= at + lookUntil;
}

/**
 * Which lines of edits are in their files now, before any commit tells. Text is read, hashed and dropped file by file. Nothing is said of
 * an edit on another branch than the one that is checked out (G7), nor of a file that git ignores, or that is gone.
 */
export async function look(edits: readonly OpenEdit[], how: Looking): Promise<readonly Look[]> {
  const due = edits.filter((edit) => isDue(edit, how.now));
  const looks: Look[] = [];
  for (const root of new Set(due.map((edit) => edit.root)))
    looks.push(
      ...(await lookIn(
        root,
        due.filter((edit) => edit.root === root),
        how,
      )),
    );
  return looks;
}

async function lookIn(root: string, edits: readonly OpenEdit[], how: Looking): Promise<Look[]> {
  try {
    const branch = await branchOf(root, how.signal);
    const here = edits.filter((edit) => edit.branch === '' || edit.branch === branch);
    const paths = await pathsOf(root, new Set(here.map(({ file }) => file)), how);
    const looks: Look[] = [];
    for (const [file, path] of paths) {
      const of = here.filter((edit) => edit.file === file);
      const lines = await linesOf(join(root, path), new Set(of.flatMap(({ inserted }) => inserted)), how);
      if (lines)
        looks.push(...of.map(({ id, inserted }) => ({ id, there: inserted.filter((hash) => lines.has(hash)) })));
    }
    return looks;
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

/** '' where none is checked out. */
async function branchOf(root: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return (await git(root, ['symbolic-ref', '--quiet', '--short', 'HEAD'], signal)).trim();
  } catch (error) {
    if (error instanceof GitError && error.reason === 'failed') return '';
    throw error;
  }
}

/** Of files that are wanted, by the keyed hashes of their paths: where they are. */
async function pathsOf(
  root: string,
  wanted: ReadonlySet<string>,
  { hasher, signal }: Looking,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (wanted.size === 0) return found;
  const take = (path: string) => {
    const file = hasher.path(path);
    if (wanted.has(file)) found.set(file, path);
  };
  await gitLines(root, ['ls-files', '--cached', '--others', '--exclude-standard'], take, signal);
  return found;
}

/** Those of the wanted lines that a file has; undefined where it cannot be read, or is too large. */
async function linesOf(
  path: string,
  wanted: ReadonlySet<LineHash>,
  { hasher, unsaved = [] }: Looking,
): Promise<ReadonlySet<LineHash> | undefined> {
  const text = unsaved.find((each) => each.path === path)?.text ?? (await textOf(path));
  if (text === undefined) return undefined;
  const lines = new Set<LineHash>();
  for (const line of textIn(path, text.split('\n'))) {
    const hash = hasher.line(line);
    if (hash !== undefined && wanted.has(hash)) lines.add(hash);
  }
  return lines;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
