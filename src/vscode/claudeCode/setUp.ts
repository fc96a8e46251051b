import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { claudeCommands } from '../../core/claudeSettings.js';
import type { CommandTools } from '../commands/handlers.js';
import { dataFolderOf, installLauncher } from '../commands/launcher.js';
import { pickSome } from '../questions.js';
import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import { entriesOf, type WantedEntries, writeEntries } from './entries.js';
import { claudeFailure } from './failure.js';
import { backupPath, claudeSettingsPath, readSettingsFile, type SettingsFile } from './settingsFile.js';

/**
 * Shows which of our entries Claude Code's settings have, writes those that are ticked and takes away the others. Only a
 * person's own settings file is touched, never a project's.
 */
export async function setUpClaudeCode(tools: CommandTools): Promise<void> {
  const { demoHome, runtime } = tools.around;
  const path = demoHome === undefined ? claudeSettingsPath(homedir(), process.env) : claudeSettingsPath(demoHome, {});
  const folder = dataFolderOf((await tools.counting.call('state', {})).path);
  if (folder === undefined)
    throw new Refusal(t('The ledger is in memory only, so there is no folder for the command.'));
  try {
    const file = readSettingsFile(path);
    const wanted = await pickEntries(file, runtime.windows);
    if (!wanted) return;
    const launcher = installLauncher(folder, runtime);
    writeEntries(file, wanted, claudeCommands(launcher, runtime.windows));
    tellWritten(file, wanted);
  } catch (error) {
    throw claudeFailure(error, path);
  }
}

async function pickEntries(file: SettingsFile, windows: boolean): Promise<WantedEntries | undefined> {
  const { hook, statusLine, setup } = entriesOf(file);
  const foreign = setup.statusLine === 'foreign' || setup.statusLine === 'wrapped';
  const parts = [
    {
      part: 'hook' as const,
      picked: hook,
      label: t('Check prompts for secrets'),
      detail: t('A hook stops a prompt that holds a key or password, and says which kind.'),
    },
    // A status line of one's own is wrapped by a POSIX shell.
    ...(foreign && windows
      ? []
      : [
          {
            part: 'statusLine' as const,
            picked: statusLine,
            label: t('Show plan windows and context'),
            detail: foreign
              ? t('Your own status line stays; Tallyboard listens beside it.')
              : t(
                  'A status line: tokens and list price of today. Its plan windows show in the editor’s status bar too.',
                ),
          },
        ]),
  ];
  const picked = await pickSome(parts, {
    title: t('Set Up Claude Code'),
    placeHolder: t('Ticked entries are written into its settings, the others are taken out'),
  });
  if (!picked) return undefined;
  const has = (part: string) => picked.some((each) => each.part === part);
  return { hook: has('hook'), statusLine: has('statusLine') };
}

function tellWritten(file: SettingsFile, { hook, statusLine }: WantedEntries): void {
  const show = t('Show');
  const words =
    hook || statusLine
      ? t('Claude Code has the entries from its next start on. The file as it was is {0}.', backupPath(file))
      : t('Claude Code’s settings have no entry of Tallyboard.');
  void vscode.window.showInformationMessage(words, show).then((way) => {
    if (way === show) return vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file.path));
    return undefined;
  });
}
