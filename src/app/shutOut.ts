import type { TeamState } from '../team/seat.js';
import { epochOf } from '../team/slots.js';

/** Lists so far ahead of the own one are noise: keys change once a month, and with each who leaves. */
const farAhead = 100;

/**
 * There is a newer list of members that this machine cannot open: an admin let its person go, or somebody who may write put
 * noise there. Which of the two nobody can tell without the key; but nobody can let the only admin go.
 */
export function isShutOut({
  problems,
  roster,
  admins,
  member,
}: Pick<TeamState, 'problems' | 'roster' | 'admins' | 'member'>): boolean {
  const known = roster?.epoch ?? 0;
  const own = roster?.members.find(({ id }) => id === member);
  if (own && admins?.keys.length === 1 && admins.keys[0] === own.sigPub) return false;
  return Object.entries(problems).some(([slot, { kind }]) => {
    const ahead = epochOf(slot) - known;
    return kind === 'unreadable' && slot.endsWith('/roster') && ahead > 0 && ahead <= farAhead;
  });
}
