import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { nameWords } from '../../src/core/badges/words/badgeWords.js';
import { progressWords } from '../../src/core/badges/words/standingWords.js';
import type { PageBadge } from '../../src/protocol/badges.js';
import { onResize } from '../onResize.js';
import { isRightToLeft } from '../roving.js';
import { baseSheet } from '../theme.css.js';
import { t } from '../words.js';
import { act } from '../you/act.js';
import { hexagonSheet } from './hexagon.css.js';
import { hexagon } from './hexagon.js';
import { cellByKey, honeycombRows } from './rows.js';
import { say } from './say.js';

const honeycombSheet = css`
  :host {
    container-type: inline-size;
  }
  .comb {
    --cell: min(54px, 100cqi / var(--columns));
    padding-block: 4px;
  }
  .row {
    display: flex;
  }
  .row:nth-child(even) {
    margin-inline-start: calc(var(--cell) / 2);
  }
  .row + .row {
    margin-block-start: calc(var(--cell) * -0.244);
  }
  .cell {
    flex: none;
    inline-size: var(--cell);
    border-radius: 6px;
    pointer-events: none;
    cursor: pointer;
  }
  .cell .hexagon {
    inline-size: var(--cell);
    block-size: calc(var(--cell) * 40 / 36);
  }
  .cell:hover .ground,
  .cell:hover .filling {
    stroke: var(--key);
  }
  .cell:focus {
    outline: none;
  }
  .cell:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .cell[aria-selected='true'] {
    position: relative;
    z-index: 1;
  }
  .cell[aria-selected='true'] .ring {
    stroke: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
`;

/** Narrower cells are hard to tell apart. */
const least = 34;

/** All badges as a honeycomb: one tab stop; arrows choose by cell. */
@customElement('tally-honeycomb')
export class Honeycomb extends LitElement {
  static override styles = [baseSheet, hexagonSheet, honeycombSheet];

  @property({ attribute: false }) badges: readonly PageBadge[] = [];
  /** Its card is open. */
  @property({ attribute: false }) chosen: string | null = null;
  /** Those that fill now. */
  @property({ attribute: false }) fresh: readonly string[] = [];
  @state() private width = 0;

  constructor() {
    super();
    onResize(this, () => {
      this.width = this.clientWidth;
    });
  }

  /** Puts the focus on the cell that Tab enters. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  override render(): TemplateResult {
    const columns = this.width >= 7 * least ? 7 : 5;
    const rows = this.width > 0 ? honeycombRows(this.badges, columns) : [];
    return html`<div
      class="comb"
      role="grid"
      aria-label=${t('Badges')}
      .style=${`--columns: ${columns}`}
      @click=${(event: Event) => this.#choose(badgeOf(event))}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, rows)}
    >
      ${rows.map((row) => html`<div class="row" role="row">${row.map((badge) => this.#cell(badge))}</div>`)}
    </div>`;
  }

  #cell(badge: PageBadge): TemplateResult {
    const { id } = badge;
    const chosen = id === this.chosen;
    const stop = chosen || (this.chosen === null && id === this.badges[0]?.id);
    return html`<div
      class="cell"
      role="gridcell"
      data-badge=${id}
      tabindex=${stop ? 0 : -1}
      title=${nameWords(id, say())}
      aria-selected=${chosen ? 'true' : 'false'}
      aria-label=${cellWords(badge)}
    >
      ${hexagon(badge, this.fresh.includes(id) ? 'fresh' : '')}
    </div>`;
  }

  #choose(badge: string | undefined): void {
    if (badge !== undefined) act(this, { kind: 'badge', badge });
  }

  #onKey(event: KeyboardEvent, rows: readonly (readonly PageBadge[])[]): void {
    const id = badgeOf(event);
    if (id === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(id);
      return;
    }
    const ids = rows.map((row) => row.map((badge) => badge.id as string));
    const to = cellByKey(ids, id, event.key, isRightToLeft(this));
    if (to === undefined) return;
    event.preventDefault();
    this.#choose(to);
    this.renderRoot.querySelector<HTMLElement>(`[data-badge="${to}"]`)?.focus();
  }
}

function badgeOf(event: Event): string | undefined {
  return (event.target as Element).closest<HTMLElement>('[data-badge]')?.dataset['badge'];
}

/** "Cache Gardener, 8 of 10 days". */
function cellWords(badge: PageBadge): string {
  const name = nameWords(badge.id, say());
  if (badge.reached.length === badge.tiers) return t('{0}, earned', name);
  return t('{0}, {1}', name, progressWords(badge, say()));
}
