import { type Asking, type LedgerReader, rangeOf, thisSession } from '../../app/you.js';
import { addDays, dayOf, dayStart } from '../../core/day.js';
import type { LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../../core/report.js';
import { type DaySpan, instants } from '../../core/span.js';
import type { LedgerState, SessionsQuery } from '../../protocol/ledger.js';
import type { Period } from '../../protocol/page.js';
import type { Cancellation } from '../../protocol/rpc.js';

/** All that a report of one period says. */
export interface UsageReport {
  /** Of a report that is of one session or day of many. */
  readonly title?: string;
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
  /** The ten with most tokens, most first; none in a report of one session. */
  readonly sessions: readonly SessionRow[];
  /** Of the period `session`; null where none was found. */
  readonly session: SessionRow | null;
  readonly limits: readonly LimitRow[];
  readonly sources: readonly SourceRow[];
  readonly priceBook: LedgerState['priceBook'];
}

const sessionsShown = 10;

/** What a report is about: days are local, both inclusive; a session is told by its id. */
type Subject = Period | DaySpan | { readonly session: string };

/** Rejects with `CallError`. Of a session that the ledger does not know the report is empty. */
export async function assembleReport(
  reader: LedgerReader,
  asking: Asking,
  subject: Subject,
  signal?: Cancellation,
): Promise<UsageReport> {
  const { now, zone } = asking;
  const session = await sessionOf(reader, asking, subject, signal);
  const period = periodOf(subject);
  const range =
    typeof subject === 'object' && !('session' in subject)
      ? instants({ ...subject, zone })
      : periodRange(period as Period, session, asking);
  const usage = (by: readonly ('tool' | 'model' | 'day')[]) => reader.call('usage', { ...range, zone, by }, signal);
  const [sessions, byTool, byModel, byDay, limits, sources, state] = await Promise.all([
    period === 'session' ? [] : largestSessions(reader, { ...range, zone }, signal),
    usage(['tool']),
    usage(['model']),
    usage(['day']),
    reader.call('limits', { now }, signal),
    reader.call('sources', {}, signal),
    reader.call('state', {}, signal),
  ]);
  const days = byDay.rows.map((row) => row.key.day ?? '').sort();
  return {
    period,
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
    sessions,
    session,
    limits,
    sources,
    priceBook: state.priceBook,
  };
}

async function largestSessions(
  reader: LedgerReader,
  range: SessionsQuery,
  signal?: Cancellation,
): Promise<readonly SessionRow[]> {
  const { rows } = await reader.call('usage', { ...range, by: ['session'] }, signal);
  const ids = largestFirst(rows).map(({ key }) => key.session ?? '');
  if (ids.length === 0) return [];
  const { sessions } = await reader.call('sessions', { ...range, sessions: ids.slice(0, sessionsShown) }, signal);
  return [...sessions].sort((a, b) => b.totals.total - a.totals.total);
}

function periodOf(subject: Subject): UsageReport['period'] {
  if (typeof subject === 'string') return subject;
  return 'session' in subject ? 'session' : 'days';
}

async function sessionOf(
  reader: LedgerReader,
  asking: Asking,
  subject: Subject,
  signal?: Cancellation,
): Promise<SessionRow | null> {
  if (subject === 'session') return thisSession(reader, asking, signal);
  if (typeof subject === 'string' || !('session' in subject)) return null;
  const query = { zone: asking.zone, sessions: [subject.session], limit: 1 };
  return (await reader.call('sessions', query, signal)).sessions[0] ?? null;
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
