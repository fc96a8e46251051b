import type { TeamState } from '../team/seat.js';
import { epochOf } from '../team/slots.js';

/**
 * There is a newer list of members that this machine cannot open: an admin let its person go, or somebody who may write put
 * noise there. Which of the two nobody can tell without the key.
 */
export function isShutOut({ problems, roster }: Pick<TeamState, 'problems' | 'roster'>): boolean {
  const known = roster?.epoch ?? 0;
  return Object.entries(problems).some(
    ([slot, { kind }]) => kind === 'unreadable' && slot.endsWith('/roster') && epochOf(slot) > known,
  );
}
