import type { Budget } from '../core/budget/budget.js';
import { addDays, dayOf, dayStart } from '../core/day.js';
import { noTotals, type UsageRow } from '../core/report.js';
import type { LedgerMethods, UsageQuery, WindowUse } from '../protocol/ledger.js';
import { type Period, stoppedProblem, type ToolTotals, type YouData } from '../protocol/page.js';
import type { Cancellation } from '../protocol/rpc.js';
import { liveFor, type Sessions, sessionRange, sessionsNow, windowRange } from './thisSession.js';

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
  /** Start of the editor session, and its id. */
  readonly windowSince: number;
  readonly editorSession: string;
  /** The branch that the first folder has checked out; null where that is not known. */
  readonly branch: string | null;
  /** The editor does not trust the workspace. */
  readonly restricted: boolean;
  /** Accepted suggestions could be counted here, and are not. */
  readonly offerAccepts?: boolean;
  /** What the person wants to use at most; null for no budget. */
  readonly budget?: Budget | null;
}

/** What of the figures the page wants. */
export interface YouRequest {
  readonly period: Period;
  /** All but the list of tools of this one alone; null: of all. */
  readonly tool?: string | null;
  /** With the cost of each kind of token. */
  readonly kindCosts?: boolean;
}

/** Answers the page's one question. Rejects with `CallError` when the worker is gone or the signal aborts. */
export async function assembleYou(
  reader: LedgerReader,
  asking: Asking,
  { period, tool = null, kindCosts = false }: YouRequest,
  signal?: Cancellation,
): Promise<YouData> {
  const only = { zone: asking.zone, tools: tool === null ? undefined : [tool] };
  const [sessions, state] = await Promise.all([sessionsNow(reader, asking, signal), reader.call('state', {}, signal)]);
  const range = rangeOrSession(period, asking, sessions);
  const [usage, costs, window, branch, limits, lastUse, soFar, budget] = await Promise.all([
    reader.call('usage', { ...range, zone: asking.zone, by: ['tool'] }, signal),
    kindCosts ? reader.call('kindCosts', { ...range, ...only }, signal) : undefined,
    windowOf(reader, asking, sessions.window, only, signal),
    branchOf(reader, asking, only, signal),
    reader.call('limits', { now: asking.now }, signal),
    tool === null ? lastUseBeforeToday(reader, asking, signal) : null,
    state.ready ? undefined : reader.call('usage', { zone: asking.zone, by: [] }, signal),
    asking.budget ? reader.call('budget', { ...asking, budget: asking.budget }, signal) : undefined,
  ]);
  const session = sessions.tool;
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
    ...(budget === undefined ? {} : { budget }),
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

/** Figures as they were, with the word that nothing counts now. */
export function asStopped(data: YouData, detail: string): YouData {
  const problems = data.state.problems.filter(({ code }) => code !== stoppedProblem);
  return { ...data, state: { ...data.state, problems: [{ code: stoppedProblem, detail }, ...problems] } };
}

/** What a question about a period is narrowed by. */
function rangeOrSession(period: Period, asking: Asking, sessions: Sessions): Partial<UsageQuery> {
  return period === 'session' ? sessionRange(asking, sessions) : rangeOf(period, asking.now, asking.zone);
}

type Only = Pick<UsageQuery, 'zone' | 'tools'>;

/** Without a workspace folder there is a window once something was hooked in it. */
async function windowOf(
  reader: LedgerReader,
  asking: Asking,
  hooked: WindowUse,
  only: Only,
  signal?: Cancellation,
): Promise<YouData['now']['window']> {
  if (asking.folders.length === 0 && hooked.requests + hooked.suggestions === 0) return null;
  const { totals } = await reader.call('usage', { ...only, ...windowRange(asking), by: [] }, signal);
  return { since: asking.windowSince, totals, hooked };
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
