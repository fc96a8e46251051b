import * as vscode from 'vscode';
import type { TeamCommand } from '../../protocol/team.js';
import type { TeamHost } from './teamHost.js';

/** What a link or button of the tab does, as a command of the editor with its argument. */
const commands: Readonly<Partial<Record<TeamCommand, readonly [string, ...unknown[]]>>> = {
  join: ['tallyboard.joinTeam'],
  joinAgain: ['tallyboard.joinTeam'],
  restore: ['tallyboard.restoreKey'],
  create: ['tallyboard.createTeam'],
  copyInvite: ['tallyboard.inviteToTeam'],
  requests: ['tallyboard.approveRequests'],
  members: ['tallyboard.teamMembers'],
  joinBoard: ['tallyboard.shareNow'],
  share: ['tallyboard.shareNow'],
  compare: ['tallyboard.shareNow'],
  preview: ['tallyboard.previewShare'],
  pause: ['tallyboard.pauseSharing'],
  resume: ['tallyboard.resumeSharing'],
  alias: ['tallyboard.changeAlias'],
  policy: ['tallyboard.showPolicy'],
  changePolicy: ['tallyboard.changePolicy'],
  say: ['tallyboard.sayToTeam'],
  choose: ['tallyboard.chooseTeam'],
  machines: ['tallyboard.machines'],
  // The page has asked already.
  leave: ['tallyboard.leaveTeam', true],
};

/** Runs what the tab asks for; a command that is not offered here does nothing. */
export async function runTeamCommand(command: TeamCommand, team: TeamHost | undefined): Promise<void> {
  if (command === 'tryNow') return team?.lookNow();
  const [id, ...values] = commands[command] ?? [];
  if (id !== undefined) await vscode.commands.executeCommand(id, ...values);
}
