import { count, record } from '../../core/json.js';
import type { InclusiveCounts } from '../common/request.js';

/** Figures of one model as this tool sums them: input with both cache parts, and the requests they cover. */
export interface Sum extends InclusiveCounts {
  readonly requests: number;
}

/** By `#` and model, so that no model's name is an object's own member. */
export type Sums = Record<string, Sum>;

const names = ['input', 'cacheRead', 'cacheWrite', 'output', 'reasoning', 'requests'] as const;
export const noSum: Sum = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, requests: 0 };

export function sumOf(sums: Sums, model: string): Sum {
  return sums[`#${model}`] ?? noSum;
}

export function addTo(sums: Sums, model: string, more: Sum): void {
  sums[`#${model}`] = combined(sumOf(sums, model), more, (a, b) => a + b);
}

export function plus(a: Sums, b: Sums): Sums {
  return byModel(a, b, (x, y) => x + y);
}

/** Of each figure what `b` leaves of `a`. */
export function minus(a: Sums, b: Sums): Sums {
  return byModel(a, b, (x, y) => Math.max(0, x - y));
}

/** Whether every figure of every model of `b` is in `a`. */
export function contains(a: Sums, b: Sums): boolean {
  return models(b).every((model) => covers(sumOf(a, model), sumOf(b, model)));
}

/** Whether every token figure of `b` is in `a`; requests are not compared. */
export function covers(a: Sum, b: Sum): boolean {
  return names.every((name) => name === 'requests' || a[name] >= b[name]);
}

export function total(sums: Sums): Sum {
  return models(sums).reduce((all, model) => combined(all, sumOf(sums, model), (a, b) => a + b), noSum);
}

export function models(sums: Sums): string[] {
  return Object.keys(sums).map((key) => key.slice(1));
}

function byModel(a: Sums, b: Sums, of: (x: number, y: number) => number): Sums {
  const all = new Set([...models(a), ...models(b)]);
  return Object.fromEntries([...all].map((model) => [`#${model}`, combined(sumOf(a, model), sumOf(b, model), of)]));
}

function combined(a: Sum, b: Sum, of: (x: number, y: number) => number): Sum {
  return Object.fromEntries(names.map((name) => [name, of(a[name], b[name])])) as unknown as Sum;
}

/**
 * A shutdown's `modelMetrics`. `accountingSnapshot`, `agentMetrics`, `providerModelMetrics` and `tokenDetails` beside it
 * say the same again.
 */
export function metricsOf(data: Readonly<Record<string, unknown>>): Sums {
  const sums: Sums = {};
  const metrics = record(data['modelMetrics']) ?? record(record(data['accountingSnapshot'])?.['modelMetrics']) ?? {};
  for (const [model, value] of Object.entries(metrics)) {
    const usage = record(record(value)?.['usage']);
    if (usage === undefined) continue;
    const requests = count(record(record(value)?.['requests'])?.['count']);
    addTo(sums, model, { ...usageOf(usage), requests });
  }
  return sums;
}

/** The members that usage records, shutdowns and compactions share; two older names of compactions. */
export function usageOf(usage: Readonly<Record<string, unknown>>): InclusiveCounts {
  return {
    input: count(usage['inputTokens']) || count(usage['input']),
    cacheRead: count(usage['cacheReadTokens']) || count(usage['cachedInput']),
    cacheWrite: count(usage['cacheWriteTokens']),
    output: count(usage['outputTokens']) || count(usage['output']),
    reasoning: count(usage['reasoningTokens']),
  };
}
