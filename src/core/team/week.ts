import { addDays, type DayKey } from '../day.js';

/** An ISO week in the team's zone: `2026-W47`, from Monday to Sunday. */
export type WeekKey = string;

/** The ISO week of a local day. */
export function weekOf(day: DayKey): WeekKey {
  const thursday = addDays(day, 3 - weekdayOf(day));
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** Whether a text is an ISO week of the calendar. */
export function isWeek(text: string): boolean {
  return /^\d{4}-W\d\d$/.test(text) && weekOf(monday(text)) === text;
}

/** The Sunday that ends a week. */
export function lastDayOf(week: WeekKey): DayKey {
  return addDays(monday(week), 6);
}

/** The day on which the figures of a week are told: the Tuesday after it. */
export function toldOn(week: WeekKey): DayKey {
  return addDays(lastDayOf(week), 2);
}

/** `weeks` later (earlier when negative). */
export function addWeeks(week: WeekKey, weeks: number): WeekKey {
  return weekOf(addDays(monday(week), 7 * weeks));
}

/** The 4th of January lies in the first week of its year. */
function monday(week: WeekKey): DayKey {
  const fourth = `${week.slice(0, 4)}-01-04`;
  return addDays(fourth, 7 * (Number(week.slice(6)) - 1) - weekdayOf(fourth));
}

/** 0 is Monday. */
function weekdayOf(day: DayKey): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function daysBetween(from: DayKey, to: DayKey): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
