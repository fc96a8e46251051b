import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hintWords, nameWords } from '../../src/core/badges/words/badgeWords.js';
import { progressWords } from '../../src/core/badges/words/standingWords.js';
import type { PageBadge } from '../../src/protocol/badges.js';
import { hexagonSheet } from '../badges/hexagon.css.js';
import { say } from '../badges/say.js';
import { actionLink } from '../kit/kit.js';
import { t } from '../words.js';
import { act } from './act.js';
import { bar } from './figure.js';
import { Section } from './section.js';

const nearlySheet = css`
  .line {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 12px;
    margin-block-end: 6px;
  }
  .small {
    margin-block-start: 6px;
  }
`;

/** "Nearly there": the closest badge, and what brings it nearer. */
@customElement('tally-nearly')
export class Nearly extends Section {
  static override styles = [Section.styles, hexagonSheet, nearlySheet];

  @property({ attribute: false }) badge!: PageBadge;

  protected readonly section = 'nearly';

  protected override heading(): string {
    return t('Nearly there');
  }

  protected override body(): TemplateResult {
    const { id, group, progress } = this.badge;
    return html`<p class="line">
        <span>${nameWords(id, say())}</span><span class="quiet">${progressWords(this.badge, say())}</span>
      </p>
      ${bar(progress, 1, group)}
      <p class="small quiet">
        ${hintWords(id, say())} ${actionLink(t('All badges'), () => act(this, { kind: 'tab', tab: 'badges' }))}
      </p>`;
  }
}
