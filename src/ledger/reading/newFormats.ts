import type { Source } from '../../core/source.js';
import type { Database } from '../../platform/sqlite.js';
import type { NewFormat } from '../../protocol/ledger.js';
import { sourceKey } from './rules.js';

/** Lines not understood that tell of a new format. Requests that were cut off have no counts either, so of those it takes more. */
const enough = { malformed: 3, 'unknown-format': 1, 'no-usage': 20 } as const;

interface Log {
  readonly modified: number;
  readonly records: number;
  /** JSON: reason to count. */
  readonly skipped: string;
  readonly lastAt: number | null;
}

/**
 * Logs that are still written but no longer understood: each file changed since the last good one holds no record, and
 * together they hold enough lines that nobody could read. A source that was never understood is no new format.
 */
export function newFormats(database: Database, sources: readonly Source[]): NewFormat[] {
  const logs = new Map<string, Log[]>();
  for (const row of database
    .prepare('select source, modified, records, skipped, last_at from file order by modified desc')
    .all()) {
    const key = String(row['source']);
    const list = logs.get(key) ?? [];
    logs.set(key, list);
    list.push({
      modified: Number(row['modified']),
      records: Number(row['records']),
      skipped: String(row['skipped']),
      lastAt: row['last_at'] === null ? null : Number(row['last_at']),
    });
  }
  return sources.flatMap((source) => {
    const files = logs.get(sourceKey(source)) ?? [];
    const since = source.kind === 'table' ? unknownSchemaSince(files) : stoodStillSince(files);
    return since === undefined ? [] : [{ tool: source.id, store: source.store, since }];
  });
}

/** A table is read whole each time: one whose schema is unknown holds nothing, since it was changed. */
function unknownSchemaSince(logs: readonly Log[]): number | undefined {
  return logs.find(({ records, skipped }) => records === 0 && skipped.includes('"unknown-format"'))?.modified;
}

/** `logs`: the newest first. */
function stoodStillSince(logs: readonly Log[]): number | undefined {
  const lastGood = logs.findIndex(({ records }) => records > 0);
  if (lastGood < 1) return undefined;
  const lost: Record<string, number> = {};
  for (const { skipped } of logs.slice(0, lastGood))
    for (const [reason, count] of Object.entries(JSON.parse(skipped) as Record<string, number>))
      lost[reason] = (lost[reason] ?? 0) + count;
  const isNew = Object.entries(enough).some(([reason, least]) => (lost[reason] ?? 0) >= least);
  return isNew ? (logs[lastGood]?.lastAt ?? logs[lastGood]?.modified) : undefined;
}
