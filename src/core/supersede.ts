/** What decides which of a tool's stores tells a turn. */
export interface StoredRow {
  readonly rank: number;
  readonly at: number;
  /** Any value that is equal for rows of one turn; undefined where the store does not tell turns. */
  readonly turn?: string | number | undefined;
}

/**
 * Several stores of one tool may tell of the same session, each in its own words. For each row says whether a more
 * exact store (higher rank) tells of the same use, so that the row must not count.
 *
 * A row is superseded when a row of a higher rank shares its turn. Where it or one of the better rows tells none, also when its instant lies
 * between the better store's first and last instant of the session, or when the better store begins soon after this row and before the
 * next one of its own store or a less exact one (a turn is stamped when it is asked, its requests after that).
 * Rows are of one session of one tool, in any order. Returns one flag a row, in the order given.
 */
export function supersededRows(rows: readonly StoredRow[]): boolean[] {
  const ranks = [...new Set(rows.map((row) => row.rank))];
  if (ranks.length < 2) return rows.map(() => false);
  const flags = new Map<StoredRow, boolean>();
  for (const rank of ranks) {
    const own = rows.filter((row) => row.rank === rank).sort((a, b) => a.at - b.at);
    const better = spanOf(rows.filter((row) => row.rank > rank));
    // Rows of one instant have the same next one, whatever order they came in.
    const instants = rows.flatMap((row) => (row.rank <= rank ? row.at : [])).sort((a, b) => a - b);
    let next = 0;
    for (const row of own) {
      while (next < instants.length && (instants[next] as number) <= row.at) next++;
      flags.set(row, isTold(row, instants[next], better));
    }
  }
  return rows.map((row) => flags.get(row) === true);
}

/** Milliseconds from the asking of a turn to what a better store tells of it first. */
const longestWait = 10 * 60_000;

/** First and last instant of some rows, and the turns that they tell. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly turns: ReadonlySet<string | number | undefined>;
}

function spanOf(rows: readonly StoredRow[]): Span {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of rows) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return { first, last, turns: new Set(rows.map((row) => row.turn)) };
}

function isTold(row: StoredRow, next: number | undefined, better: Span): boolean {
  if (row.turn !== undefined && better.turns.has(row.turn)) return true;
  if (row.turn !== undefined && !better.turns.has(undefined)) return false;
  if (row.at >= better.first && row.at <= better.last) return true;
  return row.at < better.first && better.first < Math.min(next ?? Number.POSITIVE_INFINITY, row.at + longestWait);
}
