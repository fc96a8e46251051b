import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fieldName } from '../../src/core/team/words/names.js';
import type { SharedData } from '../../src/protocol/team.js';
import { moment } from '../format/format.js';
import { t } from '../words.js';
import { Section } from '../you/section.js';
import { pathText } from './pathText.js';

const sharedSheet = css`
  li + li {
    margin-block-start: 10px;
  }
  .name {
    unicode-bidi: isolate;
    font-weight: 600;
  }
  .path {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: calc(var(--tally-size) - 2px);
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
`;

type Here = SharedData['teams'][number];

/** "Shared with": what, with whom, since when, and where the keys are. */
@customElement('tally-shared')
export class Shared extends Section {
  static override styles = [Section.styles, sharedSheet];

  @property({ attribute: false }) teams!: SharedData['teams'];
  @property({ attribute: false }) home = '';

  protected readonly section = 'shared';

  protected override heading(): string {
    return t('Shared with');
  }

  protected override body(): TemplateResult {
    return html`<ul>
      ${this.teams.map(
        (team) => html`<li>
          <p><span class="name">${team.name === '' ? t('A team whose files are damaged') : team.name}</span></p>
          <p class="small">${standingWords(team)}</p>
          ${team.fields.length === 0 || team.kind === 'machines' ? nothing : html`<p class="small">${t('A row a week: {0}.', team.fields.map((field) => fieldName(field, t)).join(', '))}</p>`}
          ${team.address === '' ? nothing : html`<p class="small quiet path">${pathText(team.address.replace(/^(?:git|dir):/, ''), this.home)}</p>`}
          ${team.standing === 'left' ? nothing : this.#keys(team)}
        </li>`,
      )}
    </ul>`;
  }

  /** Said as it is: the command needs them too, so that they are not in the editor's own store. */
  #keys({ folder }: Here): TemplateResult {
    const words = t(
      'Its keys are in a file that only you can read, not in the editor’s secret storage: the tallyboard command uses them too.',
    );
    return html`<p class="small quiet">${words} <span class="path">${pathText(`${folder}/keys.json`, this.home)}</span></p>`;
  }
}

function standingWords({ standing, since, paused, kind }: Here): string {
  const now = Date.now();
  if (standing === 'left') return t('You left. The log of what went out stays here until you erase it.');
  if (standing === 'removed') return t('An admin let you go. Nothing is shared any more.');
  if (standing === 'waiting') return t('You asked to join. Nothing is shared.');
  if (standing === 'damaged') return t('Nothing is shared any more. Erase it here, then join again.');
  const who = kind === 'machines' ? t('Your own machines.') : t('Its members hold the key.');
  const how = paused ? t('You pause.') : '';
  return [who, since === null ? t('Nothing went out yet.') : t('Since {0}.', moment(since, now)), how]
    .filter((words) => words !== '')
    .join(' ');
}
