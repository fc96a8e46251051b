import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { iconButtonSheet } from '../controls.css.js';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { t } from '../words.js';
import { act } from './act.js';
import type { NoticeWords } from './notices.js';
import { Part } from './part.js';

const noticeSheet = css`
  .notice {
    display: flex;
    gap: 8px;
    padding: 10px calc(var(--tally-inset) - 8px) 10px var(--tally-inset);
    border-block-end: 1px solid var(--tally-line);
  }
  .notice:dir(rtl) {
    padding-inline: var(--tally-inset) calc(var(--tally-inset) - 8px);
  }
  .notice > .icon {
    margin-block-start: 1px;
  }
  .words {
    flex: 1;
    min-inline-size: 0;
  }
  .bare {
    align-self: start;
    margin-block-start: -3px;
  }
`;

/** One thing the person should know, with the one thing to do about it. */
@customElement('tally-notice')
export class Notice extends Part {
  static override styles = [Part.styles, iconButtonSheet, noticeSheet];

  @property({ attribute: false }) notice!: NoticeWords;

  protected override body(): TemplateResult {
    const { id, sign, title, text, link, command, closable } = this.notice;
    const close = () => act(this, { kind: 'close', notice: id });
    return html`<div class="notice" role="group" aria-label=${title}>
      ${icon(sign)}
      <div class="words">
        <p>${title}</p>
        <p class="small quiet">${text} ${actionLink(link, () => act(this, { kind: 'run', command }))}</p>
      </div>
      ${closable ? html`<button class="bare" aria-label=${t('Close')} title=${t('Close')} @click=${close}>${icon('close')}</button>` : nothing}
    </div>`;
  }
}
