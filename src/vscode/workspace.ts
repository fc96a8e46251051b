import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { WorkerSettings } from '../protocol/ledger.js';
import type { Settings } from './settings.js';
import type { Surroundings } from './surroundings.js';

/** Folders of the workspace on this machine's own file system. */
export function workspaceFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}

/** The same in a trusted workspace; undefined in Restricted Mode. */
export function trustedFolders(): readonly string[] | undefined {
  return vscode.workspace.isTrusted ? workspaceFolders() : undefined;
}

/** The workspace folder of a document, else the first one; '' without one on this machine's own file system. */
export function projectOf(document: vscode.Uri | undefined): string {
  const folder = document && vscode.workspace.getWorkspaceFolder(document);
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : (workspaceFolders()[0] ?? '');
}

/** What tells workspaces apart; undefined without one. */
export function workspaceUri(): string | undefined {
  return (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString();
}

/** A demo reads its own home alone and keeps a ledger of its own there, in a folder that is made here. */
export function workerSettings(
  { demoHome, editorUserFolder }: Surroundings,
  { roots, prices, retentionDays }: Settings,
): WorkerSettings {
  if (demoHome !== undefined) {
    const folder = join(demoHome, '.tallyboard');
    mkdirSync(folder, { recursive: true });
    return { home: demoHome, ledger: join(folder, 'ledger.db'), extraRoots: {}, priceOverrides: prices, retentionDays };
  }
  return { editorUserFolder, extraRoots: roots, priceOverrides: prices, retentionDays };
}
