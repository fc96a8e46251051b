import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { addDays, mondayOf } from '../../src/core/day.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { compact, day as dayWords, monthName } from '../format/format.js';
import { onResize } from '../onResize.js';
import { t } from '../words.js';
import { calendarSheet } from '../you/calendar.css.js';
import { dayCell, dayGrid, dayGridKey } from '../you/dayGrid.js';
import { daysSentence, sumsTable } from '../you/daySums.js';
import { Part } from '../you/part.js';
import { levelsOf, precisionOf } from '../you/weeks.js';
import './chartSave.js';
import type { Savable } from './chartSave.js';
import { partSheet } from './report.css.js';
import { reportAct } from './reportAct.js';

const yearSheet = css`
  figure {
    overflow: visible;
  }
  .week {
    display: contents;
  }
`;

/** The least width of a week with its gap, in CSS pixels. */
const weekWidth = 9;

/** A cell for each day of the calendar year: as many of its weeks as fit, up to the last one with days that are over. */
@customElement('tally-year-calendar')
export class YearCalendar extends Part {
  static override styles = [Part.styles, partSheet, calendarSheet, yearSheet];

  @property({ attribute: false }) data!: ReportPageData;
  @property({ type: Boolean }) asTable = false;
  @state() private weeks = 0;
  @state() private pointed: string | null = null;
  @state() private focused: string | null = null;

  constructor() {
    super();
    onResize(this, () => this.#measure());
  }

  override updated(): void {
    if (this.weeks === 0) this.#measure();
  }

  protected override body(): TemplateResult {
    return html`<section aria-labelledby="head">
      <div class="head">
        <h2 id="head">${this.#heading()}</h2>
        <tally-chart-save
          .heading=${this.#heading()}
          .asTable=${this.asTable}
          .savable=${() => this.#savable()}
        ></tally-chart-save>
      </div>
      <figure>
        ${this.asTable ? this.#table() : this.weeks > 0 ? this.#map() : nothing}
        <figcaption class="small quiet ${this.asTable ? '' : 'unseen'}">${this.#summary()}</figcaption>
      </figure>
    </section>`;
  }

  #heading(): string {
    return t('Days of {0}', this.data.year.slice(0, 4));
  }

  #summary(): string {
    return daysSentence(this.data.yearDays);
  }

  /** The last day that is over, or today. */
  get #end(): string {
    const last = `${this.data.year.slice(0, 4)}-12-31`;
    return last < this.data.today ? last : this.data.today;
  }

  /** Monday of the first week that is shown. */
  get #first(): string {
    const start = mondayOf(this.data.year);
    const all =
      Math.round((Date.parse(mondayOf(`${this.data.year.slice(0, 4)}-12-31`)) - Date.parse(start)) / weekMs) + 1;
    const cut = Math.max(0, all - this.weeks);
    const behind = Math.max(0, Math.floor((Date.parse(this.#end) - Date.parse(start)) / weekMs) + 1 - this.weeks);
    return addDays(start, 7 * Math.min(cut, behind));
  }

  #map(): TemplateResult {
    const { year, yearDays, today } = this.data;
    const [first, end] = [this.#first, this.#end];
    const last = `${year.slice(0, 4)}-12-31`;
    const count = Math.min(this.weeks, Math.floor((Date.parse(last) - Date.parse(first)) / weekMs) + 1);
    const days = new Map(yearDays.map((day) => [day.day, day]));
    const level = levelsOf(yearDays);
    const mondays = Array.from({ length: count }, (_week, week) => addDays(first, 7 * week));
    const rows = [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
      mondays.map((monday) => {
        const day = addDays(monday, weekday);
        return day < year || day > last || day > today ? null : day;
      }),
    );
    const stop = this.focused ?? end;
    const shown = this.pointed ?? this.focused;
    return html`<div class="whole">
        ${dayGrid({
          mondays,
          rows,
          cell: (day) =>
            dayCell({
              day,
              use: days.get(day),
              level: level(days.get(day)?.total ?? 0),
              shown: day === shown,
              stop: day === stop,
            }),
          pointAt: (day) => (this.pointed = day),
          focusOn: (day) => (this.focused = day),
          choose: (day) => this.#choose(day),
          onKey: (event) => this.#onKey(event),
        })}
      </div>
      <p class="under small quiet" aria-hidden="true">
        ${shown === null ? this.#summary() : t('{0}: {1}', dayWords(shown), compact(days.get(shown)?.total ?? 0, precisionOf(days.get(shown))))}
      </p>`;
  }

  #table(): TemplateResult {
    const words = { caption: this.#heading(), head: t('Month'), name: monthName };
    return sumsTable(this.data.yearDays, (day) => day.slice(0, 7), words);
  }

  #savable(): Savable {
    return {
      name: 'year',
      heading: this.#heading(),
      head: ['day', 'tokens'],
      rows: this.data.yearDays.map(({ day, total }) => [day, total]),
      drawn: this.renderRoot.querySelector('.whole'),
    };
  }

  #choose(day: string | null): void {
    if (day) reportAct(this, { kind: 'show', request: { days: { since: day, until: day } } });
  }

  #onKey(event: KeyboardEvent): void {
    const first = this.#first < this.data.year ? this.data.year : this.#first;
    dayGridKey(event, this.renderRoot, { first, last: this.#end, choose: (day) => this.#choose(day) });
  }

  #measure(): void {
    if (this.clientWidth > 0) this.weeks = Math.max(1, Math.min(54, Math.floor((this.clientWidth + 2) / weekWidth)));
  }
}

const weekMs = 7 * 86_400_000;
