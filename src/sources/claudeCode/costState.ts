import { count, record, text } from '../../core/json.js';
import { addCounts, type TokenCounts } from '../../core/usage.js';

/** Cumulative figures of one model, as `cost-state` gives them. */
export interface ModelSum extends TokenCounts {
  readonly model: string;
  readonly webSearches: number;
}

/** The sums of a `cost-state` line's `modelUsage`, one a model: asked for in two ways, a model has two entries there. */
export function modelSums(modelUsage: Readonly<Record<string, unknown>>): ModelSum[] {
  const sums = new Map<string, ModelSum>();
  for (const [key, told] of Object.entries(modelUsage)) {
    const values = record(told);
    if (!values) continue;
    const sum = modelSum(modelOf(key, values), values);
    const other = sums.get(sum.model);
    sums.set(sum.model, other ? together(sum, other) : sum);
  }
  return [...sums.values()];
}

/** The entry's key is the model as it was asked for, `claude-opus-5[1m]` for a window of a million tokens; a line's, as it answered. */
function modelOf(key: string, values: Readonly<Record<string, unknown>>): string {
  return text(values['canonicalModel']) ?? key.replace(/\[[^[\]]*\]$/, '');
}

/** Without a split of the cache writes all are in the flat figure, whatever their life. */
function modelSum(model: string, values: Readonly<Record<string, unknown>>): ModelSum {
  const hour = count(values['cacheCreationEphemeral1hInputTokens']);
  const fiveMinutes = count(values['cacheCreationEphemeral5mInputTokens']);
  const output = count(values['outputTokens']);
  return {
    model,
    input: count(values['inputTokens']),
    cacheRead: count(values['cacheReadInputTokens']),
    cacheWrite5m: Math.max(fiveMinutes, count(values['cacheCreationInputTokens']) - hour),
    cacheWrite1h: hour,
    output,
    reasoning: Math.min(output, count(values['thinkingTokens'])),
    webSearches: count(values['webSearchRequests']),
  };
}

function together(a: ModelSum, b: ModelSum): ModelSum {
  return { ...addCounts(a, b), model: a.model, webSearches: a.webSearches + b.webSearches };
}
