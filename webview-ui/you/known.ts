import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Precision, precisions } from '../../src/core/usage.js';
import type { ToolTotals, YouData } from '../../src/protocol/page.js';
import { compact, long, share } from '../format/format.js';
import { baseSheet } from '../theme.css.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { figure } from './figure.js';
import { Part } from './part.js';

const knownSheet = css`
  .card {
    margin-block-start: 8px;
    padding: 8px 12px;
    border: 1px solid var(--tally-line);
    border-radius: 6px;
  }
  h2 {
    font-weight: 600;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    column-gap: 12px;
    margin-block-start: 6px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    column-gap: 12px;
    grid-column: 1 / -1;
  }
  .tool {
    display: flex;
    gap: 4px;
    max-inline-size: 100%;
  }
`;

/** "How it is known": the shares of exact, at least and estimate, and the tools behind each. */
@customElement('tally-known')
export class Known extends Part {
  static override styles = [...[Part.styles].flat(), baseSheet, knownSheet];

  @property({ attribute: false }) data!: YouData;

  protected override body(): TemplateResult {
    const { total, precision } = this.data.totals;
    const present = precisions.filter((kind) => precision[kind] > 0);
    return html`<div class="card small">
      <h2>${t('How it is known')}</h2>
      <ul>
        ${present.map(
          (kind) => html`<li>
            <span>${words[kind]()}</span>
            ${figure(share(precision[kind], total), `${share(precision[kind], total)}, ${long(precision[kind])}`)}
            <span class="tools quiet">${this.#tools(kind)}</span>
          </li>`,
        )}
      </ul>
    </div>`;
  }

  #tools(kind: Precision): TemplateResult[] {
    const known = (row: ToolTotals) => row.totals.precision[kind];
    return this.data.byTool
      .filter((row) => known(row) > 0)
      .map(
        (row) => html`<span class="tool"
          ><span class="cut">${toolWords(row.tool)}</span> ${figure(compact(known(row)), long(known(row)))}</span
        >`,
      );
  }
}

const words: Readonly<Record<Precision, () => string>> = {
  exact: () => t('Exact: the provider’s own count'),
  atLeast: () => t('At least: some of it is not in the logs'),
  estimate: () => t('Estimate: counted by a tokenizer'),
};
