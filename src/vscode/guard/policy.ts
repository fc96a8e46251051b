import * as vscode from 'vscode';
import { fitsGlob } from '../../core/glob.js';
import { type GuardPolicy, type PolicyProblem, policyFile, readPolicy } from '../../core/guardPolicy.js';

/** The policy of one folder of the workspace. */
export interface FolderPolicy extends GuardPolicy {
  readonly file: vscode.Uri;
  readonly folder: vscode.Uri;
  readonly problems: readonly PolicyProblem[];
}

/** The policies that hold in this window, each read anew. None in a workspace that is not trusted. */
export async function readPolicies(): Promise<readonly FolderPolicy[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const all = await Promise.all(folders.map(({ uri }) => readFolder(uri)));
  return all.filter((policy) => policy !== undefined);
}

async function readFolder(folder: vscode.Uri): Promise<FolderPolicy | undefined> {
  const file = vscode.Uri.joinPath(folder, policyFile);
  const none = { folder, file, patterns: [], forbidden: [], guidance: '' };
  try {
    // A file of any size is refused before it is read.
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > 1_000_000) return { ...none, problems: [{ path: '', code: 'tooLarge' }] };
    const { policy, problems } = readPolicy(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
    return { ...policy, folder, file, problems };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    return { ...none, problems: [{ path: '', code: 'unreadable' }] };
  }
}

/** The policy that keeps a file's text back, if one does. */
export function forbidding(policies: readonly FolderPolicy[], file: vscode.Uri): FolderPolicy | undefined {
  return policies.find(({ folder, forbidden }) => {
    const base = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    if (file.scheme !== folder.scheme || file.authority !== folder.authority || !file.path.startsWith(base))
      return false;
    return forbidden.some((glob) => fitsGlob(file.path.slice(base.length), glob));
  });
}
