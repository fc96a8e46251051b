import type { SourceRow } from '../../core/report.js';
import type { Source } from '../../core/source.js';
import type { Ledger } from '../ledger.js';
import { sourceKey } from './rules.js';
import type { ScanReport } from './scanner.js';

/** What became of every source: roots and files as last listed, records and skipped records as the cursors keep them. */
export function sourceRows(ledger: Ledger, sources: readonly Source[], report: ScanReport | undefined): SourceRow[] {
  const kept = new Map<string, { records: number; skipped: Record<string, number>; lastAt: number | undefined }>();
  // Most files skip nothing: few rows, whatever the number of files.
  const sums = `select source, skipped, count(*) as files, sum(records) as records, max(last_at) as last_at from file
    group by source, skipped`;
  for (const row of ledger.database.prepare(sums).all()) {
    const key = String(row['source']);
    const entry = kept.get(key) ?? { records: 0, skipped: {}, lastAt: undefined };
    kept.set(key, entry);
    entry.records += Number(row['records']);
    if (row['last_at'] !== null) entry.lastAt = Math.max(entry.lastAt ?? 0, Number(row['last_at']));
    addSkipped(entry.skipped, JSON.parse(String(row['skipped'])) as Record<string, number>, Number(row['files']));
  }
  return sources.map((source) => {
    const key = sourceKey(source);
    const entry = kept.get(key);
    return {
      tool: source.id,
      store: source.store,
      roots: (report?.roots ?? []).filter((root) => root.source === source).map(({ path, state }) => ({ path, state })),
      files: report?.files.get(key)?.files ?? 0,
      bytes: report?.files.get(key)?.bytes ?? 0,
      records: entry?.records ?? 0,
      skipped: entry?.skipped ?? {},
      ...(entry?.lastAt === undefined ? {} : { lastEventAt: entry.lastAt }),
    };
  });
}

function addSkipped(sum: Record<string, number>, more: Record<string, number>, files: number): void {
  for (const [reason, count] of Object.entries(more)) sum[reason] = (sum[reason] ?? 0) + count * files;
}
