import { type Bodies, largest, type Member } from '../core/team/bodies.js';
import { type Opened, read, signedText, withoutPadding } from '../core/team/cleared.js';
import {
  type Found,
  type Ground,
  type Heard,
  heardObject,
  judge,
  mergeHeard,
  type SaidKind,
  type Stream,
} from '../core/team/heard.js';
import { certificateText } from './invites.js';
import { digest, isSignedBy } from './keys.js';
import { Opener } from './sealing.js';
import { epochKey, type Problem, rosterOf, type Seat } from './seat.js';
import { epochOf, type Slot, SlotNames } from './slots.js';
import type { Version } from './transport.js';

const kinds = ['share', 'days', 'notes', 'tombstone'] as const satisfies readonly SaidKind[];

/** Takes what members said in the epoch in force and has changed since it was last read. */
export async function hear(seat: Seat, listing: ReadonlyMap<Slot, Version>, signal?: AbortSignal): Promise<void> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const roster = rosterOf(state);
  const own = [...listing].filter(([slot]) => epochOf(slot) === roster.epoch && !isCommon(slot));
  const changed = own.filter(([slot, version]) => version !== state.versions[slot]);
  const gone = Object.keys(state.versions).some((slot) => !listing.has(slot));
  if (changed.length === 0 && !gone) return;
  const { identity } = epochKey(keys, roster);
  const ground = groundOf(roster, state.heard, seat.now());
  const [opener, names] = [new Opener(identity), new SlotNames(roster.epoch, identity)];
  const heard: Record<Stream, Heard[string]> = {};
  const problems: Record<Slot, Problem> = {};
  const versions: Record<Slot, Version> = {};
  const fetched = await seat.transport.fetch(
    changed.map(([slot]) => slot),
    signal,
  );
  for (const [slot, version] of changed) {
    const bytes = fetched.get(slot);
    if (bytes === undefined) continue;
    versions[slot] = version;
    const found = await foundIn(slot, bytes, opener, names);
    const verdict = found ? judge(found, ground) : 'unreadable';
    const member = found?.opened.body.member ?? null;
    if (verdict === 'new' && found?.stream !== undefined)
      heard[found.stream] = heardObject(found.kind, found.opened.body, found.hash);
    else if (verdict !== 'known' && verdict !== 'new')
      problems[slot] = { kind: verdict, member: ground.members.has(member ?? '') ? member : null };
  }
  await seat.store.changeState((now) => {
    const others = Object.entries(now.problems).filter(([slot]) => isCommon(slot) || !(slot in versions));
    const kept = others.filter(([slot]) => isCommon(slot) || listing.has(slot));
    const merged = mergeHeard(now.heard, heard);
    const dropped = droppedOf(merged, names, roster, listing);
    const all = { ...Object.fromEntries(kept), ...problems, ...dropped };
    const read = Object.entries({ ...now.versions, ...versions });
    const present = Object.fromEntries(read.filter(([slot]) => listing.has(slot)));
    return {
      ...now,
      heard: withoutStrangers(merged, roster),
      versions: present,
      problems: all,
    };
  });
}

function groundOf(roster: Bodies['roster'], heard: Heard, now: number): Ground {
  const members = new Map(roster.members.map((member) => [member.id, member]));
  return { ...roster, members, heard, today: new Date(now).toISOString().slice(0, 10) };
}

function isCommon(slot: Slot): boolean {
  return slot.endsWith('/roster') || slot.endsWith('/keyring');
}

/** What was heard in this epoch, and is not there any more. What was heard in an epoch before has yet to be said again. */
function droppedOf(
  heard: Heard,
  names: SlotNames,
  { epoch }: Bodies['roster'],
  listing: ReadonlyMap<Slot, Version>,
): Record<Slot, Problem> {
  const gone = Object.entries(heard).flatMap(([stream, object]) => {
    const slot = names.of(stream);
    return object.epoch === epoch && !listing.has(slot)
      ? [[slot, { kind: 'dropped', member: object.member } as const] as const]
      : [];
  });
  return Object.fromEntries(gone);
}

/** Nothing stays of who is no member any more. */
function withoutStrangers(heard: Heard, { members }: Bodies['roster']): Heard {
  const ids = new Set(members.map(({ id }) => id));
  return Object.fromEntries(Object.entries(heard).filter(([, { member }]) => ids.has(member)));
}

/** An object with what it takes to judge it; undefined for what is none. */
export async function foundIn(
  slot: Slot,
  bytes: Uint8Array,
  opener: Opener,
  names: SlotNames,
): Promise<Found | undefined> {
  // The largest of them: each kind's own limit is held below.
  const text = await opener.text('days', bytes);
  if (text === undefined) return undefined;
  for (const kind of kinds) {
    const opened: Opened<SaidKind> | undefined = read(kind, text);
    if (opened !== undefined) return asFound(slot, bytes.length, kind, opened, digest(withoutPadding(text)), names);
  }
  return undefined;
}

function asFound(
  slot: Slot,
  size: number,
  kind: SaidKind,
  opened: Opened<SaidKind>,
  hash: string,
  names: SlotNames,
): Found | undefined {
  if (size > largest[kind]) return undefined;
  const { body, sig } = opened;
  return {
    kind,
    opened,
    hash,
    stream: streamsOf(kind, body).find((stream) => names.of(stream) === slot),
    isSigned: () => isSignedBy(body.device, signedText(kind, body), sig),
    isCertified: (member) => isCertified(body, member),
  };
}

/** A tombstone stands where what it replaces stood. */
function streamsOf(kind: SaidKind, body: Bodies[SaidKind]): readonly Stream[] {
  const number = body.certificate?.number ?? 1;
  const part = 'month' in body ? body.month : '';
  return [`${kind === 'tombstone' ? 'share' : kind}/${body.member}/${number}/${part}`];
}

function isCertified({ team, device, certificate }: Bodies[SaidKind], { id, sigPub }: Member): boolean {
  if (certificate === null) return device === sigPub;
  if (certificate.device !== device) return false;
  return isSignedBy(sigPub, certificateText(team, id, certificate), certificate.sig);
}
