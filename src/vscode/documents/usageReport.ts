import { type Asking, type LedgerReader, rangeOf, thisSession } from '../../app/you.js';
import type { LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../../core/report.js';
import type { LedgerState } from '../../protocol/ledger.js';
import type { Period } from '../../protocol/page.js';

/** All that a report of one period says. */
export interface UsageReport {
  readonly period: Period;
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
export async function assembleReport(reader: LedgerReader, asking: Asking, period: Period): Promise<UsageReport> {
  const { now, zone } = asking;
  const session = period === 'session' ? await thisSession(reader, asking) : null;
  const range =
    period === 'session'
      ? { since: session?.start ?? now, until: (session?.end ?? now) + 1, sessions: session ? [session.id] : [] }
      : rangeOf(period, now, zone);
  const usage = (by: readonly ('tool' | 'model' | 'day')[]) => reader.call('usage', { ...range, zone, by });
  const [byTool, byModel, byDay, limits, sources, state] = await Promise.all([
    usage(['tool']),
    usage(['model']),
    usage(['day']),
    reader.call('limits', { now }),
    reader.call('sources', {}),
    reader.call('state', {}),
  ]);
  return {
    period,
    at: now,
    zone,
    since: range.since,
    until: range.until,
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

function largestFirst(rows: readonly UsageRow[]): readonly UsageRow[] {
  return [...rows].filter((row) => row.totals.total > 0).sort((a, b) => b.totals.total - a.totals.total);
}
