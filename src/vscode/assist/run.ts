import * as vscode from 'vscode';
import { AssistError } from '../../assist/assistError.js';
import { type Fitted, fileLineOf, fitted, type Piece } from '../../assist/prompt.js';
import { type PromptName, readPrompt } from '../../assist/promptFile.js';
import { restored } from '../../assist/restored.js';
import type { HookedOutcome } from '../../core/hookedUse.js';
import type { SeenEdit } from '../hooked/editRecorder.js';
import { t } from '../words.js';
import { type Streamed, streamAnswer } from './answer.js';
import type { AssistTools } from './assistTools.js';
import { leftOutWords } from './assistWords.js';
import { modelFor } from './models.js';
import { type TokenCounter, tokenCounter } from './tokenCounter.js';

/** One use of a model. */
export interface Wish {
  readonly prompt: PromptName;
  /** The command as a person knows it. */
  readonly title: string;
  readonly pieces: readonly Piece[];
  /** The document it is about. */
  readonly uri?: vscode.Uri | undefined;
  /** Other files that the pieces hold something of. */
  readonly more?: readonly vscode.Uri[];
}

/** A whole answer, and what has to be told of it once it is known. */
export interface Answer {
  readonly text: string;
  /** Lines of its code, with what the guard took out of the prompt put back. */
  restore(code: readonly string[]): readonly string[];
  readonly model: vscode.LanguageModelChat;
  /** What the model did not get to see, in words; undefined where it saw all. */
  readonly leftOut: string | undefined;
  /** Records what became of it. */
  settle(outcome: HookedOutcome, parts?: Settled): Promise<void>;
}

/** Of `accepted` and `dropped` the tokens count; `edit` is what went into a document. */
export interface Settled {
  readonly accepted: string;
  readonly dropped: string;
  readonly edit?: Pick<SeenEdit, 'document' | 'at' | 'inserted' | 'removed'> | undefined;
}

/**
 * Asks a model: picks it, fits the prompt into its window, passes the guard, streams with progress, records the use.
 * Undefined when the person turned away; then nothing was shown, and only what was sent and had come is recorded. Throws
 * `AssistError`.
 */
export async function ask(tools: AssistTools, wish: Wish): Promise<Answer | undefined> {
  const model = await modelFor(tools);
  if (!model) return undefined;
  const counter = await tokenCounter(model, tools.work);
  const prompt = await fittedPrompt(tools, wish, counter, model);
  const files = [...(wish.uri ? [wish.uri] : []), ...(wish.more ?? [])];
  const text = await tools.guard(prompt.text, {
    what: wish.title,
    files,
    lineOf: (line) => fileLineOf(prompt.places, line),
  });
  if (text === undefined) return undefined;
  tools.sent.text = text;
  const streamed = await withProgress(tools, wish, model, text, counter);
  const input = text === prompt.text ? prompt.tokens : await counter.count(text);
  const settle = recorderOf(tools, wish, { model, counter, streamed, input });
  const { ended } = streamed;
  const empty = ended === undefined && streamed.text.trim() === '';
  await settle(ended !== undefined || empty ? 'failed' : 'open');
  if (ended === 'cancelled') return undefined;
  if (ended) throw ended;
  if (empty) throw new AssistError('empty');
  const leftOut = leftOutWords(prompt.left, model.maxInputTokens, tools.wording());
  return { text: streamed.text, restore: (code) => restored(code, prompt.text, text), model, leftOut, settle };
}

async function fittedPrompt(
  { around }: AssistTools,
  { prompt, pieces }: Wish,
  { count, window }: TokenCounter,
  model: vscode.LanguageModelChat,
): Promise<Fitted> {
  const { instructions } = await readPrompt(around.promptFolder, prompt);
  try {
    return await fitted({ instructions, pieces }, window, count);
  } catch (error) {
    if (!(error instanceof AssistError)) throw error;
    throw new AssistError(error.reason, `${error.detail} ${model.maxInputTokens}`);
  }
}

function withProgress(
  { wording }: AssistTools,
  { title }: Wish,
  model: vscode.LanguageModelChat,
  prompt: string,
  counter: TokenCounter,
): Promise<Streamed> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('{0}: {1}', title, model.name),
    cancellable: true,
  };
  return Promise.resolve(
    vscode.window.withProgress(options, (progress, token) => {
      progress.report({ message: t('waiting for the first token') });
      const tell = (tokens: number) => progress.report({ message: t('{0} tokens so far', wording().long(tokens)) });
      return streamAnswer(model, prompt, counter, token, tell);
    }),
  );
}

/** Tells the ledger of a use; told again, it takes the place of what was told before. */
function recorderOf(
  { uses, edits }: AssistTools,
  { prompt, uri }: Wish,
  about: {
    readonly model: vscode.LanguageModelChat;
    readonly counter: TokenCounter;
    readonly streamed: Streamed;
    readonly input: number;
  },
): Answer['settle'] {
  const { model, streamed, input } = about;
  const count = (text: string) => (text === '' ? 0 : about.counter.count(text));
  let id: string | undefined;
  return async (outcome, { accepted, dropped, edit }: Settled = { accepted: '', dropped: '' }) => {
    const output = await count(streamed.text);
    const acceptedTokens = Math.min(output, await count(accepted));
    id = uses.record({
      ...(id === undefined ? {} : { id }),
      kind: 'command',
      entrypoint: prompt,
      startedAt: streamed.startedAt,
      at: streamed.at,
      loggedBy: model.vendor === 'copilot' ? 'copilot-chat' : undefined,
      model: model.id,
      provider: model.vendor,
      input,
      output,
      outcome,
      acceptedTokens,
      droppedTokens: Math.min(output - acceptedTokens, await count(dropped)),
      document: uri,
    });
    if (edit) edits.record({ ...edit, use: id, kind: 'command', model: model.id });
  };
}
