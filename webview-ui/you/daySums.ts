import type { TemplateResult } from 'lit';
import type { DayTotal } from '../../src/protocol/ledger.js';
import { long } from '../format/format.js';
import { plural, t } from '../words.js';
import { figuresTable } from './figuresTable.js';
import { precisionOf } from './weeks.js';

/** "139 days with use, ≥ 527,961,601 tokens" */
export function daysSentence(days: readonly DayTotal[]): string {
  const forms = { one: '{0} day with use', other: '{0} days with use' };
  return `${plural(days.length, forms, long(days.length))}, ${t('{0} tokens', sumWords(days))}`;
}

/** Tokens of weeks or months: of all with use, each day under its key, keys in the order of the days. */
export function sumsTable(
  days: readonly DayTotal[],
  key: (day: string) => string,
  words: { readonly caption: string; readonly head: string; readonly name: (key: string) => string },
): TemplateResult {
  const rows = [...new Set(days.map(({ day }) => key(day)))].map((each) => [
    words.name(each),
    sumWords(days.filter(({ day }) => key(day) === each)),
  ]);
  return figuresTable(words.caption, [words.head, t('Tokens')], rows);
}

/** With the mark of a sum that holds lower bounds or estimates. */
function sumWords(days: readonly DayTotal[]): string {
  const sum = (of: (day: DayTotal) => number) => days.reduce((all, day) => all + of(day), 0);
  const precision = {
    exact: sum((day) => day.precision.exact),
    atLeast: sum((day) => day.precision.atLeast),
    estimate: sum((day) => day.precision.estimate),
  };
  const total = sum((day) => day.total);
  return long(total, precisionOf({ total, precision }));
}
