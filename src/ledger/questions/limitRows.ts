import type { LimitRow } from '../../core/report.js';
import type { Database } from '../../platform/sqlite.js';

/** The last figure of each plan window that has not been reset since. */
export function limitRows(database: Database, now: number): LimitRow[] {
  const rows = database
    .prepare(`select w.tool, w.name as window, l.at, l.used, l.resets from limit_window w join limit_snapshot l
      on l.window = w.id and l.at = (select max(at) from limit_snapshot where window = w.id) order by w.tool, w.name`)
    .all() as unknown as { tool: string; window: string; at: number; used: number; resets: number | null }[];
  return rows
    .filter((row) => (row.resets ? row.resets > now : row.at + windowLength(row.window) > now))
    .map(({ tool, window, at, used, resets }) => ({
      tool,
      window,
      usedPercent: used,
      ...(resets ? { resetsAt: resets } : {}),
      at,
    }));
}

const hour = 3_600_000;

/** How long a plan window lasts at most: what was told longer ago says nothing of the window of today. */
function windowLength(window: string): number {
  const hours = /^(\d+)h$/.exec(window)?.[1];
  if (hours !== undefined) return Number(hours) * hour;
  return window === 'weekly' ? 7 * 24 * hour : 31 * 24 * hour;
}
