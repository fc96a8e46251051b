import { addDays } from '../../day.js';
import { cacheHitRatio } from '../../keptWork/formulae.js';
import type { Badge, MissReason } from '../badge.js';
import { counted } from '../counting.js';
import { activeDays, daysBefore, settleDays, usualYield, type WorkDay } from '../spans.js';

const share = 0.8;
const wanted = 10;

/** On so many active days that share of the input came from a cache (CHR), with no fewer kept lines per token than usual. */
export const cacheGardener = {
  id: 'cache-gardener',
  group: 'thrift',
  formula: 1,
  tiers: 1,
  rule: [{ share }, { count: wanted }],
  judge(facts) {
    const days = activeDays(facts);
    const told = days.map((day) => ({ ...day, why: missedBy(day, usualYield(daysBefore(days, day.day))) }));
    const good = told.filter(({ why }) => why === null);
    const last = good.at(-1);
    const missed = told.findLast(({ why }) => why !== null);
    return {
      ...counted(
        good.map(({ day }) => addDays(day, settleDays)),
        wanted,
        'days',
      ),
      evidence: last ? [{ key: 'cacheShare', value: Number(cacheShare(last)), day: last.day }] : [],
      missed: missed?.why ? { day: missed.day, why: missed.why, ...shareOf(missed) } : null,
      shown: good.length > 0 ? { kind: 'days', ids: good.map(({ day }) => day) } : null,
    };
  },
} as const satisfies Badge;

function cacheShare({ use }: WorkDay): number | undefined {
  return (use && cacheHitRatio(use)) ?? undefined;
}

/** Null: the day counts. The first of days has no usual to fall below. */
function missedBy(day: WorkDay, usual: number | undefined): MissReason | null {
  if ((cacheShare(day) ?? 0) < share) return 'cacheShare';
  return (day.yield ?? 0) < (usual ?? 0) ? 'lowerYield' : null;
}

function shareOf(day: WorkDay & { readonly why: MissReason | null }): { readonly value?: number } {
  const value = cacheShare(day);
  return day.why === 'cacheShare' && value !== undefined ? { value } : {};
}
