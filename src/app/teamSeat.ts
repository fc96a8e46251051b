import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../platform/clock.js';
import { dataFolder, makeDataFolder } from '../platform/places.js';
import { FileStore } from '../team/fileStore.js';
import { firstState, type NewTeam, newKeys } from '../team/found.js';
import { transportTo } from '../team/place.js';
import type { Seat, TeamState } from '../team/seat.js';
import { TeamError } from '../team/teamError.js';

/** A team that this machine is in. */
export interface Membership {
  readonly seat: Seat;
  readonly folder: string;
}

function teamsFolder(): string {
  return join(dataFolder(), 'teams');
}

/** A place for a new team on this machine. Throws `alreadyIn` where it has one, `badAddress`. */
export async function makeMembership(given: NewTeam, team?: string): Promise<Membership> {
  makeDataFolder(dataFolder());
  const state = firstState(given, team);
  const folder = join(teamsFolder(), state.team);
  const transport = transportTo(given.address, folder);
  if (existsSync(join(folder, 'state.json'))) throw new TeamError('alreadyIn');
  const store = new FileStore(folder);
  store.make(await newKeys(), state);
  return { seat: { store, transport, now: systemClock }, folder };
}

/** The one team of this machine, or the one of that name or id. Throws `noTeam`, `whichTeam`. */
export async function membership(wanted: string | undefined): Promise<Membership> {
  const all = await Promise.all(folders().map(opened));
  const fit = all.filter(({ state }) => wanted === undefined || [state.team, state.name].includes(wanted));
  const current = fit.filter(({ state }) => state.standing !== 'left');
  const [only, another] = current.length > 0 ? current : fit;
  if (only === undefined) throw new TeamError('noTeam');
  if (another !== undefined) throw new TeamError('whichTeam', fit.map(({ state }) => state.name).join(', '));
  return { seat: only.seat, folder: only.folder };
}

function folders(): readonly string[] {
  const folder = teamsFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'state.json')));
}

async function opened(folder: string): Promise<Membership & { readonly state: TeamState }> {
  const store = new FileStore(folder);
  const state = await store.state();
  return { seat: { store, transport: transportTo(state.address, folder), now: systemClock }, folder, state };
}
