import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { byteOrderMark } from '../../core/csv.js';
import { type ChartFile, chartFormats } from '../../protocol/reportPage.js';
import { t } from '../words.js';

/** Asks where to, and writes a chart's file whole or not at all. False when the person turns away. */
export async function saveChart({ name, format, content }: ChartFile, day: string): Promise<boolean> {
  if (!chartFormats.includes(format)) return false;
  const target = await vscode.window.showSaveDialog({
    title: t('Save Chart'),
    defaultUri: vscode.Uri.file(join(homedir(), `tallyboard-${name.replace(/[^a-z-]/g, '')}-${day}.${format}`)),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!target) return false;
  await writeWhole(target, bytesOf({ format, content }));
  return true;
}

function bytesOf({ format, content }: Pick<ChartFile, 'format' | 'content'>): Uint8Array {
  if (format === 'png') return Buffer.from(content, 'base64');
  return new TextEncoder().encode(format === 'csv' ? byteOrderMark + content : content);
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
