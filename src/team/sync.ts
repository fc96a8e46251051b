import { canonical } from '../core/team/canonical.js';
import { leaversOf } from '../core/team/heard.js';
import { hear } from './hear.js';
import { epochsAfter, issue } from './issue.js';
import { deviceKey } from './keys.js';
import { type FoundRoster, openRoster } from './rosterFound.js';
import type { Problem, Seat, TeamState } from './seat.js';
import { commonSlot, epochOf, type Slot } from './slots.js';
import type { Version } from './transport.js';
import { readWelcome } from './welcomed.js';

const monthly = 30 * 86_400_000;
/** Anyone who may write can make epochs of noise; so many are tried. */
const mostTried = 20;

type Listing = ReadonlyMap<Slot, Version>;

/**
 * Brings this machine up to date: takes the roster in force, then what members said. What is wrong is told in
 * `state.problems` and changes no other part of the state. An admin's machine also does what its office asks: it lets leavers go, and
 * makes a new epoch every month.
 */
export async function sync(seat: Seat, signal?: AbortSignal): Promise<TeamState> {
  const before = await seat.store.state();
  if (before.standing === 'left' || before.standing === 'removed') return before;
  if (before.member === '' && !(await readWelcome(seat, signal))) return before;
  const listing = await seat.transport.list(signal);
  await takeRoster(seat, listing, signal);
  const state = await seat.store.state();
  if (state.standing !== 'member') return state;
  await hear(seat, listing, signal);
  await tend(seat, signal);
  return seat.store.state();
}

async function takeRoster(seat: Seat, listing: Listing, signal?: AbortSignal): Promise<void> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const known = state.roster?.epoch ?? 0;
  const whole = [...new Set([...listing.keys()].map(epochOf))].filter(
    (epoch) => epoch > 0 && listing.has(commonSlot(epoch, 'keyring')) && listing.has(commonSlot(epoch, 'roster')),
  );
  const changed = whole
    .filter((epoch) => epoch >= known && pairOf(epoch).some((slot) => listing.get(slot) !== state.versions[slot]))
    .sort((a, b) => a - b)
    .slice(0, mostTried);
  const objects = await seat.transport.fetch(changed.flatMap(pairOf), signal);
  const problems: Record<Slot, Problem> = {};
  const read: Record<Slot, Version> = {};
  let best: FoundRoster | undefined;
  for (const epoch of changed) {
    for (const slot of pairOf(epoch)) read[slot] = listing.get(slot) ?? '';
    const [keyring, roster] = [objects.get(commonSlot(epoch, 'keyring')), objects.get(commonSlot(epoch, 'roster'))];
    const found = keyring && roster ? await openRoster(epoch, { keyring, roster }, keys, state) : 'unreadable';
    if (typeof found === 'string') problems[commonSlot(epoch, 'roster')] = { kind: found, member: null };
    else if (best === undefined || found.roster.seq > best.roster.seq) best = found;
  }
  if (known > 0 && !whole.includes(known)) problems[commonSlot(known, 'roster')] = { kind: 'dropped', member: null };
  if (best) await adopt(seat, best);
  await noteRoster(seat, { problems, read, listing });
}

async function adopt(seat: Seat, { roster, hash, admins, keyring }: FoundRoster): Promise<void> {
  const { epoch } = roster;
  const key = { epoch, identity: keyring.identity, since: seat.now(), until: null };
  await seat.store.changeKeys((now) => ({ ...now, epochs: epochsAfter(now.epochs, key, seat.now()) }));
  await seat.store.changeState((now) => {
    if (now.roster !== null && now.roster.seq > roster.seq) return now;
    const standing = roster.members.some(({ id }) => id === now.member) ? 'member' : 'removed';
    const { seq: keyringSeq } = keyring;
    return { ...now, admins, roster, rosterHash: hash, keyringSeq, standing };
  });
}

interface RosterNews {
  readonly problems: Readonly<Record<Slot, Problem>>;
  /** What was tried, and is not tried again until it changes: who fills the place with noise gains no time. */
  readonly read: Readonly<Record<Slot, Version>>;
  readonly listing: Listing;
}

/** Of rosters that are as they were when they were last tried, what was said stays said. */
async function noteRoster(seat: Seat, { problems, read, listing }: RosterNews): Promise<void> {
  await seat.store.changeState((now) => {
    const kept = Object.entries(now.problems).filter(
      ([slot, { kind }]) =>
        !slot.endsWith('/roster') || (kind !== 'rosterExpired' && listing.has(slot) && read[slot] === undefined),
    );
    const { roster } = now;
    const old = roster !== null && roster.expires < seat.now();
    const expired = old
      ? { [commonSlot(roster.epoch, 'roster')]: { kind: 'rosterExpired', member: null } as const }
      : {};
    const all = { ...Object.fromEntries(kept), ...expired, ...problems };
    if (Object.keys(read).length === 0 && canonical(all) === canonical(now.problems)) return now;
    return { ...now, versions: { ...now.versions, ...read }, problems: all };
  });
}

function pairOf(epoch: number): readonly [Slot, Slot] {
  return [commonSlot(epoch, 'keyring'), commonSlot(epoch, 'roster')];
}

/** What an admin's machine does without being asked. */
async function tend(seat: Seat, signal?: AbortSignal): Promise<void> {
  const [keys, { roster, admins, heard }] = [await seat.store.keys(), await seat.store.state()];
  if (roster === null || !admins?.keys.includes(deviceKey(keys.device).public)) return;
  const left = leaversOf(heard);
  const members = roster.members.filter(({ id }) => !left.has(id));
  const since = keys.epochs.find(({ epoch }) => epoch === roster.epoch)?.since ?? seat.now();
  if (members.length < roster.members.length || seat.now() - since > monthly)
    await issue(seat, { members, rotate: true }, signal);
}
