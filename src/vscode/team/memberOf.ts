import type { TeamHere, TeamMember } from '../../protocol/teamWork.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { shownName } from './shownName.js';
import type { TeamHost } from './teamHost.js';

/** From what was read last. Throws words for who is not let in yet, or let go. */
export async function memberOf(team: TeamHost, here: TeamHere): Promise<TeamMember> {
  const seen = await team.call('show', { team: here.id, board: 'kept' });
  if (seen.state !== 'member') throw new Refusal(t('You are not a member of {0} yet.', shownName(here.name)));
  return seen;
}
