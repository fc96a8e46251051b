import { boundsOf, type Flag, type TokenRange, type WasteKind } from '../../src/core/team/row.js';
import { rounded } from '../format/format.js';
import { t } from '../words.js';

/** Words of the tab Team for what is a name in a row or policy. */

/** Why a row does not count, as the others read it. */
export const flagWords: Readonly<Record<Flag, () => string>> = {
  signature: () => t('Its signature does not fit.'),
  'rolled-back': () => t('An older row took the place of a newer one.'),
  implausible: () => t('Its figures are not plausible.'),
  'idle-loop': () => t('It holds turns without a change.'),
};

export const wasteWords: Readonly<Record<WasteKind, () => string>> = {
  'cache-break': () => t('Cache breaks'),
  're-read': () => t('Files read again'),
  'oversized-context': () => t('Oversized context'),
  'retry-storm': () => t('Retry storms'),
  'idle-loop': () => t('Idle loops'),
  'large-model': () => t('A large model for small turns'),
};

/** `1M–3M`, `1B or more`. */
export function rangeWords(range: TokenRange): string {
  const { from, to } = boundsOf(range);
  return spanWords(from, to);
}

export function spanWords(from: number, to: number | null): string {
  return to === null ? t('{0} or more', rounded(from)) : t('{0}–{1}', rounded(from), rounded(to));
}

/** `46` of `2026-W46`. */
export function weekNumber(week: string): number {
  return Number(week.slice(-2));
}
