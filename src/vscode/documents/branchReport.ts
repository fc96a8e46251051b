import type { Asking, LedgerReader } from '../../app/you.js';
import type { Totals, UsageRow } from '../../core/report.js';
import type { KeptAnswer } from '../../protocol/kept.js';
import type { BranchFacts, LedgerState } from '../../protocol/ledger.js';
import type { Cancellation } from '../../protocol/rpc.js';
import { largestFirst } from './usageReport.js';

/** All that a report of a branch says. It holds no path, no session's id and no text of a commit. */
export interface BranchReport {
  readonly name: string;
  readonly at: number;
  /** Of git; undefined where git was not asked or knows no such branch. */
  readonly facts: Extract<BranchFacts, { kind: 'branch' }> | undefined;
  readonly totals: Totals;
  /** Most tokens first. */
  readonly byTool: readonly UsageRow[];
  readonly byModel: readonly UsageRow[];
  /** Sessions with use on the branch, by tool. */
  readonly sessions: ReadonlyMap<string, number>;
  /** First and last local day with use; undefined without any. */
  readonly days: readonly [first: string, last: string] | undefined;
  /** Use in the same folders between these days that tells no branch, by tool: it may belong here or not. */
  readonly unplaced: readonly UsageRow[];
  /** What stayed of the edits that tools made on it, by model. */
  readonly kept: KeptAnswer;
  /** What stayed is still looked at: these figures are as they were before. */
  readonly keptLater?: boolean;
  readonly priceBook: LedgerState['priceBook'];
}

/** Where a branch's use is looked for. */
export interface BranchPlace {
  readonly name: string;
  readonly folders: readonly string[];
  readonly facts: BranchReport['facts'];
}

/** Rejects with `CallError`. */
export async function assembleBranch(
  reader: LedgerReader,
  { now, zone }: Asking,
  { name, folders, facts }: BranchPlace,
  signal?: Cancellation,
): Promise<BranchReport> {
  const place = { zone, folders, branches: [name, ...(facts?.earlierNames ?? [])] };
  const [byTool, byModel, byDay, { sessions }, kept, state] = await Promise.all([
    reader.call('usage', { ...place, by: ['tool'] }, signal),
    reader.call('usage', { ...place, by: ['model'] }, signal),
    reader.call('usage', { ...place, by: ['day'] }, signal),
    reader.call('sessions', place, signal),
    reader.call('kept', { ...place, by: ['model'] }, signal),
    reader.call('state', {}, signal),
  ]);
  const used = byDay.rows.filter((row) => row.totals.total > 0).map((row) => row.key.day ?? '');
  const [first, last] = [used.sort()[0], used.at(-1)];
  const spans = sessions.map(({ start, end }) => [start, end] as const);
  const since = Math.min(...spans.map(([start]) => start));
  const until = Math.max(...spans.map(([, end]) => end)) + 1;
  const unplaced =
    spans.length === 0
      ? []
      : (await reader.call('usage', { zone, folders, branches: [''], since, until, by: ['tool'] }, signal)).rows;
  return {
    name,
    at: now,
    facts,
    totals: byTool.totals,
    byTool: largestFirst(byTool.rows),
    byModel: largestFirst(byModel.rows),
    sessions: countBy(sessions.map(({ tool }) => tool)),
    days: first !== undefined && last !== undefined ? [first, last] : undefined,
    unplaced: largestFirst(unplaced),
    kept,
    priceBook: state.priceBook,
  };
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
