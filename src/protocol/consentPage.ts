import type { Choices } from '../core/team/own.js';
import type { RowField } from '../core/team/row.js';
import type { ReportHello } from './reportPage.js';

/** The page in an editor tab that shows what would be shared, to the byte, and asks whether it may leave; and its host. */

/** A part of the team's policy, in words; hostile where an admin wrote it. */
export interface ConsentPart {
  readonly part: string;
  readonly says: string;
  /** As the person accepted it, where that was otherwise; null: it is as it was, or he has accepted nothing yet. */
  readonly before: string | null;
}

interface Named {
  readonly id: string;
  readonly words: string;
}

export interface ConsentData extends Pick<ReportHello, 'locale' | 'words'> {
  /** As it may be shown. */
  readonly team: string;
  readonly place: { readonly kind: 'git' | 'folder'; readonly where: string };
  /** As they may be shown. */
  readonly admins: readonly string[];
  /** The six that were compared when the person was let in; none of who made the team. */
  readonly checkWords: readonly string[];
  readonly alias: string;
  /** Nothing of his was shared here yet. */
  readonly first: boolean;
  /** Names of the parts that changed since he accepted them. */
  readonly changed: readonly string[];
  /** All parts, where there is something to accept. */
  readonly policy: readonly ConsentPart[];
  /** Of a row that members may share here. */
  readonly fields: readonly RowField[];
  /** Choices that the policy leaves to the person. */
  readonly boxes: readonly (keyof Choices)[];
  /** What he said yes to before, or chose in this page. */
  readonly chosen: Choices;
  /** Earned, and fit to be shown. */
  readonly badges: readonly Named[];
  readonly tools: readonly Named[];
}

/** What would leave. */
export interface ConsentBytes {
  readonly text: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** Bytes of it, and of it sealed. */
  readonly size: number;
  readonly sealed: number;
}

export type ConsentMethods = {
  /** Reaches the team where it can; its policy counts as read from then on. */
  consent(input: Record<string, never>): ConsentData;
  /** Reaches nothing. */
  bytes(input: { readonly choices: Choices }): ConsentBytes;
  /** These bytes and no others; words of why not, null: it is done and the page goes. */
  share(input: { readonly hash: string }): string | null;
  run(input: { readonly command: 'notNow' | 'openBytes' | 'policy' | 'alias' }): void;
};
