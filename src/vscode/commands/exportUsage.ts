import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type ExportFormat, fileText, saveExport, writeFailure } from '../../app/saveExport.js';
import { csvText } from '../../core/csv.js';
import { dayOf } from '../../core/day.js';
import { type Dimension, dimensions } from '../../core/report.js';
import { type DaySpan, instants } from '../../core/span.js';
import { usageTable } from '../../core/usageTable.js';
import type { Narrowing } from '../../protocol/ledger.js';
import type { Cancellation } from '../../protocol/rpc.js';
import { reportMarkdown } from '../documents/report.js';
import { assembleReport } from '../documents/usageReport.js';
import { pickOne } from '../questions.js';
import { t } from '../words.js';
import type { CommandTools } from './handlers.js';
import { pickSpan } from './pickSpan.js';

/** What is asked, as far as whoever runs the command does not say it. */
interface Wish extends Narrowing {
  readonly span?: DaySpan;
  readonly format?: ExportFormat;
  readonly by?: readonly Dimension[];
  /** Where to; a key binding cannot say that, so that nothing but a person or an extension names a file. */
  readonly target?: vscode.Uri;
}

const shortTable = ['day', 'tool', 'model'] as const satisfies readonly Dimension[];

/** Asks for days, format and place, and writes the file whole or not at all. */
export async function exportUsage(tools: CommandTools, argument: unknown): Promise<void> {
  const wish = (typeof argument === 'object' && argument !== null ? argument : {}) as Wish;
  const { now, zone } = tools.asking();
  const span = wish.span ?? (await pickSpan(t('Export the use of which days?'), now, zone));
  if (!span) return;
  const format = wish.format ?? (await pickFormat());
  if (!format) return;
  const by = wish.by ?? (format === 'md' ? shortTable : await pickDetail());
  if (!by) return;
  const name = `tallyboard-${tools.around.dataKind === 'demo' ? 'demo-' : ''}${dayOf(now, zone)}.${format}`;
  const target = wish.target instanceof vscode.Uri ? wish.target : await pickTarget(format, name);
  if (!target) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Exporting usage'),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (_progress, token) => {
    const aborting = new AbortController();
    const cancelling = token.onCancellationRequested(() => aborting.abort());
    try {
      const only = { tools: wish.tools, models: wish.models, hour: wish.hour };
      const text = await textOf(tools, { span, format, by, only }, aborting.signal);
      if (!token.isCancellationRequested) await save(target, format, text);
    } finally {
      cancelling.dispose();
    }
    if (!token.isCancellationRequested) tellSaved(target);
  });
}

async function pickFormat(): Promise<ExportFormat | undefined> {
  const formats: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    { label: 'CSV', description: t('a table for a spreadsheet'), format: 'csv' },
    { label: 'JSON', description: t('the report of the command line, for scripts'), format: 'json' },
    { label: 'Markdown', description: t('a document to read'), format: 'md' },
  ];
  return (await pickOne(formats, { placeHolder: t('In which format?') }))?.format;
}

async function pickDetail(): Promise<readonly Dimension[] | undefined> {
  const choices: readonly (vscode.QuickPickItem & { readonly by: readonly Dimension[] })[] = [
    { label: t('Days, tools and models'), description: t('holds no name of yours'), by: shortTable },
    {
      label: t('Sessions, projects and branches too'),
      description: t('holds the names of your folders and branches'),
      by: ['day', ...dimensions.filter((name) => name !== 'day')],
    },
  ];
  return (await pickOne(choices, { placeHolder: t('How much of it?') }))?.by;
}

async function pickTarget(format: ExportFormat, name: string): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: t('Export Usage'),
    saveLabel: t('Export'),
    defaultUri: vscode.Uri.file(join(homedir(), name)),
    filters: { [format === 'md' ? 'Markdown' : format.toUpperCase()]: [format] },
  });
}

async function textOf(
  { counting, asking, wording, around }: CommandTools,
  { span, format, by, only }: Required<Pick<Wish, 'span' | 'format' | 'by'>> & { readonly only: Narrowing },
  signal: Cancellation,
): Promise<string> {
  const who = asking();
  const { zone, now } = who;
  if (format === 'md')
    return reportMarkdown(
      await assembleReport(counting, who, { ...span, ...only }, signal),
      wording(),
      around.dataKind,
    );
  if (format === 'json')
    return `${JSON.stringify(await counting.call('report', { ...span, zone, by, ...only, now }, signal), null, 1)}\n`;
  const { rows } = await counting.call('usage', { ...instants({ ...span, zone }), zone, by, ...only }, signal);
  const table = usageTable(rows, by);
  return csvText(table.head, table.rows);
}

/** Beside it first, then in its place; elsewhere than on this machine's disk as its own file system does that. */
async function save(target: vscode.Uri, format: ExportFormat, text: string): Promise<void> {
  try {
    if (target.scheme === 'file') return saveExport(target.fsPath, format, text);
    const beside = target.with({ path: `${target.path}.${process.pid}.tmp` });
    await vscode.workspace.fs.writeFile(beside, new TextEncoder().encode(fileText(format, text)));
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    throw new Error(t('"{0}" was not written: {1}', target.fsPath, failureWords(error)));
  }
}

function failureWords(error: unknown): string {
  const words = {
    noFolder: () => t('its folder is not there.'),
    isFolder: () => t('there is a folder of that name.'),
    forbidden: () => t('you may not write there. Choose another place.'),
    full: () => t('the disk is full. What was there is unchanged.'),
    other: () => (error instanceof Error ? error.message : String(error)),
  } satisfies Record<ReturnType<typeof writeFailure>, () => string>;
  return words[writeFailure(error)]();
}

function tellSaved(target: vscode.Uri): void {
  const open = t('Open');
  void vscode.window.showInformationMessage(t('Usage is in {0}.', target.fsPath), open).then((way) => {
    if (way === open) return vscode.commands.executeCommand('vscode.open', target);
    return undefined;
  });
}
