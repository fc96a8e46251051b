import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import type { Asking } from '../../app/you.js';
import type { ScanProgress } from '../../protocol/ledger.js';
import type { LazyCounting } from '../counting.js';
import type * as Actions from '../documents/actions.js';
import type { Documents } from '../documents/documents.js';
import type { Settings } from '../settings.js';
import type { Surroundings } from '../surroundings.js';
import type { Wording } from '../wording.js';
import type { CommandHandlers } from './commandTable.js';
import { installCommand } from './installCommand.js';
import { pauseCounting, resumeCounting } from './pause.js';
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
}

export function commandHandlers(tools: CommandTools): CommandHandlers {
  const { counting, around, wording, onProgress } = tools;
  const documents = lazyActions(around);
  return {
    'tallyboard.showReport': () => documents().showReport(tools),
    'tallyboard.reportSession': () => documents().reportPeriod(tools, 'session'),
    'tallyboard.reportBranch': () => documents().reportBranch(tools),
    'tallyboard.comparePeriods': () => documents().comparePeriods(tools),
    'tallyboard.exportUsage': (wish) => documents().exportUsage(tools, wish),
    'tallyboard.verify': () => documents().verify(tools),
    'tallyboard.openSidebar': () => vscode.commands.executeCommand('tallyboard.you.focus'),
    'tallyboard.pause': () => pauseCounting(counting, tools.settings().zone),
    'tallyboard.resume': () => resumeCounting(counting),
    'tallyboard.rescan': () => rescan(counting, onProgress, wording()),
    'tallyboard.restart': () => counting.restart(),
    'tallyboard.diagnose': () => documents().diagnose(tools),
    'tallyboard.installCommand': () => installCommand(counting, around.runtime),
    'tallyboard.openSettings': () => vscode.commands.executeCommand('workbench.action.openSettings', 'tallyboard'),
  };
}

/** A bundle of its own, so that activation need not parse it; it has its own copy of the words. */
function lazyActions({ documentsFile, locale }: Surroundings): () => typeof Actions {
  let actions: typeof Actions | undefined;
  return () => {
    if (actions) return actions;
    actions = createRequire(documentsFile)(documentsFile) as typeof Actions;
    actions.useWords((text, ...values) => vscode.l10n.t(text, ...values), locale);
    return actions;
  };
}
