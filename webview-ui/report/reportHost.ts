import type { ReportRequest } from '../../src/protocol/reportPage.js';
import { isReportSpan, type ReportEvents, type ReportMethods, reportPeriods } from '../../src/protocol/reportPage.js';
import { connectEditor } from '../host.js';

/** What the person arranged: it lasts as long as the tab, also over a reload of the window. */
export interface ReportView {
  readonly request: ReportRequest;
  /** Each chart as a table; absent: as the editor's support for screen readers says. */
  readonly asTables?: boolean;
  /** With the days before as an outline. */
  readonly compares: boolean;
  readonly scrolled: number;
}

/** The editor's side, as the report sees it. */
export interface ReportHost extends Pick<ReturnType<typeof connectEditor<ReportMethods, ReportEvents>>, 'call' | 'on'> {
  readonly view: ReportView;
  keepView(view: ReportView): void;
}

export function connectReportHost(): ReportHost {
  const { call, on, kept, keep } = connectEditor<ReportMethods, ReportEvents>();
  return { call, on, view: viewOf(kept), keepView: keep };
}

function viewOf(kept: unknown): ReportView {
  const { request, asTables, compares, scrolled } = Object(kept) as Partial<ReportView>;
  return {
    request: isRequest(request) ? request : { days: '30d', tool: null },
    ...(typeof asTables === 'boolean' ? { asTables } : {}),
    compares: compares === true,
    scrolled: typeof scrolled === 'number' ? scrolled : 0,
  };
}

function isHourOfWeek(hour: unknown): boolean {
  return Number.isInteger(hour) && Number(hour) >= 0 && Number(hour) < 168;
}

function isRequest(request: Partial<ReportRequest> | undefined): request is ReportRequest {
  if (!request || (request.tool !== null && typeof request.tool !== 'string')) return false;
  const { days, by, model, hour } = request;
  if (model !== undefined && model !== null && typeof model !== 'string') return false;
  if (hour !== undefined && hour !== null && !isHourOfWeek(hour)) return false;
  if (by !== undefined && by !== 'tool' && by !== 'model') return false;
  return (
    reportPeriods.some((period) => period === days) || (typeof days === 'object' && days !== null && isReportSpan(days))
  );
}
