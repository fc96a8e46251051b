import { rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { nextTombstone, publish, withoutNotes } from '../../team/publish.js';
import { rosterOf, type Seat, type TeamKeys } from '../../team/seat.js';
import { inviteSlot, SlotNames } from '../../team/slots.js';
import { sync } from '../../team/sync.js';
import { forgetTeamFacts } from './facts.js';
import type { Membership } from './seat.js';
import { changeSharing } from './sharing.js';

/** What an erasure took away, and what it cannot reach; words are made at the edge. */
export interface Erased {
  readonly removed: readonly ('place' | 'share' | 'days' | 'keys' | 'log')[];
  readonly remains: readonly ('tombstone' | 'seen' | 'unreachable' | 'otherMachines' | 'place')[];
}

const noKeys: Partial<TeamKeys> = {
  device: '',
  identity: '',
  certificate: null,
  epochs: [],
  invites: [],
  joining: null,
};

export interface Left {
  readonly state: 'left';
  /** Members stay, and none of them is an admin. */
  readonly withoutAdmin: boolean;
}

/**
 * Withdraws the own rows by a signed note that others heed, and destroys the keys. The log of what left stays. A machine that
 * leaves a person's other ones withdraws nothing: what it counted was counted, and the member is those others too.
 */
export async function leaveTeam({ seat, folder }: Membership): Promise<Left> {
  const { standing, roster, admins, kind } = await sync(seat);
  const { sigPub } = await seat.store.keys();
  if (standing === 'waiting') await withoutRequest(seat);
  if (standing === 'member' && kind === 'team') {
    await withoutNotes(seat);
    await publish(seat, await nextTombstone(seat, true));
  }
  await seat.store.changeKeys((now) => ({ ...now, ...noKeys }));
  await seat.store.changeState((now) => ({
    ...now,
    standing: 'left',
    roster: null,
    heard: {},
    versions: {},
    problems: {},
  }));
  changeSharing(folder, (now) => ({ ...now, told: {}, unsent: false }));
  forgetTeamFacts(folder);
  const isLast = admins?.keys.every((key) => key === sigPub) ?? false;
  return { state: 'left', withoutAdmin: standing === 'member' && isLast && (roster?.members.length ?? 0) > 1 };
}

export interface Erasing {
  /** The place is out of reach for good, and keeps what it has. */
  readonly local: boolean;
  /** Of a person's machines: what the others told too. */
  readonly all: boolean;
}

/** Withdraws, and forgets the team on this machine. */
export async function eraseHere({ seat, folder }: Membership, { local, all }: Erasing): Promise<Erased> {
  const there = local || (await seat.store.state()).standing === 'left' ? undefined : await withdrawn(seat, all);
  await seat.store.forget();
  withoutEmpty(dirname(folder));
  const { removed, remains } = there ?? { removed: [], remains: local ? (['place'] as const) : [] };
  return { removed: [...removed, 'keys', 'log'], remains };
}

/** The place of all teams, where this was the last. */
function withoutEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another team is in it.
  }
}

async function withdrawn(seat: Seat, all: boolean): Promise<Erased> {
  const state = await sync(seat);
  if (state.standing === 'waiting') await withoutRequest(seat);
  if (state.standing !== 'member') return { removed: [], remains: [] };
  const unreachable = state.address.startsWith('git:') ? (['unreachable'] as const) : [];
  const { members } = rosterOf(state);
  if (members.length === 1 && (all || state.kind === 'team')) {
    for (const [slot, version] of await seat.transport.list()) await seat.transport.remove(slot, version);
    return { removed: ['place'], remains: all ? ['otherMachines', ...unreachable] : unreachable };
  }
  const isFirst = (await seat.store.keys()).certificate === null;
  if (state.kind === 'team') {
    await withoutNotes(seat);
    await publish(seat, await nextTombstone(seat, isFirst));
  }
  await withoutOwn(seat, state.kind === 'team');
  return state.kind === 'team'
    ? { removed: ['share'], remains: ['tombstone', 'seen', ...unreachable] }
    : { removed: ['days'], remains: ['otherMachines', ...unreachable] };
}

/** What this device told, of every epoch whose key is here; in the epoch in force a tombstone stays. */
async function withoutOwn(seat: Seat, keepNow: boolean): Promise<void> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const now = rosterOf(state).epoch;
  const number = keys.certificate?.number ?? 1;
  const own = Object.entries(state.heard).filter(([, each]) => each.member === state.member && each.number === number);
  const slots = new Set(
    keys.epochs
      .filter(({ epoch }) => !keepNow || epoch !== now)
      .flatMap(({ epoch, identity }) => own.map(([stream]) => new SlotNames(epoch, identity).of(stream))),
  );
  for (const [slot, version] of await seat.transport.list())
    if (slots.has(slot)) await seat.transport.remove(slot, version);
}

/** An answer to an invite that nobody has said yes to. */
async function withoutRequest({ store, transport }: Seat): Promise<void> {
  const { joining } = await store.keys();
  if (joining === null) return;
  const slot = inviteSlot(joining, 'request');
  const version = (await transport.list()).get(slot);
  if (version !== undefined) await transport.remove(slot, version);
}
