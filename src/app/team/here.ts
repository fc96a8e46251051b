import { basename } from 'node:path';
import { jsonOf, record } from '../../core/json.js';
import { machineSums } from '../../core/team/machines.js';
import { notesSaid, objectors } from '../../core/team/notes.js';
import { type RowField, rowFields } from '../../core/team/row.js';
import type { InviteSaid, MachinesShown, TeamHere, TeamMember, TeamSent, TeamShown } from '../../protocol/teamWork.js';
import { hostOf } from '../../team/address.js';
import { readInvite } from '../../team/invites.js';
import { deviceKey } from '../../team/keys.js';
import { placeOfCode } from '../../team/place.js';
import { ownNotes } from '../../team/publish.js';
import type { TeamKeys, TeamState } from '../../team/seat.js';
import { isShutOut } from '../shutOut.js';
import { fingerprint } from './fingerprint.js';
import { policyOfState, unacceptedParts } from './policy.js';
import { type Here, type Membership, placesHere } from './seat.js';
import { agreedOffer, nothingShared, readSharing } from './sharing.js';
import { flagsOf, shownOf } from './shown.js';

/** What this machine knows of its teams by itself: nothing in here reaches anything. */

export async function teamsHere(): Promise<readonly TeamHere[]> {
  return Promise.all((await placesHere()).map(teamHere));
}

async function teamHere({ seat, folder, state }: Here): Promise<TeamHere> {
  const id = basename(folder);
  const since = await seat.store.firstSentAt();
  if (state === null) {
    const unknown = { name: '', kind: 'team', address: '', alias: '', admin: false, fields: [], paused: true } as const;
    return { id, folder, since, standing: 'damaged', ...unknown };
  }
  const { name, kind, standing, address, alias } = state;
  const keys = await keysOf(seat);
  const admin = keys !== undefined && isAdmin(state, keys);
  const { paused } = readSharing(folder);
  return { id, name, kind, standing, address, alias, admin, folder, since, fields: fieldsTold(state), paused };
}

/** Undefined where they are gone or damaged. */
async function keysOf({ store }: Membership['seat']): Promise<TeamKeys | undefined> {
  return store.keys().catch(() => undefined);
}

function isAdmin({ standing, admins }: TeamState, { device }: TeamKeys): boolean {
  return standing === 'member' && admins !== null && admins.keys.includes(deviceKey(device).public);
}

/** Fields of the own rows that stand in the team's place with something in them. */
function fieldsTold({ heard, member }: TeamState): readonly RowField[] {
  const own = Object.values(heard).filter((object) => object.member === member && !object.gone);
  const told = own.flatMap(({ weeks }) => weeks.flatMap((row) => Object.entries(row)));
  const names = new Set(told.filter(([, value]) => !Array.isArray(value) || value.length > 0).map(([name]) => name));
  return rowFields.filter((field) => names.has(field));
}

/** How a team looks, from what was read last. */
export async function shownHere(team: Membership, name: Parameters<typeof shownOf>[1]): Promise<TeamShown> {
  const state = await team.seat.store.state();
  const keys = await keysOf(team.seat);
  const words = state.words === '' ? [] : state.words.split(' ');
  const { standing, roster } = state;
  if (standing === 'left' || standing === 'removed') return { state: standing, team: state.name, words: [] };
  if (keys !== undefined && standing === 'waiting') return { state: 'waiting', team: state.name, words };
  // Without a roster: somebody ended us while the team was made.
  if (keys === undefined || roster === null || !hasKeyOf(keys, roster))
    return { state: 'keyLost', team: state.name, words: [] };
  return member(team, state, keys, name);
}

function hasKeyOf({ epochs }: TeamKeys, roster: NonNullable<TeamState['roster']>): boolean {
  return epochs.some(({ epoch }) => epoch === roster.epoch);
}

async function member(
  team: Membership,
  state: TeamState,
  keys: TeamKeys,
  name: Parameters<typeof shownOf>[1],
): Promise<TeamMember> {
  const { shown, print } = await shownOf(team, name);
  const sharing = readSharing(team.folder);
  const policy = policyOfState(state);
  const flag = flagsOf(state)[state.member];
  const { last, lacks, told, paused, looked } = sharing;
  return {
    state: 'member',
    at: looked,
    zone: policy.zone,
    board: shown,
    wasOpen: Object.keys(told).length > 0,
    fingerprint: print,
    admin: isAdmin(state, keys),
    choices: (agreedOffer(sharing) ?? nothingShared).choices,
    sharing: { paused, last, words: state.words === '' ? [] : state.words.split(' ') },
    fields: policy.fields,
    flagged: flag === undefined ? null : { week: shown.week, flag },
    gains: last === null ? [] : rowFields.filter((field) => lacks.some((part) => part.split(':')[0] === field)),
    changed: unacceptedParts(sharing, policy),
    objectors: objectors(notesSaid(state.roster?.members ?? [], state.heard), policy.version),
    shutOut: isShutOut(state),
    said: (await ownNotes(team.seat)) !== undefined,
  };
}

/** A person's machines, from what was read last. */
export async function machinesHere({ seat, folder }: Membership): Promise<MachinesShown> {
  const state = await seat.store.state();
  const keys = await keysOf(seat);
  const { standing, roster, heard } = state;
  if (standing === 'left' || standing === 'removed') return { state: standing, words: [] };
  if (keys !== undefined && standing === 'waiting') return { state: 'waiting', words: state.words.split(' ') };
  if (keys === undefined || roster === null || !hasKeyOf(keys, roster)) return { state: 'keyLost', words: [] };
  const { machines, totals } = machineSums(heard);
  const { last, looked: at } = readSharing(folder);
  const number = keys.certificate?.number ?? 1;
  return { state: 'member', words: [], number, told: last !== null, sums: { machines, totals }, at };
}

/** All that ever left this machine for a team, newest first. */
export async function sentHere(): Promise<readonly TeamSent[]> {
  const all = await Promise.all(
    (await placesHere()).map(async ({ seat, state, folder }) => {
      const team = state?.name ?? basename(folder);
      return (await seat.store.sent()).map(({ at, bytes, hash, text }) => ({
        team,
        at,
        bytes,
        hash,
        kind: kindOf(text),
      }));
    }),
  );
  return all
    .flat()
    .reverse()
    .sort((a, b) => b.at - a.at);
}

export async function sentTextHere(hash: string): Promise<string | null> {
  for (const { seat } of await placesHere()) {
    const found = (await seat.store.sent()).find((each) => each.hash === hash);
    if (found) return found.text;
  }
  return null;
}

/** By the one member that only this kind has. */
const marks: readonly (readonly [TeamSent['kind'], string])[] = [
  ['share', 'weeks'],
  ['days', 'month'],
  ['notes', 'notes'],
  ['tombstone', 'all'],
  ['roster', 'members'],
  ['keyring', 'identity'],
  ['request', 'mac'],
];

/** Of a plaintext of ours. */
function kindOf(text: string): TeamSent['kind'] {
  const body = record(record(jsonOf(text))?.['body']) ?? {};
  return marks.find(([, mark]) => mark in body)?.[0] ?? 'welcome';
}

/** What a code says. Throws `noInvite`, `inviteExpired`. */
export function inviteSaid(code: string, now: number): InviteSaid {
  const { invite: text, address = null } = placeOfCode(code);
  const { name, kind, admin, expires } = readInvite(text, now);
  const host = address === null ? '' : hostOf(address);
  return { team: name, kind, address, host, fingerprint: fingerprint(admin), expires };
}
