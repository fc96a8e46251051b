import {
  addClaudeEntries,
  type ClaudeCommands,
  type ClaudeSetup,
  readClaudeSetup,
  removeClaudeEntries,
} from '../../core/claudeSettings.js';
import { readBackup, removeBackup, type SettingsFile, writeBackup, writeSettingsFile } from './settingsFile.js';

/** Which entries a person wants. */
export interface WantedEntries {
  readonly hook: boolean;
  readonly statusLine: boolean;
}

/** Which of our entries the file has. Throws as `readClaudeSetup`. */
export function entriesOf({ text }: SettingsFile): WantedEntries & { readonly setup: ClaudeSetup } {
  const setup = readClaudeSetup(text);
  return { hook: setup.hook, statusLine: setup.statusLine === 'ours' || setup.statusLine === 'wrapped', setup };
}

/**
 * Writes the entries that are wanted and takes away the others; the file as it was before the first of them is kept beside
 * it until the last is gone, and is then what stands there again, where nothing else has changed. Throws as
 * `readClaudeSetup` and `writeSettingsFile`; nothing is written then.
 */
export function writeEntries(
  file: SettingsFile,
  wanted: WantedEntries,
  commands: Readonly<Record<keyof ClaudeCommands, string>>,
): void {
  const had = entriesOf(file);
  const fresh = !had.hook && !had.statusLine;
  const before = fresh ? (file.exists ? file.text : undefined) : readBackup(file);
  const bare = fresh ? file.text : removeClaudeEntries(file.text, before ?? '');
  const text = addClaudeEntries(bare, {
    hook: wanted.hook ? commands.hook : undefined,
    statusLine: wanted.statusLine ? commands.statusLine : undefined,
  });
  if (text !== file.text) {
    if (fresh) writeBackup(file);
    try {
      writeSettingsFile(file, text === '' && before === undefined ? undefined : text);
    } catch (error) {
      if (fresh) removeBackup(file);
      throw error;
    }
  }
  if (!wanted.hook && !wanted.statusLine) removeBackup(file);
}
