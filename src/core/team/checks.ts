/** Checks of parsed JSON that others wrote: exact, nothing is mended. */

export function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** Sorted by code unit and without doubles, so that one content has one spelling. */
export function isSortedList(value: unknown, most: number, fits: (each: string) => boolean): boolean {
  if (!Array.isArray(value) || value.length > most) return false;
  return value.every(
    (each, index) => typeof each === 'string' && fits(each) && (index === 0 || (value[index - 1] as string) < each),
  );
}
