import type { Certainty, Change } from '../../core/change.js';
import type { Formats } from '../../core/format.js';
import { t } from '../words.js';

/** `30% more than before`; `at least 30% more than before`; `30% more than before, as far as known`. */
export function changeWords(change: Change, formats: Formats): string {
  switch (change.kind) {
    case 'none':
      return t('none in either');
    case 'new':
      return t('none before');
    case 'gone':
      return t('none now');
    case 'same':
      return sure(t('the same as before'), change.certainty);
    case 'times':
      return sure(t('{0} times as much as before', formats.decimal(change.times)), change.certainty);
    case 'more':
      return sure(t('{0} more than before', percentWords(change.percent, formats)), change.certainty);
    case 'less':
      return sure(t('{0} less than before', percentWords(change.percent, formats)), change.certainty);
    default:
      return change satisfies never;
  }
}

function percentWords(percent: number, formats: Formats): string {
  return percent === 0 ? t('under {0}', formats.share(1, 100)) : formats.share(percent, 100);
}

function sure(words: string, certainty: Certainty): string {
  switch (certainty) {
    case 'exact':
      return words;
    case 'atLeast':
      return t('at least {0}', words);
    case 'about':
      return t('about {0}', words);
    case 'known':
      return t('{0}, as far as known', words);
    default:
      return certainty satisfies never;
  }
}
