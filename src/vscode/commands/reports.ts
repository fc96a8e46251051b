import * as vscode from 'vscode';
import type { Asking, LedgerReader } from '../../app/you.js';
import type { DataKind, Period } from '../../protocol/page.js';
import type { Documents } from '../documents/documents.js';
import { periodNames, reportMarkdown } from '../documents/report.js';
import { assembleReport } from '../documents/usageReport.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

export interface ReportTools {
  readonly reader: LedgerReader;
  readonly documents: Documents;
  readonly dataKind: DataKind;
  asking(): Asking;
  wording(): Wording;
}

/** In the order of the quick pick. */
const offered = ['today', '7d', '30d', 'session'] as const satisfies readonly Period[];

/** Asks for a period, then shows its report. */
export async function showReport(tools: ReportTools): Promise<void> {
  const items = offered.map((period) => ({ label: periodNames[period](), period }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Report of which time?') });
  if (picked) await reportPeriod(tools, picked.period);
}

export async function reportPeriod(tools: ReportTools, period: Period): Promise<void> {
  const report = await assembleReport(tools.reader, tools.asking(), period);
  await tools.documents.show(
    t('Usage, {0}', periodNames[period]()),
    reportMarkdown(report, tools.wording(), tools.dataKind),
  );
}
