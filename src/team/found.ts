import type { Member } from '../core/team/bodies.js';
import { adminSet } from './admins.js';
import { writeRoster } from './issue.js';
import { deviceKey, memberId, randomText } from './keys.js';
import { newIdentity, recipientOf } from './sealing.js';
import type { Seat, TeamKeys, TeamKind, TeamState } from './seat.js';
import { TeamError } from './teamError.js';

/** Keys of a machine that is in no team yet. */
export async function newKeys(): Promise<TeamKeys> {
  const device = randomText(32);
  const sigPub = deviceKey(device).public;
  const identity = await newIdentity();
  return { device, certificate: null, sigPub, identity, epochs: [], invites: [], joining: null };
}

export interface NewTeam {
  readonly kind: TeamKind;
  readonly name: string;
  readonly address: string;
  readonly alias: string;
  readonly label: string;
}

/** What a machine knows of a team that it is not in yet. */
export function firstState(given: NewTeam, team = randomText(16)): TeamState {
  const nothing = {
    admins: null,
    roster: null,
    rosterHash: null,
    keyringSeq: 0,
    versions: {},
    heard: {},
    problems: {},
  };
  return { v: 1, team, ...given, standing: 'waiting', member: '', words: '', invitedBy: '', ...nothing };
}

/** Founds the team of a new seat: this machine's member is its first admin. Throws `occupied` where another team is. */
export async function found(seat: Seat, signal?: AbortSignal): Promise<void> {
  if ((await seat.transport.list(signal)).size > 0) throw new TeamError('occupied');
  const keys = await seat.store.keys();
  const key = deviceKey(keys.device);
  const member = memberId(key.public);
  const state = await seat.store.changeState((now) => ({ ...now, standing: 'member', member }));
  const epoch = { epoch: 1, identity: await newIdentity(), since: seat.now(), until: null };
  const { team, name, alias } = state;
  const own: Member = { id: member, sigPub: key.public, ageRec: await recipientOf(keys.identity), alias };
  const issued = seat.now();
  const admins = [adminSet(team, [key.public], key)];
  const recipient = await recipientOf(epoch.identity);
  const times = { issued, expires: issued + 45 * 86_400_000 };
  const first = { v: 1, team, name, epoch: 1, epochRecipient: recipient, seq: 1, prev: null, ...times } as const;
  await writeRoster(seat, { keys, state, epoch, roster: { ...first, by: key.public, admins, members: [own] } }, signal);
}
