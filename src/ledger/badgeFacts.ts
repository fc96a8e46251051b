import { type BadgeFacts, type EditFact, factDays, type SecretFact, type UseDay } from '../core/badges/facts.js';
import { addDays, dayOf, dayStart } from '../core/day.js';
import type { UsageRow } from '../core/report.js';
import { isSmallModel } from '../core/smallModel.js';
import { secretIds } from '../protocol/guard.js';
import { assistedCommits } from './assistedCommits.js';
import { guardCounts } from './guardCounts.js';
import { guardedDays } from './guardedDays.js';
import type { Ledger } from './ledger.js';
import { loopFacts } from './loopFacts.js';
import type { Queries } from './queries.js';

/** Loops are looked for in so many days: they take every request. */
const loopDays = 56;

/** What the ledger holds for badges, as last read. `tools`: those whose edits are read or seen. */
export function badgeFacts(
  ledger: Ledger,
  queries: Queries,
  { now, zone, tools }: { readonly now: number; readonly zone: string; readonly tools: readonly string[] },
): BadgeFacts {
  const today = dayOf(now, zone);
  const since = addDays(today, 1 - factDays);
  const range = { since: dayStart(since, zone), until: dayStart(addDays(today, 1), zone) };
  const loopsSince = addDays(today, 1 - loopDays);
  const edits = editFacts(ledger, range, zone);
  const use = useDays(queries.usage({ ...range, zone, by: ['day', 'model', 'tool'] }).rows, new Set(tools));
  return {
    today,
    since,
    days: use,
    edits,
    commits: assistedCommits(ledger, range.since, range.until).map((commit) => ({
      ...commit,
      day: dayOf(commit.at, zone),
    })),
    loops: { since: loopsSince, found: loopFacts(ledger, dayStart(loopsSince, zone), zone) },
    guarded: guardedDays(ledger, since),
    secrets: secretFacts(ledger, since),
    ways: { agent: edits[0]?.day ?? null, inline: firstInline(ledger, range.since, zone) },
  };
}

/** Days of all tools; sums of those whose edits are read. */
function useDays(rows: readonly UsageRow[], tools: ReadonlySet<string>): UseDay[] {
  const days = new Map<string, UseDay>();
  for (const { key, totals } of rows) {
    if (totals.total === 0 && totals.requests === 0) continue;
    const day = key.day ?? '';
    const before = days.get(day) ?? emptyDay(day);
    days.set(day, tools.has(key.tool ?? '') ? added(before, totals, key.model ?? '') : before);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function emptyDay(day: string): UseDay {
  return { day, input: 0, cacheRead: 0, cacheWrite: 0, output: 0, costNano: 0, requests: 0, smallRequests: 0 };
}

function added(day: UseDay, totals: UsageRow['totals'], model: string): UseDay {
  const unknown = day.costNano === null || totals.costNano === null || totals.costAtLeast;
  return {
    day: day.day,
    input: day.input + totals.input,
    cacheRead: day.cacheRead + totals.cacheRead,
    cacheWrite: day.cacheWrite + totals.cacheWrite5m + totals.cacheWrite1h,
    output: day.output + totals.output,
    costNano: unknown ? null : Number(day.costNano) + Number(totals.costNano),
    requests: day.requests + totals.requests,
    smallRequests: day.smallRequests + (isSmallModel(model) ? totals.requests : 0),
  };
}

function editFacts(ledger: Ledger, { since, until }: { since: number; until: number }, zone: string): EditFact[] {
  const rows = ledger.database
    .prepare(
      `select at, tool, session, model, lines, committed, aged, survived, by_hand, redone from edit
       where at >= ? and at < ? and left_out is null and lines > 0 order by at, id`,
    )
    .all(since, until);
  return rows.map((row) => ({
    day: dayOf(Number(row['at']), zone),
    tool: String(row['tool']),
    model: String(row['model']),
    session: `${row['tool']}:${row['session']}`,
    lines: Number(row['lines']),
    kept: Number(row['committed']),
    aged: Number(row['aged']),
    survived: Number(row['survived']),
    byHand: row['by_hand'] === null ? null : Number(row['by_hand']),
    redone: row['redone'] === null ? null : row['redone'] === 1,
  }));
}

function secretFacts(ledger: Ledger, since: string): SecretFact[] {
  const secrets: ReadonlySet<string> = new Set(secretIds);
  const days = new Map<string, SecretFact>();
  for (const { day, rule, redacted, sent } of guardCounts(ledger, since)) {
    if (!secrets.has(rule)) continue;
    const before = days.get(day) ?? { day, removed: 0, sent: 0 };
    days.set(day, { day, removed: before.removed + redacted, sent: before.sent + sent });
  }
  return [...days.values()];
}

function firstInline(ledger: Ledger, since: number, zone: string): string | null {
  const row = ledger.database
    .prepare(`select min(at) as at from hooked where kind = 'inline' and accepted > 0 and at >= ?`)
    .get(since);
  return typeof row?.['at'] === 'number' ? dayOf(row['at'], zone) : null;
}
