import { code, escapeText, table } from '../../core/markdown.js';
import type { TeamSent } from '../../protocol/teamWork.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';

/** All that left this machine for teams, newest first; what was in each, the tab Privacy shows. */
export function sentMarkdown(sent: readonly TeamSent[], wording: Wording, now: number): string {
  const head = [t('Time'), t('Team'), t('What'), t('Bytes, sealed'), t('SHA-256 as sealed')];
  const rows = sent.map(({ at, team, bytes, hash, kind }) => [
    wording.moment(at, now),
    escapeText(team),
    kindWords[kind](),
    wording.long(bytes),
    code(hash),
  ]);
  return [
    `# ${t('What left this machine')}`,
    t('Each is sealed for those who may open it: the host sees its size, and that something came.'),
    rows.length === 0 ? t('Nothing yet.') : table(head, rows, 'lllrl'),
  ].join('\n\n');
}

const kindWords: Readonly<Record<TeamSent['kind'], () => string>> = {
  share: () => t('your row'),
  days: () => t('days of this machine'),
  notes: () => t('what you say to all members'),
  tombstone: () => t('a note that your row is gone'),
  roster: () => t('the list of members'),
  keyring: () => t('a key of the team, for its members'),
  request: () => t('that you asked to join'),
  welcome: () => t('the answer to who asked to join'),
};
