import type { SessionRow } from '../../src/core/report.js';
import type { KeptSum } from '../../src/protocol/kept.js';
import { toolWords } from '../toolWords.js';
import { t } from '../words.js';

export const columns = [
  { id: 'name', name: () => t('Session'), end: false },
  { id: 'start', name: () => t('Started'), end: false },
  { id: 'length', name: () => t('Length'), end: true },
  { id: 'total', name: () => t('Tokens'), end: true },
  { id: 'cost', name: () => t('Cost'), end: true },
  { id: 'kept', name: () => t('Kept'), end: true },
] as const;

export interface SessionOrder {
  readonly by: (typeof columns)[number]['id'];
  readonly down: boolean;
}

/** What says nothing of a column comes last, in either direction. Equal ones stay newest first. */
export function sorted(
  rows: readonly SessionRow[],
  { by, down }: SessionOrder,
  kept: ReadonlyMap<string, KeptSum>,
): readonly SessionRow[] {
  const value = (row: SessionRow): number | string | null => {
    const stayed = kept.get(row.id);
    const values = {
      name: () => toolWords(row.tool) + row.project,
      start: () => row.start,
      length: () => row.end - row.start,
      total: () => row.totals.total,
      cost: () => row.totals.costNano,
      kept: () => (stayed && stayed.lines > 0 ? stayed.kept / stayed.lines : null),
    };
    return values[by]();
  };
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right === down ? 1 : -1;
  });
}
