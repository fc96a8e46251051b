import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MachinesData } from '../../src/protocol/team.js';
import { compact, long, shortDay } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { Section } from './section.js';

const machinesSheet = css`
  .row {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-block-size: 22px;
  }
  .row .cut {
    flex: 1;
    min-inline-size: 0;
    unicode-bidi: isolate;
  }
  .row .number {
    min-inline-size: 48px;
    text-align: end;
  }
  .six {
    font-family: var(--vscode-editor-font-family, monospace);
    user-select: text;
  }
  p + p {
    margin-block-start: 4px;
  }
`;

/** "My machines": what each of a person's machines told, and all together. Hidden where this is the only one. */
@customElement('tally-machines')
export class Machines extends Section {
  static override styles = [Section.styles, machinesSheet];

  @property({ attribute: false }) data!: MachinesData;

  protected readonly section = 'machines';

  protected override heading(): string {
    return t('My machines');
  }

  protected override aside(): string {
    const { state, total } = this.data;
    return state === 'member' ? compact(total) : '';
  }

  protected override body(): TemplateResult {
    const { state, machines, trouble, tells } = this.data;
    return html`${state === 'waiting' ? this.#waiting() : nothing}
      ${state === 'keyLost' ? html`<p>${t('This machine lost the key of your machines. Its counts are safe.')}</p>` : nothing}
      ${machines.map(
        ({ label, own, told, total }) => html`<p class="row">
          <span class="cut">${own ? t('{0} (this one)', label) : label}</span>
          <span class="small quiet">${shortDay(told)}</span>
          <span class="number">${compact(total)}</span>
        </p>`,
      )}
      ${machines.length > 0 ? html`<p class="small quiet">${t('All that each has told, and the day on which it last did.')}</p>` : nothing}
      ${state === 'member' && !tells ? html`<p class="small quiet">${t('This machine tells the others nothing yet.')}</p>` : nothing}
      ${trouble === null ? nothing : html`<p class="small quiet">${trouble}</p>`}
      <p class="small">${actionLink(this.#link(), () => act(this, { kind: 'runTeam', command: 'machines' }))}</p>`;
  }

  #waiting(): TemplateResult {
    return html`<p>${t('Your first machine has to say yes. It shows these six words too:')}</p>
      <p class="six">${this.data.words.join(' ')}</p>`;
  }

  #link(): string {
    const { requests } = this.data;
    if (requests === 0) return t('Manage my machines…');
    return plural(
      requests,
      { one: '{0} machine asks to be added…', other: '{0} machines ask to be added…' },
      long(requests),
    );
  }
}
