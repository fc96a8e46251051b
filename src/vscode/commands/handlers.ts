import * as vscode from 'vscode';
import type { WorkClient } from '../../app/workClient.js';
import type { Asking } from '../../app/you.js';
import type { Scope } from '../../platform/scope.js';
import type { ScanProgress } from '../../protocol/ledger.js';
import { erasedReason, type Tab } from '../../protocol/page.js';
import type { ReportRequest } from '../../protocol/reportPage.js';
import { CallError } from '../../protocol/rpc.js';
import { assistHandlers } from '../assist/assist.js';
import { sendingOf } from '../assist/sendingOf.js';
import { setUpClaudeCode } from '../claudeCode/setUp.js';
import type { LazyCounting } from '../counting.js';
import type { Documents } from '../documents/documents.js';
import { checkClipboard } from '../guard/checkClipboard.js';
import { checkSelection } from '../guard/checkSelection.js';
import { Gate } from '../guard/gate.js';
import { Guard } from '../guard/guard.js';
import { countAccepted } from '../hooked/countAccepted.js';
import type { EditRecorder } from '../hooked/editRecorder.js';
import type { Hooks } from '../hooked/hooks.js';
import { pickHooked } from '../hooked/pickHooked.js';
import type { UseRecorder } from '../hooked/recorder.js';
import { CardPanel } from '../report/cardPanel.js';
import type { Settings } from '../settings.js';
import type { Surroundings } from '../surroundings.js';
import { teamHandlers } from '../team/teamHandlers.js';
import type { TeamHost } from '../team/teamHost.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import { addPrice } from './addPrice.js';
import type { CommandHandlers } from './commandTable.js';
import { comparePeriods } from './comparePeriods.js';
import { diagnose } from './diagnose.js';
import { eraseData } from './erase.js';
import { exportUsage } from './exportUsage.js';
import { importUsage } from './importUsage.js';
import { installCommand } from './installCommand.js';
import { pauseCounting, resumeCounting } from './pause.js';
import { reportBranch } from './reportBranch.js';
import { reportPeriod, showReport, showReportDocument } from './reports.js';
import { rescan } from './rescan.js';
import { setBudget } from './setBudget.js';
import { verify } from './verify.js';
import { weekInReview } from './weekInReview.js';

export interface CommandTools {
  readonly counting: LazyCounting;
  readonly documents: Documents;
  readonly refreshKept: () => Promise<boolean>;
  readonly uses: UseRecorder;
  readonly edits: EditRecorder;
  readonly work: WorkClient;
  readonly state: Pick<vscode.Memento, 'get' | 'update'>;
  readonly scope: Scope;
  readonly hooks: Hooks;
  /** Undefined with generated data. */
  readonly team: TeamHost | undefined;
  readonly chooseTeam: (id: string) => void;
  readonly around: Surroundings;
  readonly stopped: () => string | undefined;
  readonly settings: () => Settings;
  readonly settingProblems: () => readonly string[];
  readonly asking: () => Asking;
  readonly wording: () => Wording;
  readonly hiddenBadges: () => readonly string[];
  readonly onProgress: vscode.Event<ScanProgress>;
  readonly showTab: (tab: Tab) => unknown;
  readonly openReport: (wish: ReportRequest | null) => void;
}

export function commandHandlers(tools: CommandTools): CommandHandlers {
  const { counting, around, hooks, wording, onProgress } = tools;
  const guard = new Guard(tools);
  const gate = new Gate(guard);
  const card = new CardPanel(tools);
  return {
    'tallyboard.showReport': (wish) => showReport(tools, wish),
    'tallyboard.reportMarkdown': () => showReportDocument(tools),
    'tallyboard.reportSession': () => reportPeriod(tools, 'session'),
    'tallyboard.reportBranch': () => reportBranch(tools),
    'tallyboard.weekInReview': (wish) => weekInReview(tools, wish),
    'tallyboard.shareCard': () => card.show(),
    'tallyboard.comparePeriods': (wish) => comparePeriods(tools, wish),
    'tallyboard.exportUsage': (wish) => exportUsage(tools, wish),
    'tallyboard.importUsage': (wish) => importUsage(tools, wish),
    'tallyboard.verify': () => verify(tools),
    'tallyboard.showBadges': () => tools.showTab('badges'),
    'tallyboard.openSidebar': () => vscode.commands.executeCommand('tallyboard.you.focus'),
    'tallyboard.setBudget': () => setBudget(tools),
    'tallyboard.addPrice': () => addPrice(tools),
    'tallyboard.pause': () => pauseCounting(counting, tools.settings().zone),
    'tallyboard.resume': () => resumeCounting(counting),
    'tallyboard.rescan': () => rescan(counting, onProgress, wording()),
    'tallyboard.restart': () => restart(tools),
    'tallyboard.erase': () => eraseData({ ...tools, reader: counting, showReceipt: () => tools.showTab('privacy') }),
    'tallyboard.diagnose': () => diagnose(tools),
    'tallyboard.installCommand': () => installCommand(counting, around.runtime),
    ...assistHandlers({
      ...tools,
      sent: {},
      guard: async (text, about) => gate.passGuard(text, await sendingOf(about)),
    }),
    'tallyboard.checkSelection': () => checkSelection(guard),
    'tallyboard.checkClipboard': () => checkClipboard(guard),
    'tallyboard.clearMarks': () => guard.marks.clear(),
    'tallyboard.setUpClaudeCode': () => setUpClaudeCode(tools),
    ...teamHandlers(tools),
    'tallyboard.openSettings': () => vscode.commands.executeCommand('workbench.action.openSettings', 'tallyboard'),
    'tallyboard.countAccepted': () => countAccepted(hooks),
    'tallyboard.pickHooked': () => pickHooked(tools.settings().hooked),
    'tallyboard.runHooked': (argument) => hooks.run(argument),
    'tallyboard.accepted': (entrypoint) => hooks.accepted(entrypoint),
  };
}

/** After Erase there is nothing to restart: the sidebar asks from when to count. */
async function restart({ counting, stopped }: CommandTools): Promise<void> {
  if (stopped() === erasedReason) throw new CallError('failed', erasedReason, '');
  counting.restart();
  void vscode.window.showInformationMessage(t('Counting starts again.'));
}
