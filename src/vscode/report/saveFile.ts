import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../words.js';

/** Asks where to, and writes a file whole or not at all; nothing where the person turns away. */
export async function saveFile(title: string, name: string, format: string, bytes: Uint8Array): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.file(join(homedir(), `tallyboard-${name}.${format}`)),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target) await writeWhole(target, bytes);
}

/** Beside it first, then in its place. */
async function writeWhole(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const beside = target.with({ path: `${target.path}.${process.pid}.tmp` });
  try {
    await vscode.workspace.fs.writeFile(beside, bytes);
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(beside).then(undefined, () => {});
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(t('"{0}" was not written: {1}', target.fsPath, words));
  }
}
