/** Rows of a honeycomb: so many cells, then one fewer, and so on. */
export function honeycombRows<T>(cells: readonly T[], columns: number): readonly (readonly T[])[] {
  const rows: (readonly T[])[] = [];
  for (let from = 0; from < cells.length; ) {
    const length = columns - (rows.length % 2);
    rows.push(cells.slice(from, from + length));
    from += length;
  }
  return rows;
}

/**
 * The cell that a key goes to: left and right by cell, on into the next row; up and down to the cell beside; Home and End
 * to the ends of the row. Undefined for any other key, and beyond the edge.
 */
export function cellByKey<T>(
  rows: readonly (readonly T[])[],
  from: T,
  key: string,
  rightToLeft: boolean,
): T | undefined {
  const row = rows.findIndex((cells) => cells.includes(from));
  const cells = rows[row] ?? [];
  const column = cells.indexOf(from);
  const [onwards, backwards] = rightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  if (key === onwards) return cells[column + 1] ?? rows[row + 1]?.[0];
  if (key === backwards) return cells[column - 1] ?? rows[row - 1]?.at(-1);
  if (key === 'Home') return cells[0];
  if (key === 'End') return cells.at(-1);
  const beside = key === 'ArrowDown' ? rows[row + 1] : key === 'ArrowUp' ? rows[row - 1] : undefined;
  return beside?.[Math.min(column, beside.length - 1)];
}
