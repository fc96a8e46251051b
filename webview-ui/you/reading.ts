import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ScanProgress } from '../../src/protocol/ledger.js';
import type { YouData } from '../../src/protocol/page.js';
import { long } from '../format/format.js';
import { barSheet } from '../theme.css.js';
import { plural, t } from '../words.js';
import { bar } from './figure.js';
import { heroSheet } from './hero.css.js';
import { createPace, type Pace } from './pace.js';
import { Part } from './part.js';

const readingSheet = css`
  h2 {
    margin-block-end: 4px;
    font-weight: 600;
  }
  .hero {
    cursor: text;
  }
  .top {
    margin-block: 8px 2px;
  }
  .track {
    block-size: 6px;
    margin-block: 6px;
    border-radius: 3px;
  }
`;

/** The first reading of the logs: what happens, how much so far, how long still. */
@customElement('tally-reading')
export class Reading extends Part {
  static override styles = [Part.styles, heroSheet, barSheet, readingSheet];

  @property({ attribute: false }) data!: YouData;
  readonly #pace: Pace = createPace(() => performance.now());

  protected override body(): TemplateResult {
    const { soFar, state } = this.data;
    return html`<h2>${t('Reading what is already here')}</h2>
      <p class="small quiet">
        ${t('Your AI tools keep logs on this machine. Tallyboard adds them up. Nothing is sent anywhere.')}
      </p>
      ${
        soFar === undefined
          ? nothing
          : html`<div class="top">
              <span class="hero number ${soFar > 999_999_999 ? 'long' : ''}">${long(soFar)}</span>
              <span class="small quiet">${t('so far')}</span>
            </div>`
      }
      ${state.progress.filesTotal > 0 ? this.#progress(state.progress) : nothing}`;
  }

  #progress(progress: ScanProgress): TemplateResult {
    const { filesDone, filesTotal, bytesDone, bytesTotal } = progress;
    const forms = { one: 'about {0} second left', other: 'about {0} seconds left' };
    const seconds = this.#pace.secondsLeft(bytesDone, bytesTotal);
    const left = seconds === null ? '' : plural(seconds, forms, long(seconds));
    const files = t('{0} of {1} files', long(filesDone), long(filesTotal));
    return html`<div
        role="progressbar"
        aria-label=${t('Reading what is already here')}
        aria-valuemin="0"
        aria-valuemax=${filesTotal}
        aria-valuenow=${filesDone}
        aria-valuetext=${files}
      >
        ${bytesTotal > 0 ? bar(bytesDone, bytesTotal) : bar(filesDone, filesTotal)}
      </div>
      <p class="small quiet">${[files, left].filter(Boolean).join(' · ')}</p>`;
  }
}
