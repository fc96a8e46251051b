import * as vscode from 'vscode';
import { policyPart } from '../../core/team/words/policyParts.js';
import type { TeamHere, TeamMember, TeamPolicyShown } from '../../protocol/teamWork.js';
import { policyMarkdown } from '../documents/teamPolicy.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
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

/** Whether a policy that the person has not read yet stands in no share's way: he reads it, and says so. */
export async function hasReadPolicy(tools: TeamTools, here: TeamHere, { unread }: TeamMember): Promise<boolean> {
  if (unread.length === 0) return true;
  await policyRead(tools, here);
  const parts = unread.map((part) => policyPart(part, t)).join(', ');
  const yes = { label: t('I have read it'), detail: t('You accept it by sharing.') };
  const not = { label: t('Not now'), detail: t('Nothing is shared.') };
  const title = t('The policy of {0} says: {1}', shownName(here.name), parts);
  const placeHolder = t('The editor shows all of it.');
  return (await vscode.window.showQuickPick([yes, not], { title, placeHolder, ignoreFocusOut: true })) === yes;
}
