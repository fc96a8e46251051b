import { Refusal } from '../refusal.js';
import { t } from '../words.js';
import type { SettingsFileError } from './settingsFile.js';

/** The error with words for a person; each says that nothing was changed, and what to do. */
export function claudeFailure(error: unknown, path: string): unknown {
  const { name } = Object(error) as Error;
  if (name === 'JsonTextError')
    return new Refusal(t('"{0}" is no JSON at line {1}. Nothing was changed; mend it first.', path, lineOf(error)));
  if (name === 'ClaudeSettingsError')
    return new Refusal(t('"{0}" has another shape than Claude Code reads. Nothing was changed.', path));
  if (name !== 'SettingsFileError') return error;
  const { reason, path: place } = error as SettingsFileError;
  const words = {
    noFolder: () => t('There is no folder "{0}". Start Claude Code once, then try again.', place),
    noFile: () => t('"{0}" is a link that leads nowhere. Nothing was changed.', place),
    unreadable: () => t('"{0}" cannot be read. Check its permissions.', place),
    notText: () => t('"{0}" is no UTF-8 text. Nothing was changed.', place),
    readOnly: () => t('"{0}" may not be written. Nothing was changed; check its permissions.', place),
    changed: () => t('"{0}" was changed meanwhile. Nothing was written; try again.', place),
  } satisfies Record<typeof reason, () => string>;
  return new Refusal(words[reason]());
}

function lineOf(error: unknown): number {
  return (error as { readonly line: number }).line;
}
