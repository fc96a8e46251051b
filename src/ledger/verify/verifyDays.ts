import type { DayTotal } from '../../core/ccusage.js';
import { dayOf } from '../../core/day.js';
import { groupBy } from '../../core/groupBy.js';
import { importRanks } from '../../core/imported.js';
import type { ToldCopy } from '../../core/totals.js';
import type { VerifyAnswer } from '../../core/verify.js';
import type { Ledger } from '../ledger.js';
import { joined, type Part } from './part.js';
import type { Place } from './toldReader.js';
import { rowsOf, unexplainedOf } from './verify.js';

type Copy = ToldCopy & Place & { readonly tool: string };

/** Of one tool: what remains to be explained by day, and the parts found. */
interface Days {
  readonly left: Map<string, number>;
  readonly parts: Map<string, Part[]>;
}

/**
 * Holds the ledger against another counter's days, in the same zone. A difference is explained by what only sums of the
 * tool, an import, or a log of messages that were removed tell (`missing-store`), by lines that repeat a request without the id that tells so
 * (`replay`), by counters that only the split of a figure tells (`null`), and by copies of a request
 * that bear the instant of another day (`day`), each with its lines; never by its size alone.
 */
export function verifyDays(
  ledger: Ledger,
  theirs: readonly DayTotal[],
  copies: readonly Copy[],
  zone: string,
): VerifyAnswer {
  const ours = oursByDay(ledger, zone);
  const tools = [...new Set(theirs.map(({ tool }) => tool))].sort();
  const rows = tools.flatMap((tool) => {
    const own = new Map<string, number>();
    for (const each of theirs) if (each.tool === tool) own.set(each.day, (own.get(each.day) ?? 0) + each.tokens);
    const counted = ours.filter((each) => tool === '' || each.tool === tool);
    const names = [...new Set([...own.keys(), ...counted.map(({ day }) => day)])].sort();
    const sum = (day: string) => counted.reduce((all, each) => all + (each.day === day ? each.tokens : 0), 0);
    const days: Days = { left: new Map(names.map((day) => [day, sum(day) - (own.get(day) ?? 0)])), parts: new Map() };
    explainResidues(days, counted);
    explainCopies(
      days,
      copies.filter((copy) => tool === '' || copy.tool === tool),
      zone,
    );
    return names.flatMap((day) => {
      const weighed = { theirs: own.get(day) ?? 0, parts: joined(days.parts.get(day) ?? []) };
      return rowsOf({ tool: tool || 'all', session: day, ours: sum(day) }, weighed);
    });
  });
  return { rows, unexplained: unexplainedOf(rows) };
}

interface OurDay {
  readonly tool: string;
  readonly day: string;
  readonly tokens: number;
  /** Told only by a tool's sums or by what was imported, not line by line. */
  readonly residue: boolean;
}

const tokens = 'e.input + e.cache_read + e.write_5m + e.write_1h + e.output';
/**
 * Of a quarter of an hour all tokens, and those that no other counter reads: told by no line of a log, or by one of a message that was
 * removed; of a row that an import made whole what its line lacks.
 */
const tokensBeyond = `select b.tool, e.at / 900000 as quarter, sum(${tokens}) as tokens,
  sum(case when f.store in ('residue', 'removed') or f.rank >= ${importRanks.line} then ${tokens}
    when f.store = 'completed' then e.output - coalesce((select max(l.output) from session_request l where l.session = e.session
      and l.at = e.at and l.input = e.input and l.cache_read = e.cache_read and (l.flags >> 3) & 3 = 1 and l.output <= e.output), 0)
    else 0 end) as beyond
  from event e join facet f on f.id = e.facet join bucket b on b.id = f.bucket
  where (e.flags >> 3) & 3 = 0 and not exists (select 1 from hooked where event = e.id) group by 1, 2`;

/** Without use that was hooked in an editor: no other counter can know of it. */
function oursByDay(ledger: Ledger, zone: string): readonly OurDay[] {
  const sums = new Map<string, OurDay>();
  for (const row of ledger.database.prepare(tokensBeyond).all()) {
    const tool = String(row['tool']);
    const day = dayOf(Number(row['quarter']) * 900_000, zone);
    const beyond = Number(row['beyond']);
    for (const [residue, tokens] of [
      [true, beyond],
      [false, Number(row['tokens']) - beyond],
    ] as const) {
      const key = `${tool} ${day} ${residue}`;
      if (tokens > 0) sums.set(key, { tool, day, residue, tokens: (sums.get(key)?.tokens ?? 0) + tokens });
    }
  }
  return [...sums.values()];
}

function explain({ left, parts }: Days, day: string, part: Part): void {
  left.set(day, (left.get(day) ?? 0) - part.tokens);
  parts.set(day, [...(parts.get(day) ?? []), part]);
}

function explainResidues(days: Days, counted: readonly OurDay[]): void {
  for (const { day, residue, tokens } of counted) {
    if (residue && (days.left.get(day) ?? 0) >= tokens)
      explain(days, day, { class: 'missing-store', tokens, places: [] });
  }
}

/** A request's copies on several days: we count it on the first; where the other counter has it on another, both days differ by it. */
function explainCopies(days: Days, copies: readonly Copy[], zone: string): void {
  const requests = [...groupBy(copies, ({ id }) => id).values()].map((same) => {
    const whole = same.reduce((a, b) => (b.output > a.output ? b : a));
    const first = Math.min(...same.map(({ at }) => at));
    return { whole, same, day: dayOf(first, zone) };
  });
  for (const { whole, day } of requests) {
    if (whole.splitOnly === 0 || (days.left.get(day) ?? 0) < whole.splitOnly) continue;
    explain(days, day, { class: 'null', tokens: whole.splitOnly, places: [whole] });
  }
  for (const { whole, same, day } of requests) explainRepeats(days, same, { day, tokens: whole.tokens }, zone);
  for (const { whole, same, day } of requests) {
    const tokens = whole.tokens - whole.splitOnly;
    const other = same.find((copy) => {
      const there = dayOf(copy.at, zone);
      return there !== day && -(days.left.get(there) ?? 0) >= tokens && (days.left.get(day) ?? 0) >= tokens;
    });
    if (other === undefined || tokens === 0) continue;
    explain(days, day, { class: 'day', tokens, places: [other] });
    explain(days, dayOf(other.at, zone), { class: 'day', tokens: -tokens, places: [other] });
  }
}

/** Lines without the id that tells repeats are counted each by the other counter, once by us. */
function explainRepeats(
  days: Days,
  same: readonly Copy[],
  ours: { readonly day: string; readonly tokens: number },
  zone: string,
): void {
  const unkeyed = same.filter((copy) => copy.unkeyed);
  if (unkeyed.length < 2) return;
  for (const [day, lines] of groupBy(unkeyed, ({ at }) => dayOf(at, zone))) {
    const all = lines.reduce((sum, { tokens }) => sum + tokens, 0);
    const extra = all - (day === ours.day ? ours.tokens : 0);
    if (extra > 0 && -(days.left.get(day) ?? 0) >= extra)
      explain(days, day, { class: 'replay', tokens: -extra, places: lines });
  }
}
