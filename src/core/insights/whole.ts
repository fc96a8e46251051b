import { totalTokens } from '../usage.js';
import type { Finding, InsightKind, RequestFact, SessionFacts } from './facts.js';
import { sumCost } from './facts.js';

/** A finding whose requests are waste as a whole: all their tokens, all their price. `indices`: at least one, in order. */
export function wholeFinding(
  kind: InsightKind,
  { session, requests }: SessionFacts,
  indices: readonly number[],
): Finding {
  const those = indices.map((index) => requests[index] as RequestFact);
  return {
    kind,
    session,
    first: indices[0] as number,
    last: indices.at(-1) as number,
    requests: those.length,
    tokens: those.reduce((sum, { counts }) => sum + totalTokens(counts), 0),
    costNano: sumCost(those.map(({ costNano }) => costNano)),
  };
}

/** All indices from `first` to `last`. */
export function between(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
