import * as vscode from 'vscode';
import { changedPolicy, type PolicyChange, policyParts, type TeamPolicy } from '../../core/team/policy.js';
import { policyPart, policyValue } from '../../core/team/words/policyParts.js';
import { pickOne } from '../questions.js';
import { Refusal } from '../refusal.js';
import { plural, t } from '../words.js';
import { theTeam } from './asking.js';
import { askPart } from './askPolicyPart.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import { policyRead } from './showPolicy.js';
import type { TeamTools } from './teamTools.js';

/** An admin changes parts of the policy, all at once: every change stops each member's sharing until he has read it. */
export async function changePolicy(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  if (!here.admin) throw new Refusal(t('Only an admin of the team can do that.'));
  const { policy } = await reaching(t('Reading the team’s policy'), (signal) =>
    team.call('policy', { team: here.id }, signal),
  );
  const change = await askChanges(policy, shownName(here.name));
  if (change === undefined) return;
  await reaching(t('Changing the policy'), (signal) => team.call('changePolicy', { team: here.id, change }, signal));
  await policyRead(tools, here);
  const words = t('The policy is changed. Each member, you too, shares again after reading and accepting it.');
  void vscode.window.showInformationMessage(words);
}

type Item = vscode.QuickPickItem & { readonly part?: keyof PolicyChange };

/** One part after the other, until the person says that it is all; undefined: he thinks better of it. */
async function askChanges(policy: TeamPolicy, team: string): Promise<PolicyChange | undefined> {
  for (let change: PolicyChange = {}; ; ) {
    const now = { ...policy, ...changedPolicy(policy, change) };
    const count = Object.keys(change).length;
    const forms = { one: 'Tell the members: {0} change', other: 'Tell the members: {0} changes' };
    const done: Item = { label: `$(check) ${plural(count, forms, String(count))}` };
    const parts = policyParts.flatMap((part): readonly Item[] =>
      part === 'name' || part === 'admins'
        ? []
        : [{ part, label: policyPart(part, t), description: policyValue(now, part, '', t) }],
    );
    const picked = await pickOne(count > 0 ? [done, ...parts] : parts, {
      title: t('Change the policy of {0}', team),
      placeHolder: t('What is agreed on otherwise?'),
    });
    if (!picked) return undefined;
    if (picked.part === undefined) return change;
    const asked = await askPart(now, picked.part);
    change = { ...change, ...asked };
  }
}
