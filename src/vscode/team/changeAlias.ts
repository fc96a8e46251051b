import * as vscode from 'vscode';
import type { TeamHere } from '../../protocol/teamWork.js';
import { t } from '../words.js';
import { askAlias, theTeam } from './asking.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** Another alias goes out with the next share, which shows it first. */
export async function changeAlias(tools: TeamTools): Promise<void> {
  await changeAliasIn(tools, await theTeam(tools.team));
}

export async function changeAliasIn({ team }: TeamTools, here: TeamHere): Promise<void> {
  const alias = await askAlias(t('Change Alias'), here.alias);
  if (alias === undefined || alias.trim() === here.alias) return;
  await team.call('rename', { team: here.id, alias: alias.trim() });
  team.forget();
  const share = t('Share');
  const words = t('You are {0} in {1} from your next share on.', alias.trim(), shownName(here.name));
  void vscode.window.showInformationMessage(words, share).then((way) => {
    if (way) void vscode.commands.executeCommand('tallyboard.shareNow');
  });
}
