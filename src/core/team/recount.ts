import { addDays, type DayKey } from '../day.js';
import { formulaVersion } from '../keptWork/formulae.js';
import type { TeamPolicy } from './policy.js';
import { fullWeeks, sumFields, type WeekRow } from './row.js';
import { lastDayOf, type WeekKey } from './week.js';

/** By then all that was edited in a week is committed, or is not. */
const settledAfter = 7;
/** As long as a week is shared in full it is new; from then on it is counted anew. */
const newFor = 7 * fullWeeks;

/** Rows as they were published on a day. */
export interface Published {
  readonly issued: DayKey;
  readonly formula: number;
  readonly weeks: readonly WeekRow[];
}

/**
 * Of each week that was published while it was new, whether a new count, four weeks after its end or later, finds the same
 * shares kept and read from cache. What was published first of it counts, once it had settled: a later correction does not. What another formula figured
 * cannot be compared.
 */
export function recounted(
  published: readonly Published[],
  anew: readonly WeekRow[],
  { fields, today }: Pick<TeamPolicy, 'fields'> & { readonly today: DayKey },
): Readonly<Record<WeekKey, boolean>> {
  const told = sumFields.filter((field) => fields.includes(field));
  const verdicts = anew.flatMap((row): readonly (readonly [WeekKey, boolean])[] => {
    const end = lastDayOf(row.week);
    if (addDays(end, newFor) > today) return [];
    const share = published.find(
      ({ issued, formula, weeks }) =>
        formula === formulaVersion &&
        issued >= addDays(end, settledAfter) &&
        issued <= addDays(end, newFor) &&
        weeks.some(({ week }) => week === row.week),
    );
    const before = share?.weeks.find(({ week }) => week === row.week);
    if (before === undefined || told.every((field) => before[field] === undefined)) return [];
    return [[row.week, told.every((field) => before[field] === row[field])]];
  });
  return Object.fromEntries(verdicts);
}
