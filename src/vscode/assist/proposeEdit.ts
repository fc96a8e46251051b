import { indentedLike } from '../../assist/codeBlock.js';
import { codeMaterial } from '../../assist/material.js';
import type { AssistTools } from './assistTools.js';
import type { Proposals } from './proposals.js';
import { codeIn, propose } from './propose.js';
import { ask } from './run.js';
import { needEditor } from './scene.js';
import { titleOf } from './titles.js';

/** Proposes other lines in the place of those that the command is about. */
export async function proposeEdit(
  tools: AssistTools,
  proposals: Proposals,
  prompt: 'fix' | 'refactor' | 'document',
): Promise<void> {
  const { document, scene } = await needEditor();
  const { lines, target } = scene;
  const title = titleOf(prompt);
  const pieces = codeMaterial(prompt === 'fix' ? scene : { ...scene, problems: [] });
  const answer = await ask(tools, { prompt, title, pieces, uri: document.uri });
  if (!answer) return;
  const code = indentedLike(await codeIn(answer), lines.slice(target.start, target.end));
  const isToEnd = target.end === lines.length && lines.at(-1) === '' && code.at(-1) !== '';
  const after = [...lines.slice(0, target.start), ...code, ...(isToEnd ? [''] : []), ...lines.slice(target.end)];
  await propose(proposals, answer, { title, uri: document.uri, before: lines, after });
}
