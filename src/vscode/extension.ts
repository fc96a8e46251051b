import * as vscode from 'vscode';
import { Tallyboard } from './tallyboard.js';
import { useWords } from './words.js';

let running: Tallyboard | undefined;

/** Paints what was known last and registers what can be done; reads no log, opens nothing, waits for nothing. */
export function activate(context: vscode.ExtensionContext): void {
  useWords((text, ...values) => vscode.l10n.t(text, ...values), vscode.env.language);
  const tallyboard = new Tallyboard(context);
  running = tallyboard;
  setTimeout(() => tallyboard.start());
}

/** Keeps the state and ends the worker. */
export async function deactivate(): Promise<void> {
  await running?.close();
  running = undefined;
}
