import { addDays, type DayKey, mondayOf } from '../../day.js';

/** Whole weeks from the first day's to the one before today's, each as its seven days from Monday. */
export function wholeWeeks(first: DayKey | undefined, today: DayKey): readonly (readonly DayKey[])[] {
  if (first === undefined) return [];
  const weeks: DayKey[][] = [];
  for (let monday = mondayOf(first); addDays(monday, 7) <= today; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)));
  return weeks;
}
