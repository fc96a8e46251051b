import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { compact, days as daysWords, long, weekdayName } from '../format/format.js';
import { t } from '../words.js';
import { calendarSheet } from '../you/calendar.css.js';
import { Part } from '../you/part.js';
import { levelsOf } from '../you/weeks.js';
import './chartSave.js';
import type { Savable } from './chartSave.js';
import { partSheet } from './report.css.js';
import { reportAct } from './reportAct.js';

const whenSheet = css`
  .map {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 8px;
    direction: ltr;
  }
  .row {
    display: contents;
  }
  .cells,
  .hours {
    display: grid;
    grid-template-columns: repeat(24, minmax(0, 1fr));
    gap: 2px;
  }
  .name {
    align-self: center;
    color: var(--tally-quiet);
    font-size: 11px;
  }
  .day {
    aspect-ratio: auto;
    block-size: 24px;
  }
  .hours {
    grid-column: 2;
    color: var(--tally-quiet);
    font-size: 11px;
  }
  .hour {
    min-block-size: 24px;
  }
  .hour:hover {
    text-decoration: underline;
  }
  .hour[aria-pressed='true'] {
    font-weight: 600;
  }
  .hours span {
    grid-column: span 6;
  }
`;

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;
const hours = Array.from({ length: 24 }, (_hour, index) => index);

/** A cell for each hour of the week, which narrows the report to it. One tab stop; arrows go by hour and day. */
@customElement('tally-when')
export class When extends Part {
  static override styles = [Part.styles, partSheet, calendarSheet, whenSheet];

  @property({ attribute: false }) data!: ReportPageData;
  @property({ type: Boolean }) asTable = false;
  @state() private pointed: number | null = null;
  @state() private focused: number | null = null;

  protected override body(): TemplateResult {
    return html`<section aria-labelledby="head">
      <div class="head">
        <h2 id="head">${t('When')}</h2>
        <span class="small quiet aside">${t('hours stay on this machine')}</span>
        <tally-chart-save
          .heading=${t('When')}
          .asTable=${this.asTable}
          .savable=${() => this.#savable()}
        ></tally-chart-save>
      </div>
      <figure>
        ${this.asTable ? this.#table() : this.#map()}
        <figcaption class="small quiet ${this.asTable ? '' : 'unseen'}">${this.#summary()}</figcaption>
      </figure>
    </section>`;
  }

  #savable(): Savable {
    const { span, hours: totals } = this.data;
    const rows = totals.map((total, at) => [weekdayName(Math.floor(at / 24)), at % 24, total]);
    return {
      name: 'when',
      heading: `${t('Tokens by hour of the week')}, ${daysWords(span.since, span.until)}`,
      head: ['weekday', 'hour', 'tokens'],
      rows,
      drawn: this.renderRoot.querySelector('.map'),
    };
  }

  #summary(): string {
    const most = this.data.hours.indexOf(Math.max(...this.data.hours));
    return t('Most on {0}', hourWords(most, this.data.hours[most] ?? 0, compact));
  }

  #map(): TemplateResult {
    const totals = this.data.hours;
    const level = levelsOf(totals.filter((total) => total > 0).map((total) => ({ total })));
    const most = totals.indexOf(Math.max(...totals));
    const stop = this.focused ?? this.data.request.hour ?? most;
    const shown = this.pointed ?? this.focused;
    return html`<div
        class="map"
        role="grid"
        aria-label=${t('Tokens by hour of the week')}
        @pointerover=${(event: Event) => (this.pointed = hourOf(event))}
        @pointerleave=${() => (this.pointed = null)}
        @focusin=${(event: Event) => (this.focused = hourOf(event))}
        @focusout=${() => (this.focused = null)}
        @click=${(event: Event) => this.#choose(hourOf(event))}
        @keydown=${this.#onKey}
      >
        ${weekdays.map(
          (weekday) => html`<div class="row" role="row">
            <span class="name" role="rowheader">${weekdayName(weekday)}</span>
            <div class="cells" role="presentation">
              ${hours.map((hour) => {
                const at = weekday * 24 + hour;
                const total = totals[at] ?? 0;
                return html`<div
                  class="day level${level(total)} ${at === shown || at === this.data.request.hour ? 'shown' : ''}"
                  role="gridcell"
                  aria-selected=${at === this.data.request.hour ? 'true' : 'false'}
                  data-hour=${at}
                  tabindex=${at === stop ? 0 : -1}
                  aria-label=${hourWords(at, total, long)}
                ></div>`;
              })}
            </div>
          </div>`,
        )}
        <div class="hours" aria-hidden="true">${[0, 6, 12, 18].map((hour) => html`<span>${clock(hour)}</span>`)}</div>
      </div>
      <p class="under small quiet" aria-hidden="true">
        ${shown === null ? this.#summary() : hourWords(shown, totals[shown] ?? 0, compact)}
      </p>`;
  }

  #table(): TemplateResult {
    const totals = this.data.hours;
    const used = hours.filter((hour) => weekdays.some((weekday) => (totals[weekday * 24 + hour] ?? 0) > 0));
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${t('When')}>
      <table>
        <caption class="unseen">${t('Tokens by hour of the week')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('Hour')}</th>
            ${weekdays.map((weekday) => html`<th scope="col" class="number">${weekdayName(weekday)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${used.map(
            (hour) => html`<tr>
              <th scope="row">${clock(hour)}</th>
              ${weekdays.map((weekday) => this.#cell(weekday * 24 + hour, totals[weekday * 24 + hour] ?? 0))}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #cell(at: number, total: number): TemplateResult {
    if (total === 0) return html`<td class="number"></td>`;
    return html`<td class="number">
      <button
        class="hour"
        aria-label=${hourWords(at, total, compact)}
        aria-pressed=${at === this.data.request.hour ? 'true' : 'false'}
        @click=${() => this.#choose(at)}
      >
        ${compact(total)}
      </button>
    </td>`;
  }

  /** The same hour again shows all; one without use has nothing to show. */
  #choose(at: number | null): void {
    const { request, hours: totals } = this.data;
    if (at === null || (totals[at] ?? 0) === 0) return;
    reportAct(this, { kind: 'show', request: { hour: at === request.hour ? null : at } });
  }

  #onKey(event: KeyboardEvent): void {
    const at = hourOf(event);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(at);
      return;
    }
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -24,
      ArrowDown: 24,
      Home: -168,
      End: 168,
    };
    const step = steps[event.key];
    if (at === null || step === undefined) return;
    event.preventDefault();
    const to = Math.min(167, Math.max(0, at + step));
    this.renderRoot.querySelector<HTMLElement>(`[data-hour="${to}"]`)?.focus();
  }
}

function hourWords(at: number, total: number, words: (count: number) => string): string {
  return t('{0} {1}: {2} tokens', weekdayName(Math.floor(at / 24)), clock(at % 24), words(total));
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function hourOf(event: Event): number | null {
  const hour = event.target instanceof HTMLElement ? event.target.dataset['hour'] : undefined;
  return hour === undefined ? null : Number(hour);
}
