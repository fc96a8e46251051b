import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseSheet } from '../theme.css.js';
import { t } from '../words.js';

const skeletonSheet = css`
  :host {
    padding: 12px var(--tally-inset);
    visibility: hidden;
    animation: appear 0s 300ms forwards;
  }
  @keyframes appear {
    to {
      visibility: visible;
    }
  }
  div {
    border-radius: 4px;
    background: var(--tally-track);
    outline: 1px solid var(--tally-edge);
  }
  .switch {
    inline-size: 80%;
    block-size: 24px;
  }
  .figure {
    inline-size: 60%;
    block-size: 28px;
    margin-block: 16px 8px;
  }
  .facts {
    inline-size: 75%;
    block-size: 12px;
  }
  .bar {
    block-size: 10px;
    margin-block: 16px;
  }
  .row {
    block-size: 12px;
    margin-block-start: 8px;
  }
`;

/** Still grey blocks where figures will be; nothing at all for the first 300 ms. */
@customElement('tally-skeleton')
export class Skeleton extends LitElement {
  static override styles = [baseSheet, skeletonSheet];

  override render(): TemplateResult {
    return html`<p class="unseen">${t('Waiting for the first figures.')}</p>
      <div class="switch"></div>
      <div class="figure"></div>
      <div class="facts"></div>
      <div class="bar"></div>
      <div class="row"></div>
      <div class="row"></div>
      <div class="row"></div>`;
  }
}
