import { groupBy } from '../../core/groupBy.js';
import type { DifferenceClass } from '../../core/verify.js';
import type { CountedRow, CountedRows } from './rows.js';
import type { Place, ToldLine } from './toldReader.js';

/** A part of ours − theirs, and the lines that make it. */
export interface Part {
  readonly class: DifferenceClass;
  readonly tokens: number;
  readonly places: readonly Place[];
}

/** What a tool says of a session, and what of the difference is known. */
export interface Weighed {
  readonly theirs: number;
  readonly parts: readonly Part[];
}

/** All that a tool told of one of its sessions, in the order of its lines, and what the ledger has. */
export interface Told {
  readonly session: string;
  readonly lines: readonly ToldLine[];
  readonly rows: readonly CountedRow[];
  readonly counted: CountedRows;
  /** What the tool told of another session. */
  linesOf(session: string): readonly ToldLine[];
  /** What the tool told of all sessions whose first request is this one. */
  linesFrom(first: string): readonly ToldLine[];
}

/**
 * Lines file by file, last the one that told last, of such the longest: a session may be there twice, active and archived, or go on in
 * another file.
 */
export function newestFileLast(lines: readonly ToldLine[]): ToldLine[] {
  const files = groupBy(lines, ({ path }) => path);
  const last = (file: readonly ToldLine[]) => file.findLast(({ at }) => !Number.isNaN(at))?.at ?? 0;
  return [...files]
    .sort(([path, a], [other, b]) => last(a) - last(b) || a.length - b.length || (path > other ? -1 : 1))
    .flatMap(([, file]) => file);
}

/** Parts of one class as one. */
export function joined(parts: readonly Part[]): Part[] {
  return [...groupBy(parts, (part) => part.class)]
    .map(([name, same]) => ({
      class: name,
      tokens: same.reduce((sum, { tokens }) => sum + tokens, 0),
      places: same.flatMap(({ places }) => places),
    }))
    .filter(({ tokens }) => tokens !== 0);
}
