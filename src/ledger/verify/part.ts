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

/** Lines by the file that has the most of them: the same session may be there twice, active and archived. */
export function longestFile(lines: readonly ToldLine[]): readonly ToldLine[] {
  const files = groupBy(lines, ({ path }) => path);
  return (
    [...files.values()].sort((a, b) => b.length - a.length || ((a[0]?.path ?? '') < (b[0]?.path ?? '') ? -1 : 1))[0] ??
    []
  );
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
