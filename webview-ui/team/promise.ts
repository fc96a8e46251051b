import type { Tab } from '../../src/protocol/page.js';
import type { TeamData } from '../../src/protocol/team.js';
import { t } from '../words.js';

/** What holds in a tab, for its foot. */
export function promiseOf(tab: Tab, team: TeamData | null): string {
  if (tab === 'privacy') return t('No telemetry. No account. Works without a network.');
  if (tab === 'badges') return t('None of them counts tokens, nights or weekends.');
  if (tab === 'you') return t('Counts stay here');
  if (team?.state !== 'member') return t('Nothing is shared.');
  return t('Not for performance evaluation. Sees code that stays, not reviews, design or teaching.');
}
