import type { DaySpan, SpanName } from '../../core/span.js';
import { t } from '../words.js';

export const spanLabels: Readonly<Record<SpanName, () => string>> = {
  today: () => t('Today'),
  yesterday: () => t('Yesterday'),
  '7d': () => t('7 days'),
  '30d': () => t('30 days'),
  thisWeek: () => t('This week'),
  lastWeek: () => t('Last week'),
  thisMonth: () => t('This month'),
  lastMonth: () => t('Last month'),
  all: () => t('All days'),
};

/** The same as a title: "All days" without ends. */
export function spanTitle(span: DaySpan): string {
  return spanWords(span) || spanLabels.all();
}

/** `2026-01-01 to 2026-01-31`, one day alone, nothing for all days. */
export function spanWords({ since, until }: DaySpan): string {
  if (since === undefined || until === undefined) return '';
  return since === until ? since : t('{0} to {1}', since, until);
}
