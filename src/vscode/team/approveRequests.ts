import * as vscode from 'vscode';
import type { TeamHere, TeamRequest } from '../../protocol/teamWork.js';
import { pickOne } from '../questions.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamHost } from './teamHost.js';
import type { TeamTools } from './teamTools.js';

/** Who asks to be let in; one is, once the six words that both screens show were compared. */
export async function approveRequests({ team }: TeamTools): Promise<void> {
  await letIn(team, await theTeam(team));
}

/** The same of a team, or of one's own machines. */
export async function letIn(team: TeamHost, here: TeamHere): Promise<void> {
  const look = (signal: AbortSignal) =>
    here.kind === 'machines' ? team.machines.look(here, signal) : team.requests(here.id, signal);
  const waiting = await reaching(t('Looking who asks to be let in'), look);
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage(t('Nobody waits to be let into {0}.', shownName(here.name)));
    return;
  }
  const request = await chosen(waiting);
  if (!request || !(await isSame(request, here))) return;
  const { id, words, alias } = request;
  await reaching(t('Letting in'), async (signal) => {
    await team.call('approve', { team: here.id, id, words }, signal);
    // Others may wait.
    await look(signal);
  });
  void vscode.window.showInformationMessage(t('{0} is let in.', shownName(alias)));
}

async function chosen(waiting: readonly TeamRequest[]): Promise<TeamRequest | undefined> {
  const items = waiting.map((request) => ({ label: shownName(request.alias), detail: request.words, request }));
  const title = t('Approve Requests to Join');
  const placeHolder = t('Who is it? Compare the six words with them first.');
  return (await pickOne(items, { title, placeHolder }))?.request;
}

async function isSame({ alias, words }: TeamRequest, { kind }: TeamHere): Promise<boolean> {
  const name = shownName(alias);
  const [same, other] = [t('The same words'), t('Other words')];
  const own = kind === 'machines';
  const question = own ? t('Does {0} show these six words?', name) : t('Does {0} see these six words?', name);
  const why = own
    ? t('Look at its screen. Who is let in holds the key of all your machines’ counts.')
    : t('Ask by voice or in person. Who is let in holds the team’s key and can read all rows.');
  const detail = `${words}\n\n${why}`;
  const way = await vscode.window.showWarningMessage(question, { modal: true, detail }, same, other);
  if (way === other)
    void vscode.window.showWarningMessage(
      t('Not let in. Somebody else may have the invite: send a new one by a way that only {0} reads.', name),
    );
  return way === same;
}
