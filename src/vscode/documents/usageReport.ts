import { sessionsNow, windowRange } from '../../app/thisSession.js';
import { type Asking, type LedgerReader, rangeOf } from '../../app/you.js';
import { addDays, dayOf, dayStart } from '../../core/day.js';
import { seenTools } from '../../core/hookedUse.js';
import type { LimitRow, SessionRow, SourceRow, Totals, UsageRow } from '../../core/report.js';
import { type DaySpan, instants } from '../../core/span.js';
import type { KeptAnswer, KeptQuery } from '../../protocol/kept.js';
import type {
  LedgerMethods,
  LedgerState,
  Narrowing,
  SessionsQuery,
  UsageQuery,
  WindowUse,
} from '../../protocol/ledger.js';
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
  /** What alone it is about. */
  readonly only: Narrowing;
  readonly byModel: readonly UsageRow[];
  /** Newest day first; days without use are absent. */
  readonly byDay: readonly UsageRow[];
  /** The ten with most tokens, most first; none in a report of one session. */
  readonly sessions: readonly SessionRow[];
  /** Of the period `session`; null where none was found, and where it is the editor session. */
  readonly session: SessionRow | null;
  /** What was hooked, in a report of the editor session. */
  readonly window: WindowUse | null;
  /** What stayed of its edits, by model. */
  readonly kept: KeptAnswer | null;
  /** What stayed is still looked at: these figures are as they were before. */
  readonly keptLater?: boolean;
  /** Of a session: what happened when. */
  readonly timeline: ReturnType<LedgerMethods['timeline']> | null;
  readonly limits: readonly LimitRow[];
  readonly sources: readonly SourceRow[];
  readonly priceBook: LedgerState['priceBook'];
}

const sessionsShown = 10;

const timelineShown = 100;

type Days = DaySpan & Narrowing;

/** What a report is about: days are local, both inclusive; a session is told by its id, `window` is the editor session. */
type Subject = Period | 'window' | Days | { readonly session: string };

/** A subject with what a question about it is narrowed by. */
interface Place {
  readonly period: UsageReport['period'];
  readonly range: Partial<UsageQuery>;
  readonly session: SessionRow | null;
  readonly window: WindowUse | null;
}

/** Rejects with `CallError`. Of a session that the ledger does not know the report is empty. */
export async function assembleReport(
  reader: LedgerReader,
  asking: Asking,
  subject: Subject,
  signal?: Cancellation,
): Promise<UsageReport> {
  const { now, zone } = asking;
  const place = await placeOf(reader, asking, subject, signal);
  const { period, range, session, window } = place;
  const kept = keptOf(place, asking);
  const query = { ...range, zone };
  const usage = (by: readonly ('tool' | 'model' | 'day')[]) => reader.call('usage', { ...query, by }, signal);
  const [sessions, stayed, timeline, byTool, byModel, byDay, limits, sources, state] = await Promise.all([
    period === 'session' ? [] : largestSessions(reader, query, signal),
    kept ? reader.call('kept', kept, signal) : null,
    period === 'session' ? reader.call('timeline', { ...query, limit: timelineShown }, signal) : null,
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
    only: { tools: range.tools, models: range.models, hour: range.hour },
    byModel: largestFirst(byModel.rows),
    byDay: [...byDay.rows]
      .filter((row) => row.totals.total > 0)
      .sort((a, b) => ((a.key.day ?? '') < (b.key.day ?? '') ? 1 : -1)),
    sessions,
    session,
    window,
    kept: stayed,
    timeline,
    limits,
    sources,
    priceBook: state.priceBook,
  };
}

/** Of a session its own edits, of the editor session those that it saw itself, else those of the time. */
function keptOf({ period, range, session, window }: Place, { zone, editorSession }: Asking): KeptQuery | null {
  const by = ['model'] as const;
  if (session) return { zone, sessions: [session.id], by };
  if (window) return { zone, sessions: seenTools.map((tool) => `${tool}:${editorSession}`), by };
  return period === 'session' ? null : { zone, ...range, by };
}

async function placeOf(reader: LedgerReader, asking: Asking, subject: Subject, signal?: Cancellation): Promise<Place> {
  const { now, zone, editorSession } = asking;
  if (typeof subject === 'object') {
    if ('session' in subject) return placeOfSession(await sessionOf(reader, zone, subject.session, signal), now);
    return { period: 'days', range: daysOf(subject, zone), session: null, window: null };
  }
  if (subject === 'window') return placeOfWindow(asking, await reader.call('windowUse', { editorSession }, signal));
  if (subject !== 'session')
    return { period: subject, range: rangeOf(subject, now, zone), session: null, window: null };
  const { tool, window, means } = await sessionsNow(reader, asking, signal);
  return means === 'window' ? placeOfWindow(asking, window) : placeOfSession(means && tool, now);
}

function daysOf({ tools, models, hour, ...span }: Days, zone: string): Partial<UsageQuery> {
  return { ...instants({ ...span, zone }), tools, models, hour };
}

/** From its first to its last request. */
function placeOfSession(session: SessionRow | null, now: number): Place {
  const [since, until] = [session?.start ?? now, (session?.end ?? now) + 1];
  return { period: 'session', range: { since, until, sessions: session ? [session.id] : [] }, session, window: null };
}

/** From its start to now, or to what a clock ahead of ours tells. */
function placeOfWindow(asking: Asking, window: WindowUse): Place {
  const until = Math.max(asking.now, window.lastAt ?? 0) + 1;
  return { period: 'session', range: { ...windowRange(asking), until }, session: null, window };
}

async function sessionOf(
  reader: LedgerReader,
  zone: string,
  id: string,
  signal?: Cancellation,
): Promise<SessionRow | null> {
  return (await reader.call('sessions', { zone, sessions: [id], limit: 1 }, signal)).sessions[0] ?? null;
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

export function largestFirst(rows: readonly UsageRow[]): readonly UsageRow[] {
  return [...rows].filter((row) => row.totals.total > 0).sort((a, b) => b.totals.total - a.totals.total);
}
