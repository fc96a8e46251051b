import type { RequestObservation } from '../../core/observation.js';
import { addCounts, noTokens, type TokenCounts } from '../../core/usage.js';
import type { ModelSum } from './costState.js';

/** Counts by `#` and model, so that no model's name is an object's own member. */
type ByModel = Record<string, TokenCounts>;

/** What must be known to tell which runs the figures of a `cost-state` leave out. */
export interface Runs {
  /** What lines told since the last `cost-state`, cut where a run may have begun. */
  parts: ByModel[];
  /** The last request of the last part: a further line of it may have told more. */
  last?: { id: string; model: string; counts: TokenCounts };
  /** The figures of the last `cost-state`, and since when they count. */
  told?: { since: number | undefined; models: ModelSum[] };
  /** What of the runs was told by lines that no figures contain. */
  lost: ByModel;
}

/** More prompts than this since the last `cost-state`, and what was left out is not looked for. */
const mostParts = 200;

export function startRuns(): Runs {
  return { parts: [{}], lost: {} };
}

/** A prompt was taken up: it may be the first one of a run. */
export function noteStart(runs: Runs): void {
  if (runs.parts.length <= mostParts && Object.keys(runs.parts.at(-1) ?? {}).length > 0) runs.parts.push({});
  delete runs.last;
}

export function noteLine(runs: Runs, { id, model, ...row }: RequestObservation): void {
  const part = runs.parts.at(-1);
  if (!part) return;
  const counts = addCounts(row, noTokens);
  const before = runs.last?.id === id ? runs.last : undefined;
  if (before && before.counts.output > counts.output) return;
  if (before) put(part, before.model, without(of(part, before.model), before.counts));
  put(part, model, addCounts(of(part, model), counts));
  runs.last = { id, model, counts };
}

/**
 * The figures with what runs used that were killed: a run goes on from those of the last one that came to its end, and without this a
 * compaction later would seem smaller by the lines of the killed one. Of the lines since the last `cost-state` the widest stretch up to
 * here that these figures can hold is in them; where nothing was compacted they have to be the same. What came before was killed.
 */
export function withKilled(
  runs: Runs,
  since: number | undefined,
  models: ModelSum[],
  isCompacted: boolean,
): ModelSum[] {
  const { told, parts } = runs;
  if (!told || told.since !== since) runs.lost = {};
  else if (parts.length <= mostParts) {
    for (const sum of models) {
      const before = told.models.find(({ model }) => model === sum.model) ?? noTokens;
      const killed = killedOf(parts, sum.model, without(sum, before), isCompacted);
      if (killed) put(runs.lost, sum.model, addCounts(of(runs.lost, sum.model), killed));
    }
  }
  runs.told = { since, models };
  runs.parts = [{}];
  delete runs.last;
  return models.map((sum) => ({ ...sum, ...addCounts(sum, of(runs.lost, sum.model)) }));
}

/** Undefined where nothing was killed, or it cannot be told. The last part is of the run that tells the figures. */
function killedOf(parts: ByModel[], model: string, grown: TokenCounts, isCompacted: boolean): TokenCounts | undefined {
  const all = parts.map((part) => of(part, model));
  for (let from = 0; from < all.length; from++) {
    const kept = all.slice(from).reduce(addCounts, noTokens);
    if (!holds(grown, kept)) continue;
    if (from === 0 || !(isCompacted || holds(kept, grown))) return undefined;
    return all.slice(0, from).reduce(addCounts, noTokens);
  }
  return undefined;
}

/** Cache writes of both lives are one: not all figures tell them apart. */
function holds(figures: TokenCounts, lines: TokenCounts): boolean {
  const writes = (counts: TokenCounts) => counts.cacheWrite5m + counts.cacheWrite1h;
  return (
    figures.input >= lines.input &&
    figures.cacheRead >= lines.cacheRead &&
    writes(figures) >= writes(lines) &&
    figures.output >= lines.output
  );
}

function of(sums: ByModel, model: string): TokenCounts {
  return sums[`#${model}`] ?? noTokens;
}

function put(sums: ByModel, model: string, counts: TokenCounts): void {
  sums[`#${model}`] = counts;
}

function without(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    input: a.input - b.input,
    cacheRead: a.cacheRead - b.cacheRead,
    cacheWrite5m: a.cacheWrite5m - b.cacheWrite5m,
    cacheWrite1h: a.cacheWrite1h - b.cacheWrite1h,
    output: a.output - b.output,
    reasoning: a.reasoning - b.reasoning,
  };
}
