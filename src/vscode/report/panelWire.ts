import type * as vscode from 'vscode';
import type { Frame } from '../../protocol/rpc.js';

/** How a page in an editor tab is spoken with, until the tab is closed. */
export function panelWire(panel: vscode.WebviewPanel) {
  return {
    send: (frame: Frame) => void panel.webview.postMessage(frame),
    listen: (onFrame: (frame: Frame) => void, onClose: () => void) => {
      panel.webview.onDidReceiveMessage((frame: Frame) => onFrame(frame));
      panel.onDidDispose(onClose);
    },
  };
}
