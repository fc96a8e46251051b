import { escapeText } from '../../core/markdown.js';
import type { TeamErasure } from '../../protocol/teamWork.js';
import { t } from '../words.js';

const removedWords: Readonly<Record<TeamErasure['removed'][number], () => string>> = {
  place: () => t('All that was kept at the team’s address.'),
  share: () => t('Your rows at the team’s address.'),
  days: () => t('The days that this machine told.'),
  keys: () => t('The team’s keys on this machine.'),
  log: () => t('The log of what left.'),
};

const remainsWords: Readonly<Record<TeamErasure['remains'][number], () => string>> = {
  tombstone: () =>
    t(
      'A signed note that says “erased”, until the team’s keys change; the key of what was there is destroyed 35 days later.',
    ),
  seen: () => t('What others saw or copied.'),
  unreachable: () =>
    t(
      'A git host can go on handing out what was replaced, to who knows its id, until it cleans up. On an own server: git gc --prune=now. It is sealed.',
    ),
  otherMachines: () => t('What your other machines have heard. Erase there too.'),
  place: () =>
    t(
      'Everything of yours at the team’s address: it was not reached. It is sealed; whoever has the team’s key can read it.',
    ),
};

/** The receipt of an erasure that had to do with teams: what is gone, and plainly what is not. */
export function erasureMarkdown(teams: readonly (readonly [string, TeamErasure])[], ledger: boolean): string {
  const own = ledger ? [t('The ledger, badges and what the editor kept: the tab Privacy has the receipt.')] : [];
  const stays = ledger ? t('Your AI tools’ own logs stay.') : t('Your counts stay: the ledger was not touched.');
  return [
    `# ${t('Erased')}`,
    ...own,
    ...teams.flatMap(([name, { removed, remains }]) => [
      `## ${escapeText(name)}`,
      list(removed.map((each) => removedWords[each]())),
      ...(remains.length === 0
        ? [t('Nothing of it remains.')]
        : [`**${t('What remains')}**`, list(remains.map((each) => remainsWords[each]()))]),
    ]),
    stays,
  ].join('\n\n');
}

function list(words: readonly string[]): string {
  return words.map((each) => `- ${each}`).join('\n');
}
