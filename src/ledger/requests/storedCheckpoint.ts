import type { Checkpoint } from '../../core/observation.js';

const classes = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'output',
  'reasoning',
  'webSearches',
  'requests',
] as const;
export type Sums = Record<(typeof classes)[number], number>;

/** A row of the table `checkpoint`, with its session's tool and id. */
export interface StoredCheckpoint {
  readonly tool: string;
  readonly native: string;
  readonly model: string;
  readonly at: number;
  readonly covers: number;
  readonly parent: string | null;
  /** Instant of the fork or, without a parent, the one that the figures begin at. */
  readonly forked_at: number | null;
  readonly input: number;
  readonly cache_read: number;
  readonly write_5m: number;
  readonly write_1h: number;
  readonly output: number;
  readonly reasoning: number;
  readonly searches: number;
  readonly requests: number;
  readonly project: string;
  readonly branch: string;
  readonly version: string | null;
  readonly whole: number;
  /** It is of a metric, which may be of one model alone: of rows of others it holds nothing. */
  readonly imported?: true;
}

export function checkpointSums(c: StoredCheckpoint): Sums {
  return {
    input: c.input,
    cacheRead: c.cache_read,
    cacheWrite5m: c.write_5m,
    cacheWrite1h: c.write_1h,
    output: c.output,
    reasoning: c.reasoning,
    webSearches: c.searches,
    requests: c.requests,
  };
}

export function zeroSums(): Sums {
  return {
    input: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output: 0,
    reasoning: 0,
    webSearches: 0,
    requests: 0,
  };
}

export function add(a: Sums, b: Sums): Sums {
  const sums = zeroSums();
  for (const name of classes) sums[name] = a[name] + b[name];
  return sums;
}

/**
 * What a figure has beyond what is known, class by class, never below zero. Cache writes are one class, of the longer life as far as the
 * figure tells more of it: builds and metrics that do not tell a life have all of them in the shorter. Reasoning may exceed a residue's
 * output: it may belong to the rows' output.
 */
export function beyond(figure: Sums, known: readonly Sums[]): Sums {
  const sums = zeroSums();
  for (const name of classes) sums[name] = Math.max(0, less(figure, known, name));
  const writes = Math.max(0, less(figure, known, 'cacheWrite5m') + less(figure, known, 'cacheWrite1h'));
  sums.cacheWrite1h = Math.min(writes, sums.cacheWrite1h);
  sums.cacheWrite5m = writes - sums.cacheWrite1h;
  return sums;
}

function less(figure: Sums, known: readonly Sums[], name: keyof Sums): number {
  return known.reduce((rest, each) => rest - each[name], figure[name]);
}

/** A parent of another tool with that tool before it; no tool's id has a line end. */
export function storedParent({ parent, parentTool }: Checkpoint): string | null {
  if (parent === undefined) return null;
  return parentTool === undefined ? parent : `${parentTool}\n${parent}`;
}

/** Undefined for a parent of the same tool. */
export function otherTool(parent: string): { readonly tool: string; readonly native: string } | undefined {
  const end = parent.indexOf('\n');
  return end < 0 ? undefined : { tool: parent.slice(0, end), native: parent.slice(end + 1) };
}
