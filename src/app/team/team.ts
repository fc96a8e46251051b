import { namedNow } from '../../core/team/heard.js';
import { firstState, found, type NewTeam, newKeys } from '../../team/found.js';
import * as invites from '../../team/invites.js';
import { issue } from '../../team/issue.js';
import { codeWithPlace, placeOfCode } from '../../team/place.js';
import { rosterOf, type Sent, type TeamState } from '../../team/seat.js';
import { sync } from '../../team/sync.js';
import { TeamError } from '../../team/teamError.js';
import { isShutOut } from '../shutOut.js';
import { fingerprint } from './fingerprint.js';
import { makePlace } from './place.js';
import { policyOfState, unacceptedParts } from './policy.js';
import type { Membership } from './seat.js';
import { readSharing } from './sharing.js';

export { endGit } from '../../team/git.js';
export { backUpTo, restoreFrom } from './backup.js';
export { type Erased, eraseHere, type Left, leaveTeam } from './end.js';
export { sayTo } from './notes.js';
export { openOwnShare } from './open.js';
export { changePolicy, readPolicy } from './policy.js';
export { type Membership, membership } from './seat.js';
export { type Published, previewOf, publishNow, setPaused } from './share.js';
export { boardOf, digestOf, figuresOf, machinesOf } from './shown.js';

/** Makes a team where there is none yet; its fingerprint is that of its first admin. Leaves nothing behind where it fails. */
export async function createTeam(
  given: NewTeam,
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly team: string; readonly fingerprint: string }> {
  const { seat, undo } = await makePlace(firstState(given), await newKeys());
  try {
    await found(seat, signal);
  } catch (error) {
    const reason = (error as Partial<TeamError>).reason;
    // What is there is another's.
    if (reason !== 'occupied' && reason !== 'stale') await emptied(seat).catch(() => undefined);
    await undo();
    throw error;
  }
  const { team: id, member } = await seat.store.state();
  return { id, team: given.name, fingerprint: fingerprint(member) };
}

async function emptied({ transport }: Membership['seat']): Promise<void> {
  for (const [slot, version] of await transport.list()) await transport.remove(slot, version);
}

export async function inviteTo(
  { seat }: Membership,
  device: boolean,
): Promise<{ readonly code: string; readonly expires: string }> {
  await sync(seat);
  const { address, kind } = await seat.store.state();
  // Another member would be another person.
  const { code, expires } = await invites.makeInvite(seat, device || kind === 'machines');
  return { code: codeWithPlace(code, address), expires: new Date(expires).toISOString() };
}

export interface Answering {
  readonly code: string;
  readonly alias: string;
  readonly label: string;
  /** As the person said; where he said none, that of the code. */
  readonly address: string | undefined;
}

/** Asks to be let in. Shares nothing. Throws `noPlace` where neither code nor person names one. */
export async function joinTeam(
  given: Answering,
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly state: 'waiting'; readonly words: string }> {
  const { code, alias, label } = given;
  const { invite: text, address: named } = placeOfCode(code);
  const invite = invites.readInvite(text, Date.now());
  const address = given.address ?? named;
  if (address === undefined) throw new TeamError('noPlace');
  const { team, kind, name } = invite;
  const { seat, undo } = await makePlace(firstState({ kind, name, address, alias, label }, team), await newKeys());
  try {
    return { id: team, state: 'waiting', words: await invites.join(seat, invite, signal) };
  } catch (error) {
    await undo();
    throw error;
  }
}

type Waiting = readonly { readonly id: string; readonly alias: string; readonly words: string }[];

export async function requestsOf(team: Membership): Promise<Waiting> {
  await sync(team.seat);
  return requestsHere(team);
}

/** Of who is up to date already. */
export async function requestsHere({ seat }: Membership): Promise<Waiting> {
  return (await invites.requests(seat)).map(({ id, alias, words }) => ({ id, alias, words }));
}

