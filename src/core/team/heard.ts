import { addDays, type DayKey } from '../day.js';
import { groupBy } from '../groupBy.js';
import type { Bodies, DayRow, Member, Said } from './bodies.js';
import type { Opened } from './cleared.js';
import type { Note } from './note.js';
import { byText } from './order.js';
import type { MemberRows, WeekRow } from './row.js';

/** One line of speech, in which each object replaces the one before: `share/<member>/<number>/`, `notes/…/` or `days/…/<month>`. */
export type Stream = string;

/** The newest of a stream. */
export interface HeardObject {
  readonly seq: number;
  /** SHA-256 of the plaintext without padding. */
  readonly hash: string;
  readonly member: string;
  readonly number: number;
  readonly device: string;
  readonly issued: DayKey;
  readonly epoch: number;
  readonly formula: number;
  /** As the member calls himself now; null: as in the list of members. */
  readonly alias: string | null;
  readonly label: string;
  readonly weeks: readonly WeekRow[];
  readonly days: readonly DayRow[];
  /** What he says to all; absent in what was heard before there were any. */
  readonly notes?: readonly Note[];
  /** It says that what was there is gone; `left`: and the member too. */
  readonly gone: boolean;
  readonly left: boolean;
}

export type Heard = Readonly<Record<Stream, HeardObject>>;

/** Why an object is not taken. */
export type Refusal =
  | 'foreign'
  | 'notMember'
  | 'wrongEpoch'
  | 'wrongSlot'
  | 'rolledBack'
  | 'forked'
  | 'future'
  | 'certificate'
  | 'signature';

/** Clocks may be so far ahead. */
const daysAhead = 2;

export type SaidKind = 'share' | 'days' | 'notes' | 'tombstone';

/** An object as it was found, and how to hold it against what is known. */
export interface Found {
  readonly kind: SaidKind;
  readonly opened: Opened<SaidKind>;
  readonly hash: string;
  /** Whether a stream of this member, number and part stands where it was found, and which one that is. */
  readonly stream: Stream | undefined;
  /** Whether the device has signed it, and the member's first device the certificate, if it needs one. */
  isSigned(member: Member): boolean;
  isCertified(member: Member): boolean;
}

export interface Ground {
  readonly team: string;
  readonly epoch: number;
  readonly epochRecipient: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly heard: Heard;
  /** In UTC. */
  readonly today: DayKey;
}

/** Judges in the order of cost; the signature last. `known`: it is what is heard already. */
export function judge({ opened, hash, stream, ...found }: Found, ground: Ground): Refusal | 'known' | 'new' {
  const { body } = opened;
  if (body.team !== ground.team) return 'foreign';
  const member = ground.members.get(body.member);
  if (member === undefined) return 'notMember';
  if (body.epoch !== ground.epoch || body.epochRecipient !== ground.epochRecipient) return 'wrongEpoch';
  if (stream === undefined) return 'wrongSlot';
  const last = ground.heard[stream];
  if (last?.hash === hash) return 'known';
  if (last !== undefined && body.seq < last.seq) return 'rolledBack';
  if (last?.seq === body.seq || (last !== undefined && last.device !== body.device)) return 'forked';
  if (body.issued > addDays(ground.today, daysAhead)) return 'future';
  if (!found.isCertified(member)) return 'certificate';
  return found.isSigned(member) ? 'new' : 'signature';
}

/** What is kept of an object that was taken. */
export function heardObject(kind: SaidKind, body: Said, hash: string): HeardObject {
  const share = kind === 'share' ? (body as Bodies['share']) : undefined;
  const days = kind === 'days' ? (body as Bodies['days']) : undefined;
  return {
    seq: body.seq,
    hash,
    member: body.member,
    number: body.certificate?.number ?? 1,
    device: body.device,
    issued: body.issued,
    epoch: body.epoch,
    formula: share?.formula ?? 0,
    alias: share?.alias ?? null,
    label: days?.label ?? '',
    weeks: share?.weeks ?? [],
    days: days?.rows ?? [],
    ...(kind === 'notes' ? { notes: (body as Bodies['notes']).notes } : {}),
    gone: kind === 'tombstone',
    left: kind === 'tombstone' && (body as Bodies['tombstone']).all,
  };
}

/** Of each stream the newest. Commutative, associative and idempotent. */
export function mergeHeard(a: Heard, b: Heard): Heard {
  const merged: Record<Stream, HeardObject> = { ...a };
  for (const [stream, object] of Object.entries(b)) {
    const known = merged[stream];
    if (known === undefined || isNewer(object, known)) merged[stream] = object;
  }
  return merged;
}

/** Two of one sequence number have forked: which one is kept must not depend on the order. */
function isNewer(a: HeardObject, b: HeardObject): boolean {
  return a.seq === b.seq ? a.hash > b.hash : a.seq > b.seq;
}

/** Who said that he leaves. */
export function leaversOf(heard: Heard): ReadonlySet<string> {
  const left = Object.values(heard).filter((object) => object.left);
  return new Set(left.map(({ member }) => member));
}

/** Each member's rows: of a week the one that was said last, whichever device said it. */
export function memberRows(
  members: readonly Member[],
  heard: Heard,
  flags: Readonly<Record<string, 'signature' | 'rolled-back'>>,
): readonly MemberRows[] {
  const left = leaversOf(heard);
  const bySpeaker = groupBy(
    Object.entries(heard).flatMap(([stream, object]) => (stream.startsWith('share/') && !object.gone ? [object] : [])),
    ({ member }) => member,
  );
  return members
    .filter(({ id }) => !left.has(id))
    .map(({ id, alias }) => {
      const objects = (bySpeaker.get(id) ?? []).toSorted(oldestFirst);
      const weeks = new Map(objects.flatMap((object) => object.weeks.map((row) => [row.week, row] as const)));
      const issued = objects.at(-1)?.issued;
      return {
        member: id,
        alias: objects.findLast((object) => (object.alias ?? null) !== null)?.alias ?? alias,
        formula: objects.at(-1)?.formula ?? 0,
        issued: issued === undefined ? null : Date.parse(`${issued}T00:00:00Z`),
        weeks: [...weeks.values()].sort((a, b) => byText(a.week, b.week)),
        flag: flags[id] ?? null,
      };
    });
}

/** The same members, each by the alias that he tells now, as the board has it. To be shown: a list of members is not signed by these. */
export function namedNow(members: readonly Member[], heard: Heard): readonly Member[] {
  const aliases = new Map(memberRows(members, heard, {}).map(({ member, alias }) => [member, alias]));
  return members.map((member) => ({ ...member, alias: aliases.get(member.id) ?? member.alias }));
}

function oldestFirst(a: HeardObject, b: HeardObject): number {
  return byText(a.issued, b.issued) || a.seq - b.seq || a.number - b.number;
}
