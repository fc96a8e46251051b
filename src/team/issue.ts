import { type Bodies, type Member, mostMembers } from '../core/team/bodies.js';
import { clear, withoutPadding } from '../core/team/cleared.js';
import type { AgreedPolicy } from '../core/team/policy.js';
import { adminSet } from './admins.js';
import { deviceKey, digest } from './keys.js';
import { newIdentity, recipientOf } from './sealing.js';
import { type EpochKey, rosterOf, type Seat, type TeamKeys, type TeamState } from './seat.js';
import { send } from './send.js';
import { commonSlot } from './slots.js';
import { TeamError } from './teamError.js';

const day = 86_400_000;
/** A roster that is older may be one that the host holds back. */
const rosterLife = 45 * day;
/** A key of an epoch that is over is destroyed after so long. */
const keyLife = 35 * day;
/** The header of a keyring tells how many it is sealed to: not the number of members, but the next multiple of this. */
const keyringStep = 8;

export interface RosterChange {
  readonly members: readonly Member[];
  /** Public keys; as before where not said. */
  readonly admins?: readonly string[];
  /** As before where not said. */
  readonly policy?: AgreedPolicy;
  /** A new epoch, whose key who is no member any more has not. */
  readonly rotate: boolean;
}

/** Writes keyring and roster anew. Throws `stale` where another admin did so first, `notAdmin` for others. */
export async function issue(seat: Seat, change: RosterChange, signal?: AbortSignal): Promise<void> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const before = rosterOf(state);
  const key = deviceKey(keys.device);
  if (!state.admins?.keys.includes(key.public)) throw new TeamError('notAdmin');
  if (change.members.length > mostMembers) throw new TeamError('tooMany');
  const epoch = change.rotate ? await freshEpoch(seat, before.epoch, signal) : epochOfKeys(keys, before.epoch);
  const admins = change.admins ? adminSet(state.team, change.admins, key, state.admins) : state.admins;
  const roster: Bodies['roster'] = {
    ...before,
    epoch: epoch.epoch,
    epochRecipient: await recipientOf(epoch.identity),
    seq: before.seq + 1,
    prev: state.rosterHash,
    issued: seat.now(),
    expires: seat.now() + rosterLife,
    by: key.public,
    admins: change.admins ? [...before.admins, admins] : before.admins,
    members: change.members,
    ...(change.policy ? { policy: change.policy } : {}),
  };
  await writeRoster(seat, { keys, state, epoch, roster }, signal);
}

export interface NewRoster {
  readonly keys: TeamKeys;
  readonly state: TeamState;
  readonly epoch: EpochKey;
  readonly roster: Bodies['roster'];
}

/** The keyring first: a roster that nobody can open would stop the team, a keyring without its roster is not looked at. */
export async function writeRoster(
  seat: Seat,
  { keys, state, epoch, roster }: NewRoster,
  signal?: AbortSignal,
): Promise<void> {
  const key = deviceKey(keys.device);
  const slots = { keyring: commonSlot(epoch.epoch, 'keyring'), roster: commonSlot(epoch.epoch, 'roster') };
  const { team } = roster;
  const body = {
    v: 1,
    team,
    epoch: epoch.epoch,
    seq: state.keyringSeq + 1,
    identity: epoch.identity,
    by: key.public,
  } as const;
  const keyring = clear('keyring', body, key.sign);
  const cleared = clear('roster', roster, key.sign);
  const recipients = await withStrangers(roster.members.map(({ ageRec }) => ageRec));
  const known = state.versions;
  const ring = await send(seat, slots.keyring, keyring, recipients, known[slots.keyring] ?? null, signal);
  const list = await send(seat, slots.roster, cleared, [roster.epochRecipient], known[slots.roster] ?? null, signal);
  await seat.store.changeKeys((now) => ({ ...now, epochs: epochsAfter(now.epochs, epoch, seat.now()) }));
  await seat.store.changeState((now) => ({
    ...now,
    admins: roster.admins.at(-1) ?? now.admins,
    roster,
    rosterHash: digest(withoutPadding(cleared.text)),
    keyringSeq: body.seq,
    versions: { ...now.versions, [slots.keyring]: ring, [slots.roster]: list },
  }));
}

/** Keys of an epoch that is over stay for a while. */
export function epochsAfter(epochs: readonly EpochKey[], now: EpochKey, at: number): readonly EpochKey[] {
  const others = epochs.filter(({ epoch, until }) => epoch !== now.epoch && (until === null || until > at));
  const known = epochs.find(({ epoch }) => epoch === now.epoch);
  return [...others.map((each) => ({ ...each, until: each.until ?? at + keyLife })), known ?? now];
}

function epochOfKeys({ epochs }: TeamKeys, wanted: number): EpochKey {
  const found = epochs.find(({ epoch }) => epoch === wanted);
  if (found === undefined) throw new TeamError('notMember');
  return found;
}

/** The next epoch of which nothing is there yet, be it that somebody put something there to be in the way. */
async function freshEpoch(seat: Seat, last: number, signal?: AbortSignal): Promise<EpochKey> {
  const taken = await seat.transport.list(signal);
  let epoch = last + 1;
  while (taken.has(commonSlot(epoch, 'keyring')) || taken.has(commonSlot(epoch, 'roster'))) epoch++;
  return { epoch, identity: await newIdentity(), since: seat.now(), until: null };
}

async function withStrangers(recipients: readonly string[]): Promise<readonly string[]> {
  const missing = -recipients.length % keyringStep;
  const strangers = Array.from({ length: missing < 0 ? missing + keyringStep : 0 }, async () =>
    recipientOf(await newIdentity()),
  );
  return [...recipients, ...(await Promise.all(strangers))];
}
