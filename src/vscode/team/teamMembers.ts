import * as vscode from 'vscode';
import type { TeamHere, TeamPerson } from '../../protocol/teamWork.js';
import { pickOne } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { memberItems } from './memberItems.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

type Item = vscode.QuickPickItem & { readonly person?: TeamPerson };
/** By what he is called, and his id where that tells him from another. */
interface Chosen {
  readonly person: TeamPerson;
  readonly name: string;
  readonly detail: string | undefined;
}
type Act = 'makeAdmin' | 'letGo';

/** Who is in the team. An admin makes another one beside him, lets a member go, or changes the keys. */
export async function teamMembers(tools: TeamTools): Promise<void> {
  const { team } = tools;
  const here = await theTeam(team);
  const all = await reaching(t('Looking who is in the team'), (signal) =>
    team.call('members', { team: here.id }, signal),
  );
  const picked = await chosen(all, here);
  if (!picked || !here.admin) return;
  const { person, label: name, detail } = picked;
  if (person) await change(tools, here, { person, name, detail });
  else await rotate(tools, here);
}

function chosen(all: readonly TeamPerson[], here: TeamHere): Thenable<Item | undefined> {
  const people: readonly Item[] = memberItems(all);
  const keys: Item = { label: `$(key) ${t('New keys')}`, detail: t('For all who are members now.') };
  return pickOne(here.admin ? [...people, keys] : people, {
    title: t('Members of {0}', shownName(here.name)),
    placeHolder: here.admin ? t('Whom do you make an admin, or let go?') : t('Admins let in and let go.'),
  });
}

async function change({ team }: TeamTools, here: TeamHere, chosen: Chosen): Promise<void> {
  const { person, name, detail } = chosen;
  if (person.you) throw new Refusal(t('To go yourself, leave the team.'));
  const act = await askAct(person, detail === undefined ? name : `${name} (${detail})`);
  if (act === undefined || !(await isSure(act, chosen))) return;
  const given = { team: here.id, id: person.id, act };
  await reaching(t('Writing the list of members'), (signal) => team.call('changeMember', given, signal));
  team.forget();
  const words = act === 'letGo' ? t('{0} is let go, by new keys.', name) : t('{0} is an admin beside you.', name);
  void vscode.window.showInformationMessage(words);
}

async function askAct({ admin }: TeamPerson, title: string): Promise<Act | undefined> {
  const make = {
    label: t('Make an admin'),
    detail: t('Beside you, able to do all that you can.'),
    act: 'makeAdmin' as const,
  };
  const go = { label: t('Let go'), detail: t('By new keys, which this member does not get.'), act: 'letGo' as const };
  const items = admin ? [go] : [make, go];
  return (await pickOne(items, { title }))?.act;
}

async function isSure(act: Act, { name, detail: id = '' }: Chosen): Promise<boolean> {
  const { question, detail, yes } = sureWords[act](name);
  const options = { modal: true, detail: id === '' ? detail : `${id}\n\n${detail}` };
  return (await vscode.window.showWarningMessage(question, options, yes)) === yes;
}

const sureWords = {
  makeAdmin: (name: string) => ({
    question: t('Make {0} an admin?', name),
    detail: t(
      'An admin can do all that you can: let in and let go, you too, change the keys and the policy, and make others admins. Only letting this member go takes it back. A team that loses its only admin’s keys is lost: a second admin keeps it.',
    ),
    yes: t('Make an admin'),
  }),
  letGo: (name: string) => ({
    question: t('Let {0} go?', name),
    detail: t(
      'This member’s rows are dropped, and nothing said from now on can be read there. What was read was read.',
    ),
    yes: t('Let go'),
  }),
} as const satisfies Readonly<Record<Act, unknown>>;

async function rotate({ team }: TeamTools, here: TeamHere): Promise<void> {
  await reaching(t('Changing the keys'), (signal) => team.call('rotate', { team: here.id }, signal));
  team.forget();
  void vscode.window.showInformationMessage(t('The team has new keys. Each member takes them at the next look.'));
}
