import type { TokenCounts } from './usage.js';

/** By what usage can be split. */
export const dimensions = ['tool', 'model', 'day', 'session', 'project', 'branch'] as const;
export type Dimension = (typeof dimensions)[number];

/** A sum of usage with everything needed to show it honestly. */
export interface Totals extends TokenCounts {
  readonly total: number;
  /** API calls after joining copies. */
  readonly requests: number;
  /** List price in whole nano-dollars of what has a price; null when nothing of it has one. */
  readonly costNano: number | null;
  /** The true list price is at least that: a model without price, or counts that are a lower bound. */
  readonly costAtLeast: boolean;
  /** Raw ids of models with tokens but without price, sorted. */
  readonly unpricedModels: readonly string[];
  /** `total` split by how it is known. */
  readonly precision: { readonly exact: number; readonly atLeast: number; readonly estimate: number };
  /** What tools themselves reported for requests that have no list price, whole nano-dollars. Never added to `costNano`. */
  readonly reportedNano: number;
}

/** The sum of nothing. */
export const noTotals: Totals = {
  input: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  output: 0,
  reasoning: 0,
  total: 0,
  requests: 0,
  costNano: 0,
  costAtLeast: false,
  unpricedModels: [],
  precision: { exact: 0, atLeast: 0, estimate: 0 },
  reportedNano: 0,
};

/** One row of usage; `key` has exactly the dimensions asked for. A missing project or branch is ''. */
export interface UsageRow {
  readonly key: Readonly<Partial<Record<Dimension, string>>>;
  readonly totals: Totals;
}

/** A tool's session as the ledger knows it. */
export interface SessionRow {
  /** `tool:nativeId`. */
  readonly id: string;
  readonly tool: string;
  readonly project: string;
  readonly branch: string;
  /** Instants of its first and last request within the period asked for. */
  readonly start: number;
  readonly end: number;
  readonly models: readonly string[];
  readonly totals: Totals;
  /** Tokens in the context window at its last request, and the window's size where told. */
  readonly context?: number;
  readonly contextWindow?: number;
}

/** A plan window as last told. */
export interface LimitRow {
  readonly tool: string;
  readonly window: string;
  readonly usedPercent: number;
  readonly resetsAt?: number;
  readonly at: number;
}

/** What became of one source's files. */
export interface SourceRow {
  readonly tool: string;
  readonly store: string;
  readonly roots: readonly { readonly path: string; readonly state: 'read' | 'absent' | 'unreadable' }[];
  readonly files: number;
  readonly bytes: number;
  /** Observations before joining copies. */
  readonly records: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly lastEventAt?: number;
}
