import { callErrorOf } from '../protocol/rpc.js';
import { t } from './words.js';

/** Words for what went wrong, each with what can be done. */

/** Why nothing counts, by the worker's reason. */
export function stoppedWords(reason: string): string {
  const words: Readonly<Record<string, () => string>> = {
    'no-sqlite': () =>
      t('Tallyboard cannot count here: this editor has no node:sqlite. Update it to VS Code 1.106 or later.'),
    busy: () => t('The ledger is in use by another program. Tallyboard tries again by itself.'),
    damaged: () => t('The ledger is damaged. Diagnose tells where it is; the logs can be read again into a new one.'),
    full: () => t('The disk is full. New use stays in the logs and is counted when there is room.'),
    readonly: () =>
      t('The ledger cannot be written. Check the permissions of its folder, then choose Restart Counting.'),
    newer: () => t('The ledger was written by a newer Tallyboard. Update this one.'),
    erased: () => t('Everything was erased. Nothing is counted until you choose from when.'),
    crashed: () => t('Counting stopped. It starts again by itself.'),
  };
  return words[reason]?.() ?? t('Counting stopped ({0}). Choose Restart Counting, or Diagnose for details.', reason);
}

/** What to tell a person of an error of a command or question. */
export function failureWords(error: unknown, stopped: string | undefined): string {
  const call = callErrorOf(error);
  if (call?.fate === 'closed') return stoppedWords(stopped ?? 'crashed');
  if (call?.fate === 'cancelled') return t('Cancelled.');
  if (call && call.reason !== '') return stoppedWords(call.reason);
  return error instanceof Error ? error.message : String(error);
}
