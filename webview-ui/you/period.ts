import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Period, periods } from '../../src/protocol/page.js';
import { neighbour } from '../roving.js';
import { baseSheet } from '../theme.css.js';
import { t } from '../words.js';
import { act } from './act.js';
import { periodNames, shortPeriodNames } from './periodWords.js';

const periodSheet = css`
  :host {
    position: relative;
    overflow: hidden;
    margin: -4px;
    padding: 4px;
  }
  .group {
    display: inline-flex;
    max-inline-size: 100%;
    border: 1px solid var(--tally-outline);
    border-radius: 4px;
    --tally-outline: var(
      --vscode-contrastBorder,
      color-mix(in srgb, var(--vscode-foreground) 18%, transparent)
    );
  }
  button {
    min-inline-size: 0;
    min-block-size: 24px;
    padding: 2px 11px;
    overflow: hidden;
    border-inline-start: 1px solid var(--tally-outline);
    color: var(--tally-quiet);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button:first-child {
    border-inline-start: 0;
    border-start-start-radius: 3px;
    border-end-start-radius: 3px;
  }
  button:last-child {
    border-start-end-radius: 3px;
    border-end-end-radius: 3px;
  }
  button:hover {
    color: var(--tally-text);
  }
  button[aria-checked='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, var(--tally-text));
    position: relative;
    z-index: 1;
    outline: var(--tally-chosen) solid var(--vscode-contrastActiveBorder, var(--vscode-inputOption-activeBorder));
    outline-offset: 0;
  }
  button:focus-visible,
  button[aria-checked='true']:focus-visible {
    position: relative;
    z-index: 2;
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    button[aria-checked='true'] {
      outline: 2px solid Highlight;
    }
  }
  .measure {
    position: absolute;
    visibility: hidden;
    max-inline-size: none;
  }
  @container (max-width: 259px) {
    button {
      padding-inline: 9px;
    }
  }
`;

/** The switch between periods: a radio group with one tab stop; arrows, Home and End choose at once. */
@customElement('tally-period')
export class PeriodSwitch extends LitElement {
  static override styles = [baseSheet, periodSheet];

  @property() period: Period = 'today';
  /** The long words do not fit. */
  @state() private narrow = false;
  readonly #resize = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    this.#resize.disconnect();
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`<div class="group measure" aria-hidden="true" inert>
        ${periods.map((period) => html`<button tabindex="-1">${periodNames[period]()}</button>`)}
      </div>
      <div class="group" role="radiogroup" aria-label=${t('Period')} @keydown=${this.#onKey}>
        ${periods.map((period) => this.#choice(period))}
      </div>`;
  }

  #choice(period: Period): TemplateResult {
    const chosen = period === this.period;
    const long = periodNames[period]();
    return html`<button
      role="radio"
      aria-checked=${chosen ? 'true' : 'false'}
      tabindex=${chosen ? 0 : -1}
      title=${long}
      @click=${() => this.#choose(period)}
    >
      ${this.narrow ? shortPeriodNames[period]() : long}
    </button>`;
  }

  #choose(period: Period): void {
    if (period !== this.period) act(this, { kind: 'period', period });
  }

  #onKey(event: KeyboardEvent): void {
    const next = neighbour(periods, this.period, event.key, this);
    if (!next) return;
    event.preventDefault();
    this.#choose(next);
    this.renderRoot.querySelectorAll<HTMLElement>('[role=radio]')[periods.indexOf(next)]?.focus();
  }

  #measure(): void {
    const words = this.renderRoot.querySelector<HTMLElement>('.measure');
    if (words) this.narrow = words.offsetWidth > this.clientWidth - 8;
  }
}
