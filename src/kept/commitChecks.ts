import { GitError, gitLines } from '../platform/git.js';
import type { CommitCheck } from '../protocol/kept.js';
import { commitFormat, PatchLines, plainPatch } from './patchLines.js';

/** More text of one commit is not kept together: whoever looks at it would not take it either. */
const mostText = 1 << 20;

export interface Checking {
  /** Of commits, in git. */
  readonly ids: readonly string[];
  /** How many secrets a text has; null where it cannot be said. */
  readonly secretsIn: (text: string) => number | null;
}

/**
 * How many secrets the lines have that commits add, in files of any kind. The text goes no further. A commit that is not here any more is left out;
 * none is told where git tells nothing. Rejects once the signal aborts.
 */
export async function checkCommits(
  folder: string,
  { ids, secretsIn }: Checking,
  signal?: AbortSignal,
): Promise<readonly CommitCheck[]> {
  if (ids.length === 0) return [];
  const checks: CommitCheck[] = [];
  let [id, text] = ['', ''];
  const close = () => {
    if (id !== '') checks.push({ id, secrets: secretsIn(text) });
  };
  const patch = new PatchLines({
    commit(next) {
      close();
      [id, text] = [next, ''];
    },
    file() {},
    changed() {},
    added(line) {
      if (text.length < mostText) text += `${line}\n`;
    },
    removed() {},
  });
  const shown = [
    '--no-walk=unsorted',
    '--ignore-missing',
    '--no-show-signature',
    '--no-notes',
    `--format=${commitFormat}`,
  ];
  try {
    const words = ['log', ...shown, '--patch', ...plainPatch, '--end-of-options', ...ids];
    await gitLines(folder, words, (line) => patch.take(line), signal);
    close();
    return checks;
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}
