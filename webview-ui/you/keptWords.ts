import type { TemplateResult } from 'lit';
import { keptError } from '../../src/core/keptWork/formulae.js';
import { day as dayWords, long, share } from '../format/format.js';
import { t } from '../words.js';
import { figuresTable } from './figuresTable.js';
import { isTold, type KeptWeek } from './keptLine.js';

/** `82% ±8`. */
export function shareOf({ kept, lines }: Pick<KeptWeek, 'kept' | 'lines'>): string {
  return `${share(kept, lines)} ±${long(keptError)}`;
}

/** "Week of Mon 16 Nov: 82% ±8 of 212 lines" */
export function weekWords(week: KeptWeek): string {
  const monday = dayWords(week.first);
  if (!isTold(week)) return t('Week of {0}: too few lines ({1})', monday, long(week.lines));
  return t('Week of {0}: {1} of {2} lines', monday, shareOf(week), long(week.lines));
}

/** Lines of each week and the share that stayed, the newest week first. */
export function keptTable(caption: string, weeks: readonly KeptWeek[]): TemplateResult {
  const rows = weeks.map((week) => [
    dayWords(week.first),
    long(week.lines),
    isTold(week) ? share(week.kept, week.lines) : t('too few lines'),
  ]);
  return figuresTable(caption, [t('Week'), t('AI lines'), t('Kept')], rows.reverse());
}
