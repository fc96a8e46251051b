import type { DayKey } from '../../day.js';
import type { BadgeFacts } from '../facts.js';

/** Days with AI use on which the guard and Workspace Trust were on, in order. */
export function guardedDays({ guarded, days }: BadgeFacts): DayKey[] {
  const used = new Set(days.map(({ day }) => day));
  return guarded.filter((day) => used.has(day));
}
