import { digestPage } from '../../core/team/words/digestPage.js';
import { Refusal } from '../refusal.js';
import { plural, t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import type { TeamTools } from './teamTools.js';

/** One page for people outside the team. It goes out by hand: here it is only shown. */
export async function showDigest({ team, documents }: TeamTools): Promise<void> {
  const { id } = await theTeam(team);
  const { digest, held } = await reaching(t('Working out the digest'), (signal) =>
    team.call('digest', { team: id }, signal),
  );
  if (held !== null) throw new Refusal(t('A member wants the digest to wait until {0}.', held));
  if (digest === null) throw new Refusal(t('Nothing can be told yet: too few share, or you do not.'));
  await documents.show(t('Team digest'), digestPage(digest, { t, plural }));
}
