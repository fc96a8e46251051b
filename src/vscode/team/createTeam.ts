import * as vscode from 'vscode';
import { askInBox } from '../questions.js';
import { t } from '../words.js';
import { askAlias, askPlace } from './asking.js';
import { reaching } from './reaching.js';
import type { TeamTools } from './teamTools.js';

/** Name, place, alias; then the team is made. Nothing is shared by that. */
export async function createTeam({ team, showTeam, choose }: TeamTools): Promise<void> {
  const title = t('Create Team');
  const name = await askInBox({
    title,
    prompt: t('The team’s name. Every member sees it.'),
    validateInput: (text) =>
      text.trim() === '' || text.trim().length > 60 ? t('A name of at most 60 characters.') : undefined,
  });
  const address = name === undefined ? undefined : await askPlace(title, team);
  const alias = address === undefined ? undefined : await askAlias(title);
  if (name === undefined || address === undefined || alias === undefined) return;
  const given = { kind: 'team' as const, name: name.trim(), address, alias: alias.trim() };
  const { id } = await reaching(t('Making the team'), (signal) => team.call('create', given, signal));
  choose(id);
  showTeam();
  const invite = t('Invite');
  const words = t(
    '{0} is made, and nothing is shared yet. Have a second admin soon (Team Members…): who loses the only admin’s keys loses the team.',
    given.name,
  );
  void vscode.window.showInformationMessage(words, invite).then((way) => {
    if (way) void vscode.commands.executeCommand('tallyboard.inviteToTeam');
  });
}
