import type { Precision } from './usage.js';

/** A figure and how it is known. */
export interface Figure {
  readonly value: number;
  readonly mark: Precision;
}

/**
 * How sure a change is: `atLeast`, it is that or more; `about`, estimates are in it; `known`, it holds of what is known,
 * and what is missing could turn it round.
 */
export type Certainty = 'exact' | 'atLeast' | 'about' | 'known';

/** `percent` is whole, 0 for less than one; `times` has one decimal and is at least 2. */
export type Change =
  | { readonly kind: 'none' | 'new' | 'gone' }
  | { readonly kind: 'same'; readonly certainty: Certainty }
  | { readonly kind: 'more' | 'less'; readonly percent: number; readonly certainty: Certainty }
  | { readonly kind: 'times'; readonly times: number; readonly certainty: Certainty };

/** From `before` to `now`, both not negative. Rounded to nearest; a change that is "at least" so much, downwards. */
export function changeOf(now: Figure, before: Figure): Change {
  if (before.value === 0) return { kind: now.value === 0 ? 'none' : 'new' };
  if (now.value === 0) return { kind: 'gone' };
  const certainty = certaintyOf(now, before);
  if (now.value === before.value) return { kind: 'same', certainty };
  const round = certainty === 'atLeast' ? Math.floor : Math.round;
  const ratio = now.value / before.value;
  if (ratio >= 2) return { kind: 'times', times: round(ratio * 10) / 10, certainty };
  // A difference of safe integers is exact; a quotient near 1 is not.
  const percent = round((Math.abs(now.value - before.value) / before.value) * 100);
  return { kind: ratio > 1 ? 'more' : 'less', percent: Math.min(percent, 99), certainty };
}

function certaintyOf(now: Figure, before: Figure): Certainty {
  if (now.mark === 'estimate' || before.mark === 'estimate') return 'about';
  if (now.mark === 'exact' && before.mark === 'exact') return 'exact';
  const onlyNow = before.mark === 'exact' && now.value > before.value;
  const onlyBefore = now.mark === 'exact' && now.value < before.value;
  return onlyNow || onlyBefore ? 'atLeast' : 'known';
}
