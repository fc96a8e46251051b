import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import { callErrorOf } from '../../protocol/rpc.js';
import type { TeamErasure, TeamHere } from '../../protocol/teamWork.js';
import type { Documents } from '../documents/documents.js';
import { erasureMarkdown } from '../documents/erasure.js';
import { pickOne } from '../questions.js';
import { reaching } from '../team/reaching.js';
import { shownName } from '../team/shownName.js';
import type { TeamHost } from '../team/teamHost.js';
import { t } from '../words.js';

export interface EraseTools {
  readonly reader: LedgerReader;
  readonly documents: Documents;
  readonly team: TeamHost | undefined;
  readonly showReceipt: () => unknown;
}

/** What is erased: the ledger, and teams with what they have elsewhere or only what is here of them. */
interface Scope {
  readonly ledger: boolean;
  readonly teams: readonly TeamHere[];
  readonly local: boolean;
}

/** Asks once, erases, then shows the receipt; it asks from when to count again. With a team it asks first what is meant. */
export async function eraseData(tools: EraseTools): Promise<void> {
  const { reader, documents, team, showReceipt } = tools;
  const teams = (await team?.everyTeam()) ?? [];
  const scope = teams.length === 0 ? { ledger: true, teams, local: false } : await askScope(teams);
  if (scope === undefined || !(await isSure(scope))) return;
  const gone = team && (await eraseTeams(team, scope));
  if (gone === undefined && teams.length > 0) return;
  if (scope.ledger) await reader.call('erase', { at: Date.now() });
  if (gone && gone.length > 0) await documents.show(t('Erased'), erasureMarkdown(gone, scope.ledger));
  if (scope.ledger) await showReceipt();
}

async function askScope(teams: readonly TeamHere[]): Promise<Scope | undefined> {
  const names = namesOf(teams);
  const items: readonly (vscode.QuickPickItem & { readonly scope: Scope })[] = [
    {
      label: t('Everything'),
      detail: t('Ledger, badges and keys here, and your rows in {0}.', names),
      scope: { ledger: true, teams, local: false },
    },
    {
      label: t('This machine only'),
      detail: t('Ledger, badges and keys here. Your rows in {0} stay there, sealed.', names),
      scope: { ledger: true, teams, local: true },
    },
    ...teams.map((team) => ({
      label: t('My part in {0}', nameOf(team)),
      detail: t('Your rows there, its keys and log here. Your counts stay.'),
      scope: { ledger: false, teams: [team], local: false },
    })),
  ];
  return (await pickOne(items, { title: t('Erase'), placeHolder: t('What is erased?') }))?.scope;
}

function nameOf({ name }: TeamHere): string {
  return shownName(name);
}

/** Of those that one is still in, where there are any. */
function namesOf(teams: readonly TeamHere[]): string {
  const current = teams.filter(({ standing }) => standing === 'member' || standing === 'waiting');
  return (current.length > 0 ? current : teams).map(nameOf).join(', ');
}

async function isSure({ ledger, teams, local }: Scope): Promise<boolean> {
  const [erase, exportFirst] = [t('Erase'), t('Export first')];
  const names = namesOf(teams);
  const question = ledger ? t('Erase all Tallyboard data?') : t('Erase your part in {0}?', names);
  const logs = t('Your AI tools’ own logs stay.');
  const note = t(
    'One signed note saying “erased” remains with the team until its keys change. What was seen was seen.',
  );
  const detail =
    teams.length === 0
      ? t('Removes the ledger, badges and keys here. Your AI tools’ own logs stay.')
      : local
        ? `${t('Removes the ledger, badges and keys here. What you shared with {0} stays there, sealed.', names)} ${logs}`
        : ledger
          ? `${t('Removes the ledger, badges and keys here, and your rows in {0}.', names)} ${logs} ${note}`
          : `${t('Withdraws your rows, and removes the team’s keys and log here. Your counts stay.')} ${note}`;
  const ways = ledger ? [erase, exportFirst] : [erase];
  const way = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...ways);
  if (way === exportFirst) await vscode.commands.executeCommand('tallyboard.exportUsage', { span: {} });
  return way === erase;
}

type Gone = readonly (readonly [string, TeamErasure])[];

/** Undefined: the person thinks better of it where a team cannot be reached. */
async function eraseTeams(team: TeamHost, { teams, local }: Scope): Promise<Gone | undefined> {
  const gone: [string, TeamErasure][] = [];
  for (const each of teams) {
    const erased = await eraseTeam(team, each, local || each.standing === 'damaged');
    if (erased === undefined) return undefined;
    gone.push([nameOf(each), erased]);
  }
  team.forget();
  return gone;
}

async function eraseTeam(team: TeamHost, here: TeamHere, local: boolean): Promise<TeamErasure | undefined> {
  try {
    return await reaching(t('Erasing in {0}', nameOf(here)), (signal) =>
      team.call('erase', { team: here.id, local }, signal),
    );
  } catch (error) {
    if (callErrorOf(error)?.fate === 'cancelled' || local) throw error;
    const hereOnly = t('Erase here only');
    const question = t('{0} could not be reached. Erase here only?', nameOf(here));
    const why = error instanceof Error ? error.message : String(error);
    const detail = `${why}\n\n${t('What you shared stays there, sealed: without the keys you cannot withdraw it later.')}`;
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, hereOnly)) !== hereOnly)
      return undefined;
    return team.call('erase', { team: here.id, local: true });
  }
}
