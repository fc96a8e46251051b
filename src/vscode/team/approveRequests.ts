import * as vscode from 'vscode';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** Who asks to be let in; one is, once the six words that both screens show were compared. */
export async function approveRequests({ team }: TeamTools): Promise<void> {
  const here = await theTeam(team);
  const waiting = await reaching(t('Looking who asks to be let in'), (signal) => team.requests(here.id, signal));
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage(t('Nobody waits to be let into {0}.', shownName(here.name)));
    return;
  }
  const items = waiting.map((request) => ({ label: shownName(request.alias), detail: request.words, request }));
  const title = t('Approve Requests to Join');
  const placeHolder = t('Who is it? Compare the six words with him first.');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (!picked) return;
  const { id, words } = picked.request;
  const [same, other] = [t('The same words'), t('Other words')];
  const question = t('Does {0} see these six words?', picked.label);
  const detail = `${words}\n\n${t('Ask by voice or in person. Who is let in holds the team’s key and can read all rows.')}`;
  const way = await vscode.window.showWarningMessage(question, { modal: true, detail }, same, other);
  if (way === other)
    void vscode.window.showWarningMessage(
      t('Not let in. Somebody else may have the invite: send a new one by a way that only {0} reads.', picked.label),
    );
  if (way !== same) return;
  await reaching(t('Letting in'), async (signal) => {
    await team.call('approve', { team: here.id, id, words }, signal);
    // Others may wait.
    await team.requests(here.id, signal);
  });
  void vscode.window.showInformationMessage(t('{0} is let in.', picked.label));
}
