import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type CardFormat, cardFormats, type ShareCard } from '../../src/protocol/cardPage.js';
import { controlsSheet } from '../controls.css.js';
import { icon } from '../icons.js';
import { pngOf } from '../pngOf.js';
import { isRightToLeft } from '../roving.js';
import { baseSheet } from '../theme.css.js';
import { t } from '../words.js';
import { cardSvg } from './cardSvg.js';

const cardSheet = css`
  main {
    max-inline-size: 592px;
    margin: 0 auto;
    padding: 24px 16px;
  }
  h1 {
    margin-block-end: 12px;
    font-weight: 600;
  }
  img {
    display: block;
    max-inline-size: 100%;
    border-radius: 6px;
    outline: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 14%, transparent));
  }
  p {
    margin-block-start: 12px;
  }
  .failure {
    display: flex;
    align-items: start;
    gap: 8px;
  }
  .failure .icon {
    color: var(--vscode-errorForeground);
  }
`;

/** The card as it is saved, and the ways to save it. */
@customElement('tally-share-card')
export class Card extends LitElement {
  static override styles = [baseSheet, controlsSheet, cardSheet];

  /** Rejects where there is none to be had. */
  @property({ attribute: false }) ask!: () => Promise<ShareCard>;
  /** Rejects where it was not saved. */
  @property({ attribute: false }) save!: (format: CardFormat, content: string) => Promise<void>;
  /** Null until it is told. */
  @state() private card: ShareCard | null = null;
  @state() private failure: string | null = null;
  /** It was asked for and did not come. */
  @state() private refused = false;

  async read(): Promise<void> {
    this.failure = null;
    try {
      this.card = await this.ask();
    } catch (error) {
      this.refused = true;
      this.#fail(error);
    }
  }

  override render(): TemplateResult {
    return html`<main>
      ${this.card ? this.#shown(this.card) : nothing}
      <div role="alert">
        ${this.failure === null ? nothing : html`<p class="failure">${icon('failed')}<span>${this.failure}</span></p>`}
      </div>
      ${
        this.refused && !this.card
          ? html`<div class="buttons">
              <button class="push" @click=${() => void this.read()}>${t('Try again')}</button>
            </div>`
          : nothing
      }
    </main>`;
  }

  #shown(card: ShareCard): TemplateResult {
    return html`<h1>${t('Share Card')}</h1>
      ${
        card.figures.length === 0
          ? html`<p class="nothing">${t('Nothing to show yet.')}</p>
              <p class="quiet">
                ${t('Work with an AI tool for a while and open the card again. It shows how many AI lines you kept, what was read from cache, and badges.')}
              </p>`
          : this.#picture(card)
      }`;
  }

  #picture(card: ShareCard): TemplateResult {
    const picture = cardSvg(card, isRightToLeft(this));
    const words = [card.title, ...card.figures.map((figure) => `${figure.value} ${figure.words}`), card.foot];
    return html`<img src="data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}" alt=${words.join(', ')} />
      <div class="buttons">
        ${cardFormats.map(
          (format) => html`<button class="push" @click=${() => void this.#save(format, picture)}>
            ${format === 'png' ? t('Save as PNG') : t('Save as SVG')}
          </button>`,
        )}
      </div>
      <p class="quiet small">${t('For your own use. It has no name, team, project, day, tool or sum.')}</p>`;
  }

  async #save(format: CardFormat, picture: string): Promise<void> {
    this.failure = null;
    try {
      await this.save(format, format === 'png' ? await pngOf(picture) : picture);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error);
  }
}
