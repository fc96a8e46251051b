import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { dataFolderOf, installLauncher, isOnPath, pathLine, type Runtime, refreshLauncher } from './launcher.js';

/** Writes the launcher and tells how a terminal finds it. */
export async function installCommand(reader: LedgerReader, runtime: Runtime): Promise<void> {
  const { path } = await reader.call('state', {});
  const folder = dataFolderOf(path);
  if (folder === undefined)
    throw new Refusal(t('The ledger is in memory only, so there is no folder for the command.'));
  const launcher = installLauncher(folder, runtime);
  if (isOnPath(launcher, process.env['PATH'] ?? '', runtime.windows)) {
    void vscode.window.showInformationMessage(t('Type tallyboard in a new terminal. The command is {0}.', launcher));
    return;
  }
  const copy = t('Copy the line');
  const words = t(
    'The command is {0}. Its folder is not on PATH yet: add this line to your shell’s profile.',
    launcher,
  );
  const line = pathLine(launcher, runtime.windows);
  const way = await vscode.window.showInformationMessage(`${words} ${line}`, copy);
  if (way === copy) await vscode.env.clipboard.writeText(line);
}

/** Names this editor and this version in a launcher that is there. A failure is told when it is installed by hand. */
export async function refreshCommand(reader: LedgerReader, runtime: Runtime): Promise<void> {
  try {
    const folder = dataFolderOf((await reader.call('state', {})).path);
    if (folder !== undefined) refreshLauncher(folder, runtime);
  } catch {
    // The folder cannot be written, or nothing counts.
  }
}
