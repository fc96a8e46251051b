import * as vscode from 'vscode';
import type { Period } from '../../protocol/page.js';
import { periodNames, reportMarkdown } from '../documents/report.js';
import { assembleReport } from '../documents/usageReport.js';
import { t } from '../words.js';
import type { CommandTools } from './handlers.js';

/** In the order of the quick pick. */
const offered = ['today', '7d', '30d', 'session'] as const satisfies readonly Period[];

/** Asks for a period, then shows its report. */
export async function showReport(tools: CommandTools): Promise<void> {
  const items = offered.map((period) => ({ label: periodNames[period](), period }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Report of which time?') });
  if (picked) await reportPeriod(tools, picked.period);
}

export async function reportPeriod(tools: CommandTools, period: Period): Promise<void> {
  const { counting, documents, around, asking, wording } = tools;
  const report = await assembleReport(counting, asking(), period);
  const markdown = reportMarkdown(report, wording(), around.dataKind);
  await documents.show(t('Usage, {0}', periodNames[period]()), markdown);
}
