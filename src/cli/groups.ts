import type { Dimension, Totals, UsageRow } from '../core/report.js';
import { toolWords } from './toolWords.js';

export const groupHeads: Readonly<Record<Dimension, string>> = {
  tool: 'Tool',
  model: 'Model',
  day: 'Day',
  session: 'Session',
  project: 'Project',
  branch: 'Branch',
};

/** Groups as a person reads them: days in order, else most tokens first; a dash for what has no name. */
export function groupsOf(name: Dimension, rows: readonly UsageRow[]): { readonly label: string; totals: Totals }[] {
  const nameOf = ({ key }: UsageRow) => key[name] ?? '';
  const order = (a: UsageRow, b: UsageRow) =>
    name === 'day' ? (nameOf(a) < nameOf(b) ? -1 : 1) : b.totals.total - a.totals.total;
  return [...rows].sort(order).map((row) => {
    const label = name === 'tool' ? toolWords(nameOf(row)) : nameOf(row);
    return { label: label === '' ? '–' : label, totals: row.totals };
  });
}
