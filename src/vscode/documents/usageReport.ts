import { type Asking, type LedgerReader, rangeOf, thisSession } from '../../app/you.js';
import { addDays, dayStart } from '../../core/day.js';
import type { LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../../core/report.js';
import type { LedgerState } from '../../protocol/ledger.js';
import type { Period } from '../../protocol/page.js';

/** All that a report of one period says. */
export interface UsageReport {
  /** Of a report that is not of one of the periods. */
  readonly title?: string;
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
  const session = period === 'session' ? await thisSession(reader, asking) : null;
  const range = period === 'session' ? rangeOfSession(session, asking.now) : rangeOf(period, asking.now, asking.zone);
  return assembleRange(reader, asking, { period, session, range });
}

/** A session by its id; null where the ledger has none of that id. */
export async function assembleSessionReport(
  reader: LedgerReader,
  asking: Asking,
  id: string,
): Promise<UsageReport | null> {
  const { sessions } = await reader.call('sessions', { zone: asking.zone, sessions: [id], limit: 1 });
  const [session] = sessions;
  if (!session) return null;
  return assembleRange(reader, asking, { period: 'session', session, range: rangeOfSession(session, asking.now) });
}

export function assembleDayReport(reader: LedgerReader, asking: Asking, day: string): Promise<UsageReport> {
  const range = { since: dayStart(day, asking.zone), until: dayStart(addDays(day, 1), asking.zone) };
  return assembleRange(reader, asking, { period: 'today', session: null, range });
}

function rangeOfSession(session: SessionRow | null, now: number) {
  return { since: session?.start ?? now, until: (session?.end ?? now) + 1, sessions: session ? [session.id] : [] };
}

interface Subject extends Pick<UsageReport, 'period' | 'session'> {
  readonly range: Pick<UsageReport, 'since' | 'until'> & { readonly sessions?: readonly string[] };
}

async function assembleRange(
  reader: LedgerReader,
  { now, zone }: Asking,
  { period, session, range }: Subject,
): Promise<UsageReport> {
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
