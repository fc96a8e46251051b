import type { DayKey } from '../core/day.js';
import type { Board } from '../core/team/board.js';
import type { Digest } from '../core/team/insights.js';
import type { DayFigures, MachineSums } from '../core/team/machines.js';
import type { Note } from '../core/team/note.js';
import type { NoteSaid } from '../core/team/notes.js';
import type { Choices, OwnWeek } from '../core/team/own.js';
import type { BoardName, PolicyChange, PolicyPart, TeamPolicy } from '../core/team/policy.js';
import type { Flag, RowField } from '../core/team/row.js';

/**
 * Host and team worker: the one thread of an editor that has keys, seals, and runs git over a network. It starts with the
 * first call, which nobody makes before this machine has a team or a person asks for one. All methods are cancelled by
 * their signal, and fail with a `TeamFailure` as reason.
 */

/** A team of this machine. */
export interface TeamHere {
  readonly id: string;
  /** As its admin wrote it: hostile. '' where its files are damaged. */
  readonly name: string;
  /** `machines`: one person's own machines. */
  readonly kind: 'team' | 'machines';
  readonly standing: 'waiting' | 'member' | 'left' | 'removed' | 'damaged';
  readonly address: string;
  readonly alias: string;
  /** Whether this machine may let others in. */
  readonly admin: boolean;
  /** Its folder, whose `keys.json` only the owner can read. */
  readonly folder: string;
  /** Instant of the first thing that left; null: nothing did. */
  readonly since: number | null;
  /** What of a row left last, by name. */
  readonly fields: readonly RowField[];
  readonly paused: boolean;
}

/** How the team looks, from what was read last. */
export type TeamShown =
  | { readonly state: 'none' }
  | {
      readonly state: 'waiting' | 'keyLost' | 'left' | 'removed';
      readonly team: string;
      /** The six words that the admin has to see too; none unless waiting. */
      readonly words: readonly string[];
    }
  | TeamMember;

export interface TeamMember {
  readonly state: 'member';
  /** Instant of the newest that was read. */
  readonly at: number;
  readonly zone: string;
  readonly board: Board;
  readonly wasOpen: boolean;
  readonly fingerprint: string;
  readonly admin: boolean;
  /** What he said yes to. */
  readonly choices: Choices;
  /** Of a row that members may share here. */
  readonly fields: readonly RowField[];
  readonly sharing: {
    readonly paused: boolean;
    readonly last: { readonly at: number; readonly bytes: number } | null;
    readonly words: readonly string[];
  };
  readonly flagged: { readonly week: string; readonly flag: Flag } | null;
  readonly gains: readonly RowField[];
  /** Parts of the policy that changed since the person accepted it. */
  readonly changed: readonly PolicyPart[];
  /** So many members object to the policy as it is. */
  readonly objectors: number;
  /** There is a newer list of members that this machine cannot open: an admin may have let its person go. */
  readonly shutOut: boolean;
  /** This machine says something to all. */
  readonly said: boolean;
}

/** What the team agreed on, for who reads it. */
export interface TeamPolicyShown {
  readonly policy: TeamPolicy;
  /** What `publish` is told, so that nothing leaves under another. */
  readonly hash: string;
  /** As the person accepted it; null: nothing yet. */
  readonly accepted: TeamPolicy | null;
  readonly changed: readonly PolicyPart[];
  /** Names of the admins, as `toldApart` shows them. */
  readonly admins: readonly string[];
  /** What members say to all: hostile. */
  readonly notes: readonly NoteSaid[];
}

export type NewNote = Pick<Note, 'kind' | 'text'>;

export interface DigestShown {
  /** Null: too few share, or it waits. */
  readonly digest: Digest | null;
  /** The last day on which it waits because a member wants it to. */
  readonly held: DayKey | null;
}

/** What the stock `age` program made of the own share. `text`: what it printed, where that is to the byte what the log of what left says. */
export type Opened =
  | { readonly opened: true; readonly text: string }
  | { readonly opened: false; readonly reason: 'nothing' | 'noAge' | 'differs' };

/** One person's machines, from what was read last. */
export type MachinesShown =
  | { readonly state: 'keyLost' | 'left' | 'removed'; readonly words: readonly string[] }
  | { readonly state: 'waiting'; readonly words: readonly string[] }
  | {
      readonly state: 'member';
      readonly words: readonly string[];
      /** This one's; the first, 1, lets in others. */
      readonly number: number;
      /** This machine has told something, by its person's own act. */
      readonly told: boolean;
      readonly sums: Pick<MachineSums, 'machines' | 'totals'>;
      /** Instant of the newest that was read. */
      readonly at: number;
    };

/** Somebody who answered an invite of this machine. */
export interface TeamRequest {
  readonly id: string;
  /** As he wrote it: hostile. */
  readonly alias: string;
  readonly words: string;
}

/** Somebody who is in the team. */
export interface TeamPerson {
  readonly id: string;
  /** As he wrote it: hostile. */
  readonly alias: string;
  readonly you: boolean;
  readonly admin: boolean;
}

/** What an invite says, read without reaching anything; all of it is hostile. */
export interface InviteSaid {
  readonly team: string;
  readonly kind: 'team' | 'machines';
  /** `git:…`; null where the code names no place. */
  readonly address: string | null;
  /** The host of the address. */
  readonly host: string;
  /** Of the admin who invites, to be held against what he says. */
  readonly fingerprint: string;
  readonly expires: number;
}

