import { long } from '../format/format.js';
import { t } from '../words.js';

const reasons: Readonly<Record<string, () => string>> = {
  malformed: () => t('not readable'),
  'no-timestamp': () => t('without a time'),
  'no-usage': () => t('without counts'),
  replay: () => t('repeated from another session'),
  'unknown-format': () => t('of an unknown format'),
  'too-long': () => t('too long'),
};

/** `2 not readable, 14 repeated from another session`; empty for none. */
export function skipWords(skipped: Readonly<Record<string, number>>): string {
  return Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${long(count)} ${reasons[reason]?.() ?? reason}`)
    .join(', ');
}
