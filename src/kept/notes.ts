import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type NotedLines, readAuthorshipNote } from '../core/keptWork/authorshipNote.js';
import { isCountedPath } from '../core/keptWork/countedPath.js';
import { notedTool } from '../core/keptWork/evaluation.js';
import { GitError, git, gitLines } from '../platform/git.js';
import { requestKey } from '../platform/key.js';
import { type LineHasher, packed } from '../platform/lineHash.js';
import type { EditRow } from '../protocol/kept.js';
import type { EditedRepository } from './evaluate.js';
import { commitFormat, PatchLines, plainPatch } from './patchLines.js';

const ref = 'refs/notes/ai';
/** Newest first; more at once would not fit a command's words. */
const mostCommits = 500;
/** Longer notes hold talks; what they say of lines stands before them. */
const mostLines = 50_000;
const none = new Uint8Array(0);

interface Noting {
  readonly hasher: LineHasher;
  /** Instant of the first commit that is looked at. */
  readonly since: number;
  readonly signal?: AbortSignal | undefined;
}

interface NotedCommit {
  readonly id: string;
  readonly at: number;
  readonly note: string[];
}

/**
 * What authorship notes here say that AI tools wrote of the person's own commits, as edits: hashes, no text of the notes.
 * Only local ones are read, nothing is fetched. Of a note of another form there is a row that says so. Empty where git tells
 * nothing. Rejects once the signal aborts.
 */
export async function notedEdits(repository: EditedRepository, noting: Noting): Promise<readonly EditRow[]> {
  const root = repository.roots.find(existsSync);
  if (root === undefined) return [];
  try {
    return await new Notes(repository.repository, root, noting).read();
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

class Notes {
  readonly #repository: string;
  readonly #root: string;
  readonly #noting: Noting;
  readonly #rows: EditRow[] = [];

  constructor(repository: string, root: string, noting: Noting) {
    this.#repository = repository;
    this.#root = root;
    this.#noting = noting;
  }

  async read(): Promise<readonly EditRow[]> {
    const { signal } = this.#noting;
    await git(this.#root, ['rev-parse', '--verify', '--quiet', ref], signal);
    const own = (await git(this.#root, ['config', '--get', 'user.email'], signal)).trim().toLowerCase();
    if (!own.includes('@')) return [];
    const lines = new Map<string, readonly NotedLines[]>();
    for (const commit of await this.#commits(own)) {
      const told = readAuthorshipNote(commit.note);
      if (told === 'unknown') this.#rows.push(this.#row(commit, { session: '', model: 'unknown' }, 'unknown-note'));
      else if (told.length > 0) lines.set(commit.id, told);
    }
    if (lines.size > 0) await this.#patches(lines);
    return this.#rows;
  }

  /** The person's own commits with a note. Its lines may look like anything: a word that nobody can guess begins each commit. */
  async #commits(own: string): Promise<readonly NotedCommit[]> {
    const mark = randomUUID();
    const since = `--since=@${Math.floor(this.#noting.since / 1000)}`;
    const shown = ['--no-merges', '--no-show-signature', '--no-patch', `--notes=${ref}`];
    const words = [
      'log',
      ...shown,
      since,
      `--format=${mark}%H %ct %ae%n%N`,
      '--branches',
      '--remotes',
      '--tags',
      'HEAD',
    ];
    const commits: NotedCommit[] = [];
    let last: NotedCommit | undefined;
    const take = (line: string) => {
      if (line.startsWith(mark)) {
        const [id = '', seconds, ...author] = line.slice(mark.length).split(' ');
        const isOwn = author.join(' ').toLowerCase() === own;
        last = isOwn && commits.length < mostCommits ? { id, at: Number(seconds) * 1000, note: [] } : undefined;
      } else if (last !== undefined && last.note.length < mostLines) {
        if (last.note.length === 0 && line === '') return;
        if (last.note.push(line) === 1) commits.push(last);
      }
    };
    await gitLines(this.#root, words, take, this.#noting.signal);
    return commits;
  }

  async #patches(noted: ReadonlyMap<string, readonly NotedLines[]>): Promise<void> {
    const { hasher, signal } = this.#noting;
    let commit = { id: '', at: 0 };
    let open: { readonly of: NotedLines; readonly hashes: string[] }[] = [];
    const close = () => {
      for (const { of, hashes } of open) if (hashes.length > 0) this.#rows.push(this.#row(commit, of, 'noted', hashes));
      open = [];
    };
    const patch = new PatchLines({
      commit(id, at) {
        close();
        commit = { id, at };
      },
      file(path) {
        close();
        const told = isCountedPath(path) ? noted.get(commit.id)?.filter((each) => each.path === path) : undefined;
        open = (told ?? []).map((of) => ({ of, hashes: [] }));
      },
      changed() {},
      added(line, number) {
        const wrote = open.find(({ of }) => of.ranges.some(([first, last]) => number >= first && number <= last));
        const hash = wrote && hasher.line(line);
        if (hash !== undefined) wrote?.hashes.push(hash);
      },
      removed() {},
    });
    const words = [
      'log',
      '--no-walk=unsorted',
      '--no-show-signature',
      '--no-notes',
      `--format=${commitFormat}`,
      '--patch',
    ];
    await gitLines(
      this.#root,
      [...words, ...plainPatch, '--end-of-options', ...noted.keys()],
      (line) => patch.take(line),
      signal,
    );
    close();
  }

  /** The same lines of a session, in a commit that was made anew, are the same row. */
  #row(
    { id, at }: Pick<NotedCommit, 'id' | 'at'>,
    { session, model, path }: Pick<NotedLines, 'session' | 'model'> & { readonly path?: string },
    leftOut: 'noted' | 'unknown-note',
    hashes: readonly string[] = [],
  ): EditRow {
    const file = path === undefined ? none : packed([this.#noting.hasher.path(path)]);
    const inserted = packed(hashes);
    const name = path === undefined ? id : `${session} ${path} ${Buffer.from(inserted).toString('hex')}`;
    const told = { key: requestKey(`edit/${notedTool}`, name), tool: notedTool, session, model, at };
    const place = {
      project: this.#root,
      branch: '',
      repository: path === undefined ? '' : this.#repository,
      root: this.#root,
    };
    return { ...told, ...place, file, inserted, removed: none, leftOut };
  }
}
