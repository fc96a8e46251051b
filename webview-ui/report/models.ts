import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { microDollars } from '../../src/core/usageTable.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { brief, cost, headline, long, namedCost, share } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { barSheet } from '../theme.css.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { bar, figure } from '../you/figure.js';
import { Part } from '../you/part.js';
import { toolColour } from '../you/toolColour.js';
import './chartSave.js';
import type { Savable } from './chartSave.js';
import { partSheet } from './report.css.js';
import { reportAct } from './reportAct.js';

const modelsSheet = css`
  .model {
    overflow-wrap: anywhere;
  }
  .model button {
    min-block-size: 24px;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .model button:hover {
    text-decoration: underline;
  }
  .model button[aria-pressed='true'] {
    font-weight: 600;
  }
  .track {
    block-size: 3px;
    margin-block-start: 4px;
    max-inline-size: 180px;
  }
  @container (max-width: 379px) {
    .share {
      display: none;
    }
  }
`;

/** Every model: most tokens first, as a share of all, and what it cost. A name narrows the report to the model, or back. */
@customElement('tally-models')
export class Models extends Part {
  static override styles = [Part.styles, partSheet, barSheet, modelsSheet];

  @property({ attribute: false }) data!: ReportPageData;

  protected override body(): TemplateResult {
    const { models } = this.data;
    const most = models[0]?.totals.total ?? 0;
    const all = models.reduce((sum, { totals }) => sum + totals.total, 0);
    return html`<section aria-labelledby="head">
      <div class="head">
        <h2 id="head">${t('Models')}</h2>
        <span class="small quiet aside"
          >${plural(models.length, { one: '{0} in use', other: '{0} in use' }, long(models.length))}</span
        >
        <tally-chart-save .heading=${t('Models')} .asTable=${true} .savable=${() => this.#savable()}></tally-chart-save>
      </div>
      <table aria-labelledby="head">
        <thead>
          <tr>
            <th scope="col">${t('Model')}</th>
            <th scope="col" class="number">${t('Tokens')}</th>
            <th scope="col" class="number share">${t('Share')}</th>
            <th scope="col" class="number">${t('Cost')}</th>
          </tr>
        </thead>
        <tbody>
          ${models.map((row) => this.#row(row, most, all))}
        </tbody>
      </table>
    </section>`;
  }

  /** Money in dollars. */
  #savable(): Savable {
    const rows = this.data.models.map(({ model, tool, totals: { total, costNano } }) => [
      model,
      tool,
      total,
      costNano === null ? null : microDollars(costNano) / 1e6,
    ]);
    return { name: 'models', heading: t('Models'), head: ['model', 'tool', 'tokens', 'dollars'], rows, drawn: null };
  }

  #row({ model, tool, totals }: ReportPageData['models'][number], most: number, all: number): TemplateResult {
    const unpriced = totals.costNano === null;
    const chosen = model === this.data.request.model;
    const choose = () => reportAct(this, { kind: 'show', request: { model: chosen ? null : model } });
    const addPrice = () => act(this, { kind: 'run', command: 'addPrice' });
    return html`<tr>
      <th scope="row" class="model">
        <button aria-pressed=${chosen ? 'true' : 'false'} title=${t('Only {0}', model)} @click=${choose}>${model}</button>
        ${bar(totals.total, most, toolColour(tool))}
      </th>
      <td class="number">${figure(brief(totals), headline(totals))}</td>
      <td class="number share">${share(totals.total, all)}</td>
      <td class="number">
        ${unpriced ? actionLink(t('price unknown'), addPrice) : html`<span title=${this.#price()}>${figure(cost(totals), namedCost(totals))}</span>`}
      </td>
    </tr>`;
  }

  /** Where a price comes from. */
  #price(): string {
    const { source, date } = this.data.priceBook;
    return t('Prices: {0} of {1}, each use at the price of its day.', source, date);
  }
}
