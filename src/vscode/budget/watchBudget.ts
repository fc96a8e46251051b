import * as vscode from 'vscode';
import type { Scope } from '../../platform/scope.js';
import { BudgetNotices, type BudgetNoticesOptions } from './budgetNotices.js';

/** The notices of this window's budget, by the editor's own notifications. */
export function watchBudget(
  scope: Scope,
  options: Omit<BudgetNoticesOptions, 'ask' | 'run' | 'focused'>,
): BudgetNotices {
  const notices = scope.own(
    new BudgetNotices({
      ...options,
      focused: () => vscode.window.state.focused,
      ask: (words, ways) => vscode.window.showInformationMessage(words, ...ways),
      run: (command) => vscode.commands.executeCommand(command),
    }),
  );
  const typed = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.scheme !== 'output') notices.typed();
  });
  scope.own(typed);
  return notices;
}
