import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState, YouData } from '../../src/protocol/page.js';
import { t } from '../words.js';
import './found.js';
import './hero.js';
import './kinds.js';
import './noTool.js';
import './now.js';
import { couldNot, failure, Part } from './part.js';
import './period.js';
import './reading.js';
import './tools.js';

const youSheet = css`
  .block {
    padding: 13px var(--tally-inset) 16px;
  }
  tally-hero {
    margin-block: 14px 12px;
  }
  tally-period + .failure {
    margin-block-start: 12px;
  }
  .sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (min-width: 520px) {
    .sections {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .sections > :nth-child(even) {
      border-inline-start: 1px solid var(--tally-line);
    }
    .sections > :only-child {
      grid-column: 1 / -1;
    }
  }
`;

/** The tab "You": one period's tokens, where they came from, and what runs now. */
@customElement('tally-you')
export class You extends Part {
  static override styles = [Part.styles, youSheet];

  /** The last good figures, maybe of another period than the chosen one. Null only together with a failure. */
  @property({ attribute: false }) data: YouData | null = null;
  @property({ attribute: false }) view!: ViewState;
  /** Why the chosen period has no figures; null when it has. */
  @property({ attribute: false }) failure: string | null = null;

  protected override body(): TemplateResult {
    const { data } = this;
    return data && !data.state.ready ? this.#firstRun(data) : this.#figures(data);
  }

  #firstRun(data: YouData): TemplateResult {
    const found = data.state.toolsFound.length + data.state.progress.tools.length > 0;
    return html`<div class="block"><tally-reading .data=${data}></tally-reading></div>
      ${found ? html`<tally-found .data=${data} ?folded=${this.#folded('found')}></tally-found>` : nothing}`;
  }

  #figures(data: YouData | null): TemplateResult {
    if (data && noTool(data)) {
      return html`<div class="block"><tally-no-tool .looked=${data.state.toolsLooked}></tally-no-tool></div>`;
    }
    const usable = this.failure === null || data?.period === this.view.period ? data : null;
    return html`<div class="block">
        <tally-period .period=${this.view.period}></tally-period>
        ${usable ? this.#top(usable) : nothing}
        ${this.failure === null ? nothing : failure(this, this.#reason(this.failure, usable !== null))}
      </div>
      ${usable ? this.#sections(usable) : nothing}`;
  }

  #top(data: YouData): TemplateResult {
    return html`<tally-hero .data=${data}></tally-hero>
      ${data.totals.total > 0 ? html`<tally-kinds .totals=${data.totals}></tally-kinds>` : nothing}`;
  }

  #reason(reason: string, figuresStay: boolean): string {
    return figuresStay ? t('Newer figures could not be had. {0}', reason) : couldNot(reason);
  }

  #sections(data: YouData): TemplateResult {
    const used = data.totals.total > 0;
    return html`<div class="sections">
      <tally-now .data=${data} ?folded=${this.#folded('now')}></tally-now>
      ${used ? html`<tally-tools .data=${data} ?folded=${this.#folded('tools')}></tally-tools>` : nothing}
    </div>`;
  }

  #folded(section: string): boolean {
    return this.view.folded.includes(section);
  }
}

/** Nothing found and nothing ever counted. */
function noTool(data: YouData): boolean {
  return data.state.toolsFound.length === 0 && data.totals.total === 0 && data.lastUse === null;
}
