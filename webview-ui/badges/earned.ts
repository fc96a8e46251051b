import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { nameWords, ruleWords } from '../../src/core/badges/words/badgeWords.js';
import { evidenceWords } from '../../src/core/badges/words/standingWords.js';
import type { PageBadge } from '../../src/protocol/badges.js';
import { days, long } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { plural, t } from '../words.js';
import { act } from '../you/act.js';
import { Section } from '../you/section.js';
import { hexagonSheet } from './hexagon.css.js';
import { hexagon } from './hexagon.js';
import { say } from './say.js';
import { tiersSheet } from './tiers.css.js';
import { tierDots } from './tiers.js';

const earnedSheet = css`
  li {
    display: grid;
    grid-template-columns: 36px minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 12px;
    padding-block: 5px;
  }
  .hexagon {
    grid-row: 1 / span 2;
    inline-size: 36px;
    block-size: 40px;
  }
  .name {
    min-block-size: 24px;
    font-weight: 600;
  }
  .words {
    grid-column: 2 / span 2;
  }
`;

const shownAtFirst = 4;

/** "Earned", newest first. A name leads to its card. */
@customElement('tally-earned')
export class Earned extends Section {
  static override styles = [Section.styles, hexagonSheet, tiersSheet, earnedSheet];

  /** Newest first. */
  @property({ attribute: false }) badges: readonly PageBadge[] = [];
  @state() private all = false;

  protected readonly section = 'earned';

  protected override heading(): string {
    return t('Earned');
  }

  protected override aside(): string {
    return long(this.badges.length);
  }

  protected override body(): TemplateResult {
    const shown = this.all ? this.badges : this.badges.slice(0, shownAtFirst);
    const more = this.badges.length - shown.length;
    return html`<ul>
        ${shown.map((badge) => this.#row(badge))}
      </ul>
      ${
        more > 0
          ? actionLink(
              plural(more, { one: 'Show {0} more', other: 'Show {0} more' }, long(more)),
              () => (this.all = true),
            )
          : nothing
      }`;
  }

  #row(badge: PageBadge): TemplateResult {
    const { id, reached, evidence } = badge;
    const on = reached.at(-1);
    return html`<li>
      ${hexagon(badge)}
      <button class="name" @click=${() => act(this, { kind: 'badge', badge: id, show: true })}>
        ${nameWords(id, say())} ${tierDots(badge)}
      </button>
      <span class="small quiet">${on === undefined ? nothing : days(on, on)}</span>
      <span class="words small quiet">${evidenceWords(evidence.slice(0, 1), say()) || ruleWords(badge, say())}</span>
    </li>`;
  }
}
