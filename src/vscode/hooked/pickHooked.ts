import * as vscode from 'vscode';
import { openSetting } from '../openSetting.js';
import { openPick } from '../questions.js';
import type { HookedEntry } from '../settings.js';
import { t } from '../words.js';

interface Item extends vscode.QuickPickItem {
  readonly entry: HookedEntry;
}

const keySetting = 'tallyboard.hooks.commands';

/** Asks which of the setting's commands to run, and runs it as a key binding would. Its button copies that key binding. */
export async function pickHooked(entries: readonly HookedEntry[]): Promise<unknown> {
  if (entries.length === 0) return tellOfSetting();
  const copyButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: t('Copy key binding') };
  const pick = openPick<Item>();
  pick.placeholder = t('The command runs as it is; the text that it puts into documents is counted');
  pick.matchOnDescription = true;
  pick.items = entries.map((entry) => ({
    label: entry.title,
    description: entry.title === entry.command ? '' : entry.command,
    buttons: [copyButton],
    entry,
  }));
  const chosen = await new Promise<HookedEntry | undefined>((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => {
      void copyBinding(item.entry);
      pick.hide();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.entry);
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  return chosen && vscode.commands.executeCommand('tallyboard.runHooked', asArguments(chosen));
}

/** An entry for `keybindings.json`, whose key is for the person to choose. */
export function bindingText(entry: HookedEntry): string {
  return JSON.stringify({ key: 'ctrl+alt+h', command: 'tallyboard.runHooked', args: asArguments(entry) }, null, 2);
}

function asArguments({ command, args }: HookedEntry): object {
  return args === undefined ? { command } : { command, args };
}

async function copyBinding(entry: HookedEntry): Promise<void> {
  await vscode.env.clipboard.writeText(bindingText(entry));
  const open = t('Open Keyboard Shortcuts (JSON)');
  const told = t(
    'Copied a key binding for "{0}". Paste it into the list of your keys and choose the key.',
    entry.title,
  );
  if ((await vscode.window.showInformationMessage(told, open)) === open)
    await vscode.commands.executeCommand('workbench.action.openGlobalKeybindingsFile');
}

async function tellOfSetting(): Promise<void> {
  const open = t('Open Settings');
  const told = t('No commands are listed yet. List those of your assistants in {0}.', keySetting);
  if ((await vscode.window.showInformationMessage(told, open)) === open) await openSetting(keySetting);
}
