import * as vscode from 'vscode';
import { dayOf } from '../../core/day.js';
import { type CardMethods, cardFormats } from '../../protocol/cardPage.js';
import { CallError, connect, type Handlers, type Peer } from '../../protocol/rpc.js';
import { type CardTools, cardOf } from '../documents/card.js';
import { failureWords } from '../failures.js';
import { newNonce, pageHtml } from '../sidebar/html.js';
import type { Surroundings } from '../surroundings.js';
import { t } from '../words.js';
import { panelWire } from './panelWire.js';
import { saveFile } from './saveFile.js';

type PanelTools = CardTools & {
  readonly around: Pick<Surroundings, 'pageFolder' | 'locale'>;
  /** Why nothing counts now. */
  readonly stopped: () => string | undefined;
};

/** The card of this month in an editor tab, for one's own use: seen before it is saved. One at most. */
export class CardPanel {
  readonly #tools: PanelTools;
  #panel: vscode.WebviewPanel | undefined;

  constructor(tools: PanelTools) {
    this.#tools = tools;
  }

  /** Brings it into sight, with the figures of now. */
  show(): void {
    this.#panel ??= this.#open();
    const { webview } = this.#panel;
    const { pageFolder, locale } = this.#tools.around;
    const script = webview.asWebviewUri(vscode.Uri.joinPath(pageFolder, 'card.js')).toString();
    webview.html = pageHtml({ script, cspSource: webview.cspSource, nonce: newNonce(), locale });
    this.#panel.reveal();
  }

  #open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('tallyboard.card', t('Share Card'), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [this.#tools.around.pageFolder],
    });
    const peer: Peer<Record<string, never>, Record<string, never>, Record<string, never>> = connect({
      wire: panelWire(panel),
      handlers: this.#handlers(),
      newCancellation: () => new AbortController(),
    });
    panel.onDidDispose(() => {
      peer.close();
      this.#panel = undefined;
    });
    return panel;
  }

  #handlers(): Handlers<CardMethods> {
    const { asking, around, stopped } = this.#tools;
    return {
      card: async () => {
        const card = await cardOf(this.#tools).catch((error) =>
          Promise.reject(new CallError('failed', '', failureWords(error, stopped()))),
        );
        return { locale: around.locale, words: vscode.l10n.bundle ?? {}, card };
      },
      saveCard: async ({ format, content }) => {
        if (!cardFormats.includes(format)) return;
        const { now, zone } = asking();
        const bytes = Buffer.from(content, format === 'png' ? 'base64' : 'utf8');
        await saveFile(t('Save Share Card'), `card-${dayOf(now, zone).slice(0, 7)}`, format, bytes);
      },
    };
  }
}
