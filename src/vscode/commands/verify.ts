import * as vscode from 'vscode';
import type { Cancellation } from '../../protocol/rpc.js';
import { verifyMarkdown } from '../documents/verify.js';
import { t } from '../words.js';
import type { CommandTools } from './handlers.js';

/** Holds our sums against the tools' own, with progress, and shows what was found. */
export async function verify({ counting, documents, around, wording }: CommandTools): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Reading the tools’ own sums'),
    cancellable: true,
  };
  const answer = await vscode.window.withProgress(options, async (_progress, token) => {
    const aborting = new AbortController();
    const cancelling = token.onCancellationRequested(() => aborting.abort());
    try {
      return await counting.call('verify', {}, aborting.signal as Cancellation);
    } finally {
      cancelling.dispose();
    }
  });
  await documents.show(t('Tallyboard verification'), verifyMarkdown(answer, wording(), around.dataKind));
}
