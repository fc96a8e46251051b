import * as vscode from 'vscode';
import type { UnsavedText } from '../protocol/kept.js';

/** So many documents, and of each so many characters: of others the disk tells. */
const [most, longest] = [50, 1_000_000];

/** What is open and not saved, for the work worker alone. */
export function unsavedTexts(): readonly UnsavedText[] {
  return vscode.workspace.textDocuments
    .filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
    .slice(0, most)
    .map((document) => ({ path: document.uri.fsPath, text: document.getText() }))
    .filter(({ text }) => text.length <= longest);
}
