import { shownAlias } from '../../core/team/alias.js';
import { t } from '../words.js';

/** A name that somebody else wrote, as it may stand in a sentence: one line, nothing unseen, not longer than an alias. */
export function shownName(name: string): string {
  return shownAlias(name) || t('a team without a name');
}
