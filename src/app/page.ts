import { addDays, dayOf, dayStart, mondayOf } from '../core/day.js';
import type { BadgesData } from '../protocol/badges.js';
import type { GuardCount } from '../protocol/guard.js';
import type { InsightsData, JudgedInsight, PageInsight } from '../protocol/insights.js';
import type { Narrowing, SessionRow } from '../protocol/ledger.js';
import {
  type CalendarData,
  calendarWeeks,
  type KeptData,
  keptWeeks,
  type Period,
  type PrivacyData,
  type ToolDetail,
} from '../protocol/page.js';
import type { Cancellation } from '../protocol/rpc.js';
import { byTool } from './reportJson.js';
import { sessionRange, sessionsNow } from './thisSession.js';
import { type Asking, type LedgerReader, rangeOf } from './you.js';

/** What the page asks beside its figures. All reject with `CallError`. */

/** The last weeks up to that of today, each from its Monday. */
export async function assembleCalendar(
  reader: LedgerReader,
  { now, zone }: Pick<Asking, 'now' | 'zone'>,
  tool: string | null,
  signal?: Cancellation,
): Promise<CalendarData> {
  const today = dayOf(now, zone);
  const first = addDays(mondayOf(today), -7 * (calendarWeeks - 1));
  const range = { since: dayStart(first, zone), until: dayStart(addDays(today, 1), zone), zone };
  const [days, { revision }] = await Promise.all([
    reader.call('days', { ...range, tools: tool === null ? undefined : [tool] }, signal),
    reader.call('usage', { since: range.until, until: range.until, zone, by: [] }, signal),
  ]);
  return { revision, today, first, days };
}

/** As last held against git. */
export async function assembleKept(
  reader: LedgerReader,
  { now, zone }: Pick<Asking, 'now' | 'zone'>,
  only: Narrowing,
  signal?: Cancellation,
): Promise<KeptData> {
  const today = dayOf(now, zone);
  const first = addDays(mondayOf(today), -7 * (keptWeeks - 1));
  const query = { until: dayStart(addDays(today, 1), zone), zone, ...only };
  const [recent, { rows }, { revision }] = await Promise.all([
    reader.call('kept', { ...query, since: dayStart(addDays(today, -27), zone), by: [] }, signal),
    reader.call('kept', { ...query, since: dayStart(first, zone), by: ['day'] }, signal),
    reader.call('usage', { since: query.until, until: query.until, zone, by: [] }, signal),
  ]);
  const weeks = Array.from({ length: keptWeeks }, (_week, index) => {
    const monday = addDays(first, 7 * index);
    const days = rows.filter(({ key: { day = '' } }) => day >= monday && day < addDays(monday, 7));
    const sum = (of: 'lines' | 'kept') => days.reduce((all, row) => all + row[of], 0);
    return { first: monday, lines: sum('lines'), kept: sum('kept') };
  });
  return { revision, recent, weeks };
}

/** Sessions named of a tool. */
const sessionsShown = 5;

export async function assembleTool(
  reader: LedgerReader,
  asking: Asking,
  { period, tool }: { readonly period: Period; readonly tool: string },
  signal?: Cancellation,
): Promise<ToolDetail> {
  const range =
    period === 'session'
      ? sessionRange(asking, await sessionsNow(reader, asking, signal))
      : rangeOf(period, asking.now, asking.zone);
  const query = { ...range, zone: asking.zone, tools: [tool] };
  const [models, sessions] = await Promise.all([
    reader.call('usage', { ...query, by: ['model'] }, signal),
    reader.call('sessions', { ...query, limit: sessionsShown + 1 }, signal),
  ]);
  return {
    models: [...models.rows]
      .sort((a, b) => b.totals.total - a.totals.total)
      .map(({ key, totals }) => ({ model: key.model ?? '', totals })),
    sessions: sessions.sessions.slice(0, sessionsShown),
    moreSessions: sessions.sessions.length > sessionsShown,
  };
}

/** Every badge, with how much it counts in place of what. */
export async function assembleBadges(
  reader: LedgerReader,
  { now, zone }: Pick<Asking, 'now' | 'zone'>,
  signal?: Cancellation,
): Promise<BadgesData> {
  const { revision, today, milestones, badges } = await reader.call('badges', { now, zone }, signal);
  return {
    revision,
    today,
    milestones,
    badges: badges.map(({ formula: _, shown, ...badge }) => ({
      ...badge,
      shown: shown && { kind: shown.kind, count: shown.ids.length },
    })),
  };
}

/** Findings that the page is given: it names the first few, and the others when it is asked to. */
const insightsShown = 30;

/** The dearest findings that the person has not dismissed, each with its session. */
export async function assembleInsights(
  reader: LedgerReader,
  { now, zone }: Pick<Asking, 'now' | 'zone'>,
  tool: string | null,
  signal?: Cancellation,
): Promise<InsightsData> {
  const { revision, rows } = await reader.call('insights', { now, zone }, signal);
  const open = rows.filter(({ dismissed, session }) => !dismissed && (tool ?? toolOf(session)) === toolOf(session));
  const first = open.slice(0, insightsShown);
  const ids = first.map(({ session }) => session);
  const { sessions } = await reader.call('sessions', { zone, sessions: ids, limit: ids.length }, signal);
  const shown = first.flatMap((row) => {
    const session = sessions.find(({ id }) => id === row.session);
    return session ? [pageInsight(row, session)] : [];
  });
  return { revision, shown, more: open.length - first.length };
}

function toolOf(session: string): string {
  return session.slice(0, session.indexOf(':'));
}

function pageInsight(row: JudgedInsight, { id, tool, project }: SessionRow): PageInsight {
  const { kind, requests, tokens, costNano, right, moments } = row;
  const [first, last] = [moments[0], moments.at(-1)];
  return {
    ...{ id: row.id, kind, requests, tokens, costNano, right },
    times: moments.length,
    start: first?.start ?? 0,
    first: (first?.first ?? 0) + 1,
    last: (last?.last ?? 0) + 1,
    of: last?.of ?? 0,
    session: { id, tool, project },
  };
}

export async function assemblePrivacy(
  reader: LedgerReader,
  about: Pick<PrivacyData, 'at' | 'home' | 'retentionDays'>,
  signal?: Cancellation,
): Promise<PrivacyData> {
  const [sources, { path, bytes, paused }, rows, guarded] = await Promise.all([
    reader.call('sources', {}, signal),
    reader.call('state', {}, signal),
    reader.call('rows', {}, signal),
    reader.call('guardCounts', {}, signal),
  ]);
  const here = byTool(sources).filter(({ files, records }) => files > 0 || records > 0);
  return { ...about, sources: here, ledger: { path, bytes, rows }, paused, guard: guardedOf(guarded) };
}

function guardedOf(counts: readonly GuardCount[]): PrivacyData['guard'] {
  const sum = { found: 0, redacted: 0, sent: 0 };
  for (const { found, redacted, sent } of counts) {
    sum.found += found;
    sum.redacted += redacted;
    sum.sent += sent;
  }
  return sum.found > 0 ? sum : null;
}
