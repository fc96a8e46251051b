import { dayOf } from '../core/day.js';
import type { LeftOutReason } from '../core/keptWork/evaluation.js';
import type { Coverage, KeptAnswer, KeptDimension, KeptQuery, KeptRow, KeptSum } from '../protocol/kept.js';
import type { Ledger } from './ledger.js';

const columns: Readonly<Record<Exclude<KeptDimension, 'day'>, string>> = {
  session: "tool || ':' || session",
  branch: 'branch',
  model: 'model',
  tool: 'tool',
};

/** What of the edits of a period stayed, as last held against the repositories. */
export function keptWork(ledger: Ledger, query: KeptQuery): KeptAnswer {
  const rows = sums(ledger, query);
  return {
    total: together(rows),
    rows,
    leftOut: leftOut(ledger, query),
    coverage: coverage(ledger, query),
    backwards: true,
  };
}

function range({ since, until }: KeptQuery): readonly [number, number] {
  return [since ?? Number.MIN_SAFE_INTEGER, until ?? Number.MAX_SAFE_INTEGER];
}

function sums(ledger: Ledger, query: KeptQuery): KeptRow[] {
  const named = query.by.filter((name) => name !== 'day');
  const keys = named.map((name) => `${columns[name]} as by_${name}`);
  const all = ledger.database
    .prepare(
      `select at, lines, committed, aged, survived${keys.map((key) => `, ${key}`).join('')} from edit
       where left_out is null and lines > 0 and at >= ? and at < ? order by at, id`,
    )
    .all(...range(query));
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
  return { edits: 1, lines: of('lines'), kept: of('committed'), aged: of('aged'), survived: of('survived') };
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
  const rows = ledger.database
    .prepare(
      `select left_out, count(*) as edits from edit where left_out is not null and at >= ? and at < ? group by left_out order by left_out`,
    )
    .all(...range(query));
  return Object.fromEntries(rows.map((row) => [String(row['left_out']), Number(row['edits'])]));
}

function coverage(ledger: Ledger, query: KeptQuery): Coverage {
  const count = (table: string) =>
    Number(
      ledger.database.prepare(`select count(*) as rows from ${table} where at >= ? and at < ?`).get(...range(query))?.[
        'rows'
      ],
    );
  return { seen: count('edit'), escaped: count('edit_escape') };
}
