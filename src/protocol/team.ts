import type { KeptScore } from '../core/keptWork/days.js';
import type { Board } from '../core/team/board.js';
import type { BoardName, PolicyPart } from '../core/team/policy.js';
import type { Flag, RowField } from '../core/team/row.js';
import type { TeamHere, TeamSent } from './teamWork.js';

/**
 * Page and host about a team. While `Hello.team` is absent there is no tab Team and none of this is asked; else it is what
 * was kept of the last answer, painted at once, null before the first. `can` lists the commands that work: the page shows
 * no button for others.
 */

/** What a link or button of the tab does. */
export type TeamCommand =
  | 'join'
  | 'create'
  | 'joinAgain'
  | 'restore'
  | 'copyInvite'
  | 'requests'
  /** Who is in the team. */
  | 'members'
  | 'joinBoard'
  | 'share'
  | 'pause'
  | 'resume'
  | 'leave'
  | 'preview'
  | 'compare'
  | 'showTurns'
  /** To object or propose. */
  | 'say'
  | 'tryNow'
  | 'alias'
  | 'policy'
  | 'changePolicy'
  /** Another one of several teams. */
  | 'choose'
  /** One's own machines: to set up, add, tell, leave. */
  | 'machines';

interface Can {
  /** Commands that work here. */
  readonly can: readonly TeamCommand[];
}

/** What the tab Team shows. */
export type TeamData =
  | (Can & { readonly state: 'none' })
  /** A desktop window whose extensions run on another machine: the keys would lie there. */
  | (Can & { readonly state: 'elsewhere' })
  /** Asked to join; an admin has to say yes, who sees the same six words. */
  | (Can & { readonly state: 'waiting'; readonly team: string; readonly words: readonly string[] })
  /** `removed`: an admin let this member go. */
  | (Can & { readonly state: 'keyLost' | 'left' | 'removed'; readonly team: string })
  | TeamView;

export interface TeamView extends Can {
  readonly state: 'member';
  /** Instant the rows were fetched. */
  readonly at: number;
  /** From `board` of core/team, for the board that was asked for. */
  readonly board: Board;
  /** Figures were shown before: the board closed again. */
  readonly wasOpen: boolean;
  /** The first 64 bits of the SHA-256 of `fingerprintText`, as hexadecimal in groups of four that can be read out. */
  readonly fingerprint: string;
  readonly own: {
    readonly score: Pick<KeptScore, 'formula' | 'score' | 'band' | 'days'>;
    readonly onBoard: boolean;
  };
  readonly sharing: {
    readonly paused: boolean;
    /** Null: nothing yet. */
    readonly last: { readonly at: number; readonly bytes: number } | null;
    /** The six check words. */
    readonly words: readonly string[];
  };
  /** Null: in reach. */
  readonly offline: { readonly nextTry: number } | null;
  /** The own row does not count. `turns` of an idle loop. */
  readonly flagged: { readonly week: string; readonly flag: Flag; readonly turns?: number } | null;
  /** Fields that the own row would gain; nothing is sent until the person agreed. */
  readonly gains: readonly RowField[];
  /** Parts of the policy that changed since it was accepted. */
  readonly changed: readonly PolicyPart[];
  /** So many members object to the policy as it is. */
  readonly objectors: number;
  /** There is a newer list of members that this machine cannot open: an admin may have let this member go. */
  readonly shutOut: boolean;
  /** So many wait to be let in by this member. */
  readonly requests: number;
  /** Why the team could not be looked at, though it is in reach, in words; null: it could. */
  readonly trouble: string | null;
}

/** What the tab You says of a person's own machines. */
export interface MachinesData {
  readonly state: 'waiting' | 'member' | 'keyLost';
  /** While it waits: the six words that the first machine shows too. */
  readonly words: readonly string[];
  readonly total: number;
  /** All that told something. `told`: the day in UTC on which it last did. */
  readonly machines: readonly {
    readonly label: string;
    readonly own: boolean;
    readonly told: string;
    readonly total: number;
  }[];
  /** This one tells the others. */
  readonly tells: boolean;
  /** So many ask to be added, by this machine. */
  readonly requests: number;
  /** Why the others could not be looked at, in words; null: they could. */
  readonly trouble: string | null;
}

/** What the tab Privacy says of teams. */
export interface SharedData {
  readonly teams: readonly TeamHere[];
  /** What left, newest first. */
  readonly sent: readonly TeamSent[];
}

export type TeamMethods = {
  /** Null: this machine has no team, and nothing ever left it for one. */
  shared(input: Record<string, never>): SharedData | null;
  /** Opens the plaintext of one object that left, by the hash of its sealed bytes; without one the list of all. */
  showSent(input: { readonly hash: string | null }): void;
  /** Null: none but this one. As it was read last; refreshed behind, told by `teamChanged`. */
  machines(input: Record<string, never>): MachinesData | null;
  /** From what was fetched last; refreshed behind, told by `teamChanged`. */
  team(input: { readonly board: BoardName }): TeamData;
  runTeam(input: { readonly command: TeamCommand }): void;
};

export type TeamEvents = {
  /** Ask again. */
  teamChanged: Record<string, never>;
};
