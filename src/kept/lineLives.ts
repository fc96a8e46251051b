import { numbersIn } from '../core/keptWork/linePlaces.js';
import { GitError, git, gitLines } from '../platform/git.js';
import type { LineHasher } from '../platform/lineHash.js';
import type { DueLife, LineLife } from '../protocol/kept.js';
import { plainPatch } from './patchLines.js';

/** So long after a commit its lines are looked for. */
const lifeTime = 90 * 86_400_000;

/**
 * How many AI lines of each commit still stand where the branch was 90 days later, with other spaces or in a file of another name too; a line that
 * was moved within a file counts as gone. A commit that is not here any more has none to tell of. Nothing where git tells nothing. Rejects once the
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
  const difference = new OldLines((path) => standing.get(hasher.path(path)));
  const words = ['diff', ...plainPatch, '--ignore-all-space', '--end-of-options', id, later];
  await gitLines(folder, words, (line) => difference.take(line), signal);
  return { id, lines, lived: count() };
}

const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** Takes away, of the lines that are looked for in a file, those that a difference removes. A hunk's head says how many lines are its. */
class OldLines {
  readonly #linesOf: (path: string) => Set<number> | undefined;
  #lines: Set<number> | undefined;
  #rest = 0;

  constructor(linesOf: (path: string) => Set<number> | undefined) {
    this.#linesOf = linesOf;
  }

  take(line: string): void {
    if (this.#rest > 0 && (line[0] === '-' || line[0] === '+')) this.#rest--;
    else if (line.startsWith('--- a/')) this.#lines = this.#linesOf(line.slice(6).replace(/\t$/, ''));
    else if (line.startsWith('--- ')) this.#lines = undefined;
    else if (line[0] === '@') this.#hunk(line);
  }

  #hunk(line: string): void {
    const counts = hunk.exec(line);
    if (!counts) return;
    const [first, removed, added] = [Number(counts[1]), Number(counts[2] ?? 1), Number(counts[3] ?? 1)];
    this.#rest = removed + added;
    for (let number = first; number < first + removed; number++) this.#lines?.delete(number);
  }
}
