import type { AdminSet, Bodies, Certificate } from '../core/team/bodies.js';
import type { Heard, Refusal } from '../core/team/heard.js';
import type { Clock } from '../platform/clock.js';
import type { Slot } from './slots.js';
import { TeamError } from './teamError.js';
import type { Transport, Version } from './transport.js';

/** An invite that its maker waits for. */
export interface OpenInvite {
  readonly secret: string;
  readonly expires: number;
  /** Lets in another device of the member that made it. */
  readonly device: boolean;
}

export interface EpochKey {
  readonly epoch: number;
  readonly identity: string;
  /** When this machine first had it. */
  readonly since: number;
  /** When it is destroyed; null while it is in use. */
  readonly until: number | null;
}

/** What must be kept secret of one team on one machine. */
export interface TeamKeys {
  /** Seed of the device's Ed25519 key. */
  readonly device: string;
  readonly certificate: Certificate | null;
  /** Key of the member's first device, which speaks for the member. */
  readonly sigPub: string;
  /** The member's age identity. */
  readonly identity: string;
  readonly epochs: readonly EpochKey[];
  readonly invites: readonly OpenInvite[];
  /** Secret of the invite that was answered and waits for its welcome. */
  readonly joining: string | null;
}

/** `machines`: a team of one person's machines, which tell each other day rows. */
export type TeamKind = 'team' | 'machines';
export type Standing = 'waiting' | 'member' | 'left' | 'removed';

/** What is wrong with what was found; `member` where it is known whose it is. */
export interface Problem {
  readonly kind:
    | 'unreadable'
    | 'rosterRolledBack'
    | 'rosterForked'
    | 'rosterForged'
    | 'rosterExpired'
    | 'dropped'
    | Refusal;
  readonly member: string | null;
}

/** What is known of one team on one machine, without secrets. */
export interface TeamState {
  readonly v: 1;
  readonly team: string;
  readonly kind: TeamKind;
  readonly name: string;
  /** As the person gave it: `dir:…` or `git:…`. */
  readonly address: string;
  readonly alias: string;
  /** As the person calls himself since he was let in; absent: as in the list of members. */
  readonly renamed?: string;
  readonly label: string;
  readonly standing: Standing;
  /** '' until let in. */
  readonly member: string;
  readonly words: string;
  /** Member id of the admin who invited; '' for who made the team. */
  readonly invitedBy: string;
  /** Member ids of those who were let in by an invite of this machine; absent: of none. */
  readonly invited?: readonly string[];
  readonly admins: AdminSet | null;
  /** The highest number that this machine gave to a device of its member; its own, 1, where absent. */
  readonly numbers?: number;
  readonly roster: Bodies['roster'] | null;
  readonly rosterHash: string | null;
  readonly keyringSeq: number;
  /** What each slot held when it was last read. */
  readonly versions: Readonly<Record<Slot, Version>>;
  readonly heard: Heard;
  readonly problems: Readonly<Record<Slot, Problem>>;
}

/** One object that left this machine. */
export interface Sent {
  readonly at: number;
  readonly slot: Slot;
  readonly bytes: number;
  /** SHA-256 of the sealed bytes, hexadecimal. */
  readonly hash: string;
  /** The plaintext to the byte, but for secret keys of which it is only said that they stood there. */
  readonly text: string;
}

/** Where a machine keeps its part of a team. A change is of what is there now: another process may have written meanwhile. */
export interface TeamStore {
  keys(): Promise<TeamKeys>;
  changeKeys(change: (keys: TeamKeys) => TeamKeys): Promise<TeamKeys>;
  state(): Promise<TeamState>;
  changeState(change: (state: TeamState) => TeamState): Promise<TeamState>;
  wasSent(sent: Sent): Promise<void>;
  /** All that was sent, oldest first. */
  sent(): Promise<readonly Sent[]>;
  /** Instant of the first that was; null: nothing was. Of a log of any length it reads the beginning. */
  firstSentAt(): Promise<number | null>;
  /** Everything, also the log; at once. */
  forget(): Promise<void>;
}

/** One machine's place in a team: what all of the room's functions work on. */
export interface Seat {
  readonly store: TeamStore;
  readonly transport: Transport;
  readonly now: Clock;
}

/** The epoch in use. Throws `notMember` before there is one. */
export function epochKey(keys: TeamKeys, roster: Bodies['roster']): EpochKey {
  const found = keys.epochs.find(({ epoch }) => epoch === roster.epoch);
  if (found === undefined) throw new TeamError('notMember');
  return found;
}

/** Throws `notMember` unless this machine is let in, and still in. */
export function rosterOf({ standing, roster }: TeamState): Bodies['roster'] {
  if (standing !== 'member' || roster === null) throw new TeamError('notMember');
  return roster;
}
