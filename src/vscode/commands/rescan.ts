import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import type { ScanProgress } from '../../protocol/ledger.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

/** Reads every log again, with progress, until done or cancelled. */
export async function rescan(
  reader: LedgerReader,
  onProgress: (listener: (progress: ScanProgress) => void) => vscode.Disposable,
  wording: Wording,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Reading all logs again'),
    cancellable: true,
  };
  const result = await vscode.window.withProgress(options, async (progress, token) => {
    const aborting = new AbortController();
    const cancelling = token.onCancellationRequested(() => aborting.abort());
    let told = 0;
    const listening = onProgress(({ bytesDone, bytesTotal, filesDone, filesTotal }) => {
      const percent = bytesTotal > 0 ? (bytesDone / bytesTotal) * 100 : 0;
      const message = t('{0} of {1} files', wording.long(filesDone), wording.long(filesTotal));
      progress.report({ message, increment: Math.max(0, percent - told) });
      told = Math.max(told, percent);
    });
    try {
      return await reader.call('rescan', {}, aborting.signal);
    } finally {
      cancelling.dispose();
      listening.dispose();
    }
  });
  const words = t(
    'Tallyboard has read {0} files with {1} records again.',
    wording.long(result.files),
    wording.long(result.records),
  );
  void vscode.window.showInformationMessage(words);
}
