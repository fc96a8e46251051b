import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Period, periods } from '../../src/protocol/page.js';
import { onResize } from '../onResize.js';
import { neighbour } from '../roving.js';
import { baseSheet } from '../theme.css.js';
import { t } from '../words.js';
import { act } from './act.js';
import { periodSheet } from './period.css.js';
import { periodNames, shortPeriodNames } from './periodWords.js';

/** The switch between periods: a radio group with one tab stop; arrows, Home and End choose at once. */
@customElement('tally-period')
export class PeriodSwitch extends LitElement {
  static override styles = [baseSheet, periodSheet];

  @property() period: Period = 'today';
  /** The long words do not fit. */
  @state() private narrow = false;

  constructor() {
    super();
    onResize(this, () => this.#measure());
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
