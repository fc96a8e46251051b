import { addDays } from '../../src/core/day.js';
import { type KeptDay, scoreOf } from '../../src/core/keptWork/days.js';
import { type Choices, ownRow } from '../../src/core/team/own.js';
import { boardNames, firstPolicy } from '../../src/core/team/policy.js';
import { rowFields, type WasteKind, type WeekRow, wasteKinds } from '../../src/core/team/row.js';
import { addWeeks, lastDayOf } from '../../src/core/team/week.js';
import type { Random } from './generate/random.js';

/**
 * A made-up team whose members use AI as people do, and the rows that the product shares of it. How much somebody uses
 * and what he shares hang together as far as they do in life: who writes more lines uses more tokens, larger contexts are
 * read from cache more often, and who uses more has more tools. What spreads tokens most shows in no field: the size of
 * contexts, the output a line takes, and use that writes no line at all. From the first to the last hundredth of members
 * weekly tokens lie between fifty thousand and sixty million.
 */

export const weeks = 13;
const last = '2026-W46';
const warmUp = 9;
const tools = ['claude-code', 'codex', 'copilot-chat', 'cursor'];
const named = { name: 'T', zone: 'UTC', admins: ['m'] };
/** Lets a member tick every box. */
const policy = firstPolicy({ ...named, fields: rowFields, boards: boardNames });
const usual: Choices = { onBoard: true, score: false, tokens: false, waste: false, badges: [], ask: [] };

export interface LeakMember {
  /** Of who ticks nothing but the board. */
  readonly rows: readonly WeekRow[];
  /** The same weeks with more boxes ticked. */
  rowsWith(ticked: Partial<Choices>): readonly WeekRow[];
  /** Tokens of each of the weeks. */
  readonly tokens: readonly number[];
}

/** One value of a bell curve. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
}

export function leakMember(random: Random): LeakMember {
  const size = normal(random);
  const context = normal(random);
  const manner = {
    lines: 110 * Math.exp(0.6 * size),
    quality: 0.45 + 0.5 * random.fraction(),
    outputOfLine: 60 * Math.exp(0.5 * normal(random)) * Math.exp(0.8 * normal(random)),
    contextOfOutput: 45 * Math.exp(0.8 * context),
    cache: 1 / (1 + Math.exp(-(1.6 + 0.4 * context + 0.8 * normal(random)))),
    tools: tools.filter((_, index) => index === 0 || random.fraction() < 0.3 + 0.08 * size),
    daysOfWeek: random.integer(3, 5),
    awayFrom: random.integer(0, 60),
  };
  const days: KeptDay[] = [];
  const totals: number[] = [];
  for (let index = 0; index < weeks + warmUp; index++) {
    const monday = addDays(lastDayOf(addWeeks(last, index + 1 - weeks - warmUp)), -6);
    const away = index >= manner.awayFrom && index < manner.awayFrom + 2;
    let total = 0;
    for (let day = 0; day < (away ? 0 : manner.daysOfWeek); day++) {
      const lines = Math.max(1, Math.round(manner.lines * Math.exp(0.5 * normal(random))));
      const kept = Math.round(lines * Math.min(1, Math.max(0, manner.quality + 0.12 * normal(random))));
      const output = Math.round(lines * manner.outputOfLine);
      total += output * manner.contextOfOutput * Math.exp(0.3 * normal(random));
      days.push({ day: addDays(monday, day), lines, kept, output });
    }
    totals.push(Math.round(total));
  }
  // Who uses more meets more kinds of waste, some people at a tenth of the use that others need.
  const perToken = wasteKinds.map((kind) => ({ kind, rate: Math.exp(1.2 * normal(random)) / 10e6 }));
  const waste = totals.map((_, index) => {
    const used = totals.slice(Math.max(0, index - 3), index + 1).reduce((sum, tokens) => sum + tokens, 0);
    return perToken.flatMap(({ kind, rate }) => (random.fraction() < 1 - Math.exp(-rate * used) ? [kind] : []));
  });
  const told = { tokens: totals.slice(-weeks), waste: waste.slice(-weeks) };
  const rowsWith = (ticked: Partial<Choices>) => rowsOf(days, { ...manner, ...told }, { ...usual, ...ticked });
  return { rows: rowsWith({}), rowsWith, tokens: told.tokens };
}

interface Manner {
  readonly cache: number;
  readonly tools: readonly string[];
  /** Of each week. */
  readonly tokens: readonly number[];
  readonly waste: readonly (readonly WasteKind[])[];
}

function rowsOf(days: readonly KeptDay[], manner: Manner, choices: Choices): readonly WeekRow[] {
  return Array.from({ length: weeks }, (_, index) => addWeeks(last, index + 1 - weeks)).map((week, index) => {
    const until = lastDayOf(week);
    const seen = days.filter(({ day }) => day <= until && day > addDays(until, -28));
    const sum = (of: (day: KeptDay) => number) => seen.reduce((all, day) => all + of(day), 0);
    const own = {
      week,
      score: scoreOf(days, until),
      lines: sum(({ lines }) => lines),
      kept: sum(({ kept }) => kept),
      counts: { cacheRead: Math.round(1e6 * manner.cache), cacheWrite: 0, input: Math.round(1e6 * (1 - manner.cache)) },
      tools: manner.tools,
      tokens: manner.tokens[index] ?? 0,
      activeDays: 10,
      waste: manner.waste[index] ?? [],
    };
    return ownRow(own, policy, choices);
  });
}
