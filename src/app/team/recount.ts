import { read } from '../../core/team/cleared.js';
import type { TeamPolicy } from '../../core/team/policy.js';
import { recounted } from '../../core/team/recount.js';
import type { WeekRow } from '../../core/team/row.js';
import { changeTeamFacts } from './facts.js';
import type { Membership } from './seat.js';

/** Holds what was published, by the log of what left, against rows that were just counted anew; badges are told. */
export async function noteRecount(
  { seat, folder }: Membership,
  anew: readonly WeekRow[],
  { fields }: TeamPolicy,
): Promise<void> {
  const shares = (await seat.store.sent()).flatMap(({ text }) => read('share', text)?.body ?? []);
  const today = new Date(seat.now()).toISOString().slice(0, 10);
  const news = recounted(shares, anew, { fields, today });
  if (Object.keys(news).length === 0) return;
  changeTeamFacts(folder, (now) => ({ ...now, recounts: { ...now.recounts, ...news } }));
}
