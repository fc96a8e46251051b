import * as vscode from 'vscode';
import { AssistError } from '../../assist/assistError.js';
import { readable } from '../../assist/readable.js';
import { t } from '../words.js';
import type { AssistTools } from './assistTools.js';
import { failureOf, type WayOn } from './assistWords.js';

/** A command as it is told of: its name for a person, and how it is run again. */
export interface Attempted {
  readonly title: string;
  again(): unknown;
}

/**
 * Runs a command that sends text: never from a folder that is not trusted. A failure is told in words with ways on, whose
 * choice is not waited for.
 */
export async function attempt(tools: AssistTools, command: Attempted, run: () => Promise<void>): Promise<void> {
  if (!vscode.workspace.isTrusted) return tellUntrusted();
  try {
    await run();
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    const labels: Readonly<Record<WayOn, string>> = {
      again: t('Try again'),
      choose: t('Choose Model…'),
      find: t('Find one'),
      show: t('Show the answer'),
    };
    const words = t('{0}: {1}', command.title, failure.words);
    const ways = failure.ways.map((way) => labels[way]);
    const { showErrorMessage, showInformationMessage } = vscode.window;
    const tell = failure.isNews ? showInformationMessage : showErrorMessage;
    void tell(words, ...ways).then((picked) => {
      const way = failure.ways.find((each) => labels[each] === picked);
      return way && takeWay(tools, command, way, error instanceof AssistError ? error.detail : '');
    });
  }
}

function takeWay({ documents }: AssistTools, { again }: Attempted, way: WayOn, answer: string): unknown {
  if (way === 'again') return again();
  if (way === 'choose') return vscode.commands.executeCommand('tallyboard.chooseModel');
  if (way === 'find') return vscode.commands.executeCommand('workbench.extensions.search', '@category:AI');
  return documents.show(t('Answer'), readable(answer));
}

function tellUntrusted(): void {
  const manage = t('Manage trust');
  const words = t('Restricted Mode: commands that send text are off in this folder.');
  void vscode.window.showWarningMessage(words, manage).then((way) => {
    if (way === manage) return vscode.commands.executeCommand('workbench.trust.manage');
    return undefined;
  });
}
