import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Erasure } from '../../src/protocol/ledger.js';
import { controlsSheet } from '../controls.css.js';
import { long, moment, size } from '../format/format.js';
import { icon } from '../icons.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { Part } from '../you/part.js';

const erasedSheet = css`
  .block {
    padding: 13px var(--tally-inset) 16px;
  }
  h2 {
    display: flex;
    align-items: center;
    gap: 10px;
    font-weight: 600;
  }
  li {
    margin-block-start: 6px;
    padding-inline-start: 26px;
  }
  .next {
    margin-block-start: 16px;
  }
`;

/** "Erased." with the receipt, and the question from when to count again. */
@customElement('tally-erased')
export class Erased extends Part {
  static override styles = [Part.styles, controlsSheet, erasedSheet];

  /** Null until the receipt is there; without an instant where it makes no sense. */
  @property({ attribute: false }) erasure: Erasure | null = null;

  protected override body(): TemplateResult {
    return html`<div class="block">
      <h2><span class="done">${icon('passed')}</span>${t('Erased.')}</h2>
      ${this.erasure?.at ? receipt(this.erasure) : nothing}
      <p class="next">${t('Nothing is counted until you choose from when.')}</p>
      <div class="buttons">
        <button class="push" @click=${() => act(this, { kind: 'countAgain', from: 'now' })}>${t('From now on')}</button>
        <button class="push" @click=${() => act(this, { kind: 'countAgain', from: 'logs' })}>
          ${t('All that my logs hold')}
        </button>
      </div>
    </div>`;
  }
}

function receipt({ at, rows, files, bytes }: Erasure): TemplateResult {
  const requests = plural(rows, { one: '{0} request', other: '{0} requests' }, long(rows));
  const gone = plural(files, { one: '{0} file', other: '{0} files' }, long(files));
  return html`<ul class="small quiet">
    <li>${t('{0}: the ledger with {1}, {2}, {3}.', moment(at, Date.now()), requests, gone, size(bytes))}</li>
    <li>${t('What this editor kept, and its keys. Another editor clears its own when it next starts.')}</li>
    <li>${t('Your AI tools’ own logs stay. A note with this receipt remains beside the ledger’s place.')}</li>
  </ul>`;
}
