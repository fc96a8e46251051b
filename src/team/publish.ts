import { groupBy } from '../core/groupBy.js';
import type { Bodies, Said } from '../core/team/bodies.js';
import { type Cleared, clear, withoutPadding } from '../core/team/cleared.js';
import { heardObject, mergeHeard, type SaidKind, type Stream } from '../core/team/heard.js';
import { type DayFigures, monthOf, nextRows } from '../core/team/machines.js';
import type { Note } from '../core/team/note.js';
import type { WeekRow } from '../core/team/row.js';
import { deviceKey, digest } from './keys.js';
import { epochKey, rosterOf, type Seat, type TeamKeys, type TeamState } from './seat.js';
import { send } from './send.js';
import { SlotNames } from './slots.js';

/** What a device says next, and where. */
export interface Next {
  readonly kind: SaidKind;
  readonly stream: Stream;
  readonly body: Said;
  /** To the byte what is sealed. */
  readonly cleared: Cleared;
}

/** The next share of a member's weeks: what a preview shows, and what `publish` seals on the same day. */
export async function nextShare(seat: Seat, formula: number, weeks: readonly WeekRow[]): Promise<Next> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const stream = streamOf(keys, state, 'share');
  const { renamed: alias = null } = state;
  return next(keys, 'share', stream, { ...saidOf(seat, keys, state, stream), formula, alias, weeks });
}

/** The months of day rows that changed. */
export async function nextDays(seat: Seat, figures: readonly DayFigures[]): Promise<readonly Next[]> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const months = groupBy(figures, ({ day }) => monthOf(day));
  return [...months].flatMap(([month, rows]) => {
    const stream = streamOf(keys, state, 'days', month);
    const said = saidOf(seat, keys, state, stream);
    const last = state.heard[stream];
    const told = nextRows(last?.days ?? [], rows, said.seq);
    const isTold = last !== undefined && last.epoch === said.epoch;
    if (told === undefined && isTold) return [];
    const body = { ...said, label: state.label, month, rows: told ?? last?.days ?? [] };
    return [next(keys, 'days', stream, body)];
  });
}

/** All that this device says to the others from now on. */
export async function nextNotes(seat: Seat, notes: readonly Note[]): Promise<Next> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const stream = streamOf(keys, state, 'notes');
  return next(keys, 'notes', stream, { ...saidOf(seat, keys, state, stream), notes });
}

/** What it says now, and in which epoch; undefined: nothing. */
export async function ownNotes({
  store,
}: Seat): Promise<{ readonly notes: readonly Note[]; readonly epoch: number } | undefined> {
  const [keys, state] = [await store.keys(), await store.state()];
  const { notes = [], epoch = 0 } = state.heard[streamOf(keys, state, 'notes')] ?? {};
  return notes.length === 0 ? undefined : { notes, epoch };
}

/** In a new epoch, whose members cannot read the one before, what this device says and has not taken back. */
export async function sayAgain(seat: Seat): Promise<void> {
  const own = await ownNotes(seat);
  const { roster } = await seat.store.state();
  if (own && roster && own.epoch !== roster.epoch) await publish(seat, await nextNotes(seat, own.notes));
}

/** Takes back what it says. */
export async function withoutNotes(seat: Seat): Promise<void> {
  if (await ownNotes(seat)) await publish(seat, await nextNotes(seat, []));
}

/** In place of this device's share: it is gone. `all`: its member leaves the team. */
export async function nextTombstone(seat: Seat, all: boolean): Promise<Next> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const stream = streamOf(keys, state, 'share');
  return next(keys, 'tombstone', stream, { ...saidOf(seat, keys, state, stream), all });
}

/** Seals and hands over; the bytes that left. Throws as `Transport.push` does: of `stale`, another process of this machine was first. */
export async function publish(seat: Seat, { kind, stream, body, cleared }: Next, signal?: AbortSignal): Promise<void> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const roster = rosterOf(state);
  const slot = new SlotNames(roster.epoch, epochKey(keys, roster).identity).of(stream);
  const expected = (await seat.transport.list(signal)).get(slot) ?? null;
  const version = await send(seat, slot, cleared, [roster.epochRecipient], expected, signal);
  const object = heardObject(kind, body, digest(withoutPadding(cleared.text)));
  await seat.store.changeState((now) => ({
    ...now,
    heard: mergeHeard(now.heard, { [stream]: object }),
    versions: { ...now.versions, [slot]: version },
  }));
}

function next<K extends SaidKind>(keys: TeamKeys, kind: K, stream: Stream, body: Bodies[K]): Next {
  return { kind, stream, body, cleared: clear(kind, body, deviceKey(keys.device).sign) };
}

function streamOf(
  { certificate }: TeamKeys,
  { member }: TeamState,
  kind: 'share' | 'days' | 'notes',
  part = '',
): Stream {
  return `${kind}/${member}/${certificate?.number ?? 1}/${part}`;
}

/** What all that a device says has in common. It goes on from the newest that was heard of it, so that no number is used twice. */
function saidOf({ now }: Seat, keys: TeamKeys, state: TeamState, stream: Stream) {
  const { team, epoch, epochRecipient } = rosterOf(state);
  const last = state.heard[stream];
  const { certificate } = keys;
  return {
    v: 1,
    team,
    epoch,
    epochRecipient,
    member: state.member,
    device: deviceKey(keys.device).public,
    certificate,
    seq: (last?.seq ?? 0) + 1,
    prev: last?.hash ?? null,
    issued: new Date(now()).toISOString().slice(0, 10),
  } as const;
}
