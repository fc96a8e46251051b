import * as vscode from 'vscode';
import type { Keeper } from './memory/keeper.js';
import { openSetting } from './openSetting.js';
import { settingProblemWords } from './settingProblemWords.js';
import { readSettings, type SettingName, type Settings, settingNames, settingProblems } from './settings.js';
import { systemZone } from './systemZone.js';
import { t } from './words.js';

/** The settings as of now, and what changed in them. */
export class SettingsReader {
  #settings = asOfNow();

  get current(): Settings {
    return this.#settings;
  }

  /** What is wrong, in words. */
  get problems(): readonly string[] {
    return settingProblems(read).map((problem) => settingProblemWords(problem));
  }

  /** `changed` gets the names of our settings that changed. */
  onChange(changed: (names: readonly SettingName[]) => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      const names = settingNames.filter((name) => event.affectsConfiguration(name));
      if (names.length === 0) return;
      this.#settings = asOfNow();
      changed(names);
    });
  }

  /** Whether days are those of another zone since the machine has been taken to it. */
  hasOtherZone(): boolean {
    const { zone } = this.#settings;
    this.#settings = asOfNow();
    return zone !== this.#settings.zone;
  }

  /** Says that a setting is not taken as written, unless the person said not to. */
  async warn(keeper: Keeper, names: readonly SettingName[]): Promise<void> {
    const [problem] = settingProblems(read).filter(({ setting }) => names.includes(setting));
    if (!problem || keeper.isDismissed(problem.setting)) return;
    const [open, never] = [t('Open Settings'), t('Don’t show again')];
    const way = await vscode.window.showWarningMessage(settingProblemWords(problem), open, never);
    if (way === open) await openSetting(problem.setting);
    if (way === never) await keeper.dismiss(problem.setting);
  }
}

function asOfNow(): Settings {
  return readSettings(read, systemZone(), isOfWorkspace('tallyboard.budget.amount'));
}

function isOfWorkspace(name: SettingName): boolean {
  const told = vscode.workspace.getConfiguration().inspect(name);
  return (told?.workspaceFolderValue ?? told?.workspaceValue) !== undefined;
}

/** The editor hands out objects as proxies, which no worker can be sent: a plain copy. */
function read(name: SettingName): unknown {
  const value: unknown = vscode.workspace.getConfiguration().get(name);
  return typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
}
