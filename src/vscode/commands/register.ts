import * as vscode from 'vscode';
import { Scope } from '../../platform/scope.js';
import { erasedReason } from '../../protocol/page.js';
import { callErrorOf } from '../../protocol/rpc.js';
import { isRefusal } from '../refusal.js';
import { t } from '../words.js';
import type { CommandId } from './commandTable.js';

/** What stands for another command: its caller gets that one's result and error, as they are. */
const passesOn: ReadonlySet<CommandId> = new Set(['tallyboard.runHooked']);

/** Registers the commands of the manifest. A failure is told in words, with a way on. */
export function registerCommands(
  commands: readonly { readonly command: CommandId }[],
  handle: (id: CommandId, argument: unknown) => unknown,
  words: (error: unknown) => string,
): vscode.Disposable {
  const scope = new Scope();
  for (const { command: id } of commands) {
    const act = (argument?: unknown) =>
      passesOn.has(id) ? handle(id, argument) : run(id, () => handle(id, argument), words);
    scope.own(vscode.commands.registerCommand(id, act));
  }
  return scope;
}

async function run(id: CommandId, handle: () => unknown, words: (error: unknown) => string): Promise<void> {
  try {
    await handle();
  } catch (error) {
    if (callErrorOf(error)?.fate === 'cancelled') return;
    if (isRefusal(error)) void vscode.window.showInformationMessage(error.message);
    else if (callErrorOf(error)?.reason === erasedReason) tell('showInformationMessage', words(error), ways.choose);
    else
      tell(
        'showErrorMessage',
        t('Tallyboard: {0}', words(error)),
        id === 'tallyboard.diagnose' ? undefined : ways.diagnose,
      );
  }
}

/** The way on from what went wrong: its words and its command. */
interface Way {
  readonly words: () => string;
  readonly command: CommandId;
}

const ways = {
  diagnose: { words: () => t('Diagnose'), command: 'tallyboard.diagnose' },
  /** The sidebar asks from when to count. */
  choose: { words: () => t('Choose'), command: 'tallyboard.openSidebar' },
} as const satisfies Readonly<Record<string, Way>>;

function tell(how: 'showInformationMessage' | 'showErrorMessage', words: string, way: Way | undefined): void {
  void vscode.window[how](words, ...(way ? [way.words()] : [])).then((chosen) => {
    if (chosen && way) void vscode.commands.executeCommand(way.command);
  });
}
