import type * as vscode from 'vscode';
import type { WorkClient } from '../../app/workClient.js';

/** Counts tokens of one model: by the model's own count, else by the tokenizer of the work worker. */
export interface TokenCounter {
  count(text: string): Promise<number>;
  /** Tokens that a prompt may have. A foreign tokenizer may be wrong by a tenth; a message costs some by itself. */
  readonly window: number;
}

const perMessage = 16;
const foreignShare = 0.9;

export async function tokenCounter(model: vscode.LanguageModelChat, work: WorkClient): Promise<TokenCounter> {
  const foreign = async (text: string) => (await work.call('countTokens', { texts: [text] }))[0] ?? 0;
  const counts = await Promise.resolve(model.countTokens('count')).then(Number.isFinite, () => false);
  const own = (text: string) => Promise.resolve(model.countTokens(text)).catch(() => foreign(text));
  const room = Math.max(1, model.maxInputTokens - perMessage);
  return { count: counts ? own : foreign, window: counts ? room : Math.floor(room * foreignShare) };
}
