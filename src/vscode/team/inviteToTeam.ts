import * as vscode from 'vscode';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { linkOf } from './inviteLink.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** Makes an invite for one, and puts it on the clipboard: as a code, or as a link that opens the editor. */
export async function inviteToTeam({ team, wording, extension }: TeamTools): Promise<void> {
  const here = await theTeam(team);
  const { code, expires } = await reaching(t('Making an invite'), (signal) =>
    team.call('invite', { team: here.id }, signal),
  );
  await vscode.env.clipboard.writeText(code);
  const [link, requests] = [t('Copy as link'), t('Approve requests')];
  const words = t(
    'An invite to {0} is on the clipboard. It is for one person, until {1}. Who has it can ask to be let in; you compare six words before you say yes.',
    shownName(here.name),
    wording().moment(expires, Date.now()),
  );
  void vscode.window.showInformationMessage(words, link, requests).then((way) => {
    if (way === link) void vscode.env.clipboard.writeText(linkOf(vscode.env.uriScheme, extension, code));
    if (way === requests) void vscode.commands.executeCommand('tallyboard.approveRequests');
  });
}
