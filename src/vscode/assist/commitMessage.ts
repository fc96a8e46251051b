import * as vscode from 'vscode';
import { messageOf } from '../../assist/codeBlock.js';
import { changedFiles, commitMaterial } from '../../assist/material.js';
import { t } from '../words.js';
import type { AssistTools } from './assistTools.js';
import { changeOf, earlierMessages, pickRepository, type Repository } from './git.js';
import { ask } from './run.js';
import { tellLeftOut } from './tellLeftOut.js';
import { titleOf } from './titles.js';

/** Writes the message of a commit into the box of source control. What a person wrote there stays until they say so. */
export async function commitMessage(tools: AssistTools, argument: unknown): Promise<void> {
  const repository = await pickRepository(argument);
  if (!repository) return;
  const change = await changeOf(repository);
  const pieces = commitMaterial(change, await earlierMessages(repository));
  const more = changedFiles(change).map((name) => vscode.Uri.joinPath(repository.rootUri, name));
  const title = titleOf('commit-message');
  const before = repository.inputBox.value;
  const answer = await ask(tools, { prompt: 'commit-message', title, pieces, uri: repository.rootUri, more });
  if (!answer) return;
  const message = messageOf(answer.text);
  const took = await place(repository, before, message);
  await answer.settle(
    took ? 'accepted' : 'dropped',
    took ? { accepted: message, dropped: '' } : { accepted: '', dropped: message },
  );
  tellLeftOut(answer.leftOut);
}

/** Whether the message was taken. */
async function place(repository: Repository, before: string, message: string): Promise<boolean> {
  const there = repository.inputBox.value;
  const replace = t('Replace it');
  const copy = t('Copy the new one');
  const question = t('The commit box holds a message already.');
  const way =
    there.trim() === '' && there === before ? replace : await vscode.window.showWarningMessage(question, replace, copy);
  if (way === copy) await vscode.env.clipboard.writeText(message);
  if (way === replace) {
    repository.inputBox.value = message;
    await vscode.commands.executeCommand('workbench.view.scm');
  }
  return way !== undefined;
}
