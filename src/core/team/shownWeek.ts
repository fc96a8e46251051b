import { dayOf, dayStart } from '../day.js';
import { addWeeks, toldOn, type WeekKey, weekOf } from './week.js';

const noon = 12 * 3_600_000;

/** When the figures of a week are taken: the Tuesday after it at noon, so that who publishes once a day is in. */
export function takenAt(week: WeekKey, zone: string): number {
  return dayStart(toldOn(week), zone) + noon;
}

/** The newest week whose figures are taken. */
export function shownWeek(now: number, zone: string): WeekKey {
  const last = addWeeks(weekOf(dayOf(now, zone)), -1);
  return now < takenAt(last, zone) ? addWeeks(last, -1) : last;
}
