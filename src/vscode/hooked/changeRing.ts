import type { TextChange } from './insertedSpans.js';
import { isTyped } from './isTyped.js';

/** One change of a document, as the editor tells of it. Documents are told apart by reference. */
export interface SeenChange {
  readonly document: object;
  /** Several where there are several cursors. */
  readonly contentChanges: readonly TextChange[];
  /** 1: undo, 2: redo; else typed, pasted or put in by a command. */
  readonly reason?: number | undefined;
}

/** What an accepted suggestion put into a document. */
export interface Accepted {
  readonly document: object;
  /** Characters more than before: the sum of `max(0, text.length − rangeLength)`. */
  readonly added: number;
  /** Those characters. A suggestion that replaces a range brings the replaced text along at its beginning. */
  readonly text: string;
  /** The change that put it in, and those of the document after it. */
  readonly change: SeenChange;
  readonly later: readonly SeenChange[];
}

/** A change that a key can have made, or that another change has followed, counts for an accept only when it is this young. */
export const freshFor = 250;
/** Text that no key puts in waits so long for its accept: a busy window tells of that late, seen after 912 ms. */
export const lateFor = 2_000;
/** A snippet comes in two changes: what it replaces goes first. */
const snippetGap = 50;
/** Of a flood of changes only the last can be an accept's. */
const most = 64;

interface Seen {
  readonly change: SeenChange;
  readonly at: number;
}

/** The changes of the last two seconds, by reference: no text is kept longer, and none is copied. */
export class ChangeRing {
  #seen: Seen[] = [];

  get size(): number {
    return this.#seen.length;
  }

  push(change: SeenChange, at: number): void {
    this.#seen.push({ change, at });
    if (this.#seen.length > most) this.#seen.shift();
  }

  /** Forgets what is too old to count. */
  prune(now: number): void {
    const first = this.#seen.findIndex(({ at }) => now - at <= lateFor);
    this.#seen = first < 0 ? [] : this.#seen.slice(first);
  }

  /**
   * The newest change that nobody has claimed, in the active document where it has one; text that no key puts in comes
   * before a key that was pressed after it. Undefined when there is none: a change is claimed once, with all before it.
   */
  claim(now: number, active: object | undefined): Accepted | undefined {
    this.prune(now);
    const index =
      this.#find(lateFor, now, (change) => change.document === active) ?? this.#find(freshFor, now, () => true);
    if (index === undefined) return undefined;
    const change = this.#seen[index]?.change;
    const removed = this.#removedBefore(index);
    this.#seen.splice(0, index + 1);
    if (!change) return undefined;
    const later = this.#seen.map((seen) => seen.change).filter(({ document }) => document === change.document);
    return { ...accepted(change, removed), change, later };
  }

  #find(within: number, now: number, holds: (change: SeenChange) => boolean): number | undefined {
    const last = (fits: (seen: Seen) => boolean) =>
      this.#seen.findLastIndex((seen) => !seen.change.reason && holds(seen.change) && fits(seen));
    const isFresh = ({ at }: Seen) => now - at <= freshFor;
    const isText = ({ change }: Seen) => !isTyped(change.contentChanges, true);
    const newest = ({ change }: Seen) => this.#seen.findLast((seen) => seen.change.document === change.document);
    const ways = [
      (seen: Seen) => isFresh(seen) && isText(seen),
      isFresh,
      (seen: Seen) => now - seen.at <= within && isText(seen) && newest(seen) === seen,
    ];
    return ways.map(last).find((index) => index >= 0);
  }

  /** Lengths that the change just before took away and did nothing else, one for each cursor. */
  #removedBefore(index: number): readonly number[] {
    const [before, own] = [this.#seen[index - 1], this.#seen[index]];
    if (!before || !own || before.change.document !== own.change.document) return [];
    const { contentChanges, reason } = before.change;
    const isRemoval = !reason && contentChanges.every(({ text, rangeLength }) => text === '' && rangeLength > 0);
    const fits = contentChanges.length === own.change.contentChanges.length && own.at - before.at <= snippetGap;
    return isRemoval && fits ? contentChanges.map(({ rangeLength }) => rangeLength) : [];
  }
}

function accepted(
  { document, contentChanges }: SeenChange,
  removed: readonly number[],
): Omit<Accepted, 'change' | 'later'> {
  const pieces = contentChanges.map(({ text, rangeLength }, index) => text.slice(rangeLength + (removed[index] ?? 0)));
  return { document, added: pieces.reduce((sum, { length }) => sum + length, 0), text: pieces.join('') };
}

/** Characters that a change took away; below 0 what it added. */
export function takenAway({ contentChanges }: SeenChange): number {
  return contentChanges.reduce((sum, { text, rangeLength }) => sum + rangeLength - text.length, 0);
}
