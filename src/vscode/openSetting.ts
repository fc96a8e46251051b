import * as vscode from 'vscode';
import { type SettingName, settingsTable } from './settings.js';

/** Shows a setting where it is changed: of a remote machine its own stand apart, and a person's settings do not show them. */
export async function openSetting(name: SettingName): Promise<void> {
  if (settingsTable[name].scope === 'machine' && vscode.env.remoteName !== undefined)
    await vscode.commands.executeCommand('workbench.action.openRemoteSettings', { query: name });
  else await vscode.commands.executeCommand('workbench.action.openSettings', name);
}
