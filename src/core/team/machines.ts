import type { DayKey } from '../day.js';
import { groupBy } from '../groupBy.js';
import type { Totals } from '../report.js';
import { toolIds } from '../toolNames.js';
import type { DayRow } from './bodies.js';
import type { Heard } from './heard.js';
import { byText } from './order.js';

/** What a machine's ledger says of a day and tool. */
export type DayFigures = Omit<DayRow, 'revision'>;

const sums = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning', 'requests'] as const;

/** Sums over machines, of a day, a tool or all. */
export interface MachineTotals extends Omit<DayFigures, 'day' | 'tool' | 'costNano'> {
  readonly total: number;
  readonly costNano: number | null;
}

/** One machine of the person's. */
export interface Machine {
  readonly number: number;
  readonly label: string;
  /** The day, in UTC, on which it last told anything. */
  readonly issued: DayKey;
  readonly totals: MachineTotals;
}

export interface MachineSums {
  readonly machines: readonly Machine[];
  readonly totals: MachineTotals;
  readonly byDay: Readonly<Record<DayKey, MachineTotals>>;
  readonly byTool: Readonly<Record<string, MachineTotals>>;
}

/** What a ledger answers by day and tool, as it is told; a tool that others would not know is left out. */
export function dayFigures(
  rows: readonly { readonly key: Readonly<Record<string, string | undefined>>; readonly totals: Totals }[],
): readonly DayFigures[] {
  return rows.flatMap(({ key: { day, tool }, totals }) => {
    if (day === undefined || tool === undefined || !toolIds.includes(tool)) return [];
    const { costNano, costAtLeast } = totals;
    const figures = Object.fromEntries(sums.map((name) => [name, totals[name]]));
    return [{ day, tool, ...(figures as Pick<DayFigures, (typeof sums)[number]>), costNano, costAtLeast }];
  });
}

export function monthOf(day: DayKey): string {
  return day.slice(0, 7);
}

/**
 * The rows of a month as they are to be told next, sorted; undefined where nothing changed. A row that is no longer there is
 * told as zero: without it, a machine that heard of it would go on counting it.
 */
export function nextRows(
  told: readonly DayRow[],
  figures: readonly DayFigures[],
  revision: number,
): readonly DayRow[] | undefined {
  const before = new Map(told.map((row) => [keyOf(row), row]));
  const now = new Map(figures.map((row) => [keyOf(row), row]));
  const gone = told.filter((row) => !now.has(keyOf(row))).map(zeroOf);
  const rows = [...now.values(), ...gone].map((row) => {
    const known = before.get(keyOf(row));
    return known && isSame(known, row) ? known : { ...row, revision };
  });
  if (rows.every((row) => row.revision !== revision)) return undefined;
  return rows.sort((a, b) => byText(keyOf(a), keyOf(b)));
}

function keyOf({ day, tool }: DayFigures): string {
  return `${day} ${tool}`;
}

function isSame(a: DayFigures, b: DayFigures): boolean {
  return sums.every((name) => a[name] === b[name]) && a.costNano === b.costNano && a.costAtLeast === b.costAtLeast;
}

function zeroOf({ day, tool }: DayFigures): DayFigures {
  return {
    day,
    tool,
    ...Object.fromEntries(sums.map((name) => [name, 0])),
    costNano: 0,
    costAtLeast: false,
  } as DayFigures;
}

/** All machines together. Of a machine, day and tool the row of the highest revision counts, and only that. */
export function machineSums(heard: Heard): MachineSums {
  const told = Object.values(heard).filter(({ gone }) => !gone);
  const byMachine = groupBy(told, ({ number }) => number);
  const machines = [...byMachine].map(([number, objects]) => {
    const { label, issued } = objects.reduce((a, b) => (b.issued >= a.issued ? b : a));
    const rows = newestRows(objects.flatMap(({ days }) => days));
    return { machine: { number, label, issued, totals: totalsOf(rows) }, rows };
  });
  const all = machines.flatMap(({ rows }) => rows);
  return {
    machines: machines.map(({ machine }) => machine).sort((a, b) => a.number - b.number),
    totals: totalsOf(all),
    byDay: sumsBy(all, ({ day }) => day),
    byTool: sumsBy(all, ({ tool }) => tool),
  };
}

function newestRows(rows: readonly DayRow[]): readonly DayRow[] {
  const newest = new Map<string, DayRow>();
  for (const row of rows) {
    const known = newest.get(keyOf(row));
    if (known === undefined || row.revision > known.revision) newest.set(keyOf(row), row);
  }
  return [...newest.values()];
}

function sumsBy(rows: readonly DayRow[], name: (row: DayRow) => string): Record<string, MachineTotals> {
  const groups = [...groupBy(rows, name)].map(([key, each]) => [key, totalsOf(each)] as const);
  return Object.fromEntries(groups.filter(([, { total }]) => total > 0).sort(([a], [b]) => byText(a, b)));
}

function totalsOf(rows: readonly DayRow[]): MachineTotals {
  const sum = (name: (typeof sums)[number]) => rows.reduce((total, row) => total + row[name], 0);
  const figures = Object.fromEntries(sums.map((name) => [name, sum(name)])) as Record<(typeof sums)[number], number>;
  const costs = rows.flatMap(({ costNano }) => (costNano === null ? [] : [costNano]));
  return {
    ...figures,
    total: figures.input + figures.cacheRead + figures.cacheWrite5m + figures.cacheWrite1h + figures.output,
    costNano: costs.length === 0 && rows.length > 0 ? null : costs.reduce((total, cost) => total + cost, 0),
    costAtLeast: costs.length < rows.length || rows.some(({ costAtLeast }) => costAtLeast),
  };
}
