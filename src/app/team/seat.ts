import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemClock } from '../../platform/clock.js';
import { dataFolder } from '../../platform/places.js';
import { FileStore } from '../../team/fileStore.js';
import { transportTo } from '../../team/place.js';
import type { Seat, TeamState } from '../../team/seat.js';
import { TeamError } from '../../team/teamError.js';
import type { Transport } from '../../team/transport.js';

/** A team that this machine is in. */
export interface Membership {
  readonly seat: Seat;
  readonly folder: string;
}

export function teamsFolder(): string {
  return join(dataFolder(), 'teams');
}

/** A team's place here; no state where its files are damaged. */
export interface Here extends Membership {
  readonly state: TeamState | null;
}

/**
 * The one team of this machine, or the one of that name or id. Throws `noTeam`, `whichTeam`, and `damagedFiles` unless it is
 * only to be removed.
 */
export async function membership(wanted: string | undefined, { damaged = false } = {}): Promise<Membership> {
  const all = await placesHere();
  const fit = all.filter(
    ({ state, folder }) => wanted === undefined || [basename(folder), state?.name].includes(wanted),
  );
  const current = fit.filter(({ state }) => state?.standing !== 'left');
  const [only, another] = current.length > 0 ? current : fit;
  if (only === undefined) throw new TeamError('noTeam');
  if (another !== undefined) throw new TeamError('whichTeam', fit.map(nameOf).join(', '));
  if (only.state === null && !damaged) throw new TeamError('damagedFiles', only.folder);
  return { seat: only.seat, folder: only.folder };
}

function nameOf({ state, folder }: Here): string {
  return state?.name ?? basename(folder);
}

/** Every team of this machine, also those that were left. */
export async function placesHere(): Promise<readonly Here[]> {
  return Promise.all(folders().map(opened));
}

function folders(): readonly string[] {
  const folder = teamsFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'state.json')));
}

async function opened(folder: string): Promise<Here> {
  const store = new FileStore(folder);
  const state = await store.state().catch((error: Partial<TeamError>) => {
    if (error.reason !== 'damagedFiles') throw error;
    return null;
  });
  const transport = state === null ? nowhere : transportTo(state.address, folder);
  return { seat: { store, transport, now: systemClock }, folder, state };
}

/** Of a team whose address nobody can read any more. */
const nowhere: Transport = {
  list: unreadable,
  fetch: unreadable,
  push: unreadable,
  remove: unreadable,
};

function unreadable(): Promise<never> {
  return Promise.reject(new TeamError('damagedFiles'));
}

/** The same place, each of whose calls to the outside ends when the signal aborts. */
export function untilAborted<T extends Membership>(team: T, signal: AbortSignal): T {
  const { transport } = team.seat;
  const ending: Transport = {
    list: () => transport.list(signal),
    fetch: (slots) => transport.fetch(slots, signal),
    push: (slot, object, expected) => transport.push(slot, object, expected, signal),
    remove: (slot, expected) => transport.remove(slot, expected, signal),
  };
  return { ...team, seat: { ...team.seat, transport: ending } };
}
