import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { icon } from '../icons.js';
import { barSheet } from '../theme.css.js';
import { act } from './act.js';
import { Part } from './part.js';

const sectionSheet = css`
  :host {
    border-block-start: 1px solid var(--tally-line);
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-inline-end: var(--tally-inset);
  }
  h2 {
    flex: 1;
    min-inline-size: 0;
  }
  .fold {
    display: flex;
    align-items: center;
    inline-size: 100%;
    min-block-size: 30px;
    font-size: 11px;
    font-weight: 700;
    text-transform: uppercase;
  }
  .fold .cut {
    padding-block-start: 1px;
  }
  .fold:focus-visible {
    outline-offset: -1px;
  }
  .fold .icon {
    margin-inline: max(1px, calc(var(--tally-inset) - 18px)) 2px;
  }
  .fold[aria-expanded='false'] .chevron {
    rotate: -90deg;
  }
  .fold[aria-expanded='false']:dir(rtl) .chevron {
    rotate: 90deg;
  }
  .body {
    padding: 2px var(--tally-inset) 16px;
  }
`;

/** A folding section: a head that is always there, and a body that may fail alone. */
export abstract class Section extends Part {
  static override styles: CSSResultGroup = [Part.styles, barSheet, sectionSheet];

  @property({ type: Boolean }) folded = false;

  /** What `ViewState.folded` calls it. */
  protected abstract readonly section: string;
  protected abstract heading(): string;
  /** A quiet word at the end of the head. */
  protected aside(): string {
    return '';
  }

  override render(): TemplateResult {
    const aside = this.#aside();
    return html`<section aria-labelledby="head">
      <div class="head">
        <h2>
          <button class="fold" id="head" aria-expanded=${this.folded ? 'false' : 'true'} aria-controls="body" @click=${this.#fold}>
            ${icon('chevron')}<span class="cut">${this.heading()}</span>
          </button>
        </h2>
        ${aside ? html`<span class="small quiet">${aside}</span>` : nothing}
      </div>
      <div class="body" id="body" ?hidden=${this.folded}>${this.folded ? nothing : this.guarded()}</div>
    </section>`;
  }

  /** The head stays, whatever is wrong with the figures. */
  #aside(): string {
    try {
      return this.aside();
    } catch {
      return '';
    }
  }

  #fold(): void {
    act(this, { kind: 'fold', section: this.section });
  }
}
