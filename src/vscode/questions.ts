import * as vscode from 'vscode';

/**
 * All that Tallyboard asks in the editor's box. A question stays until it is answered or given up with Escape: a busy editor gives the
 * focus back to the page that asked only after the question is open, which would take it away again.
 */
const staying = { ignoreFocusOut: true } as const;

/** One of the items; undefined where the question was given up. */
export function pickOne<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions,
): Thenable<Item | undefined> {
  return vscode.window.showQuickPick(items, { ...options, ...staying });
}

/** Any of the items; undefined where the question was given up. */
export function pickSome<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions,
): Thenable<readonly Item[] | undefined> {
  return vscode.window.showQuickPick(items, { ...options, ...staying, canPickMany: true });
}

/** What was typed; undefined where the question was given up. */
export function askInBox(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  return vscode.window.showInputBox({ ...options, ...staying });
}

/** A box to be filled, shown and disposed of by who asks. */
export function openPick<Item extends vscode.QuickPickItem>(): vscode.QuickPick<Item> {
  return Object.assign(vscode.window.createQuickPick<Item>(), staying);
}
