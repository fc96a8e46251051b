import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { allFormats, days as daysWords, day as dayWords, long, share, spokenCost } from '../format/format.js';
import { icon } from '../icons.js';
import { actionLink } from '../kit/kit.js';
import { spokenTokens } from '../speech.js';
import { baseSheet } from '../theme.css.js';
import { plural, t } from '../words.js';
import { onAct } from '../you/act.js';
import { isTold } from '../you/keptLine.js';
import { failureSheet } from '../you/part.css.js';
import { couldNot, failure } from '../you/part.js';
import './budgetChart.js';
import './dayChart.js';
import './figures.js';
import './head.js';
import './keptTrend.js';
import './models.js';
import { reportSheet } from './report.css.js';
import { onReportAct, type ReportAct } from './reportAct.js';
import type { ReportStore } from './reportStore.js';
import './sessions.js';
import './when.js';
import './yearCalendar.js';

/** The report, and its one live region. Turns acts into calls of the store. */
@customElement('tally-report')
export class Report extends LitElement {
  static override styles = [baseSheet, failureSheet, reportSheet];

  @property({ attribute: false }) store!: ReportStore;
  @state() private spoken = '';
  #placed = false;
  #scrolling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    onReportAct(this, (what) => void this.#do(what));
    onAct(this, (what) => {
      if (what.kind === 'run' && (what.command === 'diagnose' || what.command === 'addPrice'))
        this.store.run(what.command);
    });
    // Of the window: what had the focus may be gone.
    window.addEventListener('keydown', (event) => this.#onKey(event));
    window.addEventListener('scroll', () => {
      clearTimeout(this.#scrolling);
      this.#scrolling = setTimeout(() => this.store.keepScrolled(window.scrollY), 200);
    });
  }

  /** To be called after each change of the store's state. */
  follow(): void {
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { hello, outdated, data, failure: reason } = this.store.state;
    if (outdated)
      return html`<main>
        <p>${t('Tallyboard was updated.')} ${actionLink(t('Reload'), () => this.store.run('reload'))}</p>
      </main>`;
    if (!hello) return html`<main>${reason === null ? nothing : failure(this, couldNot(reason))}</main>`;
    return html`<main>
        <tally-report-head .data=${data} .state=${this.store.state}></tally-report-head>
        ${hello.dataKind === 'real' ? nothing : html`<p class="demo">${icon('beaker')}<span>${t('Demo data: generated, not yours')}</span></p>`}
        ${reason === null ? nothing : failure(this, couldNot(reason))}
        ${data ? (data.totals.total > 0 ? this.#parts(data) : this.#empty(data)) : nothing}
      </main>
      <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>`;
  }

  #parts(data: ReportPageData): TemplateResult {
    const { sessions, asTables, compares } = this.store.state;
    return html`<tally-report-figures .data=${data}></tally-report-figures>
      <tally-day-chart .data=${data} .asTable=${asTables} .compares=${compares}></tally-day-chart>
      <div class="pair">
        <tally-when .data=${data} .asTable=${asTables}></tally-when>
        <tally-models .data=${data}></tally-models>
      </div>
      <div class="pair">
        ${data.budget ? html`<tally-budget-chart .path=${data.budget} .zone=${data.zone} .asTable=${asTables}></tally-budget-chart>` : nothing}
        ${
          data.keptWeeks.some(isTold)
            ? html`<tally-kept-trend .data=${data} .asTable=${asTables}></tally-kept-trend>`
            : nothing
        }
      </div>
      <tally-year-calendar .data=${data} .asTable=${asTables}></tally-year-calendar>
      <tally-report-sessions .sessions=${sessions} .totals=${data.totals} .at=${data.at}></tally-report-sessions>
      <footer>${footWords(data).join(' ')}</footer>`;
  }

  #empty({ span: { since, until } }: ReportPageData): TemplateResult {
    const words =
      since === until
        ? t('No use on {0}.', dayWords(since))
        : t('No use between {0} and {1}.', dayWords(since), dayWords(until));
    return html`<p>${words}</p>`;
  }

  protected override updated(): void {
    const { data, sessions } = this.store.state;
    if (this.#placed || !data || !sessions) return;
    this.#placed = true;
    const to = this.store.scrolled;
    if (to > 0) requestAnimationFrame(() => requestAnimationFrame(() => window.scrollTo(0, to)));
  }

  /** Back from one day to the days before it, then from one hour, model and tool to all. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const { back } = this.store;
    if (back) void this.#show(back);
  }

  async #do(what: ReportAct): Promise<void> {
    const { store } = this;
    if (what.kind === 'show') await this.#show(what.request);
    else if (what.kind === 'export') store.exportUsage(what.format);
    else if (what.kind === 'saveChart') store.saveChart(what.file);
    else if (what.kind === 'session') store.openSession(what.session);
    else if (what.kind === 'compare') store.compare(!store.state.compares);
    else {
      store.showTables(!store.state.asTables);
      this.spoken = store.state.asTables ? t('Charts are tables now') : t('Charts are drawn');
    }
  }

  async #show(part: Extract<ReportAct, { kind: 'show' }>['request']): Promise<void> {
    await this.store.show({ ...this.store.state.request, ...part });
    const { data } = this.store.state;
    if (!data) return;
    const { model = null, hour = null } = data.request;
    const days = daysWords(data.span.since, data.span.until);
    const only = [...(model === null ? [] : [model]), ...(hour === null ? [] : [allFormats().weekHour(hour)])];
    const span = only.length === 0 ? days : t('{0}, only {1}', days, only.join(', '));
    this.spoken =
      data.totals.total > 0
        ? t('{0}: {1}, {2}', span, spokenTokens(data.totals), spokenCost(data.totals))
        : t('{0}: no AI use', span);
  }
}

/** Price date, why figures are "at least", lines that could not be read. */
function footWords({ priceBook, totals, malformed }: ReportPageData): readonly string[] {
  const models = totals.unpricedModels.length;
  const { atLeast } = totals.precision;
  const lines = { one: 'Skipped: {0} damaged line.', other: 'Skipped: {0} damaged lines.' };
  const unpriced = { one: 'At least: {0} model without price.', other: 'At least: {0} models without price.' };
  return [
    t('Prices: {0} of {1}, each use at the price of its day.', priceBook.source, priceBook.date),
    ...(models > 0 ? [plural(models, unpriced, long(models))] : []),
    ...(atLeast > 0 ? [t('At least: {0} of the tokens are a lower bound.', share(atLeast, totals.total))] : []),
    ...(malformed > 0 ? [plural(malformed, lines, long(malformed))] : []),
  ];
}
