import { addDays, type DayKey } from '../day.js';
import type { Standing, Unit } from './badge.js';
import { counted } from './counting.js';
import type { BadgeFacts, EditFact } from './facts.js';
import { settleDays, settled } from './spans.js';

/** Of a badge for enough kept lines with each of several tools or models. */
export function keptBy(
  facts: BadgeFacts,
  name: (edit: EditFact) => string,
  { of, lines, unit }: { readonly of: number; readonly lines: number; readonly unit: Unit },
): Standing {
  const kept = new Map<string, { value: number; day: DayKey | null }>();
  const sessions = new Set<string>();
  const last = settled(facts);
  for (const edit of facts.edits) {
    if (edit.day > last || edit.kept === 0) continue;
    const sum = kept.get(name(edit)) ?? { value: 0, day: null };
    sum.value += edit.kept;
    if (sum.day === null && sum.value >= lines) sum.day = addDays(edit.day, settleDays);
    kept.set(name(edit), sum);
    sessions.add(edit.session);
  }
  const sums = [...kept].sort((a, b) => b[1].value - a[1].value);
  const days = sums.flatMap(([, { day }]) => day ?? []).sort();
  return {
    ...counted(days, of, unit),
    evidence: sums.slice(0, of + 2).map(([name, { value }]) => ({ key: 'linesOf', value, of: name })),
    missed: null,
    shown: sessions.size > 0 ? { kind: 'sessions', ids: [...sessions] } : null,
  };
}
