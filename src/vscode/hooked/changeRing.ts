import type { TextChange } from './insertedSpans.js';

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

/** A change counts for an accept only when it is this young. */
export const freshFor = 250;
/** A snippet comes in two changes: what it replaces goes first. */
const snippetGap = 50;
/** Of a flood of changes only the last can be an accept's. */
const most = 64;

/** The changes of the last 250 ms, by reference: no text is kept longer, and none is copied. */
export class ChangeRing {
  #seen: { readonly change: SeenChange; readonly at: number }[] = [];

  get size(): number {
    return this.#seen.length;
  }

  push(change: SeenChange, at: number): void {
    this.#seen.push({ change, at });
    if (this.#seen.length > most) this.#seen.shift();
  }

  /** Forgets what is too old to count. */
  prune(now: number): void {
    const first = this.#seen.findIndex(({ at }) => now - at <= freshFor);
    this.#seen = first < 0 ? [] : this.#seen.slice(first);
  }

  /**
   * The newest change that nobody has claimed, in the active document where it has one. Undefined when there is none:
   * a change is claimed once, with all before it.
   */
  claim(now: number, active: object | undefined): Accepted | undefined {
    this.prune(now);
    const index = this.#find((change) => change.document === active) ?? this.#find(() => true);
    if (index === undefined) return undefined;
    const change = this.#seen[index]?.change;
    const removed = this.#removedBefore(index);
    this.#seen.splice(0, index + 1);
    if (!change) return undefined;
    const later = this.#seen.map((seen) => seen.change).filter(({ document }) => document === change.document);
    return { ...accepted(change, removed), change, later };
  }

  #find(holds: (change: SeenChange) => boolean): number | undefined {
    const index = this.#seen.findLastIndex(({ change }) => !change.reason && holds(change));
    return index < 0 ? undefined : index;
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
