import { mostNotes, noteOf } from '../../core/team/note.js';
import type { NewNote } from '../../protocol/teamWork.js';
import { nextNotes, ownNotes, publish } from '../../team/publish.js';
import { rosterOf } from '../../team/seat.js';
import { sync } from '../../team/sync.js';
import { TeamError } from '../../team/teamError.js';
import { policyOfState } from './policy.js';
import type { Membership } from './seat.js';
import { shownOf } from './shown.js';

/**
 * Says something to all beside what this machine said before; null takes back all of that. Answers the exact plaintext; `dry`
 * only shows it, and nothing leaves. It needs no accepted policy: who objects to one need not accept it first. Throws `tooMany`.
 */
export async function sayTo(team: Membership, note: NewNote | null, dry: boolean): Promise<string> {
  const { seat } = team;
  const state = await sync(seat);
  rosterOf(state);
  const before = (await ownNotes(seat))?.notes ?? [];
  if (note !== null && before.length >= mostNotes) throw new TeamError('tooMany');
  const isOfWeek = note?.kind === 'flag' || note?.kind === 'digest';
  const of = isOfWeek ? (await shownOf(team, 'kept')).shown.week : String(policyOfState(state).version);
  const notes = note === null ? [] : [...before, noteOf({ ...note, of }, seat.now())];
  const next = await nextNotes(seat, notes);
  if (!dry) await publish(seat, next);
  return next.cleared.text;
}
