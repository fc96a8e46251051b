import * as vscode from 'vscode';
import type { BranchFacts } from '../../protocol/ledger.js';
import type { Cancellation } from '../../protocol/rpc.js';
import { branchMarkdown } from '../documents/branch.js';
import { assembleBranch, type BranchPlace } from '../documents/branchReport.js';
import { pickOne } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import type { CommandTools } from './handlers.js';
import { lookingAtKept, type ReportTools } from './reports.js';

/** Shows the report of the branch that is checked out in the workspace, ready to be copied into a pull request. */
export async function reportBranch(tools: CommandTools): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  const place = await findPlace(tools, folder);
  if (place === undefined) return;
  const late = await lookingAtKept(tools.refreshKept);
  const report = await assembleBranch(tools.counting, tools.asking(), place);
  const markdown = branchMarkdown({ ...report, ...late }, tools.wording(), tools.around.dataKind);
  await tools.documents.show(t('Branch {0}', place.name), markdown);
  const copy = t('Copy');
  void vscode.window
    .showInformationMessage(t('The report of {0} is Markdown, fit for a pull request.', place.name), copy)
    .then((way) => {
      if (way === copy) return vscode.env.clipboard.writeText(markdown);
      return undefined;
    });
}

/** The folder of the file at hand, else the only one, else the person's choice. */
async function pickFolder(): Promise<string | undefined> {
  const folders = fileFolders();
  if (folders.length === 0) throw new Refusal(t('Open a folder of a git repository first.'));
  const found = folderAtHand(folders);
  if (found) return found.uri.fsPath;
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder: t('The branch of which folder?') }))?.uri.fsPath;
}

function fileFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function folderAtHand(folders: readonly vscode.WorkspaceFolder[]): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  const at = active && vscode.workspace.getWorkspaceFolder(active);
  return at && folders.includes(at) ? at : folders.length === 1 ? folders[0] : undefined;
}

/** The branch that is checked out in the folder at hand; a sentence that says why there is none. Asks nothing. */
export async function checkedOut(tools: Pick<ReportTools, 'counting'>): Promise<BranchPlace | string> {
  const folder = folderAtHand(fileFolders())?.uri.fsPath;
  if (folder === undefined) return t('Open a folder of a git repository, and a file of it.');
  const facts = await askGit(tools, folder);
  return facts?.kind === 'branch' ? placeOf(folder, facts) : reasonWords(facts);
}

function placeOf(folder: string, facts: NonNullable<BranchPlace['facts']>): BranchPlace {
  return { name: facts.name, folders: [...new Set([folder, ...facts.folders])], facts };
}

async function findPlace(tools: CommandTools, folder: string): Promise<BranchPlace | undefined> {
  const facts = await askGit(tools, folder);
  if (facts?.kind === 'branch') return placeOf(folder, facts);
  const folders = facts?.kind === 'detached' ? [...new Set([folder, ...facts.folders])] : [folder];
  const name = await pickRecorded(tools, folders, reasonWords(facts));
  return name === undefined ? undefined : { name, folders, facts: await factsOf(tools, folder, facts, name) };
}

/** Undefined in Restricted Mode: a repository's own configuration may run programs. */
async function askGit({ counting }: Pick<ReportTools, 'counting'>, folder: string): Promise<BranchFacts | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const options = { location: vscode.ProgressLocation.Window, title: t('Asking git') };
  return vscode.window.withProgress(options, (_progress, token) => {
    const aborting = new AbortController();
    token.onCancellationRequested(() => aborting.abort());
    return counting.call('branch', { folder }, aborting.signal as Cancellation);
  });
}

/** A branch that was chosen by name is counted against its base too, where git could be asked at all. */
async function factsOf(
  { counting }: CommandTools,
  folder: string,
  facts: BranchFacts | undefined,
  name: string,
): Promise<BranchPlace['facts']> {
  if (facts?.kind !== 'detached') return undefined;
  const named = await counting.call('branch', { folder, name });
  return named.kind === 'branch' ? named : undefined;
}

/** Without a branch at hand: one that the tools recorded in these folders, largest first. */
async function pickRecorded(
  { counting, asking, wording }: CommandTools,
  folders: readonly string[],
  reason: string,
): Promise<string | undefined> {
  const { rows } = await counting.call('usage', { zone: asking().zone, folders, by: ['branch'] });
  const items = rows
    .filter(({ key, totals }) => key.branch && key.branch !== 'HEAD' && totals.total > 0)
    .sort((a, b) => b.totals.total - a.totals.total)
    .map(({ key, totals }) => ({
      label: key.branch ?? '',
      description: t('{0} tokens', wording().headline(totals)),
    }));
  if (items.length === 0) throw new Refusal(t('{0} No use is recorded for a branch of this folder.', reason));
  const placeHolder = t('{0} Report which branch that the tools recorded here?', reason);
  return (await pickOne(items, { placeHolder }))?.label;
}

function reasonWords(facts: BranchFacts | undefined): string {
  if (facts === undefined) return t('Git is not asked in Restricted Mode.');
  if (facts.kind === 'detached') return t('No branch is checked out ({0}).', facts.head ?? 'HEAD');
  if (facts.kind === 'branch') return '';
  const words = {
    absent: () => t('There is no git on this machine.'),
    noRepository: () => t('This folder is no git repository.'),
    unsafe: () => t('Git distrusts this folder: another user owns it.'),
    timeout: () => t('Git did not answer in time.'),
    failed: () => t('Git could not tell the branch.'),
  } satisfies Record<typeof facts.reason, () => string>;
  return words[facts.reason]();
}
