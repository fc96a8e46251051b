import { addDays, dayStart } from '../core/day.js';
import type { OwnWeek } from '../core/team/own.js';
import { wasteKinds } from '../core/team/row.js';
import { lastDayOf, type WeekKey } from '../core/team/week.js';
import { toolIds } from '../core/toolNames.js';
import { keptWork } from '../ledger/edits/keptQueries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Queries } from '../ledger/questions/queries.js';
import { wasteDays } from '../ledger/questions/wasteDays.js';
import { keptScore } from './value.js';

/**
 * What the ledger says of the 28 days that end with a week, in the team's zone, from what was read last. Of tools those
 * that have a name: an extension that reported use is nobody's business.
 */
export function ownWeek(
  ledger: Ledger,
  queries: Queries,
  { week, zone }: { readonly week: WeekKey; readonly zone: string },
): OwnWeek {
  const last = lastDayOf(week);
  const until = dayStart(addDays(last, 1), zone);
  const from = (day: string) => ({ since: dayStart(day, zone), until, zone });
  const { total } = keptWork(ledger, { ...from(addDays(last, -27)), by: [] });
  const { totals, rows } = queries.usage({ ...from(addDays(last, -27)), by: ['tool'] });
  const ofMonth = queries.usage({ ...from(`${last.slice(0, 8)}01`), by: ['day'] });
  const wasted = wasteDays(ledger, addDays(last, -27)).filter(({ day }) => day <= last);
  return {
    week,
    score: keptScore(ledger, queries, { until: last, zone }),
    lines: total.lines,
    kept: total.kept,
    counts: {
      cacheRead: totals.cacheRead,
      cacheWrite: totals.cacheWrite5m + totals.cacheWrite1h,
      input: totals.input,
    },
    tools: rows.map(({ key }) => key.tool ?? '').filter((tool) => toolIds.includes(tool)),
    tokens: queries.usage({ ...from(addDays(last, -6)), by: [] }).totals.total,
    activeDays: ofMonth.rows.filter((row) => row.totals.total > 0).length,
    waste: wasteKinds.filter((kind) => wasted.some(({ tokens }) => (tokens[kind] ?? 0) > 0)),
  };
}
