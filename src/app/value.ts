import { addDays, dayOf, dayStart } from '../core/day.js';
import { type KeptDay, type KeptScore, scoreOf } from '../core/keptWork/days.js';
import { cacheHitRatio, costPerKeptLine } from '../core/keptWork/formulae.js';
import { instants } from '../core/span.js';
import { keptEdits, keptWork } from '../ledger/edits/keptQueries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Queries } from '../ledger/questions/queries.js';
import { type KeptAnswer, type KeptDimension, type KeptEdit, type KeptRow, keptDimensions } from '../protocol/kept.js';
import { editTools } from '../sources/edits.js';

/** Of the score, and as many before its first day as tell what is usual. */
const daysOfScore = 28 + 60;

/** The score of the 28 days that end with a local day, from what was read last. */
export function keptScore(
  ledger: Ledger,
  queries: Queries,
  { until, zone }: { until: string; zone: string },
): KeptScore {
  const range = rangeOfScore(until, zone);
  const output = outputByDay(queries, range);
  const days = keptWork(ledger, { ...range, by: ['day'] }).rows.map(({ key, lines, kept }): KeptDay => {
    const day = key.day ?? '';
    return { day, lines, kept, output: output.get(day) ?? 0 };
  });
  return scoreOf(days, until);
}

/** With the days that tell what is usual. */
function rangeOfScore(until: string, zone: string) {
  const since = dayStart(addDays(until, -daysOfScore), zone);
  return { since, until: dayStart(addDays(until, 1), zone), zone };
}

function outputByDay(queries: Queries, range: ReturnType<typeof rangeOfScore>): Map<string, number> {
  const { rows } = queries.usage({ ...range, tools: editTools, by: ['day'] });
  return new Map(rows.map(({ key, totals }) => [key.day ?? '', totals.output]));
}

/** All that sums and score are computed from. */
export interface Evidence {
  /** Of the period, and of the days that the score looks at. */
  readonly edits: readonly KeptEdit[];
  /** Output tokens of the days that the score looks at. */
  readonly output: Readonly<Record<string, number>>;
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
  /** Where it was asked for. */
  readonly evidence?: Evidence;
}

export interface ValueRequest {
  readonly zone: string;
  /** Local days, both inclusive. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly now: number;
  readonly evidence?: boolean | undefined;
}

/** From what was read last. */
export function valueReport(ledger: Ledger, queries: Queries, { now, ...request }: ValueRequest): Value {
  const { zone } = request;
  const until = request.until ?? dayOf(now, zone);
  const range = { ...instants(request), zone };
  const total = keptWork(ledger, { ...range, by: [] });
  const { totals } = queries.usage({ ...range, tools: editTools, by: [] });
  const rows = keptDimensions.map((name) => [name, keptWork(ledger, { ...range, by: [name] }).rows] as const);
  const cacheWrite = totals.cacheWrite5m + totals.cacheWrite1h;
  return {
    total,
    by: Object.fromEntries(rows) as Value['by'],
    score: keptScore(ledger, queries, { until, zone }),
    cacheHitRatio: cacheHitRatio({ ...totals, cacheWrite }),
    costPerKeptLine: costPerKeptLine(totals.total === 0 ? null : totals.costNano, total.total.kept),
    costAtLeast: totals.costAtLeast,
    ...(request.evidence ? { evidence: evidenceOf(ledger, queries, range, rangeOfScore(until, zone)) } : {}),
  };
}

function evidenceOf(
  ledger: Ledger,
  queries: Queries,
  { since, until, zone }: { readonly since?: number; readonly until?: number; readonly zone: string },
  score: ReturnType<typeof rangeOfScore>,
): Evidence {
  const all = {
    ...(since === undefined ? {} : { since: Math.min(since, score.since) }),
    ...(until === undefined ? {} : { until: Math.max(until, score.until) }),
  };
  return { edits: keptEdits(ledger, { ...all, zone }), output: Object.fromEntries(outputByDay(queries, score)) };
}