/** One object that left this machine. */
export interface TeamSent {
  readonly team: string;
  readonly at: number;
  readonly bytes: number;
  /** SHA-256 of the sealed bytes, hexadecimal. */
  readonly hash: string;
  readonly kind: 'share' | 'days' | 'notes' | 'tombstone' | 'roster' | 'keyring' | 'request' | 'welcome';
}

export interface PublishAnswer {
  readonly published: boolean;
  readonly bytes: number;
  readonly reason?: 'paused' | 'preview' | 'policy' | 'over' | 'shutOut' | 'unchanged' | 'offline';
}

/** What an erasure took away of one team, and what it cannot reach. */
export interface TeamErasure {
  readonly removed: readonly ('place' | 'share' | 'days' | 'keys' | 'log')[];
  readonly remains: readonly ('tombstone' | 'seen' | 'unreachable' | 'otherMachines' | 'place')[];
}

interface Of {
  /** Id of a team of this machine; absent: the only one. */
  readonly team?: string | undefined;
}

export type TeamWorkMethods = {
  teams(input: Record<string, never>): readonly TeamHere[];
  show(input: Of & { readonly board: BoardName }): TeamShown;
  machines(input: Of): MachinesShown;
  /** Reaches the team: reads what is new, and sends what is owed. Whoever asks to be let in, where this machine may. */
  look(input: Of): readonly TeamRequest[];
  /** Whether it is an address that a team can be kept at. */
  isAddress(input: { readonly address: string }): boolean;
  create(input: {
    readonly kind: TeamHere['kind'];
    readonly name: string;
    readonly address: string;
    /** For machines: what this one is called. */
    readonly alias: string;
  }): {
    readonly id: string;
    readonly fingerprint: string;
  };
  invite(input: Of): { readonly code: string; readonly expires: number };
  readInvite(input: { readonly code: string }): InviteSaid;
  join(input: { readonly code: string; readonly address: string | null; readonly alias: string }): {
    readonly id: string;
    readonly words: string;
  };
  /** `words` are what a person has compared. */
  approve(input: Of & { readonly id: string; readonly words: string }): void;
  /** Reaches the team: who is in it. */
  members(input: Of): readonly TeamPerson[];
  /** By an admin: another one beside him, or one fewer, by new keys. */
  changeMember(input: Of & { readonly id: string; readonly act: 'makeAdmin' | 'letGo' }): void;
  /** By an admin: new keys. */
  rotate(input: Of): void;
  /** What the next share would be, to the byte. It counts as seen from then on. `local`: a draft; nothing is reached or noted. */
  preview(input: Of & { readonly choices: Partial<Choices>; readonly local?: boolean }): readonly string[];
  /** Reaches the team, unless `local`; what it agreed on counts as read from then on. */
  policy(input: Of & { readonly local?: boolean }): TeamPolicyShown;
  /** By an admin. */
  changePolicy(input: Of & { readonly change: PolicyChange }): TeamPolicyShown;
  /** Says something to all; null takes back all that this machine said. The exact plaintext; `dry`: nothing leaves. */
  say(input: Of & { readonly note: NewNote | null; readonly dry: boolean }): string;
  /** For people outside the team. */
  digest(input: Of): DigestShown;
  /** Has the stock `age` program open the own share where the team keeps it; once it did, a badge knows. */
  open(input: Of): Opened;
  /**
   * By a person's own act: he accepts the team's policy as he was shown it. `shown`: SHA-256 of the bytes that he says yes to, of
   * what he chose, in hexadecimal; no others leave. `policy`: the hash of the one that he was shown; under no other they do.
   */
  publish(
    input: Of & { readonly choices?: Partial<Choices>; readonly shown?: string; readonly policy?: string },
  ): PublishAnswer;
  /** Once a local day and machine, where the person shares already; null where it is not the turn. */
  publishDaily(input: Of & { readonly today: string }): PublishAnswer | null;
  pause(input: Of & { readonly paused: boolean }): void;
  /** What the others call the person from his next share on. */
  rename(input: Of & { readonly alias: string }): void;
  /** The machine's key of the team, sealed by a passphrase, as a file. */
  backUp(input: Of & { readonly file: string; readonly passphrase: string }): void;
  /** A member again by such a file. Not `isMember`: the list of members has him no more. */
  restore(input: { readonly file: string; readonly passphrase: string }): {
    readonly id: string;
    readonly name: string;
    readonly kind: TeamHere['kind'];
    readonly isMember: boolean;
  };
  leave(input: Of): { readonly withoutAdmin: boolean };
  /** `local`: nothing is reached; what is kept elsewhere stays. */
  erase(input: Of & { readonly local: boolean }): TeamErasure;
  /** All that ever left, newest first. */
  sent(input: Record<string, never>): readonly TeamSent[];
  /** The plaintext of one by its hash, to the byte but for secret keys, of which it only says that they stood there. */
  sentText(input: { readonly hash: string }): string | null;
  /** Ends what runs; the last call. */
  close(input: Record<string, never>): void;
};

/** What the worker asks the host, which asks the ledger. */
export type TeamHostMethods = {
  /** Of the weeks that are over, as many as are kept; none of a week without use. */
  ownWeeks(input: { readonly policy: TeamPolicy; readonly now: number }): readonly OwnWeek[];
  /** Each day's use of each tool, in the person's own zone: for his own machines alone. */
  ownDays(input: Record<string, never>): readonly DayFigures[];
};
