import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import { t } from '../words.js';

/** Asks once, erases, then shows the receipt; it asks from when to count again. */
export async function eraseData(reader: LedgerReader, showReceipt: () => unknown): Promise<void> {
  const [erase, exportFirst] = [t('Erase'), t('Export first')];
  const detail = t('Removes the ledger, badges and keys here. Your AI tools’ own logs stay.');
  const question = t('Erase all Tallyboard data?');
  const way = await vscode.window.showWarningMessage(question, { modal: true, detail }, erase, exportFirst);
  if (way === exportFirst) await vscode.commands.executeCommand('tallyboard.export');
  if (way !== erase) return;
  await reader.call('erase', { at: Date.now() });
  await showReceipt();
}
