import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TeamCommand, TeamView } from '../../src/protocol/team.js';
import { controlsSheet } from '../controls.css.js';
import { long, moment } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';
import { rowsSheet } from './team.css.js';
import { teamLink } from './teamAct.js';

/** "Your sharing": what was sent last, and the ways out. Leaving takes two clicks. */
@customElement('tally-sharing')
export class Sharing extends Section {
  static override styles = [Section.styles, controlsSheet, rowsSheet];

  @property({ attribute: false }) data!: TeamView;
  @state() private leaving = false;

  protected readonly section = 'sharing';

  protected override heading(): string {
    return t('Your sharing');
  }

  protected override body(): TemplateResult {
    const { sharing, fingerprint } = this.data;
    return html`${
      sharing.last === null
        ? line(t('Shared so far'), t('Nothing yet'))
        : html`${line(t('Last shared'), moment(sharing.last.at, Date.now()))}
          ${line(t('Size'), t('{0} bytes, sealed', long(sharing.last.bytes)))}`
    }
      ${sharing.words.length > 0 ? line(t('Check words'), sharing.words.join(' ')) : nothing} ${line(t('Board fingerprint'), fingerprint)}
      ${this.leaving ? this.#question() : this.#links()}`;
  }

  #links(): TemplateResult {
    const { data } = this;
    const link = (command: TeamCommand, words: string) => teamLink(this, data, command, words);
    return html`<div class="links">
        ${link('preview', t('Preview next share'))} ${link('share', t('Share now'))}
        ${data.sharing.paused ? link('resume', t('Resume')) : link('pause', t('Pause'))} ${link('alias', t('Change alias'))}
        ${data.can.includes('leave') ? actionLink(t('Leave team'), () => (this.leaving = true)) : nothing}
      </div>
      <div class="links" role="group" aria-label=${t('Team')}>
        ${link('members', t('Members'))} ${data.board.members < data.board.least ? nothing : link('copyInvite', t('Copy invite'))}
        ${link('policy', t('Team policy'))} ${link('changePolicy', t('Change policy'))} ${link('say', t('Object or propose'))}
      </div>`;
  }

  #question(): TemplateResult {
    return html`<p>
        ${t('Leave {0}? Your rows are withdrawn now and dropped by others at their next sync. What was seen was seen.', this.data.board.team)}
      </p>
      <div class="buttons" role="group" aria-label=${t('Leave team')}>
        <button class="push" @click=${() => act(this, { kind: 'runTeam', command: 'leave' })}>${t('Leave')}</button>
        <button class="push" @click=${() => (this.leaving = false)}>${t('Stay')}</button>
      </div>`;
  }
}

function line(name: string, value: string): TemplateResult {
  return html`<p class="line"><span class="quiet">${name}</span><span>${value}</span></p>`;
}
