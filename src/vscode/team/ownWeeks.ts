import type { LedgerReader } from '../../app/you.js';
import { isOfUse, type OwnWeek, weeksOver } from '../../core/team/own.js';
import type { Cancellation } from '../../protocol/rpc.js';
import type { TeamHostMethods } from '../../protocol/teamWork.js';

/** What the own ledger says of the weeks that are over. The ledger is up to date with the logs; kept work and findings are brought so first. */
export async function ownWeeks(
  reader: LedgerReader,
  refresh: () => Promise<unknown>,
  { policy, now }: Parameters<TeamHostMethods['ownWeeks']>[0],
  signal: Cancellation,
): Promise<readonly OwnWeek[]> {
  await refresh();
  const weeks: OwnWeek[] = [];
  for (const week of weeksOver(policy, now))
    weeks.push(await reader.call('ownWeek', { week, zone: policy.zone }, signal));
  return weeks.filter(isOfUse);
}
