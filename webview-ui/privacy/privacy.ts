import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrivacyData, ViewState } from '../../src/protocol/page.js';
import type { SharedData } from '../../src/protocol/team.js';
import { long, moment, size } from '../format/format.js';
import { type IconName, icon } from '../icons.js';
import { flowSheet, sectionsSheet } from '../layout.css.js';
import { plural, t } from '../words.js';
import { couldNot, failure, Part } from '../you/part.js';
import './controls.js';
import './guarded.js';
import './keep.js';
import './read.js';
import './sent.js';
import './shared.js';

const privacySheet = css`
  .block {
    padding: 13px var(--tally-inset) 16px;
  }
  .claim {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 10px;
    align-items: center;
  }
  .claim h2 {
    font-weight: 600;
  }
  .claim p {
    grid-column: 2;
  }
`;

/** The tab "Privacy": what is read, what is kept, what was shared with whom, and how to end each. */
@customElement('tally-privacy')
export class Privacy extends Part {
  static override styles = [Part.styles, flowSheet, sectionsSheet, privacySheet];

  /** Null only together with a failure. */
  @property({ attribute: false }) data: PrivacyData | null = null;
  @property({ attribute: false }) view!: ViewState;
  @property({ attribute: false }) failure: string | null = null;
  /** Null: nothing was shared, or it is not known. */
  @property({ attribute: false }) shared: SharedData | null = null;
  /** It is known that nothing left. */
  @property({ attribute: false }) silent = true;

  protected override body(): TemplateResult {
    const { data, failure: reason } = this;
    return html`<div class="block">
        <div class="claim">
          <span class="done">${icon('passed')}</span>
          <h2>${t('Counts only. Content never leaves.')}</h2>
          <p class="quiet small">${this.#claim()}</p>
        </div>
        ${data ? flow(data, this.shared) : nothing} ${reason === null ? nothing : failure(this, couldNot(reason))}
      </div>
      ${data ? this.#sections(data) : nothing}`;
  }

  #claim(): string {
    const { shared, silent } = this;
    if (shared === null) return silent ? t('Nothing has left this machine.') : '';
    if (shared.sent.length === 0) return t('Nothing has left this machine.');
    const [{ at }] = shared.sent.slice(-1) as [SharedData['sent'][number]];
    const forms = { one: '{0} sealed object left', other: '{0} sealed objects left' };
    return t(
      '{0}, the first {1}. Nothing else.',
      plural(shared.sent.length, forms, long(shared.sent.length)),
      moment(at, Date.now()),
    );
  }

  #sections(data: PrivacyData): TemplateResult {
    const { shared } = this;
    return html`<div class="sections">
      <div>
        ${
          shared === null
            ? nothing
            : html`<tally-sent .sent=${shared.sent} ?folded=${this.#folded('sent')}></tally-sent>
                <tally-shared .teams=${shared.teams} .home=${data.home} ?folded=${this.#folded('shared')}></tally-shared>`
        }
        <tally-read .data=${data} ?folded=${this.#folded('read')}></tally-read>
        ${data.guard ? html`<tally-guarded .data=${data.guard} ?folded=${this.#folded('guarded')}></tally-guarded>` : nothing}
      </div>
      <div>
        <tally-controls .data=${data} ?folded=${this.#folded('controls')}></tally-controls>
        <tally-keep .data=${data} ?folded=${this.#folded('keep')}></tally-keep>
      </div>
    </div>`;
  }

  #folded(section: string): boolean {
    return this.view.folded.includes(section);
  }
}

/** "5 tools’ logs, read here → ledger, 18.4 MB here → Harbour, a row a week" */
function flow({ sources, ledger }: PrivacyData, shared: SharedData | null): TemplateResult {
  const team = shared?.teams.find(({ standing, fields }) => standing === 'member' && fields.length > 0);
  const logs = plural(sources.length, { one: '{0} tool’s logs', other: '{0} tools’ logs' }, long(sources.length));
  return html`<div class="flow small">
    ${stage('logs', logs, t('read here'))} ${icon('arrow')}
    ${stage('database', t('ledger'), t('{0} here', size(ledger.bytes)))}
    ${team ? html`${icon('arrow')} ${stage('lock', team.name, t('a row a week'))}` : nothing}
  </div>`;
}

function stage(sign: IconName, name: string, where: string): TemplateResult {
  return html`<div class="stage">
    <span class="ring">${icon(sign)}</span>
    <p>${name}</p>
    <p class="quiet">${where}</p>
  </div>`;
}
