import * as vscode from 'vscode';
import { pickOne } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';

/** What we use of the API that the editor's git extension exports. */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  diff(cached?: boolean): Promise<string>;
  log(options?: { readonly maxEntries?: number }): Promise<readonly { readonly message: string }[]>;
}

interface Git {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

interface GitExports {
  readonly enabled: boolean;
  getAPI(version: 1): Git;
}

/** The repository of a source-control title, else of the file at hand, else the only one, else the person's choice. */
export async function pickRepository(argument: unknown): Promise<Repository | undefined> {
  const git = await startGit();
  const given = (argument as { readonly rootUri?: unknown } | undefined)?.rootUri;
  const at = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  const found = (at && git.getRepository(at)) ?? (git.repositories.length === 1 ? git.repositories[0] : undefined);
  if (found) return found;
  if (git.repositories.length === 0) throw new Refusal(t('No git repository is open here.'));
  const items = git.repositories.map((repository) => ({
    label: repository.rootUri.path.split('/').at(-1) ?? '',
    description: repository.rootUri.fsPath,
    repository,
  }));
  const picked = await pickOne(items, { placeHolder: t('The message for which repository?') });
  return picked?.repository;
}

async function startGit(): Promise<Git> {
  const exported = await vscode.extensions.getExtension<GitExports>('vscode.git')?.activate();
  if (!exported?.enabled) throw new Refusal(t('Git is switched off in this editor (setting git.enabled).'));
  return exported.getAPI(1);
}

/** What would be committed: what is staged, else what has changed in files that git knows. */
export async function changeOf(repository: Repository): Promise<string> {
  const staged = await repository.diff(true);
  const diff = staged.trim() === '' ? await repository.diff(false) : staged;
  if (diff.trim() === '')
    throw new Refusal(t('Nothing to commit: nothing is staged, and no file that git knows changed.'));
  return diff;
}

/** First lines of the last commits; none in a new repository. */
export async function earlierMessages(repository: Repository): Promise<readonly string[]> {
  const commits = await repository.log({ maxEntries: 10 }).catch(() => []);
  return commits.map(({ message }) => message.split('\n')[0] ?? '').filter((line) => line !== '');
}
