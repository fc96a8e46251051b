import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { shortestPassphrase } from '../../core/team/bodies.js';
import { askInBox } from '../questions.js';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { shownName } from './shownName.js';
import type { TeamTools } from './teamTools.js';

/** For the day that this machine is lost: its key of the team, in a file of a passphrase. */
export async function backUpKey({ team }: TeamTools): Promise<void> {
  const here = await theTeam(team);
  const title = t('Back Up Team Key');
  const passphrase = await newPassphrase(title);
  if (passphrase === undefined) return;
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.file(join(homedir(), 'tallyboard-key.age')),
    filters: { age: ['age'] },
  });
  if (target === undefined) return;
  const given = { team: here.id, file: target.fsPath, passphrase };
  await reaching(t('Sealing the key'), (signal) => team.call('backUp', given, signal));
  void vscode.window.showInformationMessage(
    t(
      'Keep the file off this machine, and the passphrase elsewhere. It is for this machine’s place in {0} when this machine is gone; for one more machine of yours, invite it.',
      shownName(here.name),
    ),
  );
}

async function newPassphrase(title: string): Promise<string | undefined> {
  const first = await askInBox({
    title,
    password: true,
    prompt: t('A passphrase for the file: five words that have nothing to do with one another, say.'),
    validateInput: (text) =>
      text.length < shortestPassphrase ? t('At least {0} characters.', String(shortestPassphrase)) : undefined,
  });
  if (first === undefined) return undefined;
  return askInBox({
    title,
    password: true,
    prompt: t('The same passphrase again. Nobody can tell it to you later.'),
    validateInput: (text) => (text === first ? undefined : t('That is another one.')),
  });
}

/** A member again, who has agreed to share nothing yet. */
export async function restoreKey({ team, choose, showTeam }: TeamTools): Promise<void> {
  const title = t('Restore Team Key');
  const [file] = (await vscode.window.showOpenDialog({ title, filters: { age: ['age'] } })) ?? [];
  if (file === undefined) return;
  const passphrase = await askInBox({
    title,
    password: true,
    prompt: t('The passphrase of the file. The machine that it is of must not be in use any more.'),
  });
  if (passphrase === undefined) return;
  const given = { file: file.fsPath, passphrase };
  const { id, name, kind, isMember } = await reaching(t('Opening the key'), (signal) =>
    team.call('restore', given, signal),
  );
  if (kind === 'machines') team.forget();
  else {
    choose(id);
    showTeam();
  }
  const words = isMember
    ? t('You are in {0} again. Nothing is shared until you say so.', shownName(name))
    : t('The key of {0} is here, but its list of members has you no more. Ask an admin.', shownName(name));
  void vscode.window.showInformationMessage(words);
}
