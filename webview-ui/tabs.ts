import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Tab } from '../src/protocol/page.js';
import { type IconName, icon } from './icons.js';
import { onResize } from './onResize.js';
import { neighbour } from './roving.js';
import { baseSheet } from './theme.css.js';
import { t } from './words.js';
import { act } from './you/act.js';

const tabsSheet = css`
  :host {
    position: relative;
    overflow: hidden;
    border-block-end: 1px solid var(--tally-line);
  }
  .strip {
    display: flex;
    padding-inline: calc(var(--tally-inset) - 8px);
  }
  button {
    flex: none;
    min-inline-size: 32px;
    min-block-size: 35px;
    padding-inline: 8px;
    color: var(--vscode-panelTitle-inactiveForeground, var(--tally-quiet));
    white-space: nowrap;
  }
  button:hover,
  button[aria-selected='true'] {
    color: var(--vscode-panelTitle-activeForeground, var(--tally-text));
  }
  span {
    display: flex;
    align-items: center;
    min-block-size: 35px;
    padding-block-start: 1px;
    border-block-end: 1px solid transparent;
  }
  button[aria-selected='true'] span {
    border-block-end-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
  }
  @media (forced-colors: active) {
    span {
      border-block-end-color: Canvas;
    }
    button[aria-selected='true'] span {
      border-block-end: 2px solid Highlight;
    }
  }
  button:focus-visible {
    outline-offset: -3px;
  }
  .news {
    align-self: flex-start;
    inline-size: 6px;
    block-size: 6px;
    margin-block-start: 9px;
    margin-inline: 2px -8px;
    border-radius: 50%;
    background: var(--tally-own);
    forced-color-adjust: none;
  }
  .measure {
    position: absolute;
    visibility: hidden;
  }
`;

export const tabNames: Readonly<Record<Tab, () => string>> = {
  you: () => t('You'),
  badges: () => t('Badges'),
  team: () => t('Team'),
  privacy: () => t('Privacy'),
};

const tabIcons: Readonly<Record<Tab, IconName>> = {
  you: 'account',
  badges: 'star',
  team: 'team',
  privacy: 'lock',
};

/** The tabs of the page, one tab stop; arrows, Home and End show a tab at once. Icons where the words do not fit. */
@customElement('tally-tabs')
export class Tabs extends LitElement {
  static override styles = [baseSheet, tabsSheet];

  @property() tab: Tab = 'you';
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  /** Something new is to be seen there. */
  @property({ attribute: false }) news: readonly Tab[] = [];
  @state() private narrow = false;

  constructor() {
    super();
    onResize(this, () => this.#measure());
  }

  override render(): TemplateResult {
    return html`<div class="strip measure" aria-hidden="true" inert>
        ${this.tabs.map((tab) => html`<button tabindex="-1"><span>${tabNames[tab]()}</span></button>`)}
      </div>
      <div class="strip" role="tablist" aria-label=${t('Tallyboard')} @keydown=${this.#onKey}>
        ${this.tabs.map((tab) => this.#tab(tab))}
      </div>`;
  }

  #tab(tab: Tab): TemplateResult {
    const chosen = tab === this.tab;
    const name = tabNames[tab]();
    const news = !chosen && this.news.includes(tab);
    return html`<button
      role="tab"
      aria-selected=${chosen ? 'true' : 'false'}
      aria-label=${news ? t('{0}, something new', name) : name}
      tabindex=${chosen ? 0 : -1}
      title=${name}
      @click=${() => act(this, { kind: 'tab', tab })}
    >
      <span>${this.narrow ? icon(tabIcons[tab]) : name}${news ? html`<i class="news"></i>` : nothing}</span>
    </button>`;
  }

  #onKey(event: KeyboardEvent): void {
    const next = neighbour(this.tabs, this.tab, event.key, this);
    if (!next || event.key === 'ArrowUp' || event.key === 'ArrowDown') return;
    event.preventDefault();
    act(this, { kind: 'tab', tab: next });
    this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')[this.tabs.indexOf(next)]?.focus();
  }

  #measure(): void {
    const words = this.renderRoot.querySelector<HTMLElement>('.measure');
    if (words) this.narrow = words.offsetWidth > this.clientWidth;
  }
}
