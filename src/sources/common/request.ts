import type { RequestObservation } from '../../core/observation.js';
import type { TokenCounts } from '../../core/usage.js';

type Required = 'namespace' | 'id' | 'tool' | 'store' | 'rank' | 'session' | 'at' | 'model' | 'precision';

/** What a log tells of a request; the rest has the values of a plain request of the main chain. */
export type Told = Pick<RequestObservation, Required> & TokenCounts & Partial<RequestObservation>;

const plain = {
  kind: 'request',
  copied: false,
  sidechain: false,
  project: '',
  branch: '',
  agent: '',
  requests: 1,
  webSearches: 0,
} as const;

export function observe(told: Told): RequestObservation {
  return { ...plain, ...told };
}

/** Counts as many tools tell them: `input` contains both cache parts, `output` the reasoning. */
export interface InclusiveCounts {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
}

export function disjoint(counts: InclusiveCounts): TokenCounts {
  return {
    input: Math.max(0, counts.input - counts.cacheRead - counts.cacheWrite),
    cacheRead: counts.cacheRead,
    cacheWrite5m: counts.cacheWrite,
    cacheWrite1h: 0,
    output: counts.output,
    reasoning: Math.min(counts.reasoning, counts.output),
  };
}
