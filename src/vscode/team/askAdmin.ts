import * as vscode from 'vscode';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamHost } from './teamHost.js';

/** Who can be asked why the own row does not count, and what to tell him; nothing is sent. */
export async function askAdmin(team: TeamHost): Promise<void> {
  const here = await theTeam(team);
  const [shown, { admins }] = await reaching(t('Reading the team’s policy'), (signal) =>
    Promise.all([
      team.call('show', { team: here.id, board: 'kept' }, signal),
      team.call('policy', { team: here.id }, signal),
    ]),
  );
  if (shown.state !== 'member' || shown.flagged === null) return;
  const { week, flag } = shown.flagged;
  const name = shownName(here.name);
  const copy = t('Copy what to tell');
  const question = t('Ask an admin of {0}: {1}', name, admins.map(shownName).join(', '));
  const why =
    flag === 'signature'
      ? t('Something in your name has a signature that does not fit. Your own machines sign anew when you share again.')
      : t('Something older in your name took the place of something newer. Share again; if it comes back, say so.');
  const detail = `${why}\n\n${t('Nothing is sent by this. Ask as you always do.')}`;
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, copy)) !== copy) return;
  const text = t(
    'My row of {0} in {1} does not count ({2}). I am {3}; the board’s fingerprint here is {4}. Please compare.',
    week,
    name,
    flag,
    here.alias,
    shown.fingerprint,
  );
  await vscode.env.clipboard.writeText(text);
}
