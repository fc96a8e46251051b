import { type Change, changeOf } from '../../src/core/change.js';
import { headlinePrecision } from '../../src/core/format.js';
import type { ReportPageData } from '../../src/protocol/reportPage.js';
import { long, share } from '../format/format.js';
import { t } from '../words.js';

/** Of the tokens, against as many days before. */
export function changeFromBefore({ totals, before }: Pick<ReportPageData, 'totals' | 'before'>): string {
  const figure = (of: ReportPageData['before']) => ({ value: of.total, mark: headlinePrecision(of) });
  return changeWords(changeOf(figure(totals), figure(before)));
}

/** `30% more than before`; `at least 30% more than before`; never good or bad. */
function changeWords(change: Change): string {
  switch (change.kind) {
    case 'none':
    case 'gone':
      return '';
    case 'new':
      return t('none before');
    case 'same':
      return t('the same as before');
    case 'times':
      return sure(t('{0} times as much as before', long(Math.floor(change.times))), change.certainty);
    case 'more':
      return sure(t('{0} more than before', percent(change.percent)), change.certainty);
    case 'less':
      return sure(t('{0} less than before', percent(change.percent)), change.certainty);
    default:
      return change satisfies never;
  }
}

function percent(of: number): string {
  return of === 0 ? t('under {0}', share(1, 100)) : share(of, 100);
}

function sure(words: string, certainty: 'exact' | 'atLeast' | 'about' | 'known'): string {
  if (certainty === 'exact') return words;
  if (certainty === 'atLeast') return t('at least {0}', words);
  return certainty === 'about' ? t('about {0}', words) : t('{0}, as far as known', words);
}
