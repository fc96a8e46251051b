/** The longest stretches [first, last] of at least `least` items in a row that all fit. */
export function stretches<T>(
  items: readonly T[],
  least: number,
  fits: (item: T, before: T | undefined) => boolean,
): readonly (readonly [first: number, last: number])[] {
  const found: (readonly [number, number])[] = [];
  let first = 0;
  for (let next = 0; next <= items.length; next++) {
    if (next < items.length && fits(items[next] as T, items[next - 1])) continue;
    if (next - first >= least) found.push([first, next - 1]);
    first = next + 1;
  }
  return found;
}
