import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SessionRow, Totals } from '../../src/core/report.js';
import type { Period, ToolDetail, ToolTotals, YouData } from '../../src/protocol/page.js';
import { brief, cost, headline, moment, namedCost } from '../format/format.js';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import type { Answer } from '../state.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { act } from './act.js';
import { bar, figure } from './figure.js';
import { folderName } from './folderName.js';
import { couldNot, failure } from './part.js';
import { Section } from './section.js';
import { toolColour } from './toolColour.js';
import { toolsSheet } from './tools.css.js';

/**
 * "Tools today": each tool with its colour, tokens, list price, and a bar against the largest. A click narrows the tab
 * to it; Enter or the chevron shows its models and sessions.
 */
@customElement('tally-tools')
export class Tools extends Section {
  static override styles = [Section.styles, toolsSheet];

  @property({ attribute: false }) data!: YouData;
  @property({ attribute: false }) details: Readonly<Record<string, Answer<ToolDetail>>> = {};
  /** The tool chosen last; its figures may be on their way. */
  @property() chosen: string | null = null;

  protected readonly section = 'tools';

  protected override heading(): string {
    return headings[this.data.period]();
  }

  protected override body(): TemplateResult {
    const most = Math.max(...this.data.byTool.map((row) => row.totals.total));
    return html`<ul class="list" aria-label=${this.heading()}>
        ${this.data.byTool.map((row) => this.#row(row, most))}
      </ul>
      ${silentTools(this.data).map((tool) => html`<p class="small quiet">${t('{0}: keeps no token counts', toolWords(tool))}</p>`)}`;
  }

  #row({ tool, totals }: ToolTotals, most: number): TemplateResult {
    const name = toolWords(tool);
    const detail = this.details[tool];
    const chosen = tool === this.chosen;
    return html`<li class=${chosen ? 'chosen' : ''}>
      <button
        class="unfold"
        aria-expanded=${detail ? 'true' : 'false'}
        aria-label=${t('Models and sessions of {0}', name)}
        title=${t('Models and sessions of {0}', name)}
        @click=${() => act(this, { kind: 'detail', tool })}
      >
        ${icon('chevron')}
      </button>
      <span class="key ${toolColour(tool)}" aria-hidden="true"></span>
      <button
        class="name"
        aria-pressed=${chosen ? 'true' : 'false'}
        title=${name}
        @click=${() => act(this, { kind: 'tool', tool: chosen ? null : tool })}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, tool)}
      >
        <span class="cut">${name}</span>
      </button>
      ${figure(brief(totals), headline(totals))} ${costFigure(totals)}
      <div class="long">${bar(totals.total, most, toolColour(tool))}</div>
      ${detail ? this.#detail(detail) : nothing}
    </li>`;
  }

  #onKey(event: KeyboardEvent, tool: string): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    act(this, { kind: 'detail', tool });
  }

  #detail({ value, failure: reason }: Answer<ToolDetail>): TemplateResult | typeof nothing {
    if (!value) return reason === null ? nothing : html`<div class="detail">${failure(this, couldNot(reason))}</div>`;
    return html`<div class="detail small">
      <h3>${t('Models')}</h3>
      ${value.models.map(
        ({ model, totals }) => html`<div>
          <span class="cut" title=${model}>${model}</span>${figure(brief(totals), headline(totals))} ${costFigure(totals)}
        </div>`,
      )}
      ${value.sessions.length > 0 ? html`<h3>${t('Sessions')}</h3>` : nothing}
      ${value.sessions.map((session) => this.#session(session))}
      ${value.moreSessions ? html`<p>${actionLink(t('More in the report'), () => act(this, { kind: 'run', command: 'report' }))}</p>` : nothing}
    </div>`;
  }

  #session(session: SessionRow): TemplateResult {
    const { id, project, start, totals } = session;
    const name = [moment(start, this.data.at), folderName(project)].filter(Boolean).join(' · ');
    return html`<button
      class="session"
      title=${t('Report of {0}', name)}
      @click=${() => act(this, { kind: 'report', about: { session: id } })}
    >
      <span class="cut">${name}</span>${figure(brief(totals), headline(totals))} ${costFigure(totals)}
    </button>`;
  }
}

/** Tools that were used here, of which nothing can be told. */
export function silentTools({ state }: YouData): readonly string[] {
  return state.health.noCounts ?? [];
}

function costFigure(totals: Totals): TemplateResult {
  return html`<span class="cost number ${totals.costNano === null ? 'words' : ''}"
    >${figure(cost(totals), namedCost(totals), true)}</span
  >`;
}

const headings: Readonly<Record<Period, () => string>> = {
  session: () => t('Tools this session'),
  today: () => t('Tools today'),
  '7d': () => t('Tools in 7 days'),
  '30d': () => t('Tools in 30 days'),
};
