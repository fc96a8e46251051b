import { jsonOf } from '../core/json.js';
import { type Bodies, type Certificate, mostDevices } from '../core/team/bodies.js';
import { canonical } from '../core/team/canonical.js';
import { clear, signedText } from '../core/team/cleared.js';
import { type Checked, fields, only, textLike, textUpTo, wholeUpTo } from '../core/team/fields.js';
import { issue } from './issue.js';
import { derived, derivedIdentity, deviceKey, isSignedBy, mac, memberId, randomText } from './keys.js';
import { Opener, recipientOf } from './sealing.js';
import { type OpenInvite, rosterOf, type Seat } from './seat.js';
import { send } from './send.js';
import { inviteSlot } from './slots.js';
import { TeamError } from './teamError.js';
import { sixWords } from './words.js';

const head = 'tally1-';
const longestLife = 72 * 3_600_000;

const invite = fields({
  v: only(1),
  team: textLike(/^[A-Za-z0-9_-]{22}$/),
  kind: (value: unknown): value is 'team' | 'machines' => value === 'team' || value === 'machines',
  name: textUpTo(60),
  /** Member id of the admin who invites: pinned by who joins. */
  admin: textLike(/^[A-Za-z0-9_-]{22}$/),
  secret: textLike(/^[A-Za-z0-9_-]{22}$/),
  expires: wholeUpTo(8_640_000_000_000_000),
});
export type Invite = Checked<typeof invite>;

/** A code that lets in one member, or one further device of this one, for at most three days. It names no place: each person says where the team is kept. */
export async function makeInvite(
  seat: Seat,
  device: boolean,
  life = longestLife,
): Promise<{ code: string; expires: number }> {
  const [keys, state] = [await seat.store.keys(), await seat.store.state()];
  const { public: own } = deviceKey(keys.device);
  rosterOf(state);
  if (device && own !== keys.sigPub) throw new TeamError('notFirstDevice');
  if (!device && !state.admins?.keys.includes(own)) throw new TeamError('notAdmin');
  const open: OpenInvite = { secret: randomText(16), expires: seat.now() + Math.min(life, longestLife), device };
  await seat.store.changeKeys((now) => ({ ...now, invites: [...now.invites, open] }));
  const { team, kind, name } = state;
  const { secret, expires } = open;
  const said = { v: 1, team, kind, name, admin: memberId(own), secret, expires } as const;
  return { code: head + Buffer.from(canonical(said)).toString('base64url'), expires };
}

/** Reads a code. Throws `noInvite`, `inviteExpired`. */
export function readInvite(code: string, now: number): Invite {
  const text = code.trim();
  const value =
    text.startsWith(head) && text.length < 1_000
      ? jsonOf(Buffer.from(text.slice(head.length), 'base64url').toString())
      : undefined;
  if (!invite(value)) throw new TeamError('noInvite');
  if (value.expires < now || value.expires > now + 2 * longestLife) throw new TeamError('inviteExpired');
  return value;
}

/** Answers an invite; the six words that the admin must see too. Throws `inviteUsed` where somebody has. */
export async function join(
  seat: Seat,
  { team, secret, expires, admin }: Invite,
  signal?: AbortSignal,
): Promise<string> {
  const keys = await seat.store.changeKeys((now) => ({ ...now, joining: secret }));
  const { alias } = await seat.store.state();
  const key = deviceKey(keys.device);
  const said = { v: 1, team, sigPub: key.public, ageRec: await recipientOf(keys.identity), alias, expires } as const;
  const request = clear('request', { ...said, mac: requestMac(secret, said) }, key.sign);
  const recipient = await recipientOf(await derivedIdentity(secret, 'request'));
  try {
    await send(seat, inviteSlot(secret, 'request'), request, [recipient], null, signal);
  } catch (error) {
    throw error instanceof TeamError && error.reason === 'stale' ? new TeamError('inviteUsed') : error;
  }
  const words = wordsOf(said, secret);
  await seat.store.changeState((now) => ({ ...now, words, invitedBy: admin }));
  return words;
}

function requestMac(secret: string, said: object): string {
  return Buffer.from(mac(derived(secret, 'mac'), canonical(said)), 'hex').toString('base64url');
}

