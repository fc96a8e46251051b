import type { Asking, LedgerReader } from '../../app/you.js';
import { type Moved, movedBadges } from '../../core/badges/moved.js';
import { dayOf } from '../../core/day.js';
import { type InsightRow, insightRows } from '../../core/insights/rows.js';
import { type Pair, pairOf } from '../../core/pairs.js';
import type { SessionRow, Totals } from '../../core/report.js';
import type { BadgeRow } from '../../protocol/badges.js';
import type { InsightsAnswer } from '../../protocol/insights.js';
import { assembleReport, type UsageReport } from './usageReport.js';

/** The week that goes on, up to now, or the one before. */
export type Week = 'week' | 'lastWeek';

/** All that a week's review says. */
export interface WeekReview {
  readonly report: UsageReport;
  /** As much of the week before. */
  readonly before: Totals;
  readonly sessions: number;
  readonly badges: Moved<BadgeRow>;
  /** Of requests within the week, without what was dismissed. */
  readonly findings: readonly (InsightRow & { readonly where: SessionRow | undefined })[];
}

/** Rejects with `CallError`. */
export async function assembleWeek(reader: LedgerReader, asking: Asking, week: Week): Promise<WeekReview> {
  const { now: at, zone } = asking;
  const { now, before } = pairOf(week, at, zone);
  const days = { since: dayOf(now.since, zone), until: dayOf(now.until - 1, zone) };
  const [report, earlier, { sessions }, badges, insights] = await Promise.all([
    assembleReport(reader, asking, days),
    reader.call('usage', { ...before, zone, by: [] }),
    reader.call('sessions', { ...now, zone }),
    badgesOf(reader, { now, before }, asking),
    reader.call('insights', { now: at, zone }),
  ]);
  const found = rowsWithin(insights, now);
  const named = found.map(({ session }) => session);
  const { sessions: wheres } = await reader.call('sessions', { zone, sessions: named, limit: named.length });
  const findings = found.map((row) => ({ ...row, where: wheres.find(({ id }) => id === row.session) }));
  return { report, before: earlier.totals, sessions: sessions.length, badges, findings };
}

/** How badges stood the instant before the week, and at its end or now. */
async function badgesOf(reader: LedgerReader, { now }: Pair, { now: at, zone }: Asking): Promise<Moved<BadgeRow>> {
  const standing = async (then: number) =>
    (await reader.call('badges', { now: then, zone, ...(then < at ? { past: true } : {}) })).badges;
  const [first, last] = [now.since, Math.min(at, now.until - 1)];
  const [old, current] = [await standing(first - 1), await standing(last)];
  return movedBadges(old, current, { since: dayOf(first, zone), until: dayOf(last, zone) });
}

function rowsWithin({ rows }: InsightsAnswer, { since, until }: Pair['now']): readonly InsightRow[] {
  const moments = rows.flatMap(({ dismissed, moments: of }) => (dismissed ? [] : of));
  return insightRows(moments.filter(({ start }) => start >= since && start < until));
}
