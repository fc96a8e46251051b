import { addDays, dayOf } from '../core/day.js';
import type { Totals, UsageRow } from '../core/report.js';
import { instants } from '../core/span.js';
import { sumTotals } from '../core/sumTotals.js';
import type { DayTotal, LedgerMethods, Narrowing, UsageAnswer, UsageQuery } from '../protocol/ledger.js';
import type {
  ReportPageData,
  ReportPeriod,
  ReportRequest,
  ReportSessions,
  ReportSpan,
} from '../protocol/reportPage.js';
import type { Cancellation } from '../protocol/rpc.js';
import { assembleKept } from './page.js';
import { type Asking, byTool, type LedgerReader } from './you.js';

/** What the report asks. All reject with `CallError`. */

type Who = Pick<Asking, 'now' | 'zone' | 'folders' | 'budget'>;

const days: Readonly<Record<ReportPeriod, number>> = { '7d': 7, '30d': 30, '90d': 90, '1y': 365 };

/** The days a request means. */
export function spanOfRequest(
  { days: asked }: Pick<ReportRequest, 'days'>,
  { now, zone }: Pick<Who, 'now' | 'zone'>,
): ReportSpan {
  if (typeof asked === 'object') return asked;
  const today = dayOf(now, zone);
  return { since: addDays(today, 1 - days[asked]), until: today };
}

export async function assembleReportPage(
  reader: LedgerReader,
  who: Who,
  request: ReportRequest,
  signal?: Cancellation,
): Promise<ReportPageData> {
  const { now, zone } = who;
  const span = spanOfRequest(request, who);
  const range = rangeOf(span, zone);
  const query = { ...range, zone, ...only(request) };
  const earlier = spanBefore(span);
  const [ofModels, tooled, before, daily, dailyBefore, year, hours, kept, weeks, budget, sources, state] =
    await Promise.all([
      reader.call('usage', { ...query, models: undefined, by: ['model', 'tool'] }, signal),
      reader.call('usage', { ...query, tools: undefined, by: ['tool'] }, signal),
      reader.call('usage', { ...query, ...rangeOf(earlier, zone), by: [] }, signal),
      dailyOf(reader, request, query, signal),
      reader.call('days', { ...query, ...rangeOf(earlier, zone) }, signal),
      yearOf(reader, span, query, signal),
      reader.call('hoursOfWeek', { ...query, hour: undefined }, signal),
      reader.call('kept', { ...query, by: [] }, signal),
      assembleKept(reader, who, only(request), signal),
      who.budget ? reader.call('budgetPath', { ...who, budget: who.budget }, signal) : null,
      reader.call('sources', {}, signal),
      reader.call('state', {}, signal),
    ]);
  return {
    revision: ofModels.revision,
    request,
    at: now,
    zone,
    span,
    today: dayOf(now, zone),
    totals: totalsOf(ofModels, query),
    before: { total: before.totals.total, precision: before.totals.precision },
    byTool: byTool(tooled.rows).filter(({ totals }) => totals.total > 0),
    models: modelsOf(ofModels.rows),
    ...daily,
    dailyBefore: eachDay(earlier, dailyBefore),
    ...year,
    hours,
    kept: kept.total,
    keptWeeks: weeks.weeks,
    budget,
    malformed: sources.reduce((sum, { skipped }) => sum + (skipped['malformed'] ?? 0), 0),
    priceBook: state.priceBook,
  };
}

/** By tool always, for the legend; by model of the one tool alone, where one is asked for. */
async function dailyOf(
  reader: LedgerReader,
  { by }: ReportRequest,
  { tools, ...all }: Parameters<LedgerMethods['daysByModel']>[0],
  signal?: Cancellation,
): Promise<Pick<ReportPageData, 'daily' | 'dailyByModel'>> {
  const [daily, dailyByModel] = await Promise.all([
    reader.call('daysByTool', all, signal),
    by === 'model' ? reader.call('daysByModel', { ...all, tools }, signal) : null,
  ]);
  return { daily, dailyByModel };
}

async function yearOf(
  reader: LedgerReader,
  { until }: ReportSpan,
  of: Pick<UsageQuery, 'zone'> & Narrowing,
  signal?: Cancellation,
): Promise<Pick<ReportPageData, 'year' | 'yearDays'>> {
  const year = `${until.slice(0, 4)}-01-01`;
  const range = rangeOf({ since: year, until: `${until.slice(0, 4)}-12-31` }, of.zone);
  return { year, yearDays: await reader.call('days', { ...of, ...range }, signal) };
}

const sessionsShown = 200;

export async function assembleReportSessions(
  reader: LedgerReader,
  who: Who,
  request: ReportRequest,
  signal?: Cancellation,
): Promise<ReportSessions> {
  const query = { ...rangeOf(spanOfRequest(request, who), who.zone), zone: who.zone, ...only(request) };
  const [{ sessions }, all] = await Promise.all([
    reader.call('sessions', { ...query, limit: sessionsShown }, signal),
    reader.call('usage', { ...query, by: ['session'] }, signal),
  ]);
  const ids = sessions.map(({ id }) => id);
  const { rows } = await reader.call('kept', { zone: who.zone, sessions: ids, by: ['session'] }, signal);
  return { rows: sessions, count: all.rows.length, kept: rows };
}

/** What the report is narrowed to, as the ledger is asked. */
export function only({ tool, model, hour }: Pick<ReportRequest, 'tool' | 'model' | 'hour'>): Narrowing {
  return {
    tools: tool === null ? undefined : [tool],
    models: typeof model === 'string' ? [model] : undefined,
    hour: hour ?? undefined,
  };
}

function totalsOf({ totals, rows }: UsageAnswer, { models }: Narrowing): Totals {
  if (!models) return totals;
  return sumTotals(rows.flatMap((row) => (models.includes(row.key.model ?? '') ? [row.totals] : [])));
}

function rangeOf(span: ReportSpan, zone: string): { readonly since: number; readonly until: number } {
  const { since = 0, until = 0 } = instants({ ...span, zone });
  return { since, until };
}

/** As many days, just before. */
function spanBefore({ since, until }: ReportSpan): ReportSpan {
  const count = Math.round((Date.parse(until) - Date.parse(since)) / 86_400_000) + 1;
  return { since: addDays(since, -count), until: addDays(since, -1) };
}

/** Every day of a span, those without use as 0. */
function eachDay({ since, until }: ReportSpan, used: readonly DayTotal[]): readonly number[] {
  const totals = new Map(used.map(({ day, total }) => [day, total]));
  const all: number[] = [];
  for (let day = since; day <= until; day = addDays(day, 1)) all.push(totals.get(day) ?? 0);
  return all;
}

/** A model that several tools use is one row. */
function modelsOf(rows: readonly UsageRow[]): ReportPageData['models'] {
  const found = new Map<string, UsageRow[]>();
  for (const row of rows) {
    const model = row.key.model ?? '';
    found.set(model, [...(found.get(model) ?? []), row]);
  }
  return [...found]
    .map(([model, parts]) => {
      const [first, ...others] = parts.sort((a, b) => b.totals.total - a.totals.total);
      return {
        model,
        tool: first?.key.tool ?? '',
        totals: sumTotals([first, ...others].flatMap((row) => row?.totals ?? [])),
      };
    })
    .filter(({ totals }) => totals.total > 0)
    .sort((a, b) => b.totals.total - a.totals.total);
}
