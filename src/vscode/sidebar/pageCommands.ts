import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import type { PageCommand } from '../../protocol/page.js';
import type { CommandId } from '../commands/commandTable.js';
import { openSetting } from '../openSetting.js';
import type { SettingName } from '../settings.js';
import { showLedger } from './showLedger.js';

/** What a link or button of the page does, as a command of the editor with its arguments. */
const commands = {
  report: ['tallyboard.showReport'],
  pause: ['tallyboard.pause'],
  resume: ['tallyboard.resume'],
  diagnose: ['tallyboard.diagnose'],
  verify: ['tallyboard.verify'],
  rescan: ['tallyboard.rescan'],
  restart: ['tallyboard.restart'],
  settings: ['tallyboard.openSettings'],
  export: ['tallyboard.exportUsage', { span: {} }],
  erase: ['tallyboard.erase'],
  countAccepted: ['tallyboard.countAccepted'],
  setBudget: ['tallyboard.setBudget'],
  addPrice: ['tallyboard.addPrice'],
  trust: ['workbench.trust.manage'],
} as const satisfies Partial<Record<PageCommand, readonly [CommandId | `workbench.${string}`, ...unknown[]]>>;

const settings = {
  addFolder: 'tallyboard.roots',
  retention: 'tallyboard.retentionDays',
} as const satisfies Partial<Record<PageCommand, SettingName>>;

/** Runs what the page asks for; a command that is not offered here does nothing. */
export async function runPageCommand(
  command: PageCommand,
  page: { reload(): void },
  reader: LedgerReader,
): Promise<void> {
  if (command === 'reload') return page.reload();
  if (command === 'showLedger') return showLedger(reader);
  if (command === 'demo') return;
  if (isOfSetting(command)) return openSetting(settings[command]);
  const [id, ...values] = commands[command];
  await vscode.commands.executeCommand(id, ...values);
}

function isOfSetting(command: PageCommand): command is keyof typeof settings {
  return command in settings;
}
