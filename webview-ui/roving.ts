/**
 * The item that a key goes to in a row with one tab stop: arrows go round, Home and End to the ends; undefined for any
 * other key. From right to left the left arrow goes on.
 */
export function neighbour<T>(items: readonly T[], from: T, key: string, around: Element): T | undefined {
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  const [forwards, backwards] = isRightToLeft(around) ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const step = key === forwards || key === 'ArrowDown' ? 1 : key === backwards || key === 'ArrowUp' ? -1 : 0;
  return step === 0 ? undefined : items.at((items.indexOf(from) + step) % items.length);
}

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
