import type { Turn } from '../keptWork/loops.js';
import type { WasteKind } from '../team/row.js';
import type { TokenCounts } from '../usage.js';

/** One billed request of a session; no text. */
export interface RequestFact extends Turn {
  /** The log's own turn, or how often a person had spoken; null where neither is known, and `human` is then no more than a guess. */
  readonly turn: number | null;
  readonly model: string;
  /** Sub-agent that asked; empty is the session's own thread. */
  readonly agent: string;
  readonly counts: TokenCounts;
  /** Nano-dollars a token of its model on its day; null where the model has no price. */
  readonly rate: { readonly input: number; readonly cacheRead: number; readonly cacheWrite: number } | null;
  /** List price in whole nano-dollars; null where not known. */
  readonly costNano: number | null;
}

export interface SessionFacts {
  /** `tool:nativeId`. */
  readonly session: string;
  /** In order of time. */
  readonly requests: readonly RequestFact[];
}

export type InsightKind = WasteKind | 'abandoned-session';

/** What a person can check: the session, and the requests from `first` to `last` (indices, both inside). */
export interface Finding {
  readonly kind: InsightKind;
  readonly session: string;
  readonly first: number;
  readonly last: number;
  /** Requests among them that are meant. */
  readonly requests: number;
  /** Tokens that need not have been used, or not at this price. */
  readonly tokens: number;
  /** What they cost more than needed, whole nano-dollars at list price; null where a price is not known. */
  readonly costNano: number | null;
}

/** Finds one kind of waste in one session. `now` is an instant. Pure. */
export type Detector = (facts: SessionFacts, now: number) => readonly Finding[];

/** Tokens that the model was given. */
export function promptOf({ counts }: RequestFact): number {
  return counts.input + cachedOf({ counts }) + counts.cacheRead;
}

/** Tokens written to a cache. */
export function cachedOf({ counts }: Pick<RequestFact, 'counts'>): number {
  return counts.cacheWrite5m + counts.cacheWrite1h;
}

/** A sum of prices, as unknown as its least known part. */
export function sumCost(costs: readonly (number | null)[]): number | null {
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

type Weighed = Pick<Finding, 'costNano' | 'tokens' | 'session'>;

/** Then the most tokens; those without a price come last. */
export function dearestFirst(a: Weighed, b: Weighed): number {
  const costs = (b.costNano ?? -1) - (a.costNano ?? -1);
  return costs || b.tokens - a.tokens || Number(a.session > b.session) - Number(a.session < b.session);
}
