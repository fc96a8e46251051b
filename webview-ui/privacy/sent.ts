import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SharedData } from '../../src/protocol/team.js';
import { iconButtonSheet } from '../controls.css.js';
import { long, moment } from '../format/format.js';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';

/** So many stand on the page; the document has all. */
const shown = 8;

const sentSheet = css`
  li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
  }
  .when {
    flex: 1;
    min-inline-size: 0;
  }
  .hash {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: calc(var(--tally-size) - 2px);
  }
  @container (max-width: 259px) {
    .hash {
      display: none;
    }
  }
`;

/** "What left this machine": when, its size and hash as it was sealed, and an eye on each for what was in it. */
@customElement('tally-sent')
export class Sent extends Section {
  static override styles = [Section.styles, iconButtonSheet, sentSheet];

  @property({ attribute: false }) sent!: SharedData['sent'];

  protected readonly section = 'sent';

  protected override heading(): string {
    return t('What left this machine');
  }

  protected override aside(): string {
    return long(this.sent.length);
  }

  protected override body(): TemplateResult {
    const { sent } = this;
    if (sent.length === 0) return html`<p class="quiet">${t('Nothing yet.')}</p>`;
    return html`<ul>
        ${sent.slice(0, shown).map((each) => this.#row(each))}
      </ul>
      ${sent.length > shown ? html`<p class="small">${actionLink(t('All {0}', long(sent.length)), () => act(this, { kind: 'showSent', hash: null }))}</p>` : nothing}
      <p class="small quiet">${t('Time, sealed bytes, and how their SHA-256 begins. The eye shows what was in it, to the byte; keys are blotted out.')}</p>`;
  }

  #row({ at, bytes, hash }: SharedData['sent'][number]): TemplateResult {
    const when = moment(at, Date.now());
    const label = t('Show what left {0}', when);
    return html`<li>
      <span class="when cut">${when}</span>
      <span class="number quiet">${t('{0} B', long(bytes))}</span>
      <span class="hash quiet">${hash.slice(0, 8)}</span>
      <button class="bare" aria-label=${label} title=${label} @click=${() => act(this, { kind: 'showSent', hash })}>${icon('eye')}</button>
    </li>`;
  }
}
