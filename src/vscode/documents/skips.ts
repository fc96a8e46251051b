import { escapeText } from '../../core/markdown.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

const reasons: Readonly<Record<string, () => string>> = {
  malformed: () => t('not readable'),
  'no-timestamp': () => t('without a time'),
  'no-usage': () => t('without counts'),
  replay: () => t('repeated from another session'),
  'unknown-format': () => t('of an unknown format'),
  'too-long': () => t('too long'),
};

/** `2 not readable, 14 repeated from another session`; a dash for none. */
export function skipWords(skipped: Readonly<Record<string, number>>, wording: Pick<Wording, 'long'>): string {
  const parts = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${wording.long(count)} ${reasons[reason]?.() ?? escapeText(reason)}`);
  return parts.length > 0 ? parts.join(', ') : '–';
}
