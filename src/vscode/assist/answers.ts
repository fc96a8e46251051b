import { codeMaterial, questionMaterial } from '../../assist/material.js';
import { readable } from '../../assist/readable.js';
import { askInBox } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import type { AssistTools } from './assistTools.js';
import { type Answer, ask } from './run.js';
import { lookAtEditor, needEditor } from './scene.js';
import { titleOf } from './titles.js';

/** Asks what the person asks, about the code at the cursor where there is some. */
export async function question(tools: AssistTools): Promise<void> {
  const looked = await lookAtEditor();
  const asked = await askInBox({
    title: looked ? t('Ask a model about {0}', looked.scene.file) : t('Ask a model'),
    prompt: looked
      ? t('Your question and the code at the cursor go to the model that you chose.')
      : t('Your question goes to the model that you chose.'),
  });
  if (asked === undefined || asked.trim() === '') return;
  const pieces = questionMaterial(asked, looked?.scene);
  const title = titleOf('ask');
  const answer = await ask(tools, { prompt: 'ask', title, pieces, uri: looked?.document.uri });
  if (answer) await show(tools, title, answer, `> ${asked}\n\n`);
}

export async function explain(tools: AssistTools): Promise<void> {
  const { document, scene } = await needEditor();
  const title = titleOf('explain');
  const pieces = codeMaterial({ ...scene, problems: [] });
  const answer = await ask(tools, { prompt: 'explain', title, pieces, uri: document.uri });
  if (answer) await show(tools, title, answer, '');
}

/** A document with the answer, and below it who answered and what was not seen. */
async function show({ documents }: AssistTools, title: string, answer: Answer, head: string): Promise<void> {
  await answer.settle('answer');
  const foot = [t('Answer of {0}.', answer.model.name), answer.leftOut]
    .filter((words) => words !== undefined)
    .join(' ');
  const text = `${readable(head)}${readable(answer.text).trimEnd()}\n\n---\n\n*${readable(foot)}*\n`;
  await documents.show(t('{0}: answer', title), text);
}

/** Shows what was sent last, letter for letter. */
export async function showSent({ documents, sent: { text } }: AssistTools): Promise<void> {
  if (text === undefined) throw new Refusal(t('No command of this window has sent anything yet.'));
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  await documents.show(t('What was sent'), `${fence}markdown\n${text}${fence}\n`);
}
