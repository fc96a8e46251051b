import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { nameWords } from '../../src/core/badges/words/badgeWords.js';
import type { PageBadge } from '../../src/protocol/badges.js';
import { long } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';
import { say } from './say.js';

const hiddenSheet = css`
  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 12px;
    padding-block: 2px;
  }
`;

/** "Hidden by you": each can come back. */
@customElement('tally-hidden-badges')
export class HiddenBadges extends Section {
  static override styles = [Section.styles, hiddenSheet];

  @property({ attribute: false }) badges: readonly PageBadge[] = [];

  protected readonly section = 'hiddenBadges';

  protected override heading(): string {
    return t('Hidden by you');
  }

  protected override aside(): string {
    return long(this.badges.length);
  }

  protected override body(): TemplateResult {
    return html`<ul>
      ${this.badges.map(
        ({ id }) => html`<li>
          <span>${nameWords(id, say())}</span>
          ${actionLink(t('Show again'), () => act(this, { kind: 'unhideBadge', badge: id }))}
        </li>`,
      )}
    </ul>`;
  }
}
