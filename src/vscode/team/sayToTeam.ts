import type * as vscode from 'vscode';
import { longestNote, type NoteKind } from '../../core/team/note.js';
import type { TeamHere, TeamMember } from '../../protocol/teamWork.js';
import { askInBox, pickOne } from '../questions.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { memberOf } from './memberOf.js';
import { reaching } from './reaching.js';
import { showBytes } from './showBytes.js';
import { shownName } from './shownName.js';
import { policyRead } from './showPolicy.js';
import type { TeamTools } from './teamTools.js';

/** An objection, a proposal, a digest that should wait, or all of that taken back: shown to the byte, then said to all. */
export async function sayToTeam(tools: TeamTools): Promise<void> {
  const { team, documents } = tools;
  const here = await theTeam(team);
  const kind = await askKind(here, await memberOf(team, here));
  if (kind === undefined) return;
  const text = kind === null ? '' : await askText(here, kind);
  if (text === undefined) return;
  const note = kind === null ? null : { kind, text };
  const say = (dry: boolean) =>
    reaching(t('Telling the team'), (signal) => team.call('say', { team: here.id, note, dry }, signal));
  await showBytes(documents, t('What you say'), await say(true));
  const tell = { label: note ? t('Say it') : t('Take it back'), detail: t('Every member sees it, with your alias.') };
  const not = { label: t('Not now'), detail: t('Nothing leaves.') };
  const title = t('Tell all members of {0}?', shownName(here.name));
  const placeHolder = t('The editor shows all of it, to the byte.');
  if ((await pickOne([tell, not], { title, placeHolder })) !== tell) return;
  await say(false);
  await policyRead(tools, here);
}

/** Null: to take back; undefined: he thinks better of it. */
async function askKind(here: TeamHere, { flagged, said }: TeamMember): Promise<NoteKind | null | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly note: NoteKind | null })[] = [
    { note: 'policy', label: t('Object to the policy') },
    ...(flagged ? [{ note: 'flag' as const, label: t('Object to the flag of my row') }] : []),
    { note: 'proposal', label: t('Propose a change') },
    { note: 'digest', label: t('Have the digest wait'), detail: t('For seven days; nobody makes that longer.') },
    ...(said ? [{ note: null, label: t('Take back what I said') }] : []),
  ];
  const title = t('Object or propose in {0}', shownName(here.name));
  const placeHolder = t('No decision is made by the machine: all members see it, and talk.');
  return (await pickOne(items, { title, placeHolder }))?.note;
}

function askText({ name }: TeamHere, kind: NoteKind): Thenable<string | undefined> {
  return askInBox({
    title: shownName(name),
    prompt: t('What do you say to all members? It stands there with your alias.'),
    validateInput: (text) => {
      if (kind === 'proposal' && text.trim() === '') return t('Say what you propose.');
      return text.length > longestNote ? t('At most {0} characters.', longestNote) : undefined;
    },
  });
}
