import * as vscode from 'vscode';
import { connect, type Events, type Frame, type Handlers, type Methods, type Peer } from '../../protocol/rpc.js';
import { newNonce, pageHtml } from '../sidebar/html.js';
import type { Surroundings } from '../surroundings.js';

type Around = Pick<Surroundings, 'pageFolder' | 'locale'>;

/** Answers the page of an editor tab until the tab is closed; `loadPage` brings the page. */
export function answerPage<M extends Methods, E extends Events = Record<string, never>>(
  panel: vscode.WebviewPanel,
  { pageFolder }: Around,
  handlers: Handlers<M>,
): Peer<Record<string, never>, E, Record<string, never>> {
  panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder] };
  return connect<M, Record<string, never>, E, Record<string, never>>({
    wire: {
      send: (frame: Frame) => void panel.webview.postMessage(frame),
      listen: (onFrame, onClose) => {
        panel.webview.onDidReceiveMessage((frame: Frame) => onFrame(frame));
        panel.onDidDispose(onClose);
      },
    },
    handlers,
    newCancellation: () => new AbortController(),
  });
}

/** Loads a script of the pages' folder into an editor tab, or loads it anew. */
export function loadPage({ webview }: vscode.WebviewPanel, { pageFolder, locale }: Around, script: string): void {
  const uri = webview.asWebviewUri(vscode.Uri.joinPath(pageFolder, script)).toString();
  webview.html = pageHtml({ script: uri, cspSource: webview.cspSource, nonce: newNonce(), locale });
}
