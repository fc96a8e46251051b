import { shownAlias } from '../../core/team/alias.js';
import { t } from '../words.js';

/**
 * A name that somebody else wrote, as it may stand in a sentence: one line, nothing unseen, not longer than an alias. A message
 * of the editor would make a link of `[…](command:…)`, and a list an icon of `$(verified)`: a space keeps either text.
 */
export function shownName(name: string): string {
  return shownAlias(name).replace(/([$\]])(?=\()/g, '$1 ') || t('a team without a name');
}
