import { type Asking, type LedgerReader, rangeOf, thisSession } from '../../app/you.js';
import { addDays, dayOf, dayStart } from '../../core/day.js';
import type { LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../../core/report.js';
import { type DaySpan, instants } from '../../core/span.js';
import type { LedgerState } from '../../protocol/ledger.js';
import type { Period } from '../../protocol/page.js';
import type { Cancellation } from '../../protocol/rpc.js';

/** All that a report of one period says. */
export interface UsageReport {
  /** `days`: of days chosen freely. */
  readonly period: Period | 'days';
  readonly at: number;
  readonly zone: string;
  /** First instant, and first instant after the end; of a session its first and last request. */
  readonly since: number;
  readonly until: number;
  readonly totals: Totals;
  /** Most tokens first. */
  readonly byTool: readonly UsageRow[];
  readonly byModel: readonly UsageRow[];
  /** Newest day first; days without use are absent. */
  readonly byDay: readonly UsageRow[];
  /** Of the period `session`; null where none was found. */
  readonly session: SessionRow | null;
  readonly limits: readonly LimitRow[];
  readonly sources: readonly SourceRow[];
  readonly priceBook: LedgerState['priceBook'];
}

/** Rejects with `CallError`. */
export async function assembleReport(
  reader: LedgerReader,
  asking: Asking,
  period: Period | DaySpan,
  signal?: Cancellation,
): Promise<UsageReport> {
  const { now, zone } = asking;
  const session = period === 'session' ? await thisSession(reader, asking, signal) : null;
  const range = typeof period === 'object' ? instants({ ...period, zone }) : periodRange(period, session, asking);
  const usage = (by: readonly ('tool' | 'model' | 'day')[]) => reader.call('usage', { ...range, zone, by }, signal);
  const [byTool, byModel, byDay, limits, sources, state] = await Promise.all([
    usage(['tool']),
    usage(['model']),
    usage(['day']),
    reader.call('limits', { now }, signal),
    reader.call('sources', {}, signal),
    reader.call('state', {}, signal),
  ]);
  const days = byDay.rows.map((row) => row.key.day ?? '').sort();
  return {
    period: typeof period === 'object' ? 'days' : period,
    at: now,
    zone,
    since: range.since ?? dayStart(days[0] ?? dayOf(now, zone), zone),
    until: range.until ?? dayStart(addDays(days.at(-1) ?? dayOf(now, zone), 1), zone),
    totals: byTool.totals,
    byTool: largestFirst(byTool.rows),
    byModel: largestFirst(byModel.rows),
    byDay: [...byDay.rows]
      .filter((row) => row.totals.total > 0)
      .sort((a, b) => ((a.key.day ?? '') < (b.key.day ?? '') ? 1 : -1)),
    session,
    limits,
    sources,
    priceBook: state.priceBook,
  };
}

/** A session from its first to its last request; other periods in whole days. */
function periodRange(
  period: Period,
  session: SessionRow | null,
  { now, zone }: Asking,
): { since?: number; until?: number; sessions?: readonly string[] } {
  if (period !== 'session') return rangeOf(period, now, zone);
  return { since: session?.start ?? now, until: (session?.end ?? now) + 1, sessions: session ? [session.id] : [] };
}

export function largestFirst(rows: readonly UsageRow[]): readonly UsageRow[] {
  return [...rows].filter((row) => row.totals.total > 0).sort((a, b) => b.totals.total - a.totals.total);
}
