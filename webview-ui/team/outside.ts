import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TeamData, TeamView } from '../../src/protocol/team.js';
import { controlsSheet } from '../controls.css.js';
import { type IconName, icon } from '../icons.js';
import { flowSheet } from '../layout.css.js';
import { t } from '../words.js';
import { Part } from '../you/part.js';
import { teamSheet } from './team.css.js';
import { teamButton, teamLink } from './teamAct.js';

const outsideSheet = css`
  h3 {
    margin-block-start: 20px;
    font-size: 11px;
    font-weight: 700;
    text-transform: uppercase;
  }
  .block > p {
    margin-block-start: 6px;
  }
  .six {
    font-family: var(--vscode-editor-font-family, monospace);
    user-select: text;
  }
  .buttons {
    margin-block-start: 16px;
  }
  .wide .push {
    flex: 1 1 100%;
    justify-content: center;
  }
  li {
    display: flex;
    gap: 8px;
    padding-block: 3px;
  }
`;

/** The tab of who is in no team: what a team is, or what became of the one. */
@customElement('tally-outside')
export class Outside extends Part {
  static override styles = [Part.styles, controlsSheet, teamSheet, flowSheet, outsideSheet];

  @property({ attribute: false }) data!: Exclude<TeamData, TeamView>;

  protected override body(): TemplateResult {
    const { data } = this;
    if (data.state === 'none') return this.#none();
    if (data.state === 'elsewhere') return this.#elsewhere();
    const words = {
      waiting: t('You asked to join {0}. An admin has to say yes. Nothing is shared until then.', data.team),
      keyLost: t('This machine lost its team key. Your counts are safe.'),
      left: t('You left. Nothing is shared.'),
      removed: t('An admin let you go. Nothing is shared any more.'),
    };
    return html`<div class="block">
      <div class="title"><h2>${data.team}</h2></div>
      <p>${words[data.state]}</p>
      ${data.state === 'waiting' && data.words.length > 0 ? sixWords(data.words) : nothing}
      <div class="buttons wide">
        ${teamButton(this, data, 'joinAgain', t('Join again'), 'push first')}
        ${teamButton(this, data, 'restore', t('Restore from a backup'))}
        ${teamButton(this, data, 'tryNow', t('Look again'), 'push first')}
        ${teamButton(this, data, 'leave', t('Take it back'))}
        ${teamButton(this, data, 'create', t('Create a team'))}
        ${teamButton(this, data, 'choose', t('Another team'))}
      </div>
    </div>`;
  }

  #elsewhere(): TemplateResult {
    return html`<div class="block">
      <div class="title"><h2>${t('Teams are off in a remote window.')}</h2></div>
      <p>${t('Their keys would lie on the other machine. Open a window on your own machine.')}</p>
      <p class="small">${teamLink(this, this.data, 'machines', t('Add up my own machines…'))}</p>
    </div>`;
  }

  #none(): TemplateResult {
    const { data } = this;
    return html`<div class="block">
      <div class="title"><h2>${t('Compare notes, not totals.')}</h2></div>
      <p class="quiet">${t('A team sees how much AI code stays, never what it cost.')}</p>
      <div class="flow small">
        ${stage('bars', t('your counts'))} ${icon('arrow')} ${stage('lock', t('one sealed row a week'))} ${icon('arrow')}
        ${stage('team', t('members’ editors'))}
      </div>
      <div class="buttons wide">
        ${teamButton(this, data, 'join', t('Join with an invite'), 'push first')}
        ${teamButton(this, data, 'create', t('Create a team'))}
      </div>
      <p class="small">${teamLink(this, data, 'machines', t('Add up my own machines…'))}</p>
      <p class="small">${teamLink(this, data, 'restore', t('Restore from a backup'))}</p>
      <h3>${t('Others will see')}</h3>
      <ul>
        ${sees().map((words) => html`<li>${icon('pass')}<span>${words}</span></li>`)}
      </ul>
      <h3>${t('Nobody will see')}</h3>
      <ul>
        ${hides().map((words) => html`<li>${icon('never')}<span>${words}</span></li>`)}
      </ul>
    </div>`;
  }
}

/** What both screens show, for two people to compare. */
function sixWords(words: readonly string[]): TemplateResult {
  return html`<h3>${t('Six words')}</h3>
    <p class="six">${words.join(' ')}</p>
    <p class="small quiet">${t('Tell them to an admin by voice or in person, who has to see the same.')}</p>`;
}

function sees(): string[] {
  return [
    t('An alias and badges that you choose'),
    t('A band of five, if you join the board'),
    t('Lines kept in steps of ten, cache in fifths, names of tools'),
  ];
}

function hides(): string[] {
  return [
    t('Prompts, code, paths, repositories'),
    t('Money and token counts'),
    t('Hours, days, single sessions'),
    t('That you were asked and said no'),
  ];
}

function stage(sign: IconName, words: string): TemplateResult {
  return html`<div class="stage">
    <span class="ring">${icon(sign)}</span>
    <p>${words}</p>
  </div>`;
}
