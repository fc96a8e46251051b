import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SessionRow, Totals } from '../../src/core/report.js';
import type { ReportSessions } from '../../src/protocol/reportPage.js';
import { controlsSheet } from '../controls.css.js';
import { cost, duration, headline, long, moment, namedCost, share } from '../format/format.js';
import { barSheet } from '../theme.css.js';
import { toolWords } from '../toolWords.js';
import { plural, t } from '../words.js';
import { figure } from '../you/figure.js';
import { folderName } from '../you/folderName.js';
import { isTold } from '../you/keptLine.js';
import { Part } from '../you/part.js';
import { toolColour } from '../you/toolColour.js';
import { partSheet } from './report.css.js';
import { reportAct } from './reportAct.js';
import { columns, type SessionOrder, sorted } from './sessionOrder.js';

const sessionsSheet = css`
  input {
    inline-size: 180px;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding: 2px 8px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  input:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  th button {
    min-block-size: 24px;
    white-space: nowrap;
  }
  th button:hover {
    color: var(--tally-text);
  }
  .name {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    overflow-wrap: anywhere;
    white-space: normal;
    text-align: start;
  }
  .name:hover {
    text-decoration: underline;
  }
  .wait {
    block-size: 120px;
  }
  @container (max-width: 719px) {
    .length,
    .kept {
      display: none;
    }
  }
  @container (max-width: 519px) {
    .started {
      display: none;
    }
    .cost {
      display: none;
    }
  }
`;

const shownAtFirst = 10;

/** Sessions: sortable, with a filter; the last row is the sum of all. A name opens the session's document. */
@customElement('tally-report-sessions')
export class Sessions extends Part {
  static override styles = [Part.styles, partSheet, controlsSheet, barSheet, sessionsSheet];

  @property({ attribute: false }) sessions: ReportSessions | null = null;
  /** The sum of the whole report. */
  @property({ attribute: false }) totals!: Totals;
  @property({ attribute: false }) at = 0;
  @state() private order: SessionOrder = { by: 'start', down: true };
  @state() private wanted = '';
  @state() private all = false;

  protected override body(): TemplateResult {
    return html`<section aria-labelledby="head">
      <div class="head">
        <h2 id="head">${t('Sessions')}</h2>
        <input
          type="search"
          aria-label=${t('Filter sessions')}
          placeholder=${t('Filter')}
          .value=${this.wanted}
          @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
        />
      </div>
      ${this.sessions ? this.#table(this.sessions) : html`<div class="wait"></div>`}
    </section>`;
  }

  #table({ rows, count, kept }: ReportSessions): TemplateResult {
    const found = rows.filter((row) => nameOf(row).toLowerCase().includes(this.wanted.trim().toLowerCase()));
    const inOrder = sorted(found, this.order, new Map(kept.map((row) => [row.key.session ?? '', row])));
    const shown = this.all || this.wanted !== '' ? inOrder : inOrder.slice(0, shownAtFirst);
    const stayed = new Map(kept.map((row) => [row.key.session, row]));
    return html`<table aria-labelledby="head">
        <thead>
          <tr>
            ${columns.map((column) => this.#columnHead(column))}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row) => this.#row(row, stayed.get(row.id)))}
          ${this.wanted === '' ? this.#rest(shown, count) : nothing}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${plural(count, { one: 'All {0}', other: 'All {0}' }, long(count))}</th>
            <td class="started"></td>
            <td class="length"></td>
            <td class="number">${headline(this.totals)}</td>
            <td class="number cost">${figure(cost(this.totals), namedCost(this.totals))}</td>
            <td class="kept"></td>
          </tr>
        </tfoot>
      </table>
      ${
        this.wanted === '' && !this.all && rows.length > shownAtFirst
          ? html`<p class="buttons">
              <button class="push" @click=${() => (this.all = true)}>
                ${rows.length < count ? t('Show the newest {0}', long(rows.length)) : t('Show all {0}', long(count))}
              </button>
            </p>`
          : nothing
      }`;
  }

  #columnHead({ id, name, end }: (typeof columns)[number]): TemplateResult {
    const { by, down } = this.order;
    const sort = by === id ? (down ? 'descending' : 'ascending') : nothing;
    const order = () => (this.order = { by: id, down: by === id ? !down : id !== 'name' });
    return html`<th scope="col" class="${classOf(id)} ${end ? 'number' : ''}" aria-sort=${sort}>
      <button @click=${order}>
        ${name()}<span aria-hidden="true">${by === id ? (down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>`;
  }

  #row(row: SessionRow, kept: ReportSessions['kept'][number] | undefined): TemplateResult {
    const name = nameOf(row);
    return html`<tr>
      <th scope="row">
        <button
          class="name"
          title=${t('Report of {0}', name)}
          @click=${() => reportAct(this, { kind: 'session', session: row.id })}
        >
          <span class="key ${toolColour(row.tool)}" aria-hidden="true"></span>${name}
        </button>
      </th>
      <td class="started">${moment(row.start, this.at)}</td>
      <td class="length number">${duration(row.end - row.start)}</td>
      <td class="number">${headline(row.totals)}</td>
      <td class="number cost">${figure(cost(row.totals), namedCost(row.totals))}</td>
      <td class="kept number ${kept && isTold(kept) ? '' : 'quiet'}">
        ${kept ? (isTold(kept) ? share(kept.kept, kept.lines) : t('few lines')) : '–'}
      </td>
    </tr>`;
  }

  /** The sum of those that are not shown: with it, the rows add up to the last one. */
  #rest(shown: readonly SessionRow[], count: number): TemplateResult | typeof nothing {
    const others = count - shown.length;
    if (others <= 0) return nothing;
    const rest = (of: (totals: Totals) => number) =>
      shown.reduce((left, row) => left - of(row.totals), of(this.totals));
    const precision = {
      exact: rest((totals) => totals.precision.exact),
      atLeast: rest((totals) => totals.precision.atLeast),
      estimate: rest((totals) => totals.precision.estimate),
    };
    const nano = rest((totals) => totals.costNano ?? 0);
    const money = { costNano: this.totals.costNano === null ? null : nano, costAtLeast: this.totals.costAtLeast };
    return html`<tr class="quiet">
      <th scope="row">${plural(others, { one: '{0} other session', other: '{0} other sessions' }, long(others))}</th>
      <td class="started"></td>
      <td class="length"></td>
      <td class="number">${headline({ total: rest((totals) => totals.total), precision })}</td>
      <td class="number cost">${cost(money)}</td>
      <td class="kept"></td>
    </tr>`;
  }
}

/** "Claude Code · payments-api" */
function nameOf({ tool, project }: SessionRow): string {
  return [toolWords(tool), folderName(project)].filter(Boolean).join(' · ');
}

function classOf(id: SessionOrder['by']): string {
  const classes = { name: '', start: 'started', length: 'length', total: '', cost: 'cost', kept: 'kept' };
  return classes[id];
}
