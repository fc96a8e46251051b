import * as vscode from 'vscode';
import type { TeamHere } from '../../protocol/teamWork.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** Two clicks: the page has its own second one, and says so by `sure`. */
export async function leaveTeam({ team }: TeamTools, sure: unknown): Promise<void> {
  const here = await theTeam(team);
  const name = shownName(here.name);
  const leave = t('Leave');
  if (sure !== true) {
    const detail =
      here.standing === 'waiting'
        ? t('What you asked is taken back.')
        : t('Your rows are withdrawn now and dropped by others at their next sync. What was seen was seen.');
    const question = t('Leave {0}?', name);
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, leave)) !== leave) return;
  }
  const { withoutAdmin } = await reaching(t('Leaving {0}', name), (signal) =>
    team.call('leave', { team: here.id }, signal),
  );
  team.forget();
  if (withoutAdmin)
    void vscode.window.showWarningMessage(t('{0} has no admin any more: nobody can be let in or let go.', name));
}

/** This machine tells and hears nothing any more; what it told stays in the sum of the others. */
export async function leaveMachines({ team }: TeamTools, here: TeamHere): Promise<void> {
  const leave = t('Leave');
  const question = t('Take this machine out?');
  const detail = t(
    'It tells and hears nothing any more. What it told stays in the sum of your other machines; Erase My Data takes it back.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, leave)) !== leave) return;
  await reaching(t('Leaving {0}', shownName(here.name)), (signal) => team.call('leave', { team: here.id }, signal));
}
