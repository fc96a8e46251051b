import type { BudgetPath } from '../core/budget/path.js';
import type { SessionRow, Totals } from '../core/report.js';
import type { KeptRow, KeptSum } from './kept.js';
import type { DayModelTotal, DayToolTotal, DayTotal, LedgerState } from './ledger.js';
import type { Hello, KeptData, ToolTotals } from './page.js';

/** The report in an editor tab and its host. Opens with `hello`, as the sidebar's page does. */

export const reportPeriods = ['7d', '30d', '90d', '1y'] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** Local days, both included. */
export interface ReportSpan {
  readonly since: string;
  readonly until: string;
}

/** The most days that the report shows. */
export const longestReport = 400;

/** Whether days have both ends, in order, and are few enough. */
export function isReportSpan(span: {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}): span is ReportSpan {
  const days = (Date.parse(span.until ?? '') - Date.parse(span.since ?? '')) / 86_400_000 + 1;
  return days >= 1 && days <= longestReport;
}

export interface ReportRequest {
  /** Days that end with today, or days that were chosen. */
  readonly days: ReportPeriod | ReportSpan;
  /** The one tool that the report is about; null: all. */
  readonly tool: string | null;
  /** The one model; absent or null: all. */
  readonly model?: string | null;
  /** The one hour of the local week, 0 from Monday midnight; absent or null: all. */
  readonly hour?: number | null;
  /** By what each day is split; absent: by tool. */
  readonly by?: 'tool' | 'model';
}

/**
 * All but `byTool` and `daily` is of the one tool alone, all but `models` of the one model, all but `hours` of the one hour, where
 * one is asked for: what narrows the report can be chosen anew.
 */
export interface ReportPageData {
  readonly revision: number;
  readonly request: ReportRequest;
  /** Instant the figures were taken. */
  readonly at: number;
  readonly zone: string;
  readonly span: ReportSpan;
  /** Local day of now. */
  readonly today: string;
  readonly totals: Totals;
  /** As many days, just before. */
  readonly before: Pick<Totals, 'total' | 'precision'>;
  /** Most tokens first. */
  readonly byTool: readonly ToolTotals[];
  /** Most tokens first; `tool` is the one that used it most. */
  readonly models: readonly { readonly model: string; readonly tool: string; readonly totals: Totals }[];
  /** Days in order. */
  readonly daily: readonly DayToolTotal[];
  /** Null where nobody asked for it. */
  readonly dailyByModel: readonly DayModelTotal[] | null;
  /** Tokens of each day of as many days before, in order, days without use too. */
  readonly dailyBefore: readonly number[];
  /** First day of the calendar year that the last day lies in, and its days with use, in order. */
  readonly year: string;
  readonly yearDays: readonly DayTotal[];
  /** Tokens by hour of the week, from Monday midnight. */
  readonly hours: readonly number[];
  /** What stayed of the edits of these days. */
  readonly kept: KeptSum;
  readonly keptWeeks: KeptData['weeks'];
  /** Of now, whatever the days of the report are; null without a budget of money or tokens. */
  readonly budget: BudgetPath | null;
  /** Lines of logs that could not be read. */
  readonly malformed: number;
  readonly priceBook: LedgerState['priceBook'];
}

export interface ReportSessions {
  /** Newest first; older ones beyond the first 200 are left out. */
  readonly rows: readonly SessionRow[];
  /** How many there are in all. */
  readonly count: number;
  /** What stayed of each session's edits, where it had any. */
  readonly kept: readonly KeptRow[];
}

export interface ReportHello extends Pick<Hello, 'protocol' | 'dataKind' | 'locale' | 'zone' | 'plan' | 'words'> {
  /** What the report was opened for; null: what the page remembers. Told once. */
  readonly wish: ReportRequest | null;
}

export const reportFormats = ['md', 'csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const chartFormats = ['csv', 'svg', 'png'] as const;
export type ChartFormat = (typeof chartFormats)[number];

/** One chart as a file. */
export interface ChartFile {
  /** Small letters and hyphens. */
  readonly name: string;
  readonly format: ChartFormat;
  /** Text; of a PNG its bytes in base64. */
  readonly content: string;
}

export type ReportMethods = {
  hello(input: { readonly protocol: number }): ReportHello;
  figures(input: ReportRequest): ReportPageData;
  sessions(input: ReportRequest): ReportSessions;
  /** Opens the document of a session. */
  openSession(input: { readonly session: string }): void;
  /** Of the one tool, model and hour alone, where they are named. */
  exportUsage(
    input: Pick<ReportRequest, 'tool' | 'model' | 'hour'> & {
      readonly span: ReportSpan;
      readonly format: ReportFormat;
    },
  ): void;
  /** Asks where to. */
  saveChart(input: ChartFile): void;
  run(input: { readonly command: 'addPrice' | 'diagnose' | 'reload' }): void;
};

export type ReportEvents = {
  /** Figures changed; ask again. */
  figuresChanged: Record<string, never>;
  show: ReportRequest;
};
