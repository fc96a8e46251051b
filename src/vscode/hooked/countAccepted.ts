import * as vscode from 'vscode';
import { openSetting } from '../openSetting.js';
import { t } from '../words.js';
import type { Hooks } from './hooks.js';

/** Switches counting of accepted suggestions on, in every window of this person, and says where it is switched off. */
export async function countAccepted(hooks: Hooks): Promise<void> {
  const name = 'tallyboard.hooks.inlineSuggestions';
  await vscode.workspace.getConfiguration().update(name, true, vscode.ConfigurationTarget.Global);
  hooks.apply(true, true);
  if (hooks.state.kind !== 'on') return;
  const open = t('Open Settings');
  const told = t('Suggestions that you accept by key are counted from now on.');
  const way = await vscode.window.showInformationMessage(told, open);
  if (way === open) await openSetting(name);
}
