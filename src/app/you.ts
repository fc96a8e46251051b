import { addDays, dayOf, dayStart } from '../core/day.js';
import { noTotals, type SessionRow, type UsageRow } from '../core/report.js';
import type { LedgerMethods, UsageQuery } from '../protocol/ledger.js';
import { type Period, stoppedProblem, type ToolTotals, type YouData } from '../protocol/page.js';
import type { Cancellation } from '../protocol/rpc.js';

/** What of the counting client a question needs. */
export interface LedgerReader {
  call<K extends keyof LedgerMethods & string>(
    method: K,
    input: Parameters<LedgerMethods[K]>[0],
    signal?: Cancellation,
  ): Promise<ReturnType<LedgerMethods[K]>>;
}

/** Who asks, and when. */
export interface Asking {
  readonly now: number;
  readonly zone: string;
  /** Folders of the workspace; empty without one. */
  readonly folders: readonly string[];
  /** Start of the editor session. */
  readonly windowSince: number;
  /** The branch that the first folder has checked out; null where that is not known. */
  readonly branch: string | null;
  /** The editor does not trust the workspace. */
  readonly restricted: boolean;
  /** Accepted suggestions could be counted here, and are not. */
  readonly offerAccepts?: boolean;
}

/** What of the figures the page wants. */
export interface YouRequest {
  readonly period: Period;
  /** All but the list of tools of this one alone; null: of all. */
  readonly tool?: string | null;
  /** With the cost of each kind of token. */
  readonly kindCosts?: boolean;
}

const minute = 60_000;
const day = 86_400_000;
/** A session with a request this short ago is going on. */
export const liveFor = 10 * minute;
/** "This session" is looked for this far back. */
const sessionsBack = 7 * day;
/** A session is summed this far back. */
const sessionLength = 60 * day;

/** Answers the page's one question. Rejects with `CallError` when the worker is gone or the signal aborts. */
export async function assembleYou(
  reader: LedgerReader,
  asking: Asking,
  { period, tool = null, kindCosts = false }: YouRequest,
  signal?: Cancellation,
): Promise<YouData> {
  const only = { zone: asking.zone, tools: tool === null ? undefined : [tool] };
  const [session, state] = await Promise.all([thisSession(reader, asking, signal), reader.call('state', {}, signal)]);
  const range = rangeOrSession(period, asking, session);
  const [usage, costs, window, branch, limits, lastUse, soFar] = await Promise.all([
    reader.call('usage', { ...range, zone: asking.zone, by: ['tool'] }, signal),
    kindCosts ? reader.call('kindCosts', { ...range, ...only }, signal) : undefined,
    windowOf(reader, asking, only, signal),
    branchOf(reader, asking, only, signal),
    reader.call('limits', { now: asking.now }, signal),
    tool === null ? lastUseBeforeToday(reader, asking, signal) : null,
    state.ready ? undefined : reader.call('usage', { zone: asking.zone, by: [] }, signal),
  ]);
  const live =
    session && session.end >= asking.now - liveFor && (tool ?? session.tool) === session.tool ? session : null;
  const { ready, paused, progress, toolsFound, toolsLooked, problems, priceBook, health } = state;
  const tools = byTool(usage.rows);
  return {
    revision: usage.revision,
    period,
    tool,
    at: asking.now,
    totals: tool === null ? usage.totals : (tools.find((row) => row.tool === tool)?.totals ?? noTotals),
    byTool: tools,
    now: { live, window, branch, limits },
    lastUse,
    ...(soFar === undefined ? {} : { soFar: soFar.totals.total }),
    ...(costs === undefined ? {} : { kindCosts: costs }),
    restricted: asking.restricted,
    ...(asking.offerAccepts ? { offerAccepts: true } : {}),
    state: { ready, paused, progress, toolsFound, toolsLooked, problems, priceBook, health },
  };
}

/** Local days of a period up to today, whole; a period is never cut at now, so that a fast clock hides nothing. */
export function rangeOf(
  period: Exclude<Period, 'session'>,
  now: number,
  zone: string,
): { readonly since: number; readonly until: number } {
  const today = dayOf(now, zone);
  const back = { today: 0, '7d': 6, '30d': 29 }[period];
  return { since: dayStart(addDays(today, -back), zone), until: dayStart(addDays(today, 1), zone) };
}

/**
 * The AI session that "this session" means: the newest one that is going on in the workspace, else anywhere; when none
 * is, the last one in the workspace, else anywhere. With all its use, not only what lies in the range looked at.
 */
export async function thisSession(
  reader: LedgerReader,
  { now, zone, folders }: Pick<Asking, 'now' | 'zone' | 'folders'>,
  signal?: Cancellation,
): Promise<SessionRow | null> {
  const newest = async (since: number, within?: readonly string[]) => {
    const { sessions } = await reader.call('sessions', { zone, since, limit: 1, folders: within }, signal);
    return sessions[0];
  };
  const found =
    (folders.length > 0 ? await newest(now - liveFor, folders) : undefined) ??
    (await newest(now - liveFor)) ??
    (folders.length > 0 ? await newest(now - sessionsBack, folders) : undefined) ??
    (await newest(now - sessionsBack));
  if (!found) return null;
  const whole = { zone, since: now - sessionLength, sessions: [found.id], limit: 1 };
  return (await reader.call('sessions', whole, signal)).sessions[0] ?? found;
}

/** Figures as they were, with the word that nothing counts now. */
export function asStopped(data: YouData, detail: string): YouData {
  const problems = data.state.problems.filter(({ code }) => code !== stoppedProblem);
  return { ...data, state: { ...data.state, problems: [{ code: stoppedProblem, detail }, ...problems] } };
}

/** What a question about a period is restricted by. */
export function rangeOrSession(period: Period, { now, zone }: Asking, session: SessionRow | null) {
  return period === 'session' ? { sessions: session ? [session.id] : [] } : rangeOf(period, now, zone);
}

type Only = Pick<UsageQuery, 'zone' | 'tools'>;

async function windowOf(
  reader: LedgerReader,
  { folders, windowSince: since }: Asking,
  only: Only,
  signal?: Cancellation,
): Promise<YouData['now']['window']> {
  if (folders.length === 0) return null;
  const { totals } = await reader.call('usage', { ...only, since, folders, by: [] }, signal);
  return { since, totals };
}

/** All use on the workspace's branch, of any time. */
async function branchOf(
  reader: LedgerReader,
  { folders, branch }: Asking,
  only: Only,
  signal?: Cancellation,
): Promise<YouData['now']['branch']> {
  if (folders.length === 0 || branch === null) return null;
  const { totals } = await reader.call('usage', { ...only, folders, branches: [branch], by: [] }, signal);
  return { name: branch, totals };
}

async function lastUseBeforeToday(
  reader: LedgerReader,
  { now, zone }: Asking,
  signal?: Cancellation,
): Promise<YouData['lastUse']> {
  const today = rangeOf('today', now, zone);
  const { totals } = await reader.call('usage', { ...today, zone, by: [] }, signal);
  return totals.total > 0 ? null : reader.call('lastUse', { before: today.since, zone }, signal);
}

/** Most tokens first; tools of the same size by name. */
export function byTool(rows: readonly UsageRow[]): readonly ToolTotals[] {
  return rows
    .map((row): ToolTotals => ({ tool: row.key.tool ?? '', totals: row.totals }))
    .sort((a, b) => b.totals.total - a.totals.total || (a.tool < b.tool ? -1 : 1));
}
