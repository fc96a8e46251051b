import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isCountedPath } from '../core/keptWork/countedPath.js';
import { type EditLines, type Evaluated, Evaluation, type LeftOutReason } from '../core/keptWork/evaluation.js';
import { GitError, git, gitLines } from '../platform/git.js';
import type { LineHasher } from '../platform/lineHash.js';
import { commitFormat, PatchLines, plainPatch } from './patchLines.js';
import { reviewsIn } from './reviews.js';

/** A repository that edits were made in. */
export interface EditedRepository {
  /** Its own folder. */
  readonly repository: string;
  /** Checkouts of it that edits were made in. */
  readonly roots: readonly string[];
}

export interface Evaluating {
  readonly hasher: LineHasher;
  readonly now: number;
  readonly reviews?: boolean;
  readonly signal?: AbortSignal;
}

const day = 86_400_000;
const emptyTrees = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

/**
 * What became of edits in a repository, from its history on all branches: for repositories that the person trusts. Git is
 * asked read-only, at a low priority; memory grows with the edits, not with the history. Rejects once the signal aborts.
 * `reviews`: also which commits of others name the person.
 */
export async function evaluate(
  { repository, roots }: EditedRepository,
  edits: readonly EditLines[],
  { hasher, now, reviews = false, signal }: Evaluating,
): Promise<Evaluated> {
  const folder = [...roots, ...(basename(repository) === '.git' ? [dirname(repository)] : [])].find(existsSync);
  const none = (leftOut: LeftOutReason, some = edits) => some.map(({ id }) => ({ ...nothing, id, leftOut }));
  if (folder === undefined || !existsSync(repository)) return { fates: none('gone'), commits: [] };
  try {
    const history = new History(folder, hasher, signal);
    const oldest = await history.oldest();
    const [known, before] = [edits.filter(({ at }) => at >= oldest), edits.filter(({ at }) => at < oldest)];
    const evaluation = new Evaluation(known);
    if (known.length > 0) await history.read(evaluation, Math.min(...known.map(({ at }) => at)) - day);
    const { fates, commits } = evaluation.evaluated(now);
    const told = reviews ? await reviewsIn(folder, { now, ...(signal ? { signal } : {}) }) : undefined;
    return { fates: [...fates, ...none('shallow', before)], commits, reviews: told };
  } catch (error) {
    if (error instanceof GitError) return { fates: none('unreadable'), commits: [] };
    throw error;
  }
}

const nothing = { lines: 0, committed: 0, aged: 0, survived: 0, byHand: 0, redone: false };

class History {
  readonly #folder: string;
  readonly #hasher: LineHasher;
  readonly #signal: AbortSignal | undefined;

  constructor(folder: string, hasher: LineHasher, signal: AbortSignal | undefined) {
    this.#folder = folder;
    this.#hasher = hasher;
    this.#signal = signal;
  }

  /** Where a shallow clone's history begins: what was before, it cannot tell. */
  async oldest(): Promise<number> {
    if ((await this.#ask('rev-parse', '--is-shallow-repository')) !== 'true') return Number.NEGATIVE_INFINITY;
    const ends = await this.#ask('log', '--max-parents=0', '--all', '--format=%ct');
    return Math.max(...ends.split('\n').map(Number)) * 1000;
  }

  async read(evaluation: Evaluation, since: number): Promise<void> {
    const from = `@${Math.floor(since / 1000)}`;
    const head = await this.#head();
    if (head !== undefined) await this.#standing(evaluation, head, from);
    const onBranch = new Set<string>();
    if (head !== undefined)
      await this.#lines(['rev-list', `--since=${from}`, '--end-of-options', head], (id) => onBranch.add(id));
    const all = ['--branches', '--remotes', '--tags', ...(head === undefined ? [] : ['HEAD'])];
    const order = ['--reverse', '--date-order', '--no-merges', '--no-show-signature', '--no-notes', `--since=${from}`];
    await this.#patch(['log', ...order, `--format=${commitFormat}`, '--patch', ...plainPatch, ...all], {
      commit: (id, at) => evaluation.commit({ id, at, onBranch: onBranch.has(id) }),
      file: (path) => evaluation.file(this.#hasher.path(path), path),
      changed: (removed, added) => evaluation.changed(removed, added),
      added: (hash, number) => evaluation.added(hash, number),
      removed: (hash) => evaluation.removed(hash),
    });
  }

  /** The tree before the first edit, as a patch that makes it from nothing. */
  async #standing(evaluation: Evaluation, head: string, from: string): Promise<void> {
    const before = await this.#ask('rev-list', '--max-count=1', `--before=${from}`, '--end-of-options', head);
    if (before === '') return;
    const format = await this.#ask('rev-parse', '--show-object-format');
    const empty = emptyTrees[format === 'sha256' ? 'sha256' : 'sha1'];
    await this.#patch(['diff', ...plainPatch, '--end-of-options', empty, before], {
      commit() {},
      file() {},
      changed() {},
      added: (hash) => evaluation.standing(hash),
      removed() {},
    });
  }

  /** Undefined before the first commit. */
  async #head(): Promise<string | undefined> {
    try {
      return await this.#ask('rev-parse', '--verify', '--quiet', 'HEAD');
    } catch (error) {
      if (error instanceof GitError && error.reason === 'failed') return undefined;
      throw error;
    }
  }

  #patch(words: readonly string[], told: PatchHashes): Promise<void> {
    let counts = false;
    const hashed = (line: string, take: (hash: string) => void) => {
      const hash = counts ? this.#hasher.line(line) : undefined;
      if (hash !== undefined) take(hash);
    };
    const patch = new PatchLines({
      commit: told.commit,
      file(path) {
        counts = isCountedPath(path);
        if (counts) told.file(path);
      },
      changed(removed, added) {
        if (counts) told.changed(removed, added);
      },
      added: (line, number) => hashed(line, (hash) => told.added(hash, number)),
      removed: (line) => hashed(line, told.removed),
    });
    return this.#lines(words, (line) => patch.take(line));
  }

  async #ask(...words: string[]): Promise<string> {
    return (await git(this.#folder, words, this.#signal)).trim();
  }

  #lines(words: readonly string[], line: (line: string) => void): Promise<void> {
    return gitLines(this.#folder, words, line, this.#signal);
  }
}

interface PatchHashes {
  commit(id: string, at: number): void;
  file(path: string): void;
  changed(removed: number, added: number): void;
  added(hash: string, number: number): void;
  removed(hash: string): void;
}
