import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  isReportSpan,
  longestReport,
  type ReportPageData,
  type ReportPeriod,
  type ReportRequest,
  reportFormats,
  reportPeriods,
} from '../../src/protocol/reportPage.js';
import { controlsSheet } from '../controls.css.js';
import { allFormats, days as daysWords } from '../format/format.js';
import { icon } from '../icons.js';
import { neighbour } from '../roving.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';
import { Part } from '../you/part.js';
import { periodSheet } from '../you/period.css.js';
import { headSheet } from './head.css.js';
import { reportAct } from './reportAct.js';
import type { ReportState } from './reportStore.js';

const periodNames = {
  '7d': () => t('7 days'),
  '30d': () => t('30 days'),
  '90d': () => t('90 days'),
  '1y': () => t('1 year'),
  custom: () => t('Custom'),
} as const satisfies Record<ReportPeriod | 'custom', () => string>;

/** Where the others do not fit. */
const shortNames = {
  '7d': () => t('7 d'),
  '30d': () => t('30 d'),
  '90d': () => t('90 d'),
  '1y': () => t('1 y'),
  custom: () => t('Custom'),
} as const satisfies Record<ReportPeriod | 'custom', () => string>;

const formatNames = { md: 'Markdown', csv: 'CSV', json: 'JSON' } as const;
const choices = [...reportPeriods, 'custom'] as const;
type Choice = (typeof choices)[number];

/** Title, days, and what is done with the report as a whole. */
@customElement('tally-report-head')
export class ReportHead extends Part {
  static override styles = [Part.styles, controlsSheet, periodSheet, headSheet];

  @property({ attribute: false }) data: ReportPageData | null = null;
  @property({ attribute: false }) state!: Pick<ReportState, 'request' | 'asTables' | 'compares'>;
  @state() private choosing = false;
  @state() private exporting = false;
  @state() private wrong = '';

  protected override body(): TemplateResult {
    const { span, zone } = this.data ?? {};
    const byModel = this.state.request.by === 'model';
    return html`<header>
      <div class="titles">
        <h1>${t('Usage report')}</h1>
        <p class="quiet">${span && zone ? t('{0}, days in {1} time', daysWords(span.since, span.until), zone) : nothing}</p>
      </div>
      <div class="controls">
        ${this.#periods()}
        ${toggle(t('By model'), t('Each day by model instead of by tool'), byModel, () => reportAct(this, { kind: 'show', request: { by: byModel ? 'tool' : 'model' } }))}
        ${toggle(t('Compare'), t('With the days before'), this.state.compares, () => reportAct(this, { kind: 'compare' }))}
        ${toggle(t('As tables'), t('Each chart as a table'), this.state.asTables, () => reportAct(this, { kind: 'tables' }))}
        <button
          class="push"
          aria-expanded=${this.exporting ? 'true' : 'false'}
          @click=${() => (this.exporting = !this.exporting)}
        >
          ${icon('export')}${t('Export')}
        </button>
      </div>
      ${this.choosing || typeof this.state.request.days === 'object' ? this.#custom() : nothing}
      ${this.exporting ? this.#formats() : nothing} ${this.#filter()}
    </header>`;
  }

  #periods(): TemplateResult {
    const current = this.#current();
    return html`<div class="group" role="radiogroup" aria-label=${t('Period')} @keydown=${this.#onKey}>
      ${choices.map((choice) => {
        const chosen = choice === current;
        return html`<button
          role="radio"
          aria-checked=${chosen ? 'true' : 'false'}
          tabindex=${chosen ? 0 : -1}
          aria-label=${periodNames[choice]()}
          @click=${() => this.#choose(choice)}
        >
          <span class="wide">${periodNames[choice]()}</span><span class="slim" aria-hidden="true">${shortNames[choice]()}</span>
        </button>`;
      })}
    </div>`;
  }

  #current(): Choice {
    return this.choosing || typeof this.state.request.days === 'object' ? 'custom' : this.state.request.days;
  }

  #choose(choice: Choice): void {
    this.wrong = '';
    this.choosing = choice === 'custom';
    if (choice !== 'custom') reportAct(this, { kind: 'show', request: { days: choice } });
  }

  #onKey(event: KeyboardEvent): void {
    const next = neighbour(choices, this.#current(), event.key, this);
    if (!next) return;
    event.preventDefault();
    this.#choose(next);
    this.renderRoot.querySelectorAll<HTMLElement>('[role=radio]')[choices.indexOf(next)]?.focus();
  }

  #custom(): TemplateResult {
    const { span, today } = this.data ?? {};
    const day = (name: string, label: string, value = '') => html`<label
      >${label}<input type="date" name=${name} required max=${today ?? nothing} .value=${value}
    /></label>`;
    return html`<form @submit=${this.#onDays} @keydown=${this.#onEscape}>
      ${day('since', t('From'), span?.since)} ${day('until', t('To'), span?.until)}
      <button class="push" type="submit">${t('Show')}</button>
      ${this.wrong === '' ? nothing : html`<span role="alert">${this.wrong}</span>`}
    </form>`;
  }

  #onDays(event: SubmitEvent): void {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const days = { since: String(values.get('since')), until: String(values.get('until')) };
    this.wrong = isReportSpan(days) ? '' : t('From the first day to a later one, {0} days at most.', longestReport);
    if (!isReportSpan(days)) return;
    this.choosing = false;
    reportAct(this, { kind: 'show', request: { days } });
  }

  /** Days that are not shown yet are let go; those that are, the report leaves. */
  #onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.choosing) return;
    event.preventDefault();
    this.choosing = false;
    this.wrong = '';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role=radio][aria-checked=true]')?.focus(),
    );
  }

  #formats(): TemplateResult {
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      this.exporting = false;
      this.renderRoot.querySelector<HTMLElement>('[aria-expanded]')?.focus();
    };
    return html`<div class="buttons" role="group" aria-label=${t('Export')} @keydown=${close}>
      ${reportFormats.map(
        (format) =>
          html`<button class="push" @click=${() => reportAct(this, { kind: 'export', format })}>
            ${formatNames[format]}
          </button>`,
      )}
    </div>`;
  }

  /** What narrows the report, each with a way back. */
  #filter(): TemplateResult | typeof nothing {
    const { tool, model = null, hour = null } = this.state.request;
    const back = (name: string, label: string, request: Partial<ReportRequest>) => html`<button
      class="push"
      aria-label=${label}
      @click=${() => reportAct(this, { kind: 'show', request })}
    >
      ${name} ${icon('close')}
    </button>`;
    const shown = [
      ...(tool === null ? [] : [back(toolWords(tool), t('Only {0}. Show all tools', toolWords(tool)), { tool: null })]),
      ...(model === null ? [] : [back(model, t('Only {0}. Show all models', model), { model: null })]),
      ...(hour === null ? [] : [back(hourName(hour), t('Only {0}. Show all hours', hourName(hour)), { hour: null })]),
    ];
    return shown.length === 0 ? nothing : html`<p class="buttons">${shown}</p>`;
  }
}

function hourName(hour: number): string {
  return allFormats().weekHour(hour);
}

function toggle(name: string, more: string, on: boolean, flip: () => void): TemplateResult {
  return html`<button class="push" aria-pressed=${on ? 'true' : 'false'} title=${more} @click=${flip}>${name}</button>`;
}
