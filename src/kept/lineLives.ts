import { lifeDays, numbersIn } from '../core/keptWork/linePlaces.js';
import { standingAmong } from '../core/keptWork/normalLine.js';
import { GitError, git, gitLines } from '../platform/git.js';
import type { LineHasher } from '../platform/lineHash.js';
import type { DueLife, LineLife } from '../protocol/kept.js';
import { plainPatch } from './patchLines.js';

const lifeTime = lifeDays * 86_400_000;

/**
 * How many AI lines of each commit still stand where the branch was 90 days later: in another place, in another file, or
 * formatted anew. A commit that is not here any more has none to tell of. Nothing where git tells nothing. Rejects once the
 * signal aborts.
 */
export async function lineLives(
  folder: string,
  due: readonly DueLife[],
  { hasher, signal }: { readonly hasher: LineHasher; readonly signal?: AbortSignal },
): Promise<readonly LineLife[]> {
  const lives: LineLife[] = [];
  for (const life of due) {
    try {
      const before = `--before=@${Math.floor((life.at + lifeTime) / 1000)}`;
      const later = (
        await git(folder, ['rev-list', '--max-count=1', before, '--end-of-options', 'HEAD'], signal)
      ).trim();
      const here = await isHere(folder, life.id, signal);
      lives.push(here && later !== '' ? await livedOf(folder, life, { later, hasher, signal }) : gone(life));
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
  return lives;
}

function gone({ id }: DueLife): LineLife {
  return { id, lines: 0, lived: 0 };
}

async function isHere(folder: string, id: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await git(folder, ['cat-file', '-e', `${id}^{commit}`], signal);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.reason === 'failed') return false;
    throw error;
  }
}

async function livedOf(
  folder: string,
  { id, places }: DueLife,
  {
    later,
    hasher,
    signal,
  }: { readonly later: string; readonly hasher: LineHasher; readonly signal: AbortSignal | undefined },
): Promise<LineLife> {
  const standing = new Map(places.map(({ file, lines }) => [file, new Set(numbersIn(lines))]));
  const count = () => [...standing.values()].reduce((sum, { size }) => sum + size, 0);
  const lines = count();
  const difference = new OldLines(hasher, (path) => standing.get(hasher.path(path)));
  const words = ['diff', ...plainPatch, '--ignore-all-space', '--end-of-options', id, later];
  await gitLines(folder, words, (line) => difference.take(line), signal);
  difference.end();
  return { id, lines, lived: count() };
}

const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/**
 * Takes away, of the lines that are looked for in a file, those that a difference removes and that stand nowhere among the lines that it adds: broken
 * into several in the same file, or as they were in any. A hunk's head says how many lines are its: they may look like anything.
 */
class OldLines {
  readonly #hasher: LineHasher;
  readonly #linesOf: (path: string) => Set<number> | undefined;
  readonly #everywhere = new Set<string>();
  readonly #missing: (readonly [lines: Set<number>, number: number, line: string])[] = [];
  #lines: Set<number> | undefined;
  #removed: (readonly [number: number, line: string])[] = [];
  #added: string[] = [];
  #number = 0;
  #removals = 0;
  #additions = 0;

  constructor(hasher: LineHasher, linesOf: (path: string) => Set<number> | undefined) {
    this.#hasher = hasher;
    this.#linesOf = linesOf;
  }

  take(line: string): void {
    const mark = line[0];
    if (mark === '-' && this.#removals > 0) {
      this.#removals--;
      if (this.#lines?.has(this.#number)) this.#removed.push([this.#number, line.slice(1)]);
      this.#number++;
    } else if (mark === '+' && this.#additions > 0) {
      this.#additions--;
      this.#add(line.slice(1));
    } else if (mark === '@') this.#hunk(line);
    else if (line.startsWith('--- ')) this.#file(line);
  }

  /** The difference has been told whole. */
  end(): void {
    this.#close();
    for (const [lines, number, line] of this.#missing)
      if (!this.#everywhere.has(this.#hasher.line(line) ?? '')) lines.delete(number);
  }

  #add(line: string): void {
    if (this.#lines) this.#added.push(line);
    const hash = this.#hasher.line(line);
    if (hash !== undefined) this.#everywhere.add(hash);
  }

  #close(): void {
    const stands = standingAmong(this.#added);
    for (const [number, line] of this.#removed)
      if (this.#lines && !stands(line)) this.#missing.push([this.#lines, number, line]);
    [this.#removed, this.#added] = [[], []];
  }

  /** A name with spaces has a tab behind it; a new file has none. */
  #file(line: string): void {
    this.#close();
    this.#lines = line.startsWith('--- a/') ? this.#linesOf(line.slice(6).replace(/\t$/, '')) : undefined;
  }

  #hunk(line: string): void {
    const counts = hunk.exec(line);
    if (!counts) return;
    this.#number = Number(counts[1]);
    this.#removals = Number(counts[2] ?? 1);
    this.#additions = Number(counts[3] ?? 1);
  }
}
