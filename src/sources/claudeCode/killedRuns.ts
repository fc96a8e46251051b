import type { RequestObservation } from '../../core/observation.js';
import { addCounts, noTokens, type TokenCounts } from '../../core/usage.js';
import type { ModelSum } from './costState.js';

/** What a model's lines told from an instant on, at which a run may have begun. */
interface Part {
  readonly at: number;
  /** By `#` and model, so that no model's name is an object's own member. */
  readonly sums: Record<string, TokenCounts>;
  /** Instant of its last line; undefined for none. */
  until?: number;
}

/** What must be known to tell which runs the figures of a `cost-state` leave out. */
export interface Runs {
  /** Since the last `cost-state`. */
  parts: Part[];
  /** The last request of the last part: a further line of it may have told more. */
  last?: { id: string; model: string; counts: TokenCounts } | undefined;
  /** The figures of the last `cost-state`, since when they count, and the milliseconds that the runs in them lasted. */
  told?: { since: number | undefined; lasted?: number | undefined; models: ModelSum[] } | undefined;
  /** Models that were used by a run that no figures contain. */
  lost: string[];
  /** Instant of the first line since the last `cost-state`. */
  firstAt?: number | undefined;
  /** When the run at the latest ended that told the last `cost-state`; undefined where that does not say how long it lasted. */
  endedAt?: number | undefined;
}

/** What a model's figures grew by in the run that tells them, and since when. */
export interface Growth extends ModelSum {
  readonly since: number;
}

/** Milliseconds that what a run says it lasted may be off: 60 were measured. */
const slack = 1000;

/** More prompts than this since the last `cost-state`, and what was left out is not looked for. */
const mostParts = 200;

export function startRuns(): Runs {
  return { parts: [], last: undefined, told: undefined, lost: [], firstAt: undefined, endedAt: undefined };
}

/** A prompt was taken up at this instant: it may be the first one of a run. */
export function noteStart(runs: Runs, at: number): void {
  if (runs.parts.length <= mostParts) runs.parts.push({ at, sums: {} });
  runs.last = undefined;
}

export function noteLine(runs: Runs, row: RequestObservation): void {
  const { id, model } = row;
  runs.firstAt ??= row.at;
  const part = runs.parts.at(-1);
  if (!part) return;
  const { sums } = part;
  part.until = Math.max(part.until ?? 0, row.at);
  const counts = addCounts(row, noTokens);
  const before = runs.last?.id === id ? runs.last : undefined;
  if (before && before.counts.output > counts.output) return;
  if (before) sums[`#${before.model}`] = without(sums[`#${before.model}`] ?? noTokens, before.counts);
  sums[`#${model}`] = addCounts(sums[`#${model}`] ?? noTokens, counts);
  runs.last = { id, model, counts };
}

/**
 * Takes up new figures, known at `at`. After a run that was killed, figures go on from those of the last one that came to its end, and
 * a compaction later would seem smaller by the lines of the killed one: then what they grew by is told beside them. Of the lines since
 * the last `cost-state` the widest stretch up to here that this can hold is in it; where nothing was compacted it has to be the same.
 * Lines from before the run began, by what it lasted, are in no case: so sub-agents, whose lines are in other files, or a compaction
 * may have used more than those. Without that a compaction that could hold the killed lines tells too little, never too much.
 */
export function growths(runs: Runs, told: NonNullable<Runs['told']>, isCompacted: boolean, at: number): Growth[] {
  const { parts } = runs;
  const before = runs.told?.since === told.since ? runs.told : undefined;
  if (!before) runs.lost = [];
  const lasted = (told.lasted ?? 0) - (before?.lasted ?? Number.NaN);
  const first = lasted > 0 ? killedParts(parts, at - lasted) : 0;
  const found = (before && parts.length <= mostParts ? told.models : []).flatMap((sum): Growth[] => {
    const last = before?.models.find(({ model }) => model === sum.model);
    const grown = {
      ...sum,
      ...without(sum, last ?? noTokens),
      webSearches: sum.webSearches - (last?.webSearches ?? 0),
    };
    const from = beginning(parts, first, grown, isCompacted);
    if (from === undefined) return [];
    if (from > 0) runs.lost.push(sum.model);
    return runs.lost.includes(sum.model) ? [{ ...grown, since: parts[from]?.at ?? at }] : [];
  });
  runs.lost = [...new Set(runs.lost)];
  // The run began before its first line, maybe long before.
  runs.endedAt =
    ((before ? runs.firstAt : told.since) ?? Number.NaN) + (before ? lasted : (told.lasted ?? Number.NaN)) + slack;
  runs.firstAt = undefined;
  runs.told = told;
  runs.parts = [{ at: at + 1, sums: {} }];
  runs.last = undefined;
  return found;
}

/** How many parts are of runs that were over before the one began that tells the figures. The last part is always of that one. */
function killedParts(parts: readonly Part[], began: number): number {
  return parts.slice(0, -1).findLastIndex(({ until = began }) => until < began - slack) + 1;
}

/** The part that the run began with, at the earliest the `first`; undefined where it cannot be told. */
function beginning(parts: readonly Part[], first: number, grown: ModelSum, isCompacted: boolean): number | undefined {
  const all = parts.map(({ sums }) => sums[`#${grown.model}`] ?? noTokens);
  for (let from = first; from < all.length; from++) {
    const kept = all.slice(from).reduce(addCounts, noTokens);
    if (holds(grown, kept)) return from === first || isCompacted || holds(kept, grown) ? from : undefined;
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
