import { addDays, dayOf, dayStart } from '../core/day.js';
import { seenTools } from '../core/hookedUse.js';
import { type KeptDay, type KeptScore, scoreOf } from '../core/keptWork/days.js';
import { cacheHitRatio, costPerKeptLine } from '../core/keptWork/formulae.js';
import { instants } from '../core/span.js';
import { keptWork } from '../ledger/keptQueries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Queries } from '../ledger/queries.js';
import { type KeptAnswer, type KeptDimension, type KeptRow, keptDimensions } from '../protocol/kept.js';
import { editSources } from '../sources/edits.js';

/** The tools whose edits are read or seen: the output of others says nothing of the lines that were kept. */
const tools = [...new Set([...editSources.map(({ source }) => source.id), ...seenTools])];
/** Of the score, and as many before its first day as tell what is usual. */
const daysOfScore = 28 + 60;

/** The score of the 28 days that end with a local day, from what was read last. */
export function keptScore(
  ledger: Ledger,
  queries: Queries,
  { until, zone }: { until: string; zone: string },
): KeptScore {
  const since = dayStart(addDays(until, -daysOfScore), zone);
  const range = { since, until: dayStart(addDays(until, 1), zone), zone };
  const output = new Map(
    queries.usage({ ...range, tools, by: ['day'] }).rows.map(({ key, totals }) => [key.day, totals.output]),
  );
  const days = keptWork(ledger, { ...range, by: ['day'] }).rows.map(({ key, lines, kept }): KeptDay => {
    const day = key.day ?? '';
    return { day, lines, kept, output: output.get(day) ?? 0 };
  });
  return scoreOf(days, until);
}

/** What a period's AI use came to. */
export interface Value {
  readonly total: KeptAnswer;
  readonly by: Readonly<Record<KeptDimension, readonly KeptRow[]>>;
  readonly score: KeptScore;
  readonly cacheHitRatio: number | null;
  /** List price in whole nano-dollars. */
  readonly costPerKeptLine: number | null;
  readonly costAtLeast: boolean;
}

export interface ValueRequest {
  readonly zone: string;
  /** Local days, both inclusive. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly now: number;
}

/** From what was read last. */
export function valueReport(ledger: Ledger, queries: Queries, { now, ...request }: ValueRequest): Value {
  const { zone } = request;
  const range = { ...instants(request), zone };
  const total = keptWork(ledger, { ...range, by: [] });
  const { totals } = queries.usage({ ...range, tools, by: [] });
  const rows = keptDimensions.map((name) => [name, keptWork(ledger, { ...range, by: [name] }).rows] as const);
  const cacheWrite = totals.cacheWrite5m + totals.cacheWrite1h;
  return {
    total,
    by: Object.fromEntries(rows) as Value['by'],
    score: keptScore(ledger, queries, { until: request.until ?? dayOf(now, zone), zone }),
    cacheHitRatio: cacheHitRatio({ ...totals, cacheWrite }),
    costPerKeptLine: costPerKeptLine(totals.total === 0 ? null : totals.costNano, total.total.kept),
    costAtLeast: totals.costAtLeast,
  };
}
