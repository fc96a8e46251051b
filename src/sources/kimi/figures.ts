import type { TokenCounts } from '../../core/usage.js';

/** What copies of a record have in common besides its instant. */
export function figuresOf({ input, cacheRead, cacheWrite5m, output }: TokenCounts): string {
  return [input, cacheRead, cacheWrite5m, output].join('/');
}
