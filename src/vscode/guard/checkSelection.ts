import * as vscode from 'vscode';
import { removedMark } from '../../core/redact.js';
import type { Finding } from '../../protocol/guard.js';
import { t } from '../words.js';
import { tellRest } from './checkClipboard.js';
import { findingName, findingsSentence, nothingFound } from './findingWords.js';
import type { Checked, Guard } from './guard.js';

interface Placed extends Finding {
  readonly range: vscode.Range;
}

/** Looks at the selection, else at the whole document; marks what it finds and offers to take it out in one edit. */
export async function checkSelection(guard: Guard): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(t('Open a file or select text first.'));
    return;
  }
  const { document } = editor;
  const { version } = document;
  const range = editor.selection.isEmpty
    ? wholeOf(document)
    : new vscode.Range(editor.selection.start, editor.selection.end);
  const text = document.getText(range);
  const checked = await guard.check(text);
  tellRest(checked);
  const findings = placed(document, range, checked);
  if (findings.length === 0) {
    guard.marks.clear();
    if (checked.checked === checked.bytes) void vscode.window.showInformationMessage(nothingFound(text));
    return;
  }
  if (document.version === version)
    guard.marks.show(
      editor,
      findings.map((each) => ({ ...each, name: findingName(each, checked.patterns) })),
    );
  const redact = t('Redact');
  const way = await vscode.window.showWarningMessage(findingsSentence(findings, checked.patterns), redact);
  if (way === redact) await redactIn(document, version, findings, guard);
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

/** Findings with their lines in the document. */
function placed(document: vscode.TextDocument, range: vscode.Range, { findings }: Checked): Placed[] {
  const from = document.offsetAt(range.start);
  return findings.map((each) => {
    const start = document.positionAt(from + each.start);
    const end = document.positionAt(from + each.start + each.length);
    return { ...each, line: start.line + 1, range: new vscode.Range(start, end) };
  });
}

async function redactIn(
  document: vscode.TextDocument,
  version: number,
  findings: readonly Placed[],
  guard: Guard,
): Promise<void> {
  if (document.isClosed || document.version !== version) {
    const again = t('Check again');
    const way = await vscode.window.showInformationMessage(t('The text has changed since it was checked.'), again);
    if (way === again) await checkSelection(guard);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, rule } of findings) edit.replace(document.uri, range, removedMark(rule));
  if (await vscode.workspace.applyEdit(edit)) guard.count('redacted', findings);
  else void vscode.window.showWarningMessage(t('This document cannot be edited.'));
}
