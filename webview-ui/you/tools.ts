import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { toolName } from '../../src/core/toolNames.js';
import type { Period, ToolTotals, YouData } from '../../src/protocol/page.js';
import { brief, cost, headline, namedCost } from '../format/format.js';
import { t } from '../words.js';
import { bar, figure } from './figure.js';
import { Section } from './section.js';
import { toolColour } from './toolColour.js';

const toolsSheet = css`
  .table {
    display: grid;
    grid-template-columns: auto 1fr auto auto;
    column-gap: 10px;
    row-gap: 7px;
  }
  .row {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .cost {
    padding-inline-start: 14px;
  }
  /* Words may take two lines, so that the tool keeps its name. */
  .words {
    justify-self: end;
    max-inline-size: 6.5em;
    font-size: calc(var(--tally-size) - 1px);
    line-height: 1.2;
  }
  .words .number {
    white-space: normal;
  }
  .long {
    grid-column: 2 / -1;
    margin-block-start: 3px;
  }
  @container (min-width: 400px) and (max-width: 519px) {
    .words {
      max-inline-size: none;
    }
  }
  @container (max-width: 259px) {
    .table {
      grid-template-columns: auto 1fr auto;
    }
    .cost {
      display: none;
    }
  }
`;

/** "Tools today": each tool with its colour, tokens, list price, and a bar against the largest. */
@customElement('tally-tools')
export class Tools extends Section {
  static override styles = [Section.styles, toolsSheet];

  @property({ attribute: false }) data!: YouData;

  protected readonly section = 'tools';

  protected override heading(): string {
    return headings[this.data.period]();
  }

  protected override body(): TemplateResult {
    const most = Math.max(...this.data.byTool.map((row) => row.totals.total));
    return html`<div class="table" role="table" aria-label=${this.heading()}>
      ${this.data.byTool.map((row) => toolRow(row, most))}
    </div>`;
  }
}

function toolRow({ tool, totals }: ToolTotals, most: number): TemplateResult {
  return html`<div class="row" role="row">
    <span class="key ${toolColour(tool)}" aria-hidden="true"></span>
    <span class="cut" role="rowheader" title=${toolName(tool)}>${toolName(tool)}</span>
    <span class="number" role="cell">${figure(brief(totals), headline(totals))}</span>
    <span class="cost number ${totals.costNano === null ? 'words' : ''}" role="cell"
      >${figure(cost(totals), namedCost(totals), true)}</span
    >
    <div class="long" role="presentation">${bar(totals.total, most, toolColour(tool))}</div>
  </div>`;
}

const headings: Readonly<Record<Period, () => string>> = {
  session: () => t('Tools this session'),
  today: () => t('Tools today'),
  '7d': () => t('Tools in 7 days'),
  '30d': () => t('Tools in 30 days'),
};
