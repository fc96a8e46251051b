import * as vscode from 'vscode';
import { Scope } from '../../platform/scope.js';
import { callErrorOf } from '../../protocol/rpc.js';
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
    const ways = id === 'tallyboard.diagnose' ? [] : [t('Diagnose')];
    void vscode.window.showErrorMessage(t('Tallyboard: {0}', words(error)), ...ways).then((way) => {
      if (way) void vscode.commands.executeCommand('tallyboard.diagnose');
    });
  }
}
