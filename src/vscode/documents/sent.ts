import { code, escapeText, table } from '../../core/markdown.js';
import type { TeamSent } from '../../protocol/teamWork.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

/** All that left this machine for teams, newest first; what was in each, the tab Privacy shows. */
export function sentMarkdown(sent: readonly TeamSent[], wording: Wording, now: number): string {
  const head = [t('Time'), t('Team'), t('What'), t('Bytes, sealed'), t('SHA-256 as sealed')];
  const rows = sent.map(({ at, team, bytes, hash, text }) => [
    wording.moment(at, now),
    escapeText(team),
    kindOf(text),
    wording.long(bytes),
    code(hash),
  ]);
  return [
    `# ${t('What left this machine')}`,
    t('Each is sealed for those who may open it: the host sees its size, and that something came.'),
    rows.length === 0 ? t('Nothing yet.') : table(head, rows, 'lllrl'),
  ].join('\n\n');
}

/** By its plaintext, which is our own. */
function kindOf(text: string): string {
  const body = bodyOf(text);
  if ('weeks' in body) return t('your row');
  if ('rows' in body) return t('days of this machine');
  if ('all' in body) return t('a note that your row is gone');
  if ('members' in body) return t('the list of members');
  if ('mac' in body) return t('that you asked to join');
  return 'identity' in body ? t('a key of the team, for its members') : t('the answer to who asked to join');
}

function bodyOf(text: string): object {
  try {
    return ((JSON.parse(text) as { readonly body?: object }).body ?? {}) as object;
  } catch {
    return {};
  }
}
