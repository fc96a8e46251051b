import { type BadgeFacts, type EditFact, factDays, type SecretFact } from '../../core/badges/facts.js';
import { addDays, dayOf, dayStart } from '../../core/day.js';
import type { TriedWay } from '../../core/keptWork/edit.js';
import { secretIds } from '../../protocol/guard.js';
import { assistedCommits } from '../edits/assistedCommits.js';
import { commitChecks } from '../edits/commitChecks.js';
import { lifeFacts } from '../edits/lineLives.js';
import { reviews } from '../edits/reviews.js';
import { firstTried } from '../edits/triedWays.js';
import type { Ledger } from '../ledger.js';
import type { Days } from '../sums/useDays.js';
import { budgetMonths } from './budgetMonths.js';
import { hoursDays } from './chosenHours.js';
import { guardCounts } from './guardCounts.js';
import { guardedDays } from './guardedDays.js';
import { rightFindings } from './insightVerdicts.js';
import { loopFacts } from './loopFacts.js';
import { wasteDays } from './wasteDays.js';

/** Loops are looked for in so many days: they take every request. */
const loopDays = 56;

/** Hours are looked at for so many days: each quarter-hour is a look-up. */
const hoursSpan = 84;

/** Facts, and the tokens of all tools on each of their days: no badge counts those. */
export interface LedgerFacts extends Omit<BadgeFacts, 'teams'> {
  readonly totals: Days['all'];
}

/** What the ledger holds for badges, as last read. `tools`: those whose edits are read or seen. */
export function badgeFacts(
  ledger: Ledger,
  { now, zone, tools }: { readonly now: number; readonly zone: string; readonly tools: readonly string[] },
): LedgerFacts {
  const today = dayOf(now, zone);
  const since = addDays(today, 1 - factDays);
  const range = { since: dayStart(since, zone), until: dayStart(addDays(today, 1), zone) };
  const loopsSince = addDays(today, 1 - loopDays);
  const edits = editFacts(ledger, range, zone);
  const checks = commitChecks(ledger);
  const use = ledger.useDays.between({ since, until: today, zone, tools });
  return {
    today,
    since,
    days: use.some,
    totals: use.all,
    outsideGit: isOutsideGit(ledger),
    edits,
    commits: assistedCommits(ledger, range.since, range.until).map((commit) => ({
      ...commit,
      day: dayOf(commit.at, zone),
      secrets: checks.get(commit.id) ?? null,
    })),
    lives: lifeFacts(ledger, { ...range, zone }),
    loops: { since: loopsSince, found: loopFacts(ledger, dayStart(loopsSince, zone), zone) },
    budgets: budgetMonths(ledger, { since, today, zone }),
    guarded: guardedDays(ledger, since),
    hours: hoursDays(ledger, { since: addDays(today, 1 - hoursSpan), today, zone }),
    waste: wasteDays(ledger, since),
    lessons: rightFindings(ledger).map(({ kind, at }) => ({ kind, day: dayOf(at, zone) })),
    secrets: secretFacts(ledger, since),
    reviews: reviews(ledger, since),
    ways: {
      agent: edits[0]?.day ?? null,
      inline: firstInline(ledger, range.since, zone),
      mcp: firstDay(ledger, 'mcp', zone),
      plan: firstDay(ledger, 'plan', zone),
    },
  };
}

function editFacts(ledger: Ledger, { since, until }: { since: number; until: number }, zone: string): EditFact[] {
  const rows = ledger.database
    .prepare(
      `select at, tool, session, model, lines, committed, aged, survived, by_hand, redone from edit
       where at >= ? and at < ? and left_out is null and lines > 0 order by at, id`,
    )
    .all(since, until);
  const dayAt = daysInOrder(zone);
  return rows.map((row) => ({
    day: dayAt(Number(row['at'])),
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

function isOutsideGit(ledger: Ledger): boolean {
  const [any, inGit] = ['', `where repository <> ''`].map((where) =>
    ledger.database.prepare(`select 1 from edit ${where} limit 1`).get(),
  );
  return any !== undefined && inGit === undefined;
}

/** The local day of instants that come in order. */
function daysInOrder(zone: string): (at: number) => string {
  let [day, end] = ['', Number.NEGATIVE_INFINITY];
  return (at) => {
    if (at >= end) {
      day = dayOf(at, zone);
      end = dayStart(addDays(day, 1), zone);
    }
    return day;
  };
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

function firstDay(ledger: Ledger, way: TriedWay, zone: string): string | null {
  const at = firstTried(ledger, way);
  return at === undefined ? null : dayOf(at, zone);
}
