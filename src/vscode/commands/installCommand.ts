import * as vscode from 'vscode';
import { dataFolderOf, installLauncher, isOnPath, pathLine, type Runtime } from '../../app/launcher.js';
import type { LedgerReader } from '../../app/you.js';
import { t } from '../words.js';

/** Writes the launcher and tells how a terminal finds it. */
export async function installCommand(reader: LedgerReader, runtime: Runtime): Promise<void> {
  const { path } = await reader.call('state', {});
  const folder = dataFolderOf(path);
  if (folder === undefined) throw new Error(t('The ledger is in memory only, so there is no folder for the command.'));
  const launcher = installLauncher(folder, runtime);
  if (isOnPath(launcher, process.env['PATH'] ?? '', runtime.windows)) {
    void vscode.window.showInformationMessage(t('Type tallyboard in a new terminal. The command is {0}.', launcher));
    return;
  }
  const copy = t('Copy the line');
  const words = t('The command is {0}. Its folder is not on PATH yet: add this line to your shell’s profile.', launcher);
  const line = pathLine(launcher, runtime.windows);
  const way = await vscode.window.showInformationMessage(`${words} ${line}`, copy);
  if (way === copy) await vscode.env.clipboard.writeText(line);
}
