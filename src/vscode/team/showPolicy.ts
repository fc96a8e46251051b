import type { TeamHere, TeamPolicyShown } from '../../protocol/teamWork.js';
import { policyMarkdown } from '../documents/teamPolicy.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import type { TeamTools } from './teamTools.js';

/** What the team agreed on, and what changed since the person accepted it. It counts as read then. */
export async function showPolicy(tools: TeamTools): Promise<void> {
  await policyRead(tools, await theTeam(tools.team));
}

export async function policyRead({ team, documents }: TeamTools, { id }: TeamHere): Promise<TeamPolicyShown> {
  const shown = await reaching(t('Reading the team’s policy'), (signal) => team.call('policy', { team: id }, signal));
  await documents.show(t('Team policy'), policyMarkdown(shown));
  team.forget();
  return shown;
}
