/**
 * SQL of a cursor in milliseconds from a column that tells when a row changed. Never ahead of this machine's clock: one that
 * was ahead once must not hide what comes after.
 */
export function rowCursor(column: string): string {
  return `cast(min(unixepoch(${column}), unixepoch()) as integer) * 1000`;
}
