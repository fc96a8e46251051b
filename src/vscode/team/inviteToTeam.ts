import * as vscode from 'vscode';
import type { TeamHere } from '../../protocol/teamWork.js';
import { t } from '../words.js';
import { letIn } from './approveRequests.js';
import { theTeam } from './asking.js';
import { linkOf } from './inviteLink.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** Makes an invite for one, and puts it on the clipboard: as a code, or as a link that opens the editor. */
export async function inviteToTeam(tools: TeamTools): Promise<void> {
  await handOut(tools, await theTeam(tools.team));
}

/** The same for a team, or for one more of one's own machines. */
export async function handOut(tools: TeamTools, here: TeamHere): Promise<void> {
  const { team, wording, extension } = tools;
  const { code, expires } = await reaching(t('Making an invite'), (signal) =>
    team.call('invite', { team: here.id }, signal),
  );
  await vscode.env.clipboard.writeText(code);
  const [link, requests] = [t('Copy as link'), t('Approve requests')];
  const until = wording().moment(expires, Date.now());
  const words =
    here.kind === 'machines'
      ? t('A code for one more machine is on the clipboard, until {0}. Paste it there: My Machines, Join.', until)
      : t(
          'An invite to {0} is on the clipboard. It is for one person, until {1}. Who has it can ask to be let in; you compare six words before you say yes.',
          shownName(here.name),
          until,
        );
  void vscode.window.showInformationMessage(words, link, requests).then((way) => {
    if (way === link) void vscode.env.clipboard.writeText(linkOf(vscode.env.uriScheme, extension, code));
    if (way === requests) void letIn(team, here);
  });
}
