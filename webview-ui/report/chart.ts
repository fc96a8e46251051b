import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { onResize } from '../onResize.js';
import { Part } from '../you/part.js';
import { chartSheet } from './chart.css.js';
import './chartSave.js';
import type { Savable } from './chartSave.js';
import type { LegendItem } from './picture.js';
import type * as Plot from './plot.js';
import { plots } from './plots.js';
import { partSheet } from './report.css.js';

/** One column of a chart, as words. */
export interface ChartMark {
  readonly id: string;
  readonly words: string;
}

/**
 * A chart with its summary, or the same as a table. The drawing is for the eye alone: over it lies a row of marks with
 * one tab stop; arrows move by mark, and the line below says what the one under pointer or focus stands for.
 */
export abstract class Chart extends Part {
  static override styles: CSSResultGroup = [Part.styles, partSheet, chartSheet];

  @property({ type: Boolean }) asTable = false;
  @state() private fieldWidth = 0;
  @state() private pointed: string | null = null;
  @state() private focused: string | null = null;

  protected abstract heading(): string;
  /** One sentence of what the chart shows. */
  protected abstract summary(): string;
  /** What of it stands below the drawing, in a line or two: it gives way to the words of a mark. */
  protected note(): string {
    return this.summary();
  }
  protected abstract marks(): readonly ChartMark[];
  protected abstract table(): TemplateResult;
  protected abstract draw(library: typeof Plot, width: number): SVGSVGElement;
  /** What is saved of it: plain figures, each row with the name of its part. */
  protected abstract figures(): Pick<Savable, 'name' | 'head' | 'rows'>;
  /** The time that it is of. */
  protected abstract time(): string;
  /** Drawn at once; others let what is above them be seen first. */
  protected readonly isFirst: boolean = false;
  protected legend(): readonly LegendItem[] {
    return [];
  }
  /** What stands at the end of the head. */
  protected aside(): TemplateResult | string {
    return '';
  }
  /** What Enter or a click on a mark does. */
  protected chosen(_mark: string): void {}

  constructor() {
    super();
    onResize(this, () => this.#measure());
  }

  protected override body(): TemplateResult {
    return html`<section aria-labelledby="head">
      <div class="head">
        <h2 id="head">${this.heading()}</h2>
        <div class="small quiet aside">${this.aside()}</div>
        <tally-chart-save
          .heading=${this.heading()}
          .asTable=${this.asTable}
          .savable=${() => this.#savable()}
        ></tally-chart-save>
      </div>
      <figure>
        ${this.asTable ? html`<div class="scroll" tabindex="0" role="group" aria-label=${this.heading()}>${this.table()}</div>` : this.#chart()}
        <figcaption class="small quiet ${this.asTable ? '' : 'unseen'}">${this.summary()}</figcaption>
      </figure>
    </section>`;
  }

  #savable(): Savable {
    const drawn = this.renderRoot.querySelector('.drawing svg');
    return { ...this.figures(), heading: `${this.heading()}, ${this.time()}`, legend: this.legend(), drawn };
  }

  #chart(): TemplateResult {
    const marks = this.marks();
    const shown = marks.find(({ id }) => id === (this.pointed ?? this.focused));
    const stop = marks.find(({ id }) => id === this.focused)?.id ?? marks.at(-1)?.id;
    return html`<div class="field">
        <div class="drawing"></div>
        <div
          role="grid"
          aria-label=${this.heading()}
          @pointerover=${(event: Event) => (this.pointed = markOf(event))}
          @pointerleave=${() => (this.pointed = null)}
          @focusin=${(event: Event) => (this.focused = markOf(event))}
          @focusout=${() => (this.focused = null)}
          @click=${(event: Event) => this.#choose(markOf(event))}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event, marks)}
        >
          <div class="marks" role="row">${marks.map(
            ({ id, words }) => html`<div
              class="mark ${id === shown?.id ? 'shown' : ''}"
              role="gridcell"
              data-mark=${id}
              tabindex=${id === stop ? 0 : -1}
              aria-label=${words}
            ></div>`,
          )}</div>
        </div>
      </div>
      <p class="under small quiet" aria-hidden="true">${shown ? shown.words : this.note()}</p>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.fieldWidth === 0) this.#measure();
    const drawn = [...changed.keys()].some((name) => name !== 'pointed' && name !== 'focused');
    if (drawn && this.fieldWidth > 0 && !this.asTable) void this.#draw();
  }

  async #draw(): Promise<void> {
    const library = await plots();
    if (!this.isFirst) await new Promise((later) => setTimeout(later));
    const place = this.renderRoot.querySelector('.drawing');
    place?.replaceChildren(this.draw(library, this.fieldWidth));
  }

  #choose(mark: string | null): void {
    if (mark) this.chosen(mark);
  }

  #onKey(event: KeyboardEvent, marks: readonly ChartMark[]): void {
    const at = marks.findIndex(({ id }) => id === markOf(event));
    if (at < 0) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(marks[at]?.id ?? null);
      return;
    }
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      PageUp: -7,
      PageDown: 7,
      Home: -marks.length,
      End: marks.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = marks[Math.min(marks.length - 1, Math.max(0, at + step))]?.id;
    this.renderRoot.querySelector<HTMLElement>(`[data-mark="${to}"]`)?.focus();
  }

  #measure(): void {
    this.fieldWidth = Math.floor(this.clientWidth);
  }
}

function markOf(event: Event): string | null {
  return event.target instanceof HTMLElement ? (event.target.dataset['mark'] ?? null) : null;
}

/** Nothing, where a table has no figure for a cell. */
export function cell(total: number, words: (count: number) => string): TemplateResult | typeof nothing {
  return html`<td class="number">${total > 0 ? words(total) : nothing}</td>`;
}
