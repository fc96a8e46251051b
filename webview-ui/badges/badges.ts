import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type BadgeGroup, badgeGroups } from '../../src/core/badges/badge.js';
import { closest } from '../../src/core/badges/state.js';
import { groupWords, nameWords } from '../../src/core/badges/words/badgeWords.js';
import type { BadgesData, PageBadge } from '../../src/protocol/badges.js';
import type { ViewState } from '../../src/protocol/page.js';
import { selectSheet } from '../controls.css.js';
import { long } from '../format/format.js';
import { sectionsSheet } from '../layout.css.js';
import { barSheet } from '../theme.css.js';
import { t } from '../words.js';
import { act, onAct } from '../you/act.js';
import { couldNot, failure, Part } from '../you/part.js';
import { badgesSheet } from './badges.css.js';
import { badgeCard } from './card.js';
import './earned.js';
import { hexagonSheet } from './hexagon.css.js';
import './hidden.js';
import './honeycomb.js';
import type { Honeycomb } from './honeycomb.js';
import './milestones.js';
import { say } from './say.js';
import { earnedBadges, newBadges, nothingSeen, shownBadges } from './shown.js';
import { tiersSheet } from './tiers.css.js';

/** The tab "Badges": all of them, one explained, and those that were earned. */
@customElement('tally-badges')
export class Badges extends Part {
  static override styles = [Part.styles, barSheet, sectionsSheet, hexagonSheet, tiersSheet, selectSheet, badgesSheet];

  /** Null only together with a failure. */
  @property({ attribute: false }) data: BadgesData | null = null;
  @property({ attribute: false }) view!: ViewState;
  @property({ attribute: false }) failure: string | null = null;
  /** Undefined: the closest; null: the person closed the card. */
  @state() private chosen: string | null | undefined;
  @state() private group: BadgeGroup | null = null;
  #fresh: readonly string[] = [];

  constructor() {
    super();
    onAct(this, (what) => {
      if (what.kind === 'badge') this.#choose(what.badge, what.show ?? false);
      else if (what.kind === 'hideBadge') this.#letGo();
    });
    this.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape') return;
      if (this.group !== null) this.group = null;
      else this.chosen = null;
    });
  }

  /** A new badge fills once, and that on one occasion a day. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data') && !changed.has('view')) return;
    const { data, view } = this;
    const before = view.badges ?? nothingSeen;
    const fresh = newBadges(data, before);
    if (!data || fresh.length === 0) return;
    if (before.greeted !== data.today) this.#fresh = fresh.map(({ id }) => id);
    act(this, { kind: 'badgesSeen' });
  }

  protected override body(): TemplateResult {
    const { data, failure: reason } = this;
    const failed = reason === null ? nothing : html`<div class="block">${failure(this, couldNot(reason))}</div>`;
    if (!data) return html`${failed}`;
    return html`${failed}${this.#top(data)} ${this.#sections(data)}`;
  }

  get #seen() {
    return this.view.badges ?? nothingSeen;
  }

  #top(data: BadgesData): TemplateResult {
    const all = shownBadges(data, this.#seen);
    const group = all.filter((badge) => this.group === null || badge.group === this.group);
    const chosen = this.#chosenOf(group);
    return html`<div class="block">
      <div class="top">${this.#sum(all)} ${this.#groups()}</div>
      ${
        group.length > 0
          ? html`<tally-honeycomb .badges=${group} .chosen=${chosen?.id ?? null} .fresh=${this.#fresh}></tally-honeycomb>`
          : nothing
      }
      ${chosen ? badgeCard(this, chosen) : nothing}
    </div>`;
  }

  #chosenOf(badges: readonly PageBadge[]): PageBadge | undefined {
    if (this.chosen === null) return undefined;
    return badges.find(({ id }) => id === this.chosen) ?? closest(badges) ?? badges[0];
  }

  #sum(all: readonly PageBadge[]): TemplateResult {
    const earned = all.filter(({ state }) => state === 'earned').length;
    if (earned > 0)
      return html`<h2><span class="sum">${long(earned)}</span> <span class="quiet">${t('of {0} earned', long(all.length))}</span></h2>`;
    const near = closest(all);
    return html`<h2>
      ${near ? t('Nothing yet, and no hurry. The closest is {0}.', nameWords(near.id, say())) : t('Nothing yet, and no hurry.')}
    </h2>`;
  }

  #groups(): TemplateResult {
    const choose = (event: Event) => {
      this.group = badgeGroups.find((group) => group === (event.target as HTMLSelectElement).value) ?? null;
    };
    return html`<select aria-label=${t('Group')} @change=${choose}>
      <option value="" .selected=${this.group === null}>${t('All groups')}</option>
      ${badgeGroups.map(
        (group) => html`<option value=${group} .selected=${group === this.group}>${groupWords(group, say())}</option>`,
      )}
    </select>`;
  }

  #sections(data: BadgesData): TemplateResult {
    const earned = earnedBadges(shownBadges(data, this.#seen));
    const hidden = data.badges.filter(({ id }) => this.#seen.hidden.includes(id));
    return html`${
      earned.length > 0
        ? html`<tally-earned .badges=${earned} ?folded=${this.#folded('earned')}></tally-earned>`
        : nothing
    }
      ${
        hidden.length > 0
          ? html`<tally-hidden-badges .badges=${hidden} ?folded=${this.#folded('hiddenBadges')}></tally-hidden-badges>`
          : nothing
      }
      ${
        data.milestones.total > 0
          ? html`<tally-milestones .milestones=${data.milestones} ?folded=${this.#folded('milestones')}></tally-milestones>`
          : nothing
      }`;
  }

  #folded(section: string): boolean {
    return this.view.folded.includes(section);
  }

  /** `show`: from elsewhere, so the keyboard goes to its cell. */
  #choose(badge: string, show: boolean): void {
    this.chosen = badge;
    if (!show) return;
    this.group = null;
    this.#focusComb();
  }

  /** A badge goes: the closest is next, and the keyboard goes back to the comb. */
  #letGo(): void {
    this.chosen = undefined;
    this.#focusComb();
  }

  /** Once all that changed is drawn. */
  #focusComb(): void {
    requestAnimationFrame(() => this.renderRoot.querySelector<Honeycomb>('tally-honeycomb')?.focus());
  }
}
