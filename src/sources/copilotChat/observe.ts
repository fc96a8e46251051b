import type { RequestObservation } from '../../core/observation.js';
import type { TokenCounts } from '../../core/usage.js';

type Required = 'namespace' | 'id' | 'tool' | 'store' | 'rank' | 'session' | 'at' | 'model' | 'precision';

/** What a Copilot store tells of a request; the rest has the values of a plain request of the main chain. */
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

/** Counts as Copilot tells them: `input` contains both cache parts, `output` the reasoning. */
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

/** The model as logged without the vendor that VS Code puts before it. */
export function modelOf(logged: string | undefined): string {
  return logged?.replace(/^copilot\//, '') || 'unknown';
}

/** Whether an OpenTelemetry span id is a real one (64 random bits), so that it is the same span in every store. */
function isSpanId(id: string): boolean {
  return /^[0-9a-f]{16}$/i.test(id);
}

/** Identity of a span: by itself if it is a real id, else within its session. */
export function spanKey(spanId: string, within: string): string {
  return isSpanId(spanId) ? `span:${spanId.toLowerCase()}` : `span:${within}/${spanId}`;
}

/**
 * Identity of a provider's response, in every store of one tool. Some local servers draw their ids from a thousand
 * (`chatcmpl-517`, Ollama): such an id means something only together with its trace or session.
 */
export function responseKey(responseId: string, within: string): string {
  return isShortId(responseId) ? `response:${within}/${responseId}` : `response:${responseId}`;
}

export function isShortId(id: string): boolean {
  return /^[a-z]*[-_]?\d{0,6}$/i.test(id);
}
