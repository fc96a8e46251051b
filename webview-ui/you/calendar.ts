import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { mondayOf } from '../../src/core/day.js';
import type { DayTotal } from '../../src/protocol/ledger.js';
import type { CalendarData } from '../../src/protocol/page.js';
import { compact, day as dayWords, long } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { onResize } from '../onResize.js';
import { isScreenReaderOn, onScreenReader } from '../screenReader.js';
import type { Answer } from '../state.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { calendarSheet } from './calendar.css.js';
import { dayCell, dayGrid, dayGridKey, dayOfCell } from './dayGrid.js';
import { daysSentence, sumsTable } from './daySums.js';
import { couldNot, failure } from './part.js';
import { Section } from './section.js';
import { levelsOf, precisionOf, weekdayRows, weeksThatFit } from './weeks.js';

/**
 * The calendar: a cell a day, as many weeks as fit. One tab stop; arrows move by day and week. The line below names the
 * day under the pointer, else in focus, else chosen, else today.
 */
@customElement('tally-calendar')
export class Calendar extends Section {
  static override styles = [Section.styles, calendarSheet];

  @property({ attribute: false }) answer: Answer<CalendarData> = { value: null, failure: null };
  @state() private weeks = 0;
  @state() private pointed: string | null = null;
  @state() private focusedDay: string | null = null;
  @state() private chosen: string | null = null;

  protected readonly section = 'calendar';

  constructor() {
    super();
    onResize(this, () => this.#measure());
    onScreenReader(this);
  }

  override updated(): void {
    if (this.weeks === 0) this.#measure();
  }

  protected override heading(): string {
    return t('Calendar');
  }

  protected override aside(): string {
    return this.weeks > 0 && this.answer.value
      ? plural(this.weeks, { one: '{0} week', other: '{0} weeks' }, long(this.weeks))
      : '';
  }

  protected override body(): TemplateResult {
    const { value, failure: reason } = this.answer;
    if (value) return html`<div class="measure-me">${this.weeks > 0 ? this.#calendar(value) : nothing}</div>`;
    return html`<div class="measure-me">${reason === null ? nothing : failure(this, couldNot(reason))}</div>`;
  }

  #calendar(data: CalendarData): TemplateResult {
    const rows = weekdayRows(data, this.weeks);
    const days = new Map(data.days.map((day) => [day.day, day]));
    const level = levelsOf(data.days);
    const stop = this.#tabStop(data);
    const first = rows[0]?.[0] ?? data.first;
    const told = data.days.filter(({ day }) => day >= first);
    return html`<figure aria-label=${summary(told)}>
      ${dayGrid({
        mondays: rows[0] ?? [],
        rows,
        cell: (day) =>
          dayCell({
            day,
            use: days.get(day),
            level: level(days.get(day)?.total ?? 0),
            shown: day === this.#shown(stop),
            stop: day === stop,
            selected: day === this.chosen,
          }),
        pointAt: (day) => (this.pointed = day),
        focusOn: (day) => (this.focusedDay = day),
        choose: (day) => this.#choose(day),
        onKey: (event) => this.#onKey(event, data),
      })}
      ${this.#under(data, days)}
      ${isScreenReaderOn() ? html`<div class="unseen">${weeksTable(told)}</div>` : nothing}
    </figure>`;
  }

  /** "Thu 19 Nov: 5.62M", and of a chosen day the way to its report. */
  #under(data: CalendarData, days: ReadonlyMap<string, DayTotal>): TemplateResult {
    const day = this.pointed ?? this.#shown(this.#tabStop(data));
    const use = days.get(day);
    const total = use?.total ?? 0;
    const open = () => act(this, { kind: 'report', about: { day } });
    return html`<div class="under small quiet">
      <span title=${long(total, precisionOf(use))}
        >${t('{0}: {1}', dayWords(day), compact(total, precisionOf(use)))}
        ${day === this.chosen ? html` ${actionLink(t('Report'), open)}` : nothing}</span
      >
      <span class="scale" aria-hidden="true"
        ><span>${t('less')}</span>${[0, 1, 2, 3, 4].map((step) => html`<i class="sample level${step}"></i>`)}<span
          >${t('more')}</span
        ></span
      >
    </div>`;
  }

  /** Where Tab enters: the chosen day, else today. */
  #tabStop({ today }: CalendarData): string {
    return this.focusedDay ?? this.chosen ?? today;
  }

  #shown(stop: string): string {
    return this.focusedDay ?? this.chosen ?? stop;
  }

  /** A second time lets it go. */
  #choose(day: string | null): void {
    if (day) this.chosen = day === this.chosen ? null : day;
  }

  #onKey(event: KeyboardEvent, data: CalendarData): void {
    if (event.key === 'Escape' && this.chosen && dayOfCell(event)) {
      event.stopPropagation();
      this.chosen = null;
      return;
    }
    const first = weekdayRows(data, this.weeks)[0]?.[0] ?? data.first;
    dayGridKey(event, this.renderRoot, { first, last: data.today, choose: (day) => this.#choose(day) });
  }

  #measure(): void {
    const width = this.renderRoot.querySelector<HTMLElement>('.measure-me')?.clientWidth ?? 0;
    if (width > 0) this.weeks = weeksThatFit(width);
  }
}

function weeksTable(days: readonly DayTotal[]): TemplateResult {
  return sumsTable(days, mondayOf, { caption: t('Tokens by week'), head: t('Week'), name: dayWords });
}

/** Of the days that are shown. */
function summary(days: readonly DayTotal[]): string {
  const most = days.reduce<DayTotal | undefined>((top, day) => (top && top.total >= day.total ? top : day), undefined);
  const peak = most ? `, ${t('most on {0}: {1}', dayWords(most.day), compact(most.total, precisionOf(most)))}` : '';
  return daysSentence(days) + peak;
}
