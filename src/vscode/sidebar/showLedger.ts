import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';

/** Shows the ledger's folder; where the editor has no window of the machine's own, Diagnose names it. */
export async function showLedger(reader: LedgerReader): Promise<void> {
  const { path } = await reader.call('state', {});
  const show = vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
  await show.then(undefined, () => vscode.commands.executeCommand('tallyboard.diagnose'));
}
