import * as vscode from 'vscode';
import type { LedgerReader } from '../../app/you.js';
import { addDays, dayOf, dayStart } from '../../core/day.js';
import { t } from '../words.js';

/** Asks how long, then pauses. What is used meanwhile is left out for good. */
export async function pauseCounting(reader: LedgerReader, zone: string): Promise<void> {
  const items = pauses().map(({ label, until }) => ({ label, until }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t('Pause counting for how long? Use during a pause is left out for good.'),
  });
  if (!picked) return;
  const since = Date.now();
  await reader.call('pause', { since, until: picked.until(since, zone) });
}

export async function resumeCounting(reader: LedgerReader): Promise<void> {
  await reader.call('resume', { at: Date.now() });
}

/** The choices, with the instant at which each ends; undefined: when the person resumes. */
export function pauses(): readonly {
  readonly label: string;
  until(since: number, zone: string): number | undefined;
}[] {
  return [
    { label: t('1 hour'), until: (since) => since + 3_600_000 },
    { label: t('Until tomorrow'), until: (since, zone) => dayStart(addDays(dayOf(since, zone), 1), zone) },
    { label: t('Until I resume'), until: () => undefined },
  ];
}
