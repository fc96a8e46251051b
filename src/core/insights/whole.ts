import { totalTokens } from '../usage.js';
import type { Finding, InsightKind, SessionFacts } from './facts.js';
import { sumCost } from './facts.js';

/** A finding whose requests are waste as a whole: all their tokens, all their price. */
export function wholeFinding(
  kind: InsightKind,
  { session, requests }: SessionFacts,
  indices: readonly number[],
): Finding {
  const those = indices.flatMap((index) => requests[index] ?? []);
  return {
    kind,
    session,
    first: indices[0] ?? 0,
    last: indices.at(-1) ?? 0,
    requests: those.length,
    tokens: those.reduce((sum, { counts }) => sum + totalTokens(counts), 0),
    costNano: sumCost(those.map(({ costNano }) => costNano)),
  };
}

/** All indices from `first` to `last`. */
export function between(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
