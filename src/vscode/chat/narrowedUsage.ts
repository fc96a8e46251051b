import type { LedgerReader } from '../../app/you.js';
import type { Dimension, Totals, UsageRow } from '../../core/report.js';
import { type DaySpan, instants } from '../../core/span.js';
import { sumTotals } from '../../core/sumTotals.js';
import type { Cancellation } from '../../protocol/rpc.js';
import type { Narrowed } from './question.js';

export interface NarrowedQuery extends Narrowed {
  readonly zone: string;
  readonly days: DaySpan;
  readonly by: readonly Dimension[];
}

/** Use of some days, of these tools and models alone; rows without use are left out. Rejects with `CallError`. */
export async function narrowedUsage(
  reader: LedgerReader,
  { zone, days, by, tools, models }: NarrowedQuery,
  signal?: Cancellation,
): Promise<{ readonly totals: Totals; readonly rows: readonly UsageRow[] }> {
  const range = { ...instants({ ...days, zone }), zone, tools: tools.length > 0 ? tools : undefined };
  if (models.length === 0) {
    const { totals, rows } = await reader.call('usage', { ...range, by }, signal);
    return { totals, rows: rows.filter(isUsed) };
  }
  const finer = by.includes('model') ? by : [...by, 'model' as const];
  const { rows } = await reader.call('usage', { ...range, by: finer }, signal);
  const kept = rows.filter((row) => models.includes(row.key.model ?? '') && isUsed(row));
  return { totals: sumTotals(kept.map(({ totals }) => totals)), rows: grouped(kept, by) };
}

function isUsed({ totals }: UsageRow): boolean {
  return totals.total > 0 || totals.requests > 0;
}

function grouped(rows: readonly UsageRow[], by: readonly Dimension[]): readonly UsageRow[] {
  const groups = new Map<string, UsageRow[]>();
  for (const row of rows) {
    const name = JSON.stringify(by.map((dimension) => row.key[dimension]));
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    key: Object.fromEntries(by.map((dimension) => [dimension, group[0]?.key[dimension] ?? ''])),
    totals: sumTotals(group.map(({ totals }) => totals)),
  }));
}

/** Every model that the ledger has use of, as logged. */
export async function knownModels(
  reader: LedgerReader,
  zone: string,
  signal?: Cancellation,
): Promise<readonly string[]> {
  const { rows } = await reader.call('usage', { zone, by: ['model'] }, signal);
  return rows.map(({ key }) => key.model ?? '').filter((model) => model !== '');
}
