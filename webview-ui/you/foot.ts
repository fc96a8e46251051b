import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ago, moment } from '../format/format.js';
import { icon } from '../icons.js';
import { baseSheet } from '../theme.css.js';

const footSheet = css`
  :host {
    border-block-start: 1px solid var(--tally-line);
  }
  .foot {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px;
    padding: 10px var(--tally-inset) 12px;
    color: var(--tally-quiet);
    font-size: 11px;
  }
  .promise {
    flex: 1;
  }
`;

/** The promise that holds here, and how old the figures are. Ticks alone. */
@customElement('tally-foot')
export class Foot extends LitElement {
  static override styles = [baseSheet, footSheet];

  /** Instant of the figures; 0 before there are any. */
  @property({ type: Number }) at = 0;
  /** In words. */
  @property() promise = '';
  #ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticking = setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#ticking);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const now = Date.now();
    return html`<footer class="foot">
      ${icon('lock')}<span class="promise">${this.promise}</span>
      ${this.at > 0 ? html`<span class="number" title=${moment(this.at, now)}>${ago(this.at, now)}</span>` : nothing}
    </footer>`;
  }
}
