import type { BadgeGroup } from '../core/badges/badge.js';
import type { BadgeId } from '../core/badges/registry.js';
import type { ReportHello } from './reportPage.js';

/** The share card in an editor tab and its host. */

/** What a card says: shares and badges, never a sum, a day, a name, a tool or a project. */
export interface ShareCard {
  /** "My November" */
  readonly title: string;
  /** "counted locally by Tallyboard" */
  readonly foot: string;
  readonly figures: readonly { readonly value: string; readonly words: string }[];
  readonly badges: readonly { readonly id: BadgeId; readonly group: Exclude<BadgeGroup, 'rhythm'> }[];
}

export interface CardPageData extends Pick<ReportHello, 'locale' | 'words'> {
  readonly card: ShareCard;
}

export const cardFormats = ['png', 'svg'] as const;
export type CardFormat = (typeof cardFormats)[number];

export type CardMethods = {
  card(input: Record<string, never>): CardPageData;
  /** Asks where to. Content is text; of a PNG its bytes in base64. */
  saveCard(input: { readonly format: CardFormat; readonly content: string }): void;
};
