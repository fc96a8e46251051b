import type { Period } from '../../src/protocol/page.js';
import { t } from '../words.js';

/** The names of the periods; functions, because the language is known only at run time. */
export const periodNames: Readonly<Record<Period, () => string>> = {
  session: () => t('Session'),
  today: () => t('Today'),
  '7d': () => t('7 days'),
  '30d': () => t('30 days'),
};

/** For where the names do not fit. */
export const shortPeriodNames: Readonly<Record<Period, () => string>> = {
  session: () => t('Now'),
  today: () => t('Today'),
  '7d': () => t('7 d'),
  '30d': () => t('30 d'),
};
