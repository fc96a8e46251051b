/**
 * What one billed model request used, and how well we know it.
 * Every count is a non-negative safe integer; a "token" is the provider's own unit.
 */

/** Disjoint buckets; only `reasoning` is a subset (of `output`) and never enters a sum. */
export interface TokenCounts {
  /** Prompt tokens neither read from nor written to a prompt cache. */
  readonly input: number;
  readonly cacheRead: number;
  /** Cache writes of five minutes' life, and those of unstated life. */
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  /** All generated tokens, reasoning included. */
  readonly output: number;
  readonly reasoning: number;
}

export const noTokens: TokenCounts = {
  input: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  output: 0,
  reasoning: 0,
};

/** Kind by kind. */
export function addCounts(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
    cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
  };
}

/** input + cacheRead + cacheWrite5m + cacheWrite1h + output. */
export function totalTokens(counts: TokenCounts): number {
  return counts.input + counts.cacheRead + counts.cacheWrite5m + counts.cacheWrite1h + counts.output;
}

/**
 * `exact`: the provider's own usage. `atLeast`: some of it is missing. `estimate`: a tokenizer.
 * Listed from best to worst; a sum is as good as its worst part.
 */
export const precisions = ['exact', 'atLeast', 'estimate'] as const;
export type Precision = (typeof precisions)[number];

/** Who caused a request: the person's own prompt, an agent loop, or a helper call (title, summary, compaction). */
export type Initiator = 'person' | 'agent' | 'helper';
