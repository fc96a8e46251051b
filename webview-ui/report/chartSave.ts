import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Cell, csvText } from '../../src/core/csv.js';
import { type ChartFormat, chartFormats } from '../../src/protocol/reportPage.js';
import { controlsSheet } from '../controls.css.js';
import { icon } from '../icons.js';
import { pngOf } from '../pngOf.js';
import { t } from '../words.js';
import { Part } from '../you/part.js';
import { type LegendItem, pictureOf } from './picture.js';
import { reportAct } from './reportAct.js';

/** What a chart is saved from. */
export interface Savable {
  /** A file's name, without its ending. */
  readonly name: string;
  readonly heading: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly legend?: readonly LegendItem[];
  /** What is drawn now; null where it is a table. */
  readonly drawn: Element | null;
}

const saveSheet = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    overflow: visible;
  }
  .open {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 4px;
    color: var(--tally-quiet);
  }
  .open:hover {
    background: var(--vscode-toolbar-hoverBackground);
    color: var(--tally-text);
  }
  .open:dir(rtl) .icon {
    scale: -1 1;
  }
  .push {
    min-block-size: 24px;
    padding-block: 1px;
    font-size: calc(var(--tally-size) - 1px);
  }
`;

const names: Readonly<Record<ChartFormat, string>> = { csv: 'CSV', svg: 'SVG', png: 'PNG' };

/** Saves a chart by itself: its figures, or as long as it is drawn a picture. */
@customElement('tally-chart-save')
export class ChartSave extends Part {
  static override styles = [Part.styles, controlsSheet, saveSheet];

  @property({ attribute: false }) savable!: () => Savable;
  @property() heading = '';
  /** Shown as a table: there is no picture. */
  @property({ type: Boolean }) asTable = false;
  @state() private open = false;

  protected override body(): TemplateResult {
    const label = t('Save “{0}”', this.heading);
    return html`${this.open ? this.#formats() : nothing}
      <button
        class="open"
        aria-label=${label}
        title=${label}
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${() => (this.open = !this.open)}
        @keydown=${this.#close}
      >
        ${icon('export')}
      </button>`;
  }

  #formats(): TemplateResult[] {
    return chartFormats
      .filter((format) => format === 'csv' || !this.asTable)
      .map(
        (format) => html`<button class="push" @keydown=${this.#close} @click=${() => void this.#save(format)}>
          ${names[format]}
        </button>`,
      );
  }

  #close(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.open) return;
    event.preventDefault();
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>('.open')?.focus();
  }

  async #save(format: ChartFormat): Promise<void> {
    const { name, heading, head, rows, legend = [], drawn } = this.savable();
    if (format === 'csv') return this.#hand(name, format, csvText(head, rows));
    if (!drawn) return;
    const picture = pictureOf(drawn, heading, legend);
    this.#hand(name, format, format === 'svg' ? picture : await pngOf(picture));
  }

  #hand(name: string, format: ChartFormat, content: string): void {
    reportAct(this, { kind: 'saveChart', file: { name, format, content } });
  }
}
