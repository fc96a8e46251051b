import * as vscode from 'vscode';
import { type Hunk, type Place, replacementOf } from '../../assist/hunks.js';
import { linesOf } from '../../assist/prompt.js';
import { t } from '../words.js';

/** The hunks as one edit of a document, in its own line ends; with `confirm` each is a part that the person chooses. */
export function editOf(document: vscode.TextDocument, hunks: readonly Hunk[], confirm: boolean): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const lines = linesOf(document.getText());
  const end = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  for (const hunk of hunks) {
    const { from, to, text } = replacementOf(hunk, lines);
    const range = new vscode.Range(positionOf(from), positionOf(to));
    const metadata = confirm ? { needsConfirmation: true, ...labelsOf(hunk) } : undefined;
    edit.replace(document.uri, range, text.replaceAll('\n', end), metadata);
  }
  return edit;
}

/** A label of its own for each, else the editor makes one entry of them. */
function labelsOf({ start, removed, added }: Hunk): { readonly label: string; readonly description: string } {
  const [first, last] = [start + 1, start + Math.max(1, removed.length)];
  const label = first === last ? t('Line {0}', first) : t('Lines {0} to {1}', first, last);
  return { label, description: (added.find((line) => line.trim() !== '') ?? t('removed')).trim() };
}

function positionOf({ line, character }: Place): vscode.Position {
  return new vscode.Position(line, character);
}