/** Lets in whom `requestsOf` showed; `words`, where given, have to be his. */
export async function approveRequest(
  { seat }: Membership,
  id: string,
  words: string,
): Promise<{ readonly member: string; readonly epoch: number }> {
  await sync(seat);
  const asked = (await invites.requests(seat)).find((each) => each.id === id);
  if (asked === undefined || (words !== '' && words !== asked.words)) throw new TeamError('noRequest');
  const member = await invites.approve(seat, asked.words);
  return { member, epoch: rosterOf(await seat.store.state()).epoch };
}

/** What the others call this member from his next share on. */
export async function renameTo({ seat }: Membership, alias: string): Promise<{ readonly alias: string }> {
  await seat.store.changeState((now) => ({ ...now, alias, renamed: alias }));
  return { alias };
}

/** Makes a member an admin beside those there are. */
export async function makeAdmin({ seat }: Membership, id: string): Promise<{ readonly admins: number }> {
  const { admins, ...state } = await sync(seat);
  const { members } = rosterOf(state as TeamState);
  const chosen = members.find((member) => member.id === id);
  if (chosen === undefined) throw new TeamError('notMember');
  const keys = [...new Set([...(admins?.keys ?? []), chosen.sigPub])];
  await issue(seat, { members, admins: keys, rotate: false });
  return { admins: keys.length };
}

/** Lets a member go: a new epoch, whose key he has not. What he has read he has read. */
export async function letGo({ seat }: Membership, id: string): Promise<{ readonly epoch: number }> {
  const { member: own, ...state } = await sync(seat);
  const { members } = rosterOf({ ...state, member: own });
  if (id === own || !members.some((member) => member.id === id)) throw new TeamError('notMember');
  const rest = members.filter((member) => member.id !== id);
  const left = rest.map(({ sigPub }) => sigPub);
  const admins = (state.admins?.keys ?? []).filter((key) => left.includes(key));
  const isAdmin = admins.length < (state.admins?.keys.length ?? 0);
  await issue(seat, { members: rest, rotate: true, ...(isAdmin ? { admins } : {}) });
  return { epoch: rosterOf(await seat.store.state()).epoch };
}

/** A new epoch, whose key nobody has who is no member any more. */
export async function rotateKeys({ seat }: Membership): Promise<{ readonly epoch: number }> {
  const { members } = rosterOf(await sync(seat));
  await issue(seat, { members, rotate: true });
  return { epoch: rosterOf(await seat.store.state()).epoch };
}

/** How a team stands on this machine. */
export interface Standing {
  readonly team: string;
  readonly kind: TeamState['kind'];
  readonly state: TeamState['standing'];
  readonly address: string;
  readonly words: string;
  readonly epoch: number | null;
  readonly members: readonly {
    readonly id: string;
    readonly alias: string;
    readonly you: boolean;
    readonly admin: boolean;
  }[];
  readonly problems: readonly string[];
  /** There is a newer list of members that this machine cannot open. */
  readonly shutOut: boolean;
  /** Parts of the policy that are not as the person accepted them: nothing is sent by itself meanwhile. */
  readonly changed: readonly string[];
}

/** Brings up to date, and tells. */
export async function lookAt({ seat, folder }: Membership): Promise<Standing> {
  const state = await sync(seat);
  const { roster, admins, member: own, standing } = state;
  const members = standing === 'member' ? (roster?.members ?? []) : [];
  return {
    team: state.name,
    kind: state.kind,
    state: standing,
    address: state.address,
    words: standing === 'waiting' ? state.words : '',
    epoch: roster?.epoch ?? null,
    members: namedNow(members, state.heard).map(({ id, alias, sigPub }) => ({
      id,
      alias,
      you: id === own,
      admin: admins?.keys.includes(sigPub) ?? false,
    })),
    changed: unacceptedParts(readSharing(folder), policyOfState(state)),
    shutOut: isShutOut(state),
    problems: [...new Set(Object.values(state.problems).map(({ kind }) => kind))].sort(),
  };
}

/** All that left this machine for a team, oldest first; its keys are blotted out in the text. */
export function sentLog({ seat }: Membership): Promise<readonly Sent[]> {
  return seat.store.sent();
}
