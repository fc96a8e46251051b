import type * as vscode from 'vscode';
import type { Cancellation } from '../../protocol/rpc.js';
import { checkedOut } from '../commands/reportBranch.js';
import type { ReportTools } from '../commands/reports.js';
import { t } from '../words.js';
import { answerOf } from './answer.js';
import { isChatCommand } from './commands.js';
import { followupsOf } from './followups.js';
import { heldFigures } from './heldFigures.js';
import { knownModels } from './narrowedUsage.js';
import { readQuestion } from './question.js';

export interface ChatTools extends ReportTools {
  /** What to tell a person of an error. */
  words(error: unknown): string;
}

/** Answers one message, with a button for the report of the same figures. No model is asked. */
export async function answerChat(
  request: vscode.ChatRequest,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
  tools: ChatTools,
): Promise<vscode.ChatResult> {
  const aborting = new AbortController();
  const cancelling = token.onCancellationRequested(() => aborting.abort());
  try {
    return await answer(request, stream, tools, aborting.signal as Cancellation);
  } catch (error) {
    return { errorDetails: { message: tools.words(error) } };
  } finally {
    cancelling.dispose();
  }
}

async function answer(
  { command, prompt }: vscode.ChatRequest,
  stream: vscode.ChatResponseStream,
  { counting: reader, asking: ask, wording, around }: ChatTools,
  signal: Cancellation,
): Promise<vscode.ChatResult> {
  const asking = ask();
  const models = await knownModels(reader, asking.zone, signal);
  const question = readQuestion(isChatCommand(command) ? command : undefined, prompt, asking, { models });
  const { text, report } = await answerOf(question, {
    reader,
    asking,
    wording: wording(),
    signal,
    checkedOut: () => checkedOut({ counting: reader }),
  });
  const { ready, paused } = await reader.call('state', {}, signal);
  if (around.dataKind === 'demo') stream.markdown(`**${t('Demo data: generated, not yours')}**\n\n`);
  if (!ready)
    stream.markdown(`${t('The logs are still being read for the first time: these are the sums so far.')}\n\n`);
  if (paused) stream.markdown(`${t('Counting is paused: what is used now is left out.')}\n\n`);
  stream.markdown(heldFigures(text));
  if (report)
    stream.button({
      command: report.command,
      title: report.title,
      ...(report.wish ? { arguments: [report.wish] } : {}),
    });
  return { metadata: { followups: followupsOf(question) } };
}

export function followups({ metadata }: vscode.ChatResult): vscode.ChatFollowup[] {
  return (metadata?.['followups'] ?? []) as vscode.ChatFollowup[];
}
