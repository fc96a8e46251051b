import type { LedgerReader } from '../../app/you.js';
import { addDays, dayOf, dayStart } from '../../core/day.js';
import { type PauseLength, pauseLengths } from '../../protocol/page.js';
import { pickOne } from '../questions.js';
import { t } from '../words.js';

/** Asks how long, then pauses. What is used meanwhile is left out for good. */
export async function pauseCounting(reader: LedgerReader, zone: string): Promise<void> {
  const items = pauseLengths.map((length) => ({ label: names[length](), length }));
  const picked = await pickOne(items, {
    placeHolder: t('Pause counting for how long? Use during a pause is left out for good.'),
  });
  if (picked) await pauseFor(reader, picked.length, zone);
}

export async function pauseFor(reader: LedgerReader, length: PauseLength, zone: string): Promise<void> {
  const since = Date.now();
  await reader.call('pause', { since, until: pauseEnd(length, since, zone) });
}

export async function resumeCounting(reader: LedgerReader): Promise<void> {
  await reader.call('resume', { at: Date.now() });
}

const names: Readonly<Record<PauseLength, () => string>> = {
  hour: () => t('1 hour'),
  tomorrow: () => t('Until tomorrow'),
  resumed: () => t('Until I resume'),
};

/** The instant at which a pause ends; undefined: when the person resumes. */
export function pauseEnd(length: PauseLength, since: number, zone: string): number | undefined {
  if (length === 'hour') return since + 3_600_000;
  return length === 'tomorrow' ? dayStart(addDays(dayOf(since, zone), 1), zone) : undefined;
}
