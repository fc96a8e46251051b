import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DayTotal } from '../../src/protocol/ledger.js';
import type { CalendarData } from '../../src/protocol/page.js';
import { compact, day as dayWords, long, month } from '../format/format.js';
import { actionLink } from '../kit/kit.js';
import { onResize } from '../onResize.js';
import type { Answer } from '../store.js';
import { plural, t } from '../words.js';
import { act } from './act.js';
import { calendarSheet } from './calendar.css.js';
import { couldNot, failure } from './part.js';
import { Section } from './section.js';
import { dayByKey, levelsOf, monthStarts, precisionOf, weekdayRows, weeksThatFit } from './weeks.js';

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
    const columns = `grid-template-columns: repeat(${this.weeks}, minmax(0, 1fr))`;
    const stop = this.#tabStop(data);
    return html`<figure aria-label=${t('Tokens a day')}>
      <div class="months" aria-hidden="true" .style=${columns}>
        ${monthStarts(rows[0] ?? []).map(
          ({ week, day }) => html`<span .style=${`grid-column: ${week + 1} / span 3`}>${month(day)}</span>`,
        )}
      </div>
      <div
        class="days"
        role="grid"
        aria-label=${t('Tokens a day')}
        .style=${columns}
        @pointerover=${(event: Event) => (this.pointed = dayOfCell(event))}
        @pointerleave=${() => (this.pointed = null)}
        @focusin=${(event: Event) => (this.focusedDay = dayOfCell(event))}
        @focusout=${() => (this.focusedDay = null)}
        @click=${(event: Event) => this.#choose(dayOfCell(event))}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, data)}
      >
        ${rows.map(
          (row) => html`<div class="week" role="row">
            ${row.map((day) => (day ? this.#cell(days.get(day), day, level, stop) : later()))}
          </div>`,
        )}
      </div>
      ${this.#under(data, days)}
    </figure>`;
  }

  #cell(use: DayTotal | undefined, day: string, level: (total: number) => number, stop: string): TemplateResult {
    const total = use?.total ?? 0;
    const shown = day === this.#shown(stop);
    return html`<div
      class="day level${level(total)} ${shown ? 'shown' : ''}"
      role="gridcell"
      data-day=${day}
      tabindex=${day === stop ? 0 : -1}
      aria-selected=${day === this.chosen ? 'true' : 'false'}
      aria-label=${t('{0}: {1} tokens', dayWords(day), long(total, precisionOf(use)))}
    ></div>`;
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
    const from = dayOfCell(event);
    if (!from) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(from);
      return;
    }
    if (event.key === 'Escape' && this.chosen) {
      event.stopPropagation();
      this.chosen = null;
      return;
    }
    const first = weekdayRows(data, this.weeks)[0]?.[0] ?? data.first;
    const to = dayByKey(from, event.key, first, data.today);
    if (to === undefined) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  }

  #measure(): void {
    const width = this.renderRoot.querySelector<HTMLElement>('.measure-me')?.clientWidth ?? 0;
    if (width > 0) this.weeks = weeksThatFit(width);
  }
}

function dayOfCell(event: Event): string | null {
  return (event.target as HTMLElement).dataset?.['day'] ?? null;
}

function later(): TemplateResult {
  return html`<div class="later" role="gridcell"></div>`;
}
