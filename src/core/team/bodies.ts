import { isDay } from '../day.js';
import {
  type Check,
  type Checked,
  fields,
  listOf,
  oneOf,
  only,
  orNull,
  textLike,
  textUpTo,
  wholeUpTo,
  withMaybe,
} from './fields.js';
import { isNote, mostNotes } from './note.js';
import { isAgreedPolicy } from './policy.js';
import { readWeeks, type WeekRow } from './row.js';

/** What is signed and sealed, kind by kind: `src/team/FORMAT.md` as types. Nothing that is not in them can be sent. */

/** Base64url of 16, 32 and 64 bytes. */
const id = textLike(/^[A-Za-z0-9_-]{21}[AQgw]$/);
const key = textLike(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
const signature = textLike(/^[A-Za-z0-9_-]{85}[AQgw]$/);
const recipient = textLike(/^age1[02-9ac-hj-np-z]{58}$/);
const identity = textLike(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/);
const day: Check<string> = (value): value is string => typeof value === 'string' && isDay(value);
const instant = wholeUpTo(8_640_000_000_000_000);
const epoch = wholeUpTo(999_999, 1);
const sequence = wholeUpTo(Number.MAX_SAFE_INTEGER, 1);
const toolId = textLike(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** A member has at most so many devices; the first has number 1 and certifies the others. */
export const mostDevices = 10;
export const mostMembers = 2_000;
const mostAdminSets = 64;
/** UTF-16 code units. */
export const longestAlias = 60;
export const longestName = 60;
const longestAddress = 4_096;

/** By the member's first device: this key speaks for the member too. */
const certificate = fields({ device: key, number: wholeUpTo(mostDevices, 2), sig: signature });
export type Certificate = Checked<typeof certificate>;

/** Who may sign rosters from here on, by the key of one of those who might before; the first by its only admin. */
const adminSet = fields({ n: wholeUpTo(mostAdminSets, 1), keys: listOf(key, 20), by: key, sig: signature });
export type AdminSet = Checked<typeof adminSet>;

const member = fields({ id, sigPub: key, ageRec: recipient, alias: textUpTo(longestAlias) });
export type Member = Checked<typeof member>;

const weeks: Check<readonly WeekRow[]> = (value): value is readonly WeekRow[] => readWeeks(value) !== undefined;

const counter = wholeUpTo(Number.MAX_SAFE_INTEGER);
const dayRow = fields({
  day,
  tool: toolId,
  /** The sequence number of the object in which the row changed last. */
  revision: sequence,
  input: counter,
  cacheRead: counter,
  cacheWrite5m: counter,
  cacheWrite1h: counter,
  output: counter,
  reasoning: counter,
  requests: counter,
  /** List price in whole nano-dollars; null: no price known. */
  costNano: orNull(counter),
  costAtLeast: (value: unknown): value is boolean => typeof value === 'boolean',
});
/** What one machine's use of one tool came to on one local day of that machine. */
export type DayRow = Checked<typeof dayRow>;

/** Of what a device says: who, in which epoch, after what. `prev`: SHA-256 of the plaintext before, without padding. */
const said = {
  v: only(1),
  team: id,
  epoch,
  epochRecipient: recipient,
  member: id,
  device: key,
  certificate: orNull(certificate),
  seq: sequence,
  prev: orNull(key),
  /** A day in UTC; no time of day, which would tell when somebody works. */
  issued: day,
} as const;

export const bodies = {
  /** The members, the admins and what the team agreed on, where that was ever changed; sealed to its epoch. */
  roster: withMaybe('policy', isAgreedPolicy, {
    v: only(1),
    team: id,
    name: textUpTo(longestName),
    epoch,
    epochRecipient: recipient,
    seq: sequence,
    prev: orNull(key),
    issued: instant,
    expires: instant,
    by: key,
    admins: listOf(adminSet, mostAdminSets),
    members: listOf(member, mostMembers),
  }),
  /** The identity of an epoch; sealed to each member. */
  keyring: fields({ v: only(1), team: id, epoch, seq: sequence, identity, by: key }),
  /** What a member's device shares with a team. `alias`: another one than that in the list of members; null: that one. */
  share: fields({ ...said, formula: wholeUpTo(1_000, 1), alias: orNull(textUpTo(longestAlias)), weeks }),
  /** What a device tells the member's other devices: a month of day rows. */
  days: fields({
    ...said,
    label: textUpTo(longestAlias),
    month: textLike(/^\d{4}-(?:0[1-9]|1[0-2])$/),
    rows: listOf(dayRow, 31 * 40),
  }),
  /** What a member says to all others; none: he takes it back. */
  notes: fields({ ...said, notes: listOf(isNote, mostNotes) }),
  /** In place of what a device said before: it is gone. `all`: the member leaves the team. */
  tombstone: fields({ ...said, all: (value: unknown): value is boolean => typeof value === 'boolean' }),
  /** Asks to be let in; sealed to a key that the invite's secret gives. */
  request: fields({
    v: only(1),
    team: id,
    sigPub: key,
    ageRec: recipient,
    alias: textUpTo(longestAlias),
    expires: instant,
    /** HMAC-SHA-256 of the rest by a key that the invite's secret gives. */
    mac: key,
  }),
  /** Lets in: which admins hold now, and for a member's further device the member's own identity; sealed to who asked. */
  welcome: fields({
    v: only(1),
    team: id,
    member: id,
    epoch,
    by: key,
    admins: adminSet,
    device: orNull(fields({ identity, sigPub: key, certificate })),
  }),
} as const;

/** A backup may lie anywhere for years, and whoever has it can try as long as he likes. In UTF-16 code units. */
export const shortestPassphrase = 15;

/** What a person keeps for the day that a machine is lost. It is in no team's place. `device`: the seed of its key. */
export const isBackup = fields({
  v: only(1),
  team: id,
  kind: oneOf('team', 'machines'),
  name: textUpTo(longestName),
  address: textUpTo(longestAddress),
  alias: textUpTo(longestAlias),
  renamed: orNull(textUpTo(longestAlias)),
  label: textUpTo(longestAlias),
  member: id,
  admins: adminSet,
  numbers: wholeUpTo(mostDevices, 1),
  device: key,
  certificate: orNull(certificate),
  sigPub: key,
  identity,
});
export type Backup = Checked<typeof isBackup>;

export type Kind = keyof typeof bodies;
export type Bodies = { readonly [K in Kind]: Checked<(typeof bodies)[K]> };
/** Bodies that a device of a member speaks. */
export type Said = Bodies['share'] | Bodies['days'] | Bodies['notes'] | Bodies['tombstone'];

/** Sealed objects that are larger are not looked at, in bytes. */
export const largest: Readonly<Record<Kind, number>> = {
  share: 4_096,
  tombstone: 4_096,
  notes: 8_192,
  request: 4_096,
  welcome: 4_096,
  days: 262_144,
  keyring: 262_144,
  roster: 1_048_576,
};

export const isSignature = signature;
