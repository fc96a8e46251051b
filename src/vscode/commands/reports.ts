import * as vscode from 'vscode';
import { liveFor, sessionsNow } from '../../app/thisSession.js';
import type { Asking, LedgerReader } from '../../app/you.js';
import { type DaySpan, isSpan } from '../../core/span.js';
import type { Period } from '../../protocol/page.js';
import { isReportSpan, type ReportRequest } from '../../protocol/reportPage.js';
import type { Documents } from '../documents/documents.js';
import { periodNames, reportMarkdown, sessionsMarkdown } from '../documents/report.js';
import { spanTitle } from '../documents/spanWords.js';
import { assembleReport, type UsageReport } from '../documents/usageReport.js';
import { pickOne } from '../questions.js';
import type { Surroundings } from '../surroundings.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

export interface ReportTools {
  readonly counting: LedgerReader;
  readonly documents: Documents;
  readonly around: Pick<Surroundings, 'dataKind'>;
  /** Brings up to date what stayed; whether that goes on after some seconds. */
  refreshKept(): Promise<boolean>;
  asking(): Asking;
  wording(): Wording;
}

/** In the order of the quick pick. */
const offered = ['today', '7d', '30d', 'session'] as const satisfies readonly Period[];

/**
 * Opens the report, of the days that whoever runs the command names as `{ days }`. Days without an end, or more of them
 * than a chart can show, are a document.
 */
export async function showReport(
  tools: ReportTools & { readonly openReport: (wish: ReportRequest | null) => void },
  wish?: unknown,
): Promise<void> {
  const days = daysOf(wish);
  if (!days) return tools.openReport(null);
  if (isReportSpan(days)) return tools.openReport({ days, tool: null });
  return show(tools, await assembleReport(tools.counting, tools.asking(), days), spanTitle(days));
}

/** Asks for a period first. */
export async function showReportDocument(tools: ReportTools): Promise<void> {
  const items = offered.map((period) => ({ label: periodNames[period](), period }));
  const picked = await pickOne(items, { placeHolder: t('Report of which time?') });
  if (picked) await reportPeriod(tools, picked.period);
}

function daysOf(wish: unknown): DaySpan | undefined {
  const { days } = Object(wish) as { readonly days?: DaySpan };
  return typeof days === 'object' && isSpan(days) ? days : undefined;
}

export async function reportPeriod(tools: ReportTools, period: Period): Promise<void> {
  if (period === 'session') return reportSessions(tools);
  await show(tools, await assembleReport(tools.counting, tools.asking(), period), periodNames[period]());
}

/** "This session", and beside it the other one that goes on: this window's, or the tool's. */
async function reportSessions({
  counting,
  documents,
  around,
  refreshKept,
  asking,
  wording,
}: ReportTools): Promise<void> {
  const late = await lookingAtKept(refreshKept);
  const who = asking();
  const { tool, means } = await sessionsNow(counting, who);
  const report = await assembleReport(counting, who, 'session');
  const live = tool && tool.end >= who.now - liveFor ? { session: tool.id } : undefined;
  const other = means === 'window' ? live : 'window';
  const second = other && (await assembleReport(counting, who, other));
  const title = t('Usage, {0}', periodNames.session());
  const both = [{ ...report, ...late }, second && { ...second, ...late }] as const;
  await documents.show(title, sessionsMarkdown(both, wording(), around.dataKind));
}

/** What the page points at. A session that is gone from the ledger has no report. */
export async function reportOf(
  tools: ReportTools,
  about: { readonly session: string } | { readonly day: string },
): Promise<void> {
  const late = 'session' in about ? await lookingAtKept(tools.refreshKept) : {};
  const subject = 'day' in about ? { since: about.day, until: about.day } : about;
  const report = await assembleReport(tools.counting, tools.asking(), subject);
  if ('day' in about) return show(tools, report, tools.wording().day(report.since));
  if (!report.session) return;
  await show(
    tools,
    { ...report, ...late },
    `${toolWords(report.session.tool)}, ${tools.wording().moment(report.since, report.at)}`,
  );
}

/** With a word in the status bar while git is asked. */
export async function lookingAtKept(refresh: () => Promise<boolean>): Promise<{ readonly keptLater: boolean }> {
  const options = { location: vscode.ProgressLocation.Window, title: t('Looking at what stayed') };
  return { keptLater: await vscode.window.withProgress(options, refresh) };
}

async function show(tools: ReportTools, report: UsageReport, title: string): Promise<void> {
  const text = reportMarkdown({ ...report, title }, tools.wording(), tools.around.dataKind);
  await tools.documents.show(t('Usage, {0}', title), text);
}
