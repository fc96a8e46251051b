import * as vscode from 'vscode';
import type { Documents } from '../documents/documents.js';

/** Shows a plaintext to the byte, its one long line wrapped: the manifest says so of this language. */
export async function showBytes(documents: Documents, title: string, bytes: string): Promise<void> {
  const { document } = await documents.showText(title, bytes);
  await vscode.languages.setTextDocumentLanguage(document, 'tallyboard-bytes');
}
