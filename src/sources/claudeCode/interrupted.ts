import type { Line } from '../../core/line.js';
import type { RequestObservation } from '../../core/observation.js';
import { addCounts, noTokens, type TokenCounts } from '../../core/usage.js';
import type { ModelSum } from './costState.js';
import { isBefore } from './request.js';
import * as slot from './shape.js';

/** What a model's answers told that their person interrupted, up to an instant. */
export interface Interrupted {
  readonly model: string;
  readonly at: number;
  readonly counts: TokenCounts;
}

const leavesOut = isBefore(2, 1, 326);

/**
 * Builds before 2.1.326 left answers that their person interrupted out of their figures; what came of them has lines, without
 * a stop reason. A stream that broke off by itself is in the figures, and its lines have one.
 */
export function isLeftOut(line: Line, { precision }: RequestObservation): boolean {
  return (
    precision === 'atLeast' &&
    line.has(slot.blockIndex) &&
    !line.has(slot.stopReason) &&
    leavesOut(line.text(slot.version))
  );
}

/** Figures as if they had what was left out since they began, and that as far as it can be asked for again, one a model. */
export function withInterrupted(
  sums: readonly ModelSum[],
  all: readonly Interrupted[],
  since = Number.NEGATIVE_INFINITY,
): { readonly models: ModelSum[]; readonly kept: Interrupted[] } {
  const kept = new Map<string, Interrupted>();
  for (const each of all.filter(({ at }) => at >= since)) {
    const before = kept.get(each.model);
    const counts = addCounts(each.counts, before?.counts ?? noTokens);
    kept.set(each.model, { model: each.model, at: Math.max(each.at, before?.at ?? 0), counts });
  }
  const models = sums.map((sum) => ({ ...sum, ...addCounts(sum, kept.get(sum.model)?.counts ?? noTokens) }));
  return { models, kept: [...kept.values()] };
}
