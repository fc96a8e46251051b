import { dayOf, hoursWithin } from '../../core/day.js';
import type { LeftOutReason } from '../../core/keptWork/evaluation.js';
import type {
  Coverage,
  KeptAnswer,
  KeptDimension,
  KeptEdit,
  KeptQuery,
  KeptRow,
  KeptSum,
} from '../../protocol/kept.js';
import type { Ledger } from '../ledger.js';
import { isBelow } from '../questions/filters.js';

const columns: Readonly<Record<Exclude<KeptDimension, 'day'>, string>> = {
  session: "tool || ':' || session",
  branch: 'branch',
  model: 'model',
  tool: 'tool',
};

const sessionId = columns.session;

/** Edits of which something is told: by git or, while no commit tells, by a look at their files. */
const told = '(left_out is null or stayed is not null) and lines > 0';

/** What of the edits of a period stayed, as last held against the repositories. */
export function keptWork(ledger: Ledger, query: KeptQuery): KeptAnswer {
  const rows = sums(ledger, query);
  return {
    total: together(rows),
    rows,
    leftOut: leftOut(ledger, query),
    noted: notedSum(ledger, query),
    waiting: count(ledger, 'edit', narrowed(query, 'left_out is null and lines = 0')),
    coverage: coverage(ledger, query),
    backwards: true,
  };
}

/** The edits that sums are made of, one by one, in order. */
export function keptEdits(ledger: Ledger, { since, until, zone }: Omit<KeptQuery, 'by'>): KeptEdit[] {
  const where = narrowed({ since, until, zone, by: [] }, told);
  const rows = ledger.database
    .prepare(
      `select at, tool, ${sessionId} as id, model, branch, lines, coalesce(stayed, committed) as kept, aged, survived from edit
       where ${where.text} order by at, id`,
    )
    .all(...where.values);
  return rows.map((row) => {
    const { edits: _one, ...figures } = sumOf(row);
    const key = { tool: String(row['tool']), session: String(row['id']), model: String(row['model']) };
    return { day: dayOf(Number(row['at']), zone), ...key, branch: String(row['branch']), ...figures };
  });
}

interface Where {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** Which edits a question is about. */
function narrowed(query: KeptQuery, ...more: readonly string[]): Where {
  const { text, values } = narrowedByTool(query);
  const all = [...values];
  const parts = [text, ...more];
  if (query.branches) parts.push(isOneOf('branch', query.branches, all));
  if (query.models) parts.push(isOneOf('model', query.models, all));
  if (query.folders)
    parts.push(`(${['0', ...query.folders.map((each) => isBelow('project', each, all))].join(' or ')})`);
  return { text: parts.join(' and '), values: all };
}

/** As far as commands can be narrowed too. */
function narrowedByTool({ since, until, tools, sessions, hour, zone }: KeptQuery): Where {
  const values: (string | number)[] = [since ?? Number.MIN_SAFE_INTEGER, until ?? Number.MAX_SAFE_INTEGER];
  const parts = ['at >= ? and at < ?'];
  if (hour !== undefined && since !== undefined && until !== undefined) {
    const ranges = hoursWithin({ since, until }, hour, zone);
    parts.push(`(${['0', ...ranges.map(() => 'at >= ? and at < ?')].join(' or ')})`);
    values.push(...ranges.flatMap((range) => [range.since, range.until]));
  }
  if (tools) parts.push(isOneOf('tool', tools, values));
  if (sessions) parts.push(isOneOf(sessionId, sessions, values));
  return { text: parts.join(' and '), values };
}

function isOneOf(column: string, names: readonly string[], values: (string | number)[]): string {
  values.push(...names);
  return `${column} in (${names.map(() => '?').join(', ')})`;
}

function count(ledger: Ledger, table: 'edit' | 'edit_escape', { text, values }: Where): number {
  const row = ledger.database.prepare(`select count(*) as rows from ${table} where ${text}`).get(...values);
  return Number(row?.['rows']);
}

function sums(ledger: Ledger, query: KeptQuery): KeptRow[] {
  const named = query.by.filter((name) => name !== 'day');
  const keys = named.map((name) => `${columns[name]} as by_${name}`);
  const where = narrowed(query, told);
  const all = ledger.database
    .prepare(
      `select at, lines, coalesce(stayed, committed) as kept, aged, survived${keys.map((key) => `, ${key}`).join('')} from edit
       where ${where.text} order by at, id`,
    )
    .all(...where.values);
  const groups = new Map<string, KeptRow>();
  for (const row of all) {
    const key: Partial<Record<KeptDimension, string>> = {};
    for (const name of query.by)
      key[name] = name === 'day' ? dayOf(Number(row['at']), query.zone) : String(row[`by_${name}`]);
    const name = JSON.stringify(key);
    groups.set(name, { key, ...added(groups.get(name) ?? nothing, sumOf(row)) });
  }
  return [...groups.values()];
}

const nothing: KeptSum = { edits: 0, lines: 0, kept: 0, aged: 0, survived: 0 };

function sumOf(row: Readonly<Record<string, unknown>>): KeptSum {
  const of = (name: string) => Number(row[name]);
  return { edits: 1, lines: of('lines'), kept: of('kept'), aged: of('aged'), survived: of('survived') };
}

function added(a: KeptSum, b: KeptSum): KeptSum {
  return {
    edits: a.edits + b.edits,
    lines: a.lines + b.lines,
    kept: a.kept + b.kept,
    aged: a.aged + b.aged,
    survived: a.survived + b.survived,
  };
}

function together(rows: readonly KeptSum[]): KeptSum {
  return rows.reduce(added, nothing);
}

function leftOut(ledger: Ledger, query: KeptQuery): Partial<Record<LeftOutReason, number>> {
  const { text, values } = narrowed(query, 'left_out is not null and stayed is null');
  const rows = ledger.database
    .prepare(`select left_out, count(*) as edits from edit where ${text} group by left_out order by left_out`)
    .all(...values);
  return Object.fromEntries(rows.map((row) => [String(row['left_out']), Number(row['edits'])]));
}

function notedSum(ledger: Ledger, query: KeptQuery): KeptAnswer['noted'] {
  const { text, values } = narrowed(query, `left_out = 'noted'`);
  const row = ledger.database
    .prepare(
      `select total(committed) as kept, total(aged) as aged, total(survived) as survived from edit where ${text}`,
    )
    .get(...values);
  const of = (name: string) => Number(row?.[name]);
  return { kept: of('kept'), aged: of('aged'), survived: of('survived') };
}

/** A command tells neither branch nor folder: there its session does. */
function coverage(ledger: Ledger, query: KeptQuery): Coverage {
  const edits = narrowed(query);
  const commands = narrowedByTool(query);
  const ofTheirs = {
    text: `${commands.text} and ${sessionId} in (select ${sessionId} from edit where ${edits.text})`,
    values: [...commands.values, ...edits.values],
  };
  const isByPlace = [query.branches, query.folders, query.models].some((each) => each !== undefined);
  return {
    seen: count(ledger, 'edit', narrowed(query, "left_out is not 'logged'")),
    escaped: count(ledger, 'edit_escape', isByPlace ? ofTheirs : commands),
  };
}