function wordsOf(
  { team, sigPub, ageRec }: Pick<Bodies['request'], 'team' | 'sigPub' | 'ageRec'>,
  secret: string,
): string {
  return sixWords(canonical({ team, sigPub, ageRec, secret }));
}

/** Somebody who answered an invite of this machine. */
export interface Request {
  /** Member id, or for a further device what would be one. */
  readonly id: string;
  readonly alias: string;
  readonly words: string;
  readonly invite: OpenInvite;
  readonly body: Bodies['request'];
}

/** Answers to the invites of this machine that are not out of date. */
export async function requests(seat: Seat, signal?: AbortSignal): Promise<readonly Request[]> {
  const [{ invites }, { team }] = [await seat.store.keys(), await seat.store.state()];
  const open = invites.filter(({ expires }) => expires >= seat.now());
  const objects = await seat.transport.fetch(
    open.map(({ secret }) => inviteSlot(secret, 'request')),
    signal,
  );
  const found = open.map(async (each): Promise<Request | undefined> => {
    const bytes = objects.get(inviteSlot(each.secret, 'request'));
    if (bytes === undefined) return undefined;
    const opened = await new Opener(await derivedIdentity(each.secret, 'request')).open('request', bytes);
    if (opened === undefined) return undefined;
    const { body, sig } = opened;
    const { mac: told, ...said } = body;
    const whole = told === requestMac(each.secret, said) && isSignedBy(body.sigPub, signedText('request', body), sig);
    if (!whole || body.team !== team || body.expires !== each.expires) return undefined;
    return { id: memberId(body.sigPub), alias: body.alias, words: wordsOf(body, each.secret), invite: each, body };
  });
  return (await Promise.all(found)).filter((each) => each !== undefined);
}

/**
 * Lets in who answered, once a person has compared the words: those are handed over, not the id, so that nobody approves what
 * he did not read. Throws `noRequest`, `tooMany`, and as `issue` does.
 */
export async function approve(seat: Seat, words: string, signal?: AbortSignal): Promise<string> {
  const request = (await requests(seat, signal)).find((each) => each.words === words);
  if (request === undefined) throw new TeamError('noRequest');
  const { body, invite: answered } = request;
  const state = await seat.store.state();
  const roster = rosterOf(state);
  const device = answered.device ? await certified(seat, body.sigPub) : null;
  const own = { id: request.id, sigPub: body.sigPub, ageRec: body.ageRec, alias: body.alias };
  if (device === null && !roster.members.some(({ id }) => id === own.id))
    await issue(seat, { members: [...roster.members, own], rotate: false }, signal);
  const keys = await seat.store.keys();
  const key = deviceKey(keys.device);
  const { admins } = await seat.store.state();
  if (admins === null) throw new TeamError('notMember');
  const member = device === null ? own.id : state.member;
  const said = { v: 1, team: state.team, member, epoch: roster.epoch, by: key.public, admins, device } as const;
  const slot = inviteSlot(answered.secret, 'welcome');
  const there = (await seat.transport.list(signal)).get(slot) ?? null;
  await send(seat, slot, clear('welcome', said, key.sign), [body.ageRec], there, signal);
  await seat.store.changeKeys((now) => ({
    ...now,
    invites: now.invites.filter(({ secret }) => secret !== answered.secret),
  }));
  if (device === null)
    await seat.store.changeState((now) => ({ ...now, invited: [...new Set([...(now.invited ?? []), own.id])] }));
  return member;
}

async function certified(seat: Seat, device: string): Promise<NonNullable<Bodies['welcome']['device']>> {
  const keys = await seat.store.keys();
  const {
    team,
    member,
    numbers = 2,
  } = await seat.store.changeState((now) => ({ ...now, numbers: (now.numbers ?? 1) + 1 }));
  if (numbers > mostDevices) throw new TeamError('tooMany');
  const key = deviceKey(keys.device);
  const sig = key.sign(certificateText(team, member, { device, number: numbers }));
  return { identity: keys.identity, sigPub: keys.sigPub, certificate: { device, number: numbers, sig } };
}

/** What the member's first device signs for another. */
export function certificateText(team: string, member: string, { device, number }: Omit<Certificate, 'sig'>): string {
  return signedText('certificate', { team, member, device, number });
}
