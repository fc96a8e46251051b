import type * as Plot from './plot.js';

let loading: Promise<typeof Plot> | undefined;

/** The chart library, read with the first chart. */
export function plots(): Promise<typeof Plot> {
  loading ??= import('./plot.js');
  return loading;
}
