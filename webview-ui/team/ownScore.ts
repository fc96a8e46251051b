import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { leastDays } from '../../src/core/keptWork/formulae.js';
import type { TeamView } from '../../src/protocol/team.js';
import { day, long, points } from '../format/format.js';
import { plural, t } from '../words.js';
import { Part } from '../you/part.js';

const ownSheet = css`
  :host {
    margin-block-end: 6px;
  }
  .why {
    min-block-size: 24px;
    color: var(--vscode-textLink-foreground);
  }
  .why:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  table {
    inline-size: 100%;
    margin-block-start: 6px;
    border-collapse: collapse;
  }
  th,
  td {
    padding-block: 1px;
    font-weight: 400;
    text-align: start;
  }
  .number {
    text-align: end;
  }
`;

/** "Your score is 42. … Why 42?": the formula with the numbers of one's own days. They stay here. */
@customElement('tally-own-score')
export class OwnScore extends Part {
  static override styles = [Part.styles, ownSheet];

  @property({ attribute: false }) data!: TeamView;
  @state() private open = false;

  protected override body(): TemplateResult {
    const { score, days } = this.data.own.score;
    if (score === null) {
      const active = plural(days.length, { one: '{0} active day', other: '{0} active days' }, long(days.length));
      return html`<p>${t('Too little to say yet: {0} of {1}.', active, long(leastDays))}</p>`;
    }
    const shown = this.data.board.rows.some((row) => row.you && row.score !== null);
    return html`<p>
        ${t('Your score is {0}.', long(score))}
        <span class="quiet">${shown ? nothing : t('The board shows your band.')}</span>
      </p>
      <button class="why" aria-expanded=${this.open ? 'true' : 'false'} @click=${() => (this.open = !this.open)}>
        ${t('Why {0}?', long(score))}
      </button>
      ${this.open ? this.#formula(score) : nothing}`;
  }

  #formula(score: number): TemplateResult {
    const { days } = this.data.own.score;
    const count = plural(days.length, { one: '{0} active day', other: '{0} active days' }, long(days.length));
    return html`<p class="small quiet">
        ${t('{0} is ten times the mean of the best 60% of your {1}.', long(score), count)}
        ${t('A day counts the AI lines kept, up to 5 points, times the share kept, times what their output yielded against your usual.')}
      </p>
      <table class="small">
        <thead>
          <tr>
            <th scope="col">${t('Day')}</th>
            <th class="number" scope="col">${t('Kept')}</th>
            <th class="number" scope="col">${t('Points')}</th>
          </tr>
        </thead>
        <tbody>
          ${days.map(
            (each) => html`<tr>
              <th scope="row">${day(each.day)}</th>
              <td class="number">${t('{0} of {1}', long(each.kept), long(each.lines))}</td>
              <td class="number">${points(each.points)}</td>
            </tr>`,
          )}
        </tbody>
      </table>`;
  }
}
