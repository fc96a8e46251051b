import type { ChartFile, ReportFormat, ReportRequest } from '../../src/protocol/reportPage.js';

/** All that a person can do in the report. */
export type ReportAct =
  | { readonly kind: 'show'; readonly request: Partial<ReportRequest> }
  | { readonly kind: 'tables' | 'compare' }
  | { readonly kind: 'export'; readonly format: ReportFormat }
  | { readonly kind: 'saveChart'; readonly file: ChartFile }
  | { readonly kind: 'session'; readonly session: string };

const eventName = 'tally-report-act';

/** Says what the person did; a component knows neither wire nor editor. */
export function reportAct(from: EventTarget, detail: ReportAct): void {
  from.dispatchEvent(new CustomEvent<ReportAct>(eventName, { detail, bubbles: true, composed: true }));
}

export function onReportAct(target: EventTarget, listener: (act: ReportAct) => void): void {
  target.addEventListener(eventName, (event) => listener((event as CustomEvent<ReportAct>).detail));
}
