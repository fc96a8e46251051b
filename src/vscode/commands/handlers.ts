import * as vscode from 'vscode';
import type { Asking } from '../../app/you.js';
import type { ScanProgress } from '../../protocol/ledger.js';
import type { LazyCounting } from '../counting.js';
import { diagnoseMarkdown } from '../documents/diagnose.js';
import type { Documents } from '../documents/documents.js';
import { stoppedWords } from '../failures.js';
import type { Settings } from '../settings.js';
import type { Surroundings } from '../surroundings.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import type { CommandHandlers } from './commandTable.js';
import { eraseData } from './erase.js';
import { installCommand } from './installCommand.js';
import { pauseCounting, resumeCounting } from './pause.js';
import { type ReportTools, reportPeriod, showReport } from './reports.js';
import { rescan } from './rescan.js';

export interface CommandTools {
  readonly counting: LazyCounting;
  readonly documents: Documents;
  readonly around: Surroundings;
  readonly stopped: () => string | undefined;
  readonly settings: () => Settings;
  readonly settingProblems: () => readonly string[];
  readonly asking: () => Asking;
  readonly wording: () => Wording;
  readonly onProgress: vscode.Event<ScanProgress>;
  readonly showReceipt: () => unknown;
}

export function commandHandlers(tools: CommandTools): CommandHandlers {
  const { counting, documents, around, asking, wording, onProgress } = tools;
  const reports: ReportTools = { reader: counting, documents, dataKind: around.dataKind, asking, wording };
  return {
    'tallyboard.showReport': () => showReport(reports),
    'tallyboard.reportSession': () => reportPeriod(reports, 'session'),
    'tallyboard.openSidebar': () => vscode.commands.executeCommand('tallyboard.you.focus'),
    'tallyboard.pause': () => pauseCounting(counting, tools.settings().zone),
    'tallyboard.resume': () => resumeCounting(counting),
    'tallyboard.rescan': () => rescan(counting, onProgress, wording()),
    'tallyboard.restart': () => counting.restart(),
    'tallyboard.erase': () => eraseData(counting, tools.showReceipt),
    'tallyboard.diagnose': () => diagnose(tools),
    'tallyboard.installCommand': () => installCommand(counting, around.runtime),
    'tallyboard.openSettings': () => vscode.commands.executeCommand('workbench.action.openSettings', 'tallyboard'),
  };
}

async function diagnose(tools: CommandTools): Promise<void> {
  const { counting, documents, around, wording } = tools;
  const reason = tools.stopped();
  const ledger = reason === undefined ? await askLedger(counting) : undefined;
  const stopped = reason ?? (ledger ? undefined : tools.stopped());
  const diagnosis = {
    at: Date.now(),
    versions: around.versions,
    settingProblems: tools.settingProblems(),
    stopped: stopped === undefined ? undefined : stoppedWords(stopped),
    ledger,
    demo: around.dataKind === 'demo',
  };
  await documents.show(t('Tallyboard diagnosis'), diagnoseMarkdown(diagnosis, wording()));
}

/** Undefined where the worker does not answer: then its health says why. */
async function askLedger(counting: LazyCounting) {
  try {
    const [state, sources] = await Promise.all([counting.call('state', {}), counting.call('sources', {})]);
    return { state, sources };
  } catch {
    return undefined;
  }
}
