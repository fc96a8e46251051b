import * as vscode from 'vscode';

/** Does what takes the network, with a notification that can cancel it. */
export function reaching<T>(title: string, work: (signal: AbortSignal) => Promise<T>): PromiseLike<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const aborting = new AbortController();
    const cancelling = token.onCancellationRequested(() => aborting.abort());
    try {
      return await work(aborting.signal);
    } finally {
      cancelling.dispose();
    }
  });
}
