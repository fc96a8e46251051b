import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState } from '../../src/protocol/page.js';
import type { TeamData, TeamView } from '../../src/protocol/team.js';
import { controlsSheet } from '../controls.css.js';
import { long } from '../format/format.js';
import { icon } from '../icons.js';
import { sectionsSheet } from '../layout.css.js';
import { barSheet } from '../theme.css.js';
import { plural, t } from '../words.js';
import { couldNot, failure, Part } from '../you/part.js';
import './boardSection.js';
import './figuresSection.js';
import './outside.js';
import { notesOf } from './notes.js';
import { questCard } from './quest.js';
import './sharing.js';
import { teamSheet } from './team.css.js';
import { teamButton, teamLink } from './teamAct.js';

/** The tab "Team": quest first, then the board, figures of the team, and one's own sharing. */
@customElement('tally-team')
export class Team extends Part {
  static override styles = [Part.styles, controlsSheet, barSheet, sectionsSheet, teamSheet];

  /** Null only together with a failure. */
  @property({ attribute: false }) data: TeamData | null = null;
  @property({ attribute: false }) view!: ViewState;
  @property({ attribute: false }) failure: string | null = null;

  protected override body(): TemplateResult {
    const { data, failure: reason } = this;
    const failed = reason === null ? nothing : html`<div class="block">${failure(this, couldNot(reason))}</div>`;
    if (!data) return html`${failed}`;
    if (data.state !== 'member') return html`${failed}<tally-outside .data=${data}></tally-outside>`;
    return html`${failed}${this.#top(data)} ${this.#sections(data)}`;
  }

  #top(data: TeamView): TemplateResult {
    const { board } = data;
    const closed = board.withheld !== null && board.members < board.least;
    return html`<div class="block">
      <div class="title">
        <h2>${board.team}</h2>
        ${board.members === 0 ? nothing : html`<span class="small quiet">${plural(board.members, { one: '{0} member', other: '{0} members' }, long(board.members))}</span>`}
        <span class="sealed small">${icon('lock')}${t('end to end')}</span>
      </div>
      ${data.can.includes('choose') ? html`<p class="small">${teamLink(this, data, 'choose', t('Another team'))}</p>` : nothing}
      ${notesOf(data, Date.now()).map(
        ({ sign, words, links }) => html`<div class="note small">
          ${icon(sign)}
          <p>${words} ${links.map(([command, link]) => html`${teamLink(this, data, command, link)} `)}</p>
        </div>`,
      )}
      ${closed ? this.#closed(data) : nothing} ${board.quest && !closed ? questCard(board.quest, board.least) : nothing}
    </div>`;
  }

  /** Too few share. */
  #closed(data: TeamView): TemplateResult {
    const { members, least } = data.board;
    const places = Array.from({ length: least }, (_, index) => index < members);
    return html`<div class="card">
      <div class="places" aria-hidden="true">
        ${places.map((taken) => html`<span class=${taken ? 'taken' : ''}>${taken ? icon('person') : nothing}</span>`)}
      </div>
      <h3>
        ${data.wasOpen ? t('The board is closed until {0} members share again.', long(least)) : t('The board opens at {0} members.', long(least))}
      </h3>
      <p class="quiet">
        ${t('With fewer, a figure could be traced to a person. Until then nobody sees any, and your own page works as always.')}
      </p>
      <div class="buttons">${teamButton(this, data, 'copyInvite', t('Copy invite'), 'push first')}</div>
    </div>`;
  }

  #sections(data: TeamView): TemplateResult {
    const { board } = data;
    const seen = board.withheld !== 'not-sharing' && board.members >= board.least;
    return html`<div class="sections">
      <div>
        ${seen ? html`<tally-board .data=${data} ?folded=${this.#folded('board')}></tally-board>` : nothing}
        ${
          board.figures
            ? html`<tally-team-figures .figures=${board.figures} .champions=${board.champions} .least=${board.least} ?folded=${this.#folded('teamFigures')}></tally-team-figures>`
            : nothing
        }
      </div>
      <div><tally-sharing .data=${data} ?folded=${this.#folded('sharing')}></tally-sharing></div>
    </div>`;
  }

  #folded(section: string): boolean {
    return this.view.folded.includes(section);
  }
}
