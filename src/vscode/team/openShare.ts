import * as vscode from 'vscode';
import { t } from '../words.js';
import { theTeam } from './asking.js';
import { reaching } from './reaching.js';
import { showBytes } from './showBytes.js';
import type { TeamTools } from './teamTools.js';
import { unopenedWords } from './unopenedWords.js';

/** Has the stock age program open what this machine shared last, where the team keeps it, and shows what that program printed. */
export async function openShare({ team, documents }: TeamTools): Promise<void> {
  const { id } = await theTeam(team);
  const answer = await reaching(t('Opening your share with age'), (signal) => team.call('open', { team: id }, signal));
  if (!answer.opened) throw new Error(unopenedWords(answer.reason, process.platform));
  team.forget();
  await showBytes(documents, t('My last share, opened by age'), answer.text);
  void vscode.window.showInformationMessage(t('age opens your share to these bytes, and no others left this machine.'));
}
