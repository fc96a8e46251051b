import type * as vscode from 'vscode';
import type { WorkClient } from '../../app/workClient.js';
import type { Scope } from '../../platform/scope.js';
import type { Documents } from '../documents/documents.js';
import type { FileLineOf } from '../guard/findingWords.js';
import type { EditRecorder } from '../hooked/editRecorder.js';
import type { UseRecorder } from '../hooked/recorder.js';
import type { Surroundings } from '../surroundings.js';
import type { Wording } from '../wording.js';

/** What the assist commands need of the window. */
export interface AssistTools {
  readonly documents: Documents;
  readonly uses: UseRecorder;
  readonly edits: Pick<EditRecorder, 'record'>;
  readonly work: WorkClient;
  readonly around: Surroundings;
  readonly wording: () => Wording;
  /** Where the chosen model is remembered. */
  readonly state: Pick<vscode.Memento, 'get' | 'update'>;
  readonly scope: Scope;
  /** What was sent last from this window, letter for letter. */
  readonly sent: { text?: string };
  /** The text to send, perhaps without what was found in it; undefined when the person does not send it. */
  readonly guard: (text: string, about: Sending) => Promise<string | undefined>;
}

/** What is about to be sent, for the guard's words. */
export interface Sending {
  readonly what: string;
  /** Every file that the text holds something of. */
  readonly files: readonly vscode.Uri[];
  /** Where a line of it stands in a file, from 1 both; undefined for one of no file. */
  readonly lineOf: FileLineOf;
}
