import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { t } from '../words.js';
import { askAlias, askPlace } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';
import { tellMachines } from './tellMachines.js';

/** What this machine is called among the person's others; at first as it calls itself. */
export function askLabel(title: string): Thenable<string | undefined> {
  return askAlias(title, shownName(hostname()), t('What this machine is called among yours'));
}

/** The first of a person's machines: where they meet, what it is called; then what it would tell is shown. */
export async function setUpMachines(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const title = t('My Machines');
  const address = await askPlace(title, team, {
    git: t('An empty one of your own. It needs nothing but git, and sees only sealed bytes.'),
    folder: t('One that is mounted or synced on each of your machines.'),
    where: t('Where do your machines meet?'),
  });
  const label = address === undefined ? undefined : await askLabel(title);
  if (address === undefined || label === undefined) return;
  const given = { kind: 'machines', name: title, address, alias: label.trim() } as const;
  await reaching(t('Setting up'), (signal) => team.call('create', given, signal));
  team.forget();
  const here = await team.machines.here();
  if (here) await tellMachines(tools, here, false);
  const add = t('Add a machine');
  void vscode.window.showInformationMessage(t('{0} is the first of your machines.', label.trim()), add).then((way) => {
    if (way) void vscode.commands.executeCommand('tallyboard.machines');
  });
}
