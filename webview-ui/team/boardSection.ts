import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardRow } from '../../src/core/team/board.js';
import type { BoardName } from '../../src/core/team/policy.js';
import { boardName } from '../../src/core/team/words/names.js';
import type { TeamView } from '../../src/protocol/team.js';
import { selectSheet } from '../controls.css.js';
import { day, long, moment } from '../format/format.js';
import { t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';
import { badgeMarks, bandMark, marksSheet, portrait } from './marks.js';
import './ownScore.js';
import { rowsSheet } from './team.css.js';
import { teamLink } from './teamAct.js';
import { flagWords, rangeWords } from './teamWords.js';

const boardSheet = css`
  select {
    margin-block-end: 6px;
  }
  .rows {
    margin: 0 -8px 10px;
    padding: 0;
    list-style: none;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 28px;
    padding-inline: 8px;
    border-radius: 4px;
  }
  .row .alias {
    flex: 1;
    unicode-bidi: isolate;
  }
  .row.you {
    background: var(--vscode-list-inactiveSelectionBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .apart {
    margin-block-end: 6px;
  }
  .place {
    flex: none;
    min-inline-size: 26px;
    color: var(--tally-quiet);
  }
  .you .place {
    color: var(--tally-text);
  }
  .gap {
    padding-inline: 24px;
    color: var(--tally-quiet);
    line-height: 1;
  }
  @container (max-width: 259px) {
    .row {
      gap: 6px;
    }
    .row .portrait,
    .row .badges svg:nth-of-type(n + 4) {
      display: none;
    }
  }
`;

/** "Leaderboard": the top three, a gap, and around the viewer. A row says what it shows and nothing more. */
@customElement('tally-board')
export class BoardSection extends Section {
  static override styles = [Section.styles, marksSheet, rowsSheet, selectSheet, boardSheet];

  @property({ attribute: false }) data!: TeamView;

  protected readonly section = 'board';

  protected override heading(): string {
    return t('Leaderboard');
  }

  protected override aside(): string {
    return this.data.board.board === 'tokens' ? t('one week') : t('28 days');
  }

  protected override body(): TemplateResult {
    const { board } = this.data;
    return html`${board.boards.length > 1 ? this.#menu() : nothing}
      ${board.withheld === null ? this.#rows() : html`<p>${this.#withheld()}</p>`}
      ${board.board === 'kept' ? html`<tally-own-score .data=${this.data}></tally-own-score>` : nothing}
      ${board.board === 'thrift' ? html`<p class="small quiet">${t('How much of the input was read from cache, in fifths.')}</p>` : nothing}
      ${board.board === 'tokens' ? html`<p class="small quiet">${t('Volume, not value. Chosen by this team.')}</p>` : nothing}
      <p class="small quiet">${this.#window()}</p>`;
  }

  #menu(): TemplateResult {
    const { board, boards } = this.data.board;
    const choose = (event: Event) =>
      act(this, { kind: 'board', board: (event.target as HTMLSelectElement).value as BoardName });
    return html`<select aria-label=${t('Board')} @change=${choose}>
      ${boards.map((name) => html`<option value=${name} .selected=${name === board}>${boardName(name, t)}</option>`)}
    </select>`;
  }

  #withheld(): string {
    const { board } = this.data;
    if (board.withheld === 'not-sharing') return t('You see others only while you share.');
    if (board.withheld === 'not-offered') return t('This team does not have this board.');
    return t('Fewer than {0} members are on this board, so nobody sees it.', board.least);
  }

  #rows(): TemplateResult {
    const { rows, apart } = this.data.board;
    return html`<ol class="rows" role="list" aria-label=${t('Leaderboard')}>
        ${rows.map((row) => html`${row.gap ? html`<li class="gap" aria-hidden="true">…</li>` : nothing}${boardRow(row)}`)}
      </ol>
      ${apart.map((row) => html`<p class="apart small quiet">${apartWords(row)}</p>`)}
      ${this.#offBoard()}`;
  }

  #offBoard(): TemplateResult | typeof nothing {
    const { own, board } = this.data;
    if (own.onBoard || board.board !== 'kept') return nothing;
    return html`<p>
      ${t('You are in the quest, not on the board.')} ${teamLink(this, this.data, 'joinBoard', t('Join the board'))}
    </p>`;
  }

  /** "28 days to Sun 15 Nov. Next figures Tue 24 Nov, 12:00. Formula 2." */
  #window(): string {
    const { window, next, formula, board } = this.data.board;
    const words = [
      board === 'tokens'
        ? t('{0} to {1}.', day(window.since), day(window.until))
        : t('28 days to {0}.', day(window.until)),
      t('Next figures {0}.', moment(next, Date.now())),
    ];
    return [...words, ...(board === 'kept' ? [t('Formula {0}.', formula)] : [])].join(' ');
  }
}

function boardRow({ alias, you, place, tied, score, band, tokens, badges }: BoardRow): TemplateResult {
  return html`<li class="row ${you ? 'you' : ''}">
    <span class="place number">${tied ? t('{0}=', place ?? 0) : place}</span>
    ${portrait(alias)}
    <span class="alias cut">${you ? t('{0} (you)', alias) : alias}</span>
    ${badgeMarks(badges)}
    ${score === null ? nothing : html`<span class="number">${long(score)}</span>`}
    ${tokens === null ? nothing : html`<span class="number">${rangeWords(tokens)}</span>`}
    ${band === null ? nothing : bandMark(band)}
  </li>`;
}

function apartWords({ alias, flag }: BoardRow): TemplateResult {
  const words = flag === null ? t('nothing new for five weeks.') : t('not verified. {0}', flagWords[flag]());
  return html`<bdi>${alias}</bdi>: ${words}`;
}
