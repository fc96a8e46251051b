import { AssistedCommits, type ToldCommit } from './commits.js';
import type { Review } from './review.js';

/**
 * Holds what AI tools inserted against a repository's history. A line is known by its hash only. What a commit tells stands
 * (backwards it is all there is: old logs were not looked at); until one does, the look after 15 minutes (TEAM §3).
 */

/** A keyed hash of a normalised line, as text. */
export type LineHash = string;

export interface EditLines {
  /** Any number; the answer has it. */
  readonly id: number;
  readonly at: number;
  /** UTC day or local day: a line counts once a day. */
  readonly day: string;
  /** Keyed hash of the file's path in the repository. */
  readonly file: string;
  readonly inserted: readonly LineHash[];
  readonly removed: readonly LineHash[];
  /** Those of the lines that it inserted which were there at a look after 15 minutes; absent: nobody looked. */
  readonly there?: ReadonlySet<LineHash> | undefined;
  /** The editor saw it: a tool's own log may tell of the same edit. */
  readonly seen?: boolean;
  /** An authorship note of the commit tells of it: a tool's own log may have told before. */
  readonly noted?: boolean;
}

/** What edits count under that authorship notes tell of. */
export const notedTool = 'noted';

/** Why an edit is left out of A, whole. */
export const leftOutReasons = [
  'no-repository',
  'gone',
  'unreadable',
  'shallow',
  'undecided',
  'not-counted',
  'logged',
  'noted',
  'unknown-note',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What became of one edit. */
export interface EditFate {
  readonly id: number;
  /** A: its lines that count. */
  readonly lines: number;
  /** SC: those in a commit, and not taken back within 7 days. */
  readonly committed: number;
  /** Of SC those old enough to tell, and those of them that were still on the branch after 28 days. */
  readonly aged: number;
  readonly survived: number;
  /** Of the lines that count those that no commit has, and that no tool took away: a person did. */
  readonly byHand: number;
  /** A tool took away one of its lines within 15 minutes. */
  readonly redone: boolean;
  readonly leftOut?: LeftOutReason;
  /** S15 while no commit tells yet, for a week: those of the lines that count which were there at the look. */
  readonly stayed?: number;
}

/** What came of edits: their fates, and the commits that hold their lines. */
export interface Evaluated {
  readonly fates: readonly EditFate[];
  readonly commits: readonly ToldCommit[];
  /** Where they were asked for and git told. */
  readonly reviews?: readonly Review[] | undefined;
}

/** What was there of an edit when somebody looked. */
export interface Look {
  readonly id: number;
  readonly there: readonly LineHash[];
}

export interface CommitFacts {
  readonly id: string;
  /** Committer's instant, milliseconds. */
  readonly at: number;
  /** It leads to what is checked out. */
  readonly onBranch: boolean;
}

const minute = 60_000;
const day = 86_400_000;
/** An edit that the editor saw stands in a log at most so long before or after. */
const nearEnough = 2 * minute;
/** Clocks of a log and of git may differ so much. */
const slack = 2 * minute;
/** A line not committed within this time never was. */
const commitWithin = 7 * day;
const revertWithin = 7 * day;
const revertShare = 0.9;
const survivesAfter = 28 * day;
const commonFrom = 3;
/** G4: so many new lines of one commit count. */
const mostOfCommit = 1_000;
/** An edit that is changed again so soon was not right at once. */
const redoneWithin = 15 * minute;

interface TrackedLine {
  readonly hash: LineHash;
  readonly edit: OpenEdit;
  committedAt: number | undefined;
  commit: number;
  survived: boolean | undefined;
  /** A later edit of its file took it away. */
  rewritten: boolean;
  /** Its commit made it common, or is one of too many lines. */
  ignored: boolean;
}

interface Waiting {
  readonly commit: number;
  readonly at: number;
  readonly lines: readonly TrackedLine[];
}

interface OpenEdit {
  readonly source: EditLines;
  readonly lines: TrackedLine[];
  /** All its lines stand in an edit of a log. */
  readonly logged: boolean;
  /** A commit changed its file, or any file, since. */
  fileSeen: boolean;
  anySeen: boolean;
  redone: boolean;
}

/** Give it the tree before the first edit, then the commits from old to new; then ask for the fates. */
export class Evaluation {
  readonly #edits: OpenEdit[];
  readonly #byHash = new Map<LineHash, TrackedLine[]>();
  readonly #byFile = new Map<string, OpenEdit[]>();
  /** Of tracked hashes: how often they stood in the tree before. */
  readonly #before = new Map<LineHash, number>();
  /** Of tracked hashes: how often they stand on the branch. */
  readonly #present = new Map<LineHash, number>();
  /** Lines that wait for their 28 days, by commit in the order of commits. */
  readonly #waiting: Waiting[] = [];
  readonly #commits = new AssistedCommits();
  #commit = -1;
  #facts: CommitFacts = { id: '', at: Number.NEGATIVE_INFINITY, onBranch: false };
  #added = new Map<LineHash, number>();
  #removed = new Map<LineHash, number>();
  #files = new Set<string>();

  constructor(edits: readonly EditLines[]) {
    this.#edits = countedLines(edits);
    for (const edit of this.#edits) {
      push(this.#byFile, edit.source.file, edit);
      for (const line of edit.lines) push(this.#byHash, line.hash, line);
    }
  }

  /** Whether anything is asked of a line: others need not be told. */
  tracks(hash: LineHash): boolean {
    return this.#byHash.has(hash);
  }

  /** A line of the tree before the first edit. */
  standing(hash: LineHash): void {
    if (!this.tracks(hash)) return;
    this.#before.set(hash, (this.#before.get(hash) ?? 0) + 1);
    this.#present.set(hash, (this.#present.get(hash) ?? 0) + 1);
  }

  commit(facts: CommitFacts): void {
    this.#close();
    this.#facts = facts;
    this.#commit++;
  }

  /** A file that counts: by the keyed hash of its path, and the path itself, which is not kept. */
  file(file: string, path: string): void {
    this.#files.add(file);
    this.#commits.path(path, file);
  }

  /** So many lines of the file at hand, whatever stands in them. */
  changed(removed: number, added: number): void {
    this.#commits.changed(removed, added);
  }

  /** `number`: of the line in its file, from 1. */
  added(hash: LineHash, number = 0): void {
    this.#commits.added(hash, { at: this.#facts.at, number, tracked: this.tracks(hash) });
    if (this.tracks(hash)) this.#added.set(hash, (this.#added.get(hash) ?? 0) + 1);
  }

  removed(hash: LineHash): void {
    this.#commits.removed(hash);
    if (this.tracks(hash)) this.#removed.set(hash, (this.#removed.get(hash) ?? 0) + 1);
  }

  evaluated(now: number): Evaluated {
    this.#close();
    this.#age(now);
    return { fates: this.#edits.map((edit) => this.#fate(edit, now)), commits: this.#commits.list() };
  }

  /** Takes in what the commit before told as a whole: a line that it removes and adds has only moved. */
  #close(): void {
    this.#age(this.#facts.at);
    if (this.#files.size > 0) this.#noteFiles();
    for (const [hash, count] of this.#added) this.#move(hash, count - (this.#removed.get(hash) ?? 0));
    for (const [hash, count] of this.#removed) if (!this.#added.has(hash)) this.#move(hash, -count);
    this.#takeBack();
    this.#commits.close(this.#commit, this.#facts, this.#match());
    this.#added = new Map();
    this.#removed = new Map();
    this.#files = new Set();
  }

  #noteFiles(): void {
    const { at } = this.#facts;
    for (const edit of this.#edits) if (isIn(edit.source.at, at)) edit.anySeen = true;
    for (const file of this.#files)
      for (const edit of this.#byFile.get(file) ?? []) if (isIn(edit.source.at, at)) edit.fileSeen = true;
  }

  #move(hash: LineHash, by: number): void {
    if (this.#facts.onBranch) this.#present.set(hash, (this.#present.get(hash) ?? 0) + by);
  }

  /** Of the edits before the commit that inserted a line, the latest made it: as many as it has of the line. */
  #match(): readonly TrackedLine[] {
    const { at } = this.#facts;
    const matched: TrackedLine[] = [];
    for (const [hash, count] of this.#added) {
      const open = (this.#byHash.get(hash) as TrackedLine[]).filter(
        (line) => line.committedAt === undefined && isIn(line.edit.source.at, at),
      );
      const stood = this.#stood(hash, count);
      for (const line of open.slice(-count)) {
        line.committedAt = at;
        line.commit = this.#commit;
        line.ignored = matched.length >= mostOfCommit || stood >= commonFrom;
        matched.push(line);
      }
    }
    if (matched.length > 0) this.#waiting.push({ commit: this.#commit, at, lines: matched });
    return matched;
  }

  /** How often a line stood on the branch before the commit that adds it so many times. */
  #stood(hash: LineHash, added: number): number {
    const present = this.#present.get(hash) ?? 0;
    return this.#facts.onBranch ? present - added + (this.#removed.get(hash) ?? 0) : present;
  }

  /** G6: a commit that removes nearly all that another added within 7 days takes it back. */
  #takeBack(): void {
    if (this.#removed.size === 0) return;
    for (const { commit, at, lines } of this.#waiting) {
      if (this.#facts.at - at > revertWithin) continue;
      const standing = lines.filter((line) => line.commit === commit && line.committedAt !== undefined);
      const gone = standing.filter(({ hash }) => this.#removed.has(hash) && !this.#added.has(hash));
      if (gone.length === 0 || gone.length < revertShare * lines.length) continue;
      for (const line of gone) line.committedAt = undefined;
      this.#commits.undo(commit);
    }
  }

  /** Lines whose 28 days are over at an instant: are they on the branch? */
  #age(now: number): void {
    for (let first = this.#waiting[0]; first && first.at + survivesAfter <= now; first = this.#waiting[0]) {
      const { commit, lines } = first;
      this.#waiting.shift();
      for (const line of lines)
        if (line.commit === commit && line.committedAt !== undefined)
          line.survived = (this.#present.get(line.hash) ?? 0) > 0;
    }
  }

  #fate({ source, lines, logged, fileSeen, anySeen, redone }: OpenEdit, now: number): EditFate {
    const none = { id: source.id, lines: 0, committed: 0, aged: 0, survived: 0, byHand: 0, redone };
    if (logged) return { ...none, leftOut: 'logged' };
    const counted = lines.filter((line) => this.#counts(line));
    if (counted.length === 0) return { ...none, leftOut: 'not-counted' };
    if (!fileSeen && !(anySeen && now >= source.at + commitWithin))
      return { ...none, leftOut: 'undecided', ...atTheLook(source, counted, now) };
    const aged = counted.filter(({ survived, committedAt }) => committedAt !== undefined && survived !== undefined);
    return {
      id: source.id,
      lines: counted.length,
      committed: counted.filter(({ committedAt }) => committedAt !== undefined).length,
      aged: aged.length,
      survived: aged.filter(({ survived }) => survived).length,
      byHand: counted.filter(({ committedAt, rewritten }) => committedAt === undefined && !rewritten).length,
      redone,
      ...(source.noted ? { leftOut: 'noted' } : {}),
    };
  }

  /** Not common in the repository; not one that stood there and was only told again; not one of too many of a commit. */
  #counts({ hash, committedAt, ignored }: TrackedLine): boolean {
    const before = this.#before.get(hash) ?? 0;
    if (committedAt !== undefined) return before < commonFrom && !ignored;
    return before === 0 && (this.#present.get(hash) ?? 0) < commonFrom;
  }
}

/** What a look tells of an edit that no commit has told of. A week later it says nothing any more: what is kept is committed. */
function atTheLook(
  { there, at }: EditLines,
  counted: readonly TrackedLine[],
  now: number,
): Pick<EditFate, 'lines' | 'stayed'> | undefined {
  if (!there || now >= at + commitWithin) return undefined;
  return { lines: counted.length, stayed: counted.filter(({ hash }) => there.has(hash)).length };
}

/** Whether a commit can hold what an edit inserted. */
function isIn(edited: number, committed: number): boolean {
  return committed >= edited - slack && committed <= edited + commitWithin;
}

/** Not moved, and once a line and day (TEAM §3). From old to new. */
function countedLines(edits: readonly EditLines[]): OpenEdit[] {
  const seen = new Set<string>();
  const gone = new Set<string>();
  const inLog = loggedLines(edits);
  /** By file and hash: who inserted it last. */
  const standing = new Map<string, TrackedLine>();
  return [...edits]
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .map((source) => {
      const others = source.seen || source.noted;
      const inserted = others ? source.inserted.filter((hash) => !inLog(source, hash)) : source.inserted;
      const logged = inserted.length === 0 && source.inserted.length > 0;
      const open: OpenEdit = { source, lines: [], logged, fileSeen: false, anySeen: false, redone: false };
      for (const hash of source.removed) {
        gone.add(`${source.day} ${hash}`);
        takeAway(standing, source, hash);
      }
      for (const hash of inserted) {
        const name = `${source.day} ${hash}`;
        if (seen.has(name) || gone.has(name)) continue;
        seen.add(name);
        const line = newLine(hash, open);
        open.lines.push(line);
        standing.set(`${source.file} ${hash}`, line);
      }
      return open;
    });
}

function newLine(hash: LineHash, edit: OpenEdit): TrackedLine {
  const fate = { committedAt: undefined, commit: -1, survived: undefined, rewritten: false, ignored: false };
  return { hash, edit, ...fate };
}

/** A later edit removes a line that another inserted. */
function takeAway(standing: Map<string, TrackedLine>, { file, at }: EditLines, hash: LineHash): void {
  const line = standing.get(`${file} ${hash}`);
  if (!line) return;
  standing.delete(`${file} ${hash}`);
  line.rewritten = true;
  if (at - line.edit.source.at <= redoneWithin) line.edit.redone = true;
}

/**
 * Whether a log tells of a line that the editor saw, or that a note tells of, in whatever file the commit has it: the log
 * knows its model and session. In whatever order they came.
 */
function loggedLines(edits: readonly EditLines[]): (told: EditLines, hash: LineHash) => boolean {
  const at = new Map<string, number[]>();
  const [seen, noted] = [edits.some((edit) => edit.seen), edits.some((edit) => edit.noted)];
  for (const edit of edits) {
    if (edit.noted) continue;
    for (const hash of edit.inserted) {
      if (seen && !edit.seen) push(at, `${edit.file} ${hash}`, edit.at);
      if (noted) push(at, hash, edit.at);
    }
  }
  return (told, hash) =>
    told.noted
      ? (at.get(hash) ?? []).some((each) => isIn(each, told.at))
      : (at.get(`${told.file} ${hash}`) ?? []).some((each) => Math.abs(each - told.at) <= nearEnough);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
