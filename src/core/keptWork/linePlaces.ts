/** So many days after a commit its AI lines are looked for. */
export const lifeDays = 90;

/** Lines of one file in a commit: where they stand, not what they say. */
export interface LinePlaces {
  /** Keyed hash of the file's path. */
  readonly file: string;
  /** Numbers from 1, as `3-5 9`. */
  readonly lines: string;
}

/** `3-5 9` of 3, 4, 5 and 9, in any order. */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(' ');
}

export function numbersIn(ranges: string): readonly number[] {
  return ranges.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
