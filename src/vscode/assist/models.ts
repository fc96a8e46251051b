import * as vscode from 'vscode';
import { AssistError } from '../../assist/assistError.js';
import { pickOne } from '../questions.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import type { AssistTools } from './assistTools.js';

const modelKey = 'tallyboard.assistModel';

/** The model that was chosen, where it is still there; the only one; else the person's choice, undefined for none. */
export async function modelFor({ state, wording }: AssistTools): Promise<vscode.LanguageModelChat | undefined> {
  const models = await installedModels();
  const chosen = models.find((model) => keyOf(model) === state.get(modelKey));
  return chosen ?? (models.length === 1 ? models[0] : pickModel(models, state, wording()));
}

/** Asks for the model to use from now on. */
export async function chooseModel({ state, wording }: AssistTools): Promise<void> {
  await pickModel(await installedModels(), state, wording());
}

/** Those that can be sent anything at all. Throws `noModel`. */
async function installedModels(): Promise<readonly vscode.LanguageModelChat[]> {
  const models = await vscode.lm.selectChatModels();
  const usable = models.filter(({ maxInputTokens }) => maxInputTokens > 0);
  if (usable.length === 0) throw new AssistError('noModel');
  return [...new Map(usable.map((model) => [keyOf(model), model])).values()];
}

async function pickModel(
  models: readonly vscode.LanguageModelChat[],
  state: AssistTools['state'],
  wording: Wording,
): Promise<vscode.LanguageModelChat | undefined> {
  const current = state.get(modelKey);
  const items = models.map((model) => ({
    label: model.name,
    description: keyOf(model) === current ? t('{0} · chosen', model.vendor) : model.vendor,
    detail: t('reads up to {0} tokens', wording.long(model.maxInputTokens)),
    model,
  }));
  const picked = await pickOne(items, {
    title: t('Choose Model…'),
    placeHolder: t('Which model do Tallyboard’s own commands ask?'),
  });
  if (picked) await state.update(modelKey, keyOf(picked.model));
  return picked?.model;
}

function keyOf({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}
