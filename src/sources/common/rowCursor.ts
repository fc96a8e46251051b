/**
 * SQL of a cursor in milliseconds from what tells in seconds when a row changed. Never ahead of this machine's clock: one that
 * was ahead once must not hide what comes after.
 */
export function rowCursor(seconds: string): string {
  return `cast(min(${seconds}, unixepoch()) as integer) * 1000`;
}

/** A clock that was set back since the reading before is behind `$after`: what changed in the last minute, in milliseconds, is told. */
const moment = 60_000;

/**
 * SQL of which rows to tell: those whose `cursor` is after the reading before, less so many milliseconds, or is none, and those
 * that came since, by their `number`, whatever instant they bear: an import and a merged database bring old ones late.
 */
export function isSince(overlap: number, after = '$after'): string {
  return `(cursor is null or number > $newest or cursor > min(${after} - ${overlap}, unixepoch() * 1000 - ${moment}))`;
}
