import { html, nothing, type TemplateResult } from 'lit';
import type { DayTotal } from '../../src/protocol/ledger.js';
import { day as dayWords, long, month } from '../format/format.js';
import { t } from '../words.js';
import { dayByKey, monthStarts, precisionOf } from './weeks.js';

/** A grid of days, a column a week, and what is done with it. `calendarSheet` has its looks. */
export interface DayGrid {
  /** First days of the weeks, where months are named. */
  readonly mondays: readonly (string | null)[];
  /** Seven rows, Monday first; null for a day that is not shown. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly cell: (day: string) => TemplateResult;
  /** The day under the pointer or in focus; null where there is none. */
  readonly pointAt: (day: string | null) => void;
  readonly focusOn: (day: string | null) => void;
  readonly choose: (day: string | null) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

export function dayGrid({ mondays, rows, cell, pointAt, focusOn, choose, onKey }: DayGrid): TemplateResult {
  const columns = `grid-template-columns: repeat(${mondays.length}, minmax(0, 1fr))`;
  return html`<div class="months" aria-hidden="true" .style=${columns}>
      ${monthStarts(mondays).map(
        ({ week, day }) => html`<span .style=${`grid-column: ${week + 1} / span 3`}>${month(day)}</span>`,
      )}
    </div>
    <div
      class="days"
      role="grid"
      aria-label=${t('Tokens a day')}
      .style=${columns}
      @pointerover=${(event: Event) => pointAt(dayOfCell(event))}
      @pointerleave=${() => pointAt(null)}
      @focusin=${(event: Event) => focusOn(dayOfCell(event))}
      @focusout=${() => focusOn(null)}
      @click=${(event: Event) => choose(dayOfCell(event))}
      @keydown=${onKey}
    >
      ${rows.map(
        (row) => html`<div class="week" role="row">
          ${row.map((day) => (day === null ? html`<div class="later" role="gridcell"></div>` : cell(day)))}
        </div>`,
      )}
    </div>`;
}

export interface DayCell {
  readonly day: string;
  readonly use: DayTotal | undefined;
  readonly level: number;
  readonly shown: boolean;
  /** Where Tab enters. */
  readonly stop: boolean;
  /** Only where a day stays chosen. */
  readonly selected?: boolean;
}

export function dayCell({ day, use, level, shown, stop, selected }: DayCell): TemplateResult {
  return html`<div
    class="day level${level} ${shown ? 'shown' : ''}"
    role="gridcell"
    data-day=${day}
    tabindex=${stop ? 0 : -1}
    aria-selected=${selected === undefined ? nothing : String(selected)}
    aria-label=${t('{0}: {1} tokens', dayWords(day), long(use?.total ?? 0, precisionOf(use)))}
  ></div>`;
}

/** Enter and Space choose, arrows move within the days from `first` to `last`. */
export function dayGridKey(
  event: KeyboardEvent,
  root: ParentNode,
  { first, last, choose }: { readonly first: string; readonly last: string; choose(day: string): void },
): void {
  const from = dayOfCell(event);
  if (!from) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    choose(from);
    return;
  }
  const to = dayByKey(from, event.key, first, last);
  if (to === undefined) return;
  event.preventDefault();
  root.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
}

export function dayOfCell(event: Event): string | null {
  return (event.target as HTMLElement).dataset?.['day'] ?? null;
}
