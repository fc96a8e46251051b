import type { RuleId, Severity } from '../../protocol/guard.js';

/** A place in a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A kind of secret as its shape. The pattern is tried only where a needle stands, so a text is read in one pass a needle;
 * it is sticky, has no unbounded repeat, and what it takes at most is some hundreds of characters: it cannot blow up.
 */
export interface PatternRule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** What each secret of this kind has in it; the pattern is tried at its place. */
  readonly needles: readonly string[];
  /** Its first group, if it has one, is the secret and ends the match. */
  readonly pattern: RegExp;
  /** Needles are in lower case and stand for any case; they may be part of a longer name. */
  readonly keyword?: true;
  /** The match begins exactly so many characters before the needle. */
  readonly before?: number;
  /** False: not a secret after all. Default: `looksRandom`. */
  readonly accept?: (secret: string) => boolean;
}

/** A kind that a shape alone does not tell. */
export interface SearchRule {
  readonly id: RuleId;
  readonly severity: Severity;
  find(text: string): Iterable<Span>;
}

export type Rule = PatternRule | SearchRule;
