import * as vscode from 'vscode';
import { type Advice, adviceOf, type Host } from '../../core/advice.js';
import { guardSums } from '../../protocol/guard.js';
import { diagnoseMarkdown } from '../documents/diagnose.js';
import { stoppedWords } from '../failures.js';
import { acceptStateWords } from '../hooked/acceptState.js';
import { t } from '../words.js';
import type { CommandTools } from './handlers.js';

/** Shows what is read, what is counted, and what is wrong. */
export async function diagnose(tools: CommandTools): Promise<void> {
  const { documents, around, wording } = tools;
  const reason = tools.stopped();
  const ledger = reason === undefined ? await askLedger(tools) : undefined;
  const stopped = reason ?? (ledger ? undefined : tools.stopped());
  const diagnosis = {
    at: Date.now(),
    versions: around.versions,
    settingProblems: tools.settingProblems(),
    stopped: stopped === undefined ? undefined : stoppedWords(stopped),
    ledger,
    hooks: acceptStateWords(tools.hooks.state),
    demo: around.dataKind === 'demo',
  };
  await documents.show(t('Tallyboard diagnosis'), diagnoseMarkdown(diagnosis, wording()));
  if (ledger?.advice.some(({ kind }) => kind === 'chat-logs')) offerDebugLog();
}

/** Copilot Chat's own setting. */
const debugLog = 'github.copilot.chat.agentDebugLog.fileLogging.enabled';

/** One click where a setting is enough, and where there is one. */
function offerDebugLog(): void {
  const settings = vscode.workspace.getConfiguration();
  if (settings.inspect(debugLog)?.defaultValue === undefined) return;
  const way = t('Switch It On');
  const words = t('Copilot Chat’s debug log tells each request exactly. It is off, and would stay on this machine.');
  void vscode.window.showInformationMessage(words, way).then((chosen) => {
    if (chosen === way) return settings.update(debugLog, true, vscode.ConfigurationTarget.Global);
    return undefined;
  });
}

/** What the debug log would mend is mended from now on where it is on. */
function stillNeeded({ kind }: Advice): boolean {
  return kind !== 'chat-logs' || vscode.workspace.getConfiguration().get(debugLog) !== true;
}

/** Undefined where the worker does not answer: then its health says why. */
async function askLedger({ counting }: CommandTools) {
  try {
    const [state, sources, { rows }, guarded] = await Promise.all([
      counting.call('state', {}),
      counting.call('sources', {}),
      counting.call('usage', { zone: 'UTC', by: ['tool'] }),
      counting.call('guardCounts', {}),
    ]);
    const advice = adviceOf(sources, rows, hostOf(vscode.env.remoteName)).filter(stillNeeded);
    return { state, sources, advice, guard: guardSums(guarded) };
  } catch {
    return undefined;
  }
}

function hostOf(remote: string | undefined): Host {
  if (remote === 'wsl') return 'wsl';
  if (remote === 'ssh-remote') return 'ssh';
  return remote === 'dev-container' || remote === 'attached-container' ? 'container' : undefined;
}
