import type { LineHash } from './evaluation.js';
import { type LinePlaces, rangesOf } from './linePlaces.js';
import { languageOf, type PathKind, pathKind } from './pathKind.js';

/** A commit that holds lines of AI tools. Nothing of its text, its message or its people. */
export interface AssistedCommit {
  /** Its id in git. */
  readonly id: string;
  readonly at: number;
  /** AI lines in it that count. */
  readonly lines: number;
  /** Lines that it adds and removes, whoever wrote them, in files that count. */
  readonly added: number;
  readonly removed: number;
  /** Kinds of files that it changes. */
  readonly kinds: readonly PathKind[];
  /** AI lines in it by language. */
  readonly languages: Readonly<Record<string, number>>;
  /** AI lines in instructions for agents, and of them those on the branch after 28 days; null before that. */
  readonly instructions: number;
  readonly instructionsStayed: number | null;
  /** Within 7 days nearly all its AI lines were removed, or half of what it removed was there again. */
  readonly undone: boolean;
}

/** A commit as git just told it: with where its AI lines stand in it. */
export interface ToldCommit extends AssistedCommit {
  readonly places: readonly LinePlaces[];
}

/** Where a line stands in a commit; number 0 where that is not told. */
interface Place {
  readonly path: string;
  readonly file: string;
  readonly number: number;
}

/** An AI line as a commit took it in. */
export interface CommittedLine {
  readonly hash: LineHash;
  readonly survived: boolean | undefined;
  readonly ignored: boolean;
}

interface Draft {
  readonly id: string;
  readonly at: number;
  readonly added: number;
  readonly removed: number;
  readonly kinds: ReadonlySet<PathKind>;
  readonly lines: readonly (Place & { readonly line: CommittedLine })[];
  /** Lines that it removed, where it removed more than it added; and how many came again. */
  readonly gone: number;
  back: number;
  undone: boolean;
}

const undoneWithin = 7 * 86_400_000;
const backShare = 0.5;
/** Of a commit that removes more: so many of its lines are looked for again. */
const mostGone = 2_000;

/** The commits of an evaluation that hold AI lines, in its order. Memory grows with them, not with the history. */
export class AssistedCommits {
  readonly #drafts = new Map<number, Draft>();
  readonly #gone = new Map<LineHash, Draft>();
  #path = '';
  #file = '';
  #kinds = new Set<PathKind>();
  #added = 0;
  #removed = 0;
  #removedLines: LineHash[] = [];
  readonly #placeOf = new Map<LineHash, Place>();

  path(path: string, file: string): void {
    this.#path = path;
    this.#file = file;
    this.#kinds.add(pathKind(path));
  }

  /** Lines of a hunk. */
  changed(removed: number, added: number): void {
    this.#removed += removed;
    this.#added += added;
  }

  added(hash: LineHash, { at, number, tracked }: { at: number; number: number; tracked: boolean }): void {
    if (tracked) this.#placeOf.set(hash, { path: this.#path, file: this.#file, number });
    const draft = this.#gone.get(hash);
    if (!draft) return;
    this.#gone.delete(hash);
    if (at - draft.at > undoneWithin) return;
    draft.back++;
    if (draft.back >= backShare * draft.gone) draft.undone = true;
  }

  removed(hash: LineHash): void {
    if (this.#removedLines.length < mostGone) this.#removedLines.push(hash);
  }

  /** Nearly all its AI lines were taken back. */
  undo(commit: number): void {
    const draft = this.#drafts.get(commit);
    if (draft) draft.undone = true;
  }

  /** The commit has been told whole; `lines` are the AI lines that it took in. */
  close(commit: number, facts: { readonly id: string; readonly at: number }, lines: readonly CommittedLine[]): void {
    if (lines.length > 0) this.#keep(commit, facts, lines);
    this.#kinds = new Set();
    this.#added = 0;
    this.#removed = 0;
    this.#removedLines = [];
    this.#placeOf.clear();
  }

  #keep(commit: number, { id, at }: { readonly id: string; readonly at: number }, lines: readonly CommittedLine[]) {
    const fewer = this.#removed > this.#added;
    const gone = new Set(fewer ? this.#removedLines : []);
    const draft: Draft = {
      id,
      at,
      added: this.#added,
      removed: this.#removed,
      kinds: this.#kinds,
      lines: lines.map((line) => ({ line, ...(this.#placeOf.get(line.hash) as Place) })),
      gone: gone.size,
      back: 0,
      undone: false,
    };
    this.#drafts.set(commit, draft);
    for (const hash of gone) this.#gone.set(hash, draft);
  }

  /** Those with at least one line that counts. */
  list(): readonly ToldCommit[] {
    return [...this.#drafts.values()].map(commitOf).filter(({ lines }) => lines > 0);
  }
}

function commitOf({ id, at, added, removed, kinds, lines: all, undone }: Draft): ToldCommit {
  const lines = all.filter(({ line }) => !line.ignored);
  const languages: Record<string, number> = {};
  for (const { path } of lines) {
    const language = languageOf(path);
    if (language !== undefined) languages[language] = (languages[language] ?? 0) + 1;
  }
  const notes = lines.filter(({ path }) => path !== '' && pathKind(path) === 'instructions');
  const told = notes.filter(({ line }) => line.survived !== undefined);
  return {
    id,
    at,
    lines: lines.length,
    added,
    removed,
    kinds: [...kinds].sort(),
    languages,
    instructions: notes.length,
    instructionsStayed: told.length === 0 ? null : told.filter(({ line }) => line.survived).length,
    undone,
    places: placesOf(lines),
  };
}

function placesOf(lines: readonly Place[]): readonly LinePlaces[] {
  const files = new Map<string, number[]>();
  for (const { file, number } of lines) if (number > 0) files.set(file, [...(files.get(file) ?? []), number]);
  return [...files].map(([file, numbers]) => ({ file, lines: rangesOf(numbers) }));
}
