import * as vscode from 'vscode';
import { AssistError } from '../../assist/assistError.js';
import type { TokenCounter } from './tokenCounter.js';

/** What came, and how it ended. */
export interface Streamed {
  readonly text: string;
  readonly startedAt: number;
  readonly at: number;
  /** Why it ended before its time; undefined for a whole answer. */
  readonly ended: 'cancelled' | AssistError | undefined;
}

/** How often a person is told how far it is. */
const tellEvery = 250;

/**
 * Sends one message and reads the answer as it comes. A model that does not heed the cancellation is not waited for. Never
 * throws: what came until an error counts.
 */
export async function streamAnswer(
  model: vscode.LanguageModelChat,
  prompt: string,
  { count }: TokenCounter,
  token: vscode.CancellationToken,
  tell: (tokens: number) => void,
): Promise<Streamed> {
  const startedAt = Date.now();
  let text = '';
  let counting = false;
  const timer = setInterval(async () => {
    if (counting || text === '') return;
    counting = true;
    tell(await count(text).catch(() => 0));
    counting = false;
  }, tellEvery);
  const reading = async () => {
    const response = await model.sendRequest([vscode.LanguageModelChatMessage.User(prompt)], {}, token);
    for await (const part of response.text) {
      if (token.isCancellationRequested) return;
      text += part;
    }
  };
  let ended: Streamed['ended'];
  const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
  try {
    await Promise.race([reading(), cancelled]);
  } catch (error) {
    ended = modelError(error);
  }
  clearInterval(timer);
  if (token.isCancellationRequested) ended = 'cancelled';
  return { text, startedAt, at: Date.now(), ended };
}

const reasonOfCode = { NoPermissions: 'noPermission', Blocked: 'blocked', NotFound: 'modelGone' } as const;
const networkError =
  /fetch failed|ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_(INTERNET|NETWORK|NAME|CONN)|offline/i;

/** Errors of a model come with a code of the editor's, or as whatever its extension threw. */
function modelError(error: unknown): AssistError {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const words = typeof message === 'string' ? message : String(error);
  const known = Object.entries(reasonOfCode).find(([name]) => name === code)?.[1];
  if (known) return new AssistError(known, words);
  return new AssistError(networkError.test(words) ? 'offline' : 'modelFailed', words);
}
