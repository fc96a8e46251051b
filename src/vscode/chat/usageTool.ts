import * as vscode from 'vscode';
import type { Cancellation } from '../../protocol/rpc.js';
import { t } from '../words.js';
import type { ChatTools } from './participant.js';
import { usageToolResult } from './usageToolResult.js';

export async function invokeUsageTool(
  { input }: vscode.LanguageModelToolInvocationOptions<unknown>,
  token: vscode.CancellationToken,
  { counting: reader, asking, wording, around, words }: ChatTools,
): Promise<vscode.LanguageModelToolResult> {
  const aborting = new AbortController();
  const cancelling = token.onCancellationRequested(() => aborting.abort());
  try {
    const signal = aborting.signal as Cancellation;
    const result = await usageToolResult(input, { reader, when: asking(), moneyWord: wording().moneyWord, signal });
    const told = around.dataKind === 'demo' ? { demo: 'generated figures, not the person’s own', ...result } : result;
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(told))]);
  } catch (error) {
    throw new Error(words(error));
  } finally {
    cancelling.dispose();
  }
}

/** The person is asked each time, unless they let this tool run by itself. */
export function prepareUsageTool(): vscode.PreparedToolInvocation {
  return {
    invocationMessage: t('Counting your usage'),
    confirmationMessages: {
      title: t('Hand your AI usage to the model?'),
      message: t(
        'Tokens, requests and list price by tool, model and day. No project, branch, session or text is part of it.',
      ),
    },
  };
}
