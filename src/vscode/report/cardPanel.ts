import * as vscode from 'vscode';
import { dayOf } from '../../core/day.js';
import { type CardMethods, cardFormats } from '../../protocol/cardPage.js';
import { CallError, type Handlers } from '../../protocol/rpc.js';
import { type CardTools, cardOf } from '../documents/card.js';
import { failureWords } from '../failures.js';
import type { Surroundings } from '../surroundings.js';
import { t } from '../words.js';
import { answerPage, loadPage } from './panelPage.js';
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
    loadPage(this.#panel, this.#tools.around, 'card.js');
    this.#panel.reveal();
  }

  #open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('tallyboard.card', t('Share Card'), vscode.ViewColumn.Active);
    answerPage(panel, this.#tools.around, this.#handlers());
    panel.onDidDispose(() => {
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
