import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageCommand, PrivacyData } from '../../src/protocol/page.js';
import { controlsSheet } from '../controls.css.js';
import { long, size } from '../format/format.js';
import { type IconName, icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';
import { pathText } from './pathText.js';

const keepSheet = css`
  .path {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: calc(var(--tally-size) - 2px);
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  p + p {
    margin-block-start: 4px;
  }
  .trash {
    color: var(--vscode-errorForeground);
  }
`;

/** "Keep or erase": where the ledger is, how long it keeps what, and the ways to take all along or away. */
@customElement('tally-keep')
export class Keep extends Section {
  static override styles = [Section.styles, controlsSheet, keepSheet];

  @property({ attribute: false }) data!: PrivacyData;

  protected readonly section = 'keep';

  protected override heading(): string {
    return t('Keep or erase');
  }

  protected override body(): TemplateResult {
    const { ledger, home, retentionDays } = this.data;
    const rows = plural(ledger.rows, { one: '{0} request', other: '{0} requests' }, long(ledger.rows));
    const days = plural(
      retentionDays,
      {
        one: 'Each request is kept for {0} day, then as sums of quarter-hours.',
        other: 'Each request is kept for {0} days, then as sums of quarter-hours.',
      },
      long(retentionDays),
    );
    return html`<p class="path quiet">${pathText(ledger.path, home)}</p>
      <p class="small quiet">${t('{0}, {1}.', size(ledger.bytes), rows)}</p>
      <p class="small quiet">${days} ${actionLink(t('Change'), () => this.#run('retention'))}</p>
      <div class="buttons">
        ${this.#button('export', 'export', t('Export everything'))} ${this.#button('trash', 'erase', t('Erase my data…'))}
      </div>`;
  }

  #button(sign: IconName, command: PageCommand, words: string): TemplateResult {
    return html`<button class="push" @click=${() => this.#run(command)}>${icon(sign)}<span>${words}</span></button>`;
  }

  #run(command: PageCommand): void {
    act(this, { kind: 'run', command });
  }
}
