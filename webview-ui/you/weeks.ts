import { addDays } from '../../src/core/day.js';
import { headlinePrecision } from '../../src/core/format.js';
import type { DayTotal } from '../../src/protocol/ledger.js';
import { type CalendarData, calendarWeeks } from '../../src/protocol/page.js';

/** The least width of a week with its gap, in CSS pixels. */
const weekWidth = 12.2;
const monthNeeds = 3;

/** As many weeks as fit, at least one. */
export function weeksThatFit(width: number): number {
  return Math.max(1, Math.min(calendarWeeks, Math.floor((width + 2) / weekWidth)));
}

/** Seven rows, Monday first, each of the last `weeks` weeks up to that of today; days to come are null. */
export function weekdayRows({ first, today }: CalendarData, weeks: number): readonly (readonly (string | null)[])[] {
  const start = addDays(first, 7 * (calendarWeeks - weeks));
  return Array.from({ length: 7 }, (_row, weekday) =>
    Array.from({ length: weeks }, (_week, week) => {
      const day = addDays(start, week * 7 + weekday);
      return day <= today ? day : null;
    }),
  );
}

/** Where the name of a month stands: over the first week that begins in it, if the name has room. */
export function monthStarts(
  mondays: readonly (string | null)[],
): readonly { readonly week: number; readonly day: string }[] {
  const starts: { week: number; day: string }[] = [];
  for (const [week, day] of mondays.entries()) {
    const before = mondays[week - 1];
    const begins = day && (before ? before.slice(0, 7) !== day.slice(0, 7) : day.slice(8) <= '07');
    const last = starts.at(-1)?.week ?? -monthNeeds;
    if (begins && week - last >= monthNeeds && mondays.length - week >= monthNeeds - 1) starts.push({ week, day });
  }
  return starts;
}

/** Of five steps the one for each day: 0 without use, 1 to 4 by quarter of the days with use. */
export function levelsOf(days: readonly Pick<DayTotal, 'total'>[]): (total: number) => number {
  const sorted = days.map(({ total }) => total).sort((a, b) => a - b);
  const bounds = [1, 2, 3].map((quarter) => sorted[Math.floor((sorted.length * quarter) / 4)] ?? 0);
  return (total) => (total === 0 ? 0 : 1 + bounds.filter((bound) => total >= bound).length);
}

/** The day that a key goes to from another, within the days shown; undefined for any other key. Not mirrored. */
export function dayByKey(day: string, key: string, first: string, today: string): string | undefined {
  if (key === 'Home') return first;
  if (key === 'End') return today;
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    ArrowLeft: -7,
    ArrowRight: 7,
    PageUp: -28,
    PageDown: 28,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = addDays(day, step);
  return to < first ? first : to > today ? today : to;
}

export function precisionOf(day: Pick<DayTotal, 'total' | 'precision'> | undefined) {
  return day ? headlinePrecision(day) : 'exact';
}
