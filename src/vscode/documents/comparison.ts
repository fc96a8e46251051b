import type { LedgerReader } from '../../app/you.js';
import type { Pair } from '../../core/pairs.js';
import type { Totals, UsageRow } from '../../core/report.js';
import type { LedgerState, Range } from '../../protocol/ledger.js';
import type { Cancellation } from '../../protocol/rpc.js';

/** One period of a comparison. */
export interface Side {
  readonly totals: Totals;
  readonly sessions: number;
  readonly byTool: readonly UsageRow[];
  readonly byModel: readonly UsageRow[];
}

/** All that a comparison says. */
export interface Comparison {
  readonly pair: Pair;
  readonly at: number;
  readonly zone: string;
  readonly now: Side;
  readonly before: Side;
  readonly priceBook: LedgerState['priceBook'];
}

/** Rejects with `CallError`. */
export async function assembleComparison(
  reader: LedgerReader,
  { now: at, zone }: { readonly now: number; readonly zone: string },
  pair: Pair,
  signal?: Cancellation,
): Promise<Comparison> {
  const [now, before, { priceBook }] = await Promise.all([
    side(reader, pair.now, zone, signal),
    side(reader, pair.before, zone, signal),
    reader.call('state', {}, signal),
  ]);
  return { pair, at, zone, now, before, priceBook };
}

async function side(reader: LedgerReader, range: Range, zone: string, signal?: Cancellation): Promise<Side> {
  const [byTool, byModel, { sessions }] = await Promise.all([
    reader.call('usage', { ...range, zone, by: ['tool'] }, signal),
    reader.call('usage', { ...range, zone, by: ['model'] }, signal),
    reader.call('sessions', { ...range, zone }, signal),
  ]);
  return { totals: byTool.totals, sessions: sessions.length, byTool: byTool.rows, byModel: byModel.rows };
}
