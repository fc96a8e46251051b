import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keptError } from '../../src/core/keptWork/formulae.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { brief, cost, headline, long, namedCost, share } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { figure } from '../you/figure.js';
import { isTold } from '../you/keptLine.js';
import { Part } from '../you/part.js';
import { changeFromBefore } from './changeWords.js';

const figuresSheet = css`
  ul {
    display: flex;
    flex-wrap: wrap;
    border: 1px solid var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 14%, transparent));
    border-radius: 6px;
    overflow: clip;
  }
  li {
    flex: 1 1 132px;
    padding: 12px 14px;
    --line: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 14%, transparent));
    box-shadow:
      var(--side, -1px) 0 var(--line),
      0 -1px var(--line);
  }
  @container (max-width: 419px) {
    li {
      padding-inline: 10px;
    }
  }
  li:dir(rtl) {
    --side: 1px;
  }
  strong {
    display: block;
    margin-block: 2px;
    font-size: calc(var(--tally-size) + 7px);
    font-weight: 600;
  }
  strong .number {
    text-align: start;
  }
`;

/** Tokens, cost, what came from a cache, what was kept, how much is exact. */
@customElement('tally-report-figures')
export class ReportFigures extends Part {
  static override styles = [Part.styles, figuresSheet];

  @property({ attribute: false }) data!: ReportPageData;

  protected override body(): TemplateResult {
    const { totals, kept } = this.data;
    const told = isTold(kept);
    return html`<ul>
      ${one(t('Tokens'), figure(brief(totals), headline(totals)), changeFromBefore(this.data))}
      ${one(t('Cost'), figure(cost(totals), namedCost(totals)), this.#price())}
      ${one(t('Read from cache'), share(totals.cacheRead, totals.total), t('of all tokens'))}
      ${one(
        t('AI lines kept'),
        told ? share(kept.kept, kept.lines) : '–',
        told ? t('±{0}, of {1} lines', long(keptError), long(kept.lines)) : t('too little to say yet'),
      )}
      ${one(t('Counted exactly'), share(totals.precision.exact, totals.total), this.#precision())}
    </ul>`;
  }

  #price(): TemplateResult | string {
    const { unpricedModels, costNano } = this.data.totals;
    const count = unpricedModels.length;
    if (count === 0) return costNano === null ? '' : t('each use at the price of its day');
    const forms = { one: '{0} model without price', other: '{0} models without price' };
    return actionLink(plural(count, forms, long(count)), () => act(this, { kind: 'run', command: 'addPrice' }));
  }

  #precision(): string {
    const { total, precision } = this.data.totals;
    const parts = [
      ...(precision.atLeast > 0 ? [t('{0} is a lower bound', share(precision.atLeast, total))] : []),
      ...(precision.estimate > 0 ? [t('{0} is an estimate', share(precision.estimate, total))] : []),
    ];
    return parts.join(', ') || t('nothing is estimated');
  }
}

function one(name: string, value: TemplateResult | string, note: TemplateResult | string): TemplateResult {
  return html`<li>
    <span class="small quiet">${name}</span>
    <strong>${value}</strong>
    ${note === '' ? nothing : html`<span class="small quiet">${note}</span>`}
  </li>`;
}
