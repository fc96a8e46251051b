import type { ToldStatus } from '../../core/claudeStatus.js';
import type { Ledger } from '../ledger.js';

const metaName = 'context windows';
const sessionsKept = 50;
/** The same figure is stored again after so long, so that it is seen to be of now. */
const renewedAfter = 5 * 60_000;

/** Stores plan windows and the size of a context window. Writes nothing where all is known already. */
export function recordStatus(ledger: Ledger, { limits, context }: ToldStatus): void {
  const fresh = limits.filter((limit) => !isKnown(ledger, limit));
  const sizes = contextWindows(ledger);
  const grown = context && sizes.get(context.session) !== context.size ? context : undefined;
  if (fresh.length === 0 && !grown) return;
  ledger.write(() => {
    for (const limit of fresh) ledger.limits.put(limit);
    if (!grown) return;
    const others = [...contextWindows(ledger)].filter(([session]) => session !== grown.session);
    const kept = [[grown.session, grown.size], ...others].slice(0, sessionsKept);
    ledger.setMeta(metaName, JSON.stringify(kept));
  });
}

/** The sizes of context windows that were told beside the logs, by session, the newest first. */
export function contextWindows(ledger: Pick<Ledger, 'meta'>): ReadonlyMap<string, number> {
  return new Map(JSON.parse(ledger.meta(metaName) ?? '[]') as [string, number][]);
}

function isKnown(ledger: Ledger, { tool, window, usedPercent, resetsAt, at }: ToldStatus['limits'][number]): boolean {
  const last = ledger.database
    .prepare(`select l.at, l.used, l.resets from limit_window w join limit_snapshot l on l.window = w.id
      where w.tool = ? and w.name = ? order by l.at desc limit 1`)
    .get(tool, window) as { at: number; used: number; resets: number | null } | undefined;
  if (!last || at - last.at >= renewedAfter) return false;
  return last.used === usedPercent && last.resets === (resetsAt ?? null);
}
