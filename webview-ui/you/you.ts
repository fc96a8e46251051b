import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BadgesData } from '../../src/protocol/badges.js';
import type { InsightsData } from '../../src/protocol/insights.js';
import type { CalendarData, KeptData, ToolDetail, ViewState, YouData } from '../../src/protocol/page.js';
import type { MachinesData } from '../../src/protocol/team.js';
import { nearlyThere, nothingSeen } from '../badges/shown.js';
import { sectionsSheet } from '../layout.css.js';
import type { Answer } from '../state.js';
import { t } from '../words.js';
import { act } from './act.js';
import './budget.js';
import './calendar.js';
import './filter.js';
import './found.js';
import './hero.js';
import './kept.js';
import './kinds.js';
import './machines.js';
import './nearly.js';
import './noTool.js';
import './now.js';
import { couldNot, failure, Part } from './part.js';
import './period.js';
import './reading.js';
import { silentTools } from './tools.js';
import './worth.js';

const youSheet = css`
  .block {
    padding: 13px var(--tally-inset) 16px;
  }
  tally-hero {
    margin-block: 14px 12px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .choices + .failure {
    margin-block-start: 12px;
  }
`;

/** The tab "You": one period's tokens, where they came from, and what runs now. */
@customElement('tally-you')
export class You extends Part {
  static override styles = [Part.styles, sectionsSheet, youSheet];

  /** The last good figures, maybe of another period than the chosen one. Null only together with a failure. */
  @property({ attribute: false }) data: YouData | null = null;
  @property({ attribute: false }) view!: ViewState;
  /** Why the chosen period has no figures; null when it has. */
  @property({ attribute: false }) failure: string | null = null;
  @property({ attribute: false }) calendar: Answer<CalendarData> = { value: null, failure: null };
  @property({ attribute: false }) kept: Answer<KeptData> = { value: null, failure: null };
  @property({ attribute: false }) insights: Answer<InsightsData> = { value: null, failure: null };
  /** Null before they are told of. */
  @property({ attribute: false }) badges: BadgesData | null = null;
  @property({ attribute: false }) details: Readonly<Record<string, Answer<ToolDetail>>> = {};

  /** Null: this is the only one. */
  @property({ attribute: false }) machines: MachinesData | null = null;

  constructor() {
    super();
    this.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.view.tool !== null) act(this, { kind: 'tool', tool: null });
    });
  }

  protected override body(): TemplateResult {
    const { data } = this;
    return data && !data.state.ready ? this.#firstRun(data) : this.#figures(data);
  }

  #firstRun(data: YouData): TemplateResult {
    const found = data.state.toolsFound.length + data.state.progress.tools.length > 0;
    return html`<div class="block"><tally-reading .data=${data}></tally-reading></div>
      ${found ? html`<tally-found .data=${data} ?folded=${this.#folded('found')}></tally-found>` : nothing}`;
  }

  #figures(data: YouData | null): TemplateResult {
    if (data && noTool(data)) {
      return html`<div class="block"><tally-no-tool .looked=${data.state.toolsLooked}></tally-no-tool></div>`;
    }
    const asked = data?.period === this.view.period && data.tool === this.view.tool;
    const usable = this.failure === null || asked ? data : null;
    return html`<div class="block">
        <div class="choices">
          <tally-period .period=${this.view.period}></tally-period>
          ${this.view.tool === null ? nothing : html`<tally-filter .tool=${this.view.tool}></tally-filter>`}
        </div>
        ${usable ? this.#top(usable) : nothing}
        ${this.failure === null ? nothing : failure(this, this.#reason(this.failure, usable !== null))}
      </div>
      ${usable ? this.#sections(usable) : nothing}`;
  }

  #top(data: YouData): TemplateResult {
    return html`<tally-hero .data=${data}></tally-hero>
      ${
        data.totals.total > 0
          ? html`<tally-kinds
              .totals=${data.totals}
              .costs=${data.kindCosts ?? null}
              .asCost=${this.view.kindsAsCost}
            ></tally-kinds>`
          : nothing
      }`;
  }

  #reason(reason: string, figuresStay: boolean): string {
    return figuresStay ? t('Newer figures could not be had. {0}', reason) : couldNot(reason);
  }

  #sections(data: YouData): TemplateResult {
    const tools = html`<tally-tools
      .data=${data}
      .details=${this.details}
      .chosen=${this.view.tool}
      ?folded=${this.#folded('tools')}
    ></tally-tools>`;
    const near = nearlyThere(this.badges, this.view.badges ?? nothingSeen);
    return html`<div class="sections">
      <div>
        <tally-now .data=${data} ?folded=${this.#folded('now')}></tally-now>
        <tally-budget .course=${data.budget} ?folded=${this.#folded('budget')}></tally-budget>
        ${data.byTool.length + silentTools(data).length > 0 ? tools : nothing}
        ${this.machines ? html`<tally-machines .data=${this.machines} ?folded=${this.#folded('machines')}></tally-machines>` : nothing}
      </div>
      <div>
        <tally-calendar .answer=${this.calendar} ?folded=${this.#folded('calendar')}></tally-calendar>
        <tally-kept
          .answer=${this.kept}
          .restricted=${data.restricted}
          ?folded=${this.#folded('kept')}
        ></tally-kept>
        <tally-worth .answer=${this.insights} .at=${data.at} ?folded=${this.#folded('worth')}></tally-worth>
        ${near ? html`<tally-nearly .badge=${near} ?folded=${this.#folded('nearly')}></tally-nearly>` : nothing}
      </div>
    </div>`;
  }

  #folded(section: string): boolean {
    return this.view.folded.includes(section);
  }
}

/** Nothing found and nothing ever counted. */
function noTool(data: YouData): boolean {
  return data.state.toolsFound.length === 0 && data.totals.total === 0 && data.lastUse === null;
}
