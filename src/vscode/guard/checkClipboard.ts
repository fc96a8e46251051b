import * as vscode from 'vscode';
import { redact } from '../../core/redact.js';
import { t } from '../words.js';
import { findingName, findingsSentence, nothingFound, policyProblemWords, restWords } from './findingWords.js';
import type { Checked, Guard } from './guard.js';

/** Looks at the clipboard's text, and offers to put the redacted text there. */
export async function checkClipboard(guard: Guard): Promise<void> {
  const text = await vscode.env.clipboard.readText();
  if (text === '') {
    void vscode.window.showInformationMessage(t('The clipboard holds no text.'));
    return;
  }
  const checked = await guard.check(text);
  const { findings, patterns } = checked;
  tellRest(checked);
  if (findings.length === 0) {
    if (checked.checked === checked.bytes) void vscode.window.showInformationMessage(nothingFound(text));
    return;
  }
  const [redacting, show] = [t('Redact'), t('Show it')];
  for (;;) {
    const question = t('Clipboard: {0}', findingsSentence(findings, patterns));
    const way = await vscode.window.showWarningMessage(question, redacting, show);
    if (way === show) {
      const places = findings.map((each) => ({ ...each, name: findingName(each, patterns) }));
      await guard.marks.preview(t('Clipboard.txt'), text, places);
      continue;
    }
    if (way === redacting) await writeRedacted(guard, text, checked);
    return;
  }
}

async function writeRedacted(guard: Guard, text: string, { findings }: Checked): Promise<void> {
  if ((await vscode.env.clipboard.readText()) !== text) {
    void vscode.window.showInformationMessage(t('The clipboard has changed since it was checked.'));
    return;
  }
  await vscode.env.clipboard.writeText(redact(text, findings));
  guard.count('redacted', findings);
  void vscode.window.showInformationMessage(t('The clipboard now holds the redacted text.'));
}

/** What a check on demand did not look at, and what is wrong with the policy. */
export function tellRest(checked: Checked): void {
  const [problem] = checked.policies.flatMap(({ problems }) => problems);
  const words = [
    ...(problem ? [t('.tallyboard.json: {0}', policyProblemWords(problem))] : []),
    ...[restWords(checked, checked.patterns)].filter((rest) => rest !== undefined),
  ];
  for (const each of words) void vscode.window.showWarningMessage(each);
}
