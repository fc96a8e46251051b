import type { AdminSet, Bodies } from '../core/team/bodies.js';
import { read, signedText, withoutPadding } from '../core/team/cleared.js';
import { firstAgreed } from '../core/team/policy.js';
import { adminsNow } from './admins.js';
import { digest, isSignedBy, memberId } from './keys.js';
import { Opener, recipientOf } from './sealing.js';
import type { Problem, TeamKeys, TeamState } from './seat.js';

/** A roster with its keyring that holds, all of it checked. */
export interface FoundRoster {
  readonly roster: Bodies['roster'];
  readonly hash: string;
  readonly admins: AdminSet;
  readonly keyring: Bodies['keyring'];
}

type Fault = Problem['kind'];

/** Opens a keyring and the roster of its epoch. `unreadable`: not for us, or not whole yet. */
export async function openRoster(
  epoch: number,
  objects: { readonly keyring: Uint8Array; readonly roster: Uint8Array },
  { identity }: TeamKeys,
  state: TeamState,
): Promise<FoundRoster | Fault> {
  const ring = await new Opener(identity).open('keyring', objects.keyring);
  if (ring === undefined) return 'unreadable';
  const text = await new Opener(ring.body.identity).text('roster', objects.roster);
  const opened = text === undefined ? undefined : read('roster', text);
  if (text === undefined || opened === undefined || state.admins === null) return 'unreadable';
  const { body, sig } = opened;
  const admins = adminsNow(body, state.admins);
  if (admins === undefined || !admins.keys.includes(body.by)) return 'rosterForged';
  if (!isSignedBy(body.by, signedText('roster', body), sig)) return 'rosterForged';
  const { by } = ring.body;
  if (!admins.keys.includes(by) || !isSignedBy(by, signedText('keyring', ring.body), ring.sig)) return 'rosterForged';
  const recipient = await recipientOf(ring.body.identity);
  const agree = [ring.body, body].every((each) => each.team === state.team && each.epoch === epoch);
  if (!agree || body.epochRecipient !== recipient || !areMembers(body)) return 'rosterForged';
  const hash = digest(withoutPadding(text));
  return againstKnown(body, hash, state) ?? { roster: body, hash, admins, keyring: ring.body };
}

/** Each once, and each id that of its key: nobody can be given another's. */
function areMembers({ members }: Bodies['roster']): boolean {
  const ids = new Set(members.map(({ id }) => id));
  return ids.size === members.length && members.every(({ id, sigPub }) => id === memberId(sigPub));
}

function againstKnown(found: Bodies['roster'], hash: string, { roster, rosterHash }: TeamState): Fault | undefined {
  if (roster === null) return undefined;
  const { seq } = found;
  // Also by an admin who has not seen what was agreed on since.
  if (versionOf(found) < versionOf(roster)) return 'rosterRolledBack';
  if (seq > roster.seq) return undefined;
  if (seq < roster.seq) return 'rosterRolledBack';
  return hash === rosterHash ? undefined : 'rosterForked';
}

function versionOf({ policy = firstAgreed }: Bodies['roster']): number {
  return policy.version;
}
