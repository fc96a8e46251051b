import * as vscode from 'vscode';
import { testMaterial } from '../../assist/material.js';
import { linesOf } from '../../assist/prompt.js';
import { isTest, type TestPlace, testPlace } from '../../assist/testPlace.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import type { AssistTools } from './assistTools.js';
import type { Proposals } from './proposals.js';
import { codeIn, propose } from './propose.js';
import { ask } from './run.js';
import { needEditor } from './scene.js';
import { titleOf } from './titles.js';

/** Proposes a test file: the one that is there with more tests, else a new one where the others lie. */
export async function writeTests(tools: AssistTools, proposals: Proposals): Promise<void> {
  const { document, scene } = await needEditor();
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) throw new Refusal(t('Open the folder of this file first: tests become a file of it.'));
  if (isTest(scene.file)) throw new Refusal(t('{0} is a test file already.', scene.file));
  const place = testPlace(pathIn(folder, document.uri), await testsOf(folder, document.uri));
  const like = await textOf(folder, place);
  const uri = vscode.Uri.joinPath(folder.uri, place.path);
  const title = titleOf('write-tests');
  const pieces = testMaterial({ ...scene, problems: [] }, place, like);
  const more = place.like === undefined ? [] : [vscode.Uri.joinPath(folder.uri, place.like)];
  const answer = await ask(tools, { prompt: 'write-tests', title, pieces, uri: document.uri, more });
  if (!answer) return;
  const before = place.path === place.like && like !== undefined ? linesOf(like) : undefined;
  const endsInBreak = before === undefined || before.at(-1) === '';
  const after = (lines: readonly string[]) => (endsInBreak && lines.at(-1) !== '' ? [...lines, ''] : lines);
  await propose(proposals, answer, { title, uri, before, after: after(await codeIn(answer)) });
}

const mostTests = 2_000;

/** Paths of test files of the folder, as far as the editor finds files that are not excluded. */
async function testsOf(folder: vscode.WorkspaceFolder, uri: vscode.Uri): Promise<readonly string[]> {
  const ending = uri.path.slice(uri.path.lastIndexOf('.') + 1);
  const named = '{*.test.*,*.spec.*,test_*,*_test.*,*_spec.*,*Test.*,*Tests.*,*Spec.*}';
  const pattern = new vscode.RelativePattern(folder, `**/${named}`);
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', mostTests);
  return found
    .filter(({ path }) => path.endsWith(`.${ending}`))
    .map((each) => pathIn(folder, each))
    .filter(isTest);
}

async function textOf(folder: vscode.WorkspaceFolder, { like }: TestPlace): Promise<string | undefined> {
  if (like === undefined) return undefined;
  return (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, like))).getText();
}

function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
}
