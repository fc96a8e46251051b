/** What is added to a row of the roll-up, or of its sums. */
export interface Cell {
  readonly quarter: number;
  readonly session: number;
  readonly bucket: number;
  /** In the order of `rollupColumns`. No typed array: its iterator makes an object a number. */
  readonly sums: number[];
}

const mostQuarters = 2 ** 22;
const mostBuckets = 2 ** 14;
const mostSessions = 2 ** 17;

/** A number where all three fit into one, which is until 2089: a text is made and hashed in three times the time. */
export function cellKey(quarter: number, session: number, bucket: number): number | string {
  if (quarter >= 0 && quarter < mostQuarters && session < mostSessions && bucket < mostBuckets)
    return (quarter * mostSessions + session) * mostBuckets + bucket;
  return `${quarter} ${session} ${bucket}`;
}

/** Those of one place as one. */
export function merged(cells: readonly Cell[]): Iterable<Cell> {
  const found = new Map<number | string, Cell>();
  for (const { quarter, session, bucket, sums } of cells) {
    const key = cellKey(quarter, session, bucket);
    const known = found.get(key)?.sums;
    if (known) for (let i = 0; i < sums.length; i++) known[i] = (known[i] as number) + (sums[i] as number);
    else found.set(key, { quarter, session, bucket, sums: [...sums] });
  }
  return found.values();
}
