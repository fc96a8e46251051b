import type { CliApp } from '../app/cli.js';
import type { ToldStatus } from '../core/claudeStatus.js';
import { dayOf } from '../core/day.js';
import { createFormats, type Formats, headlinePrecision } from '../core/format.js';
import { plainName } from '../core/plainText.js';
import type { Totals } from '../core/report.js';
import { instants, spanOf } from '../core/span.js';
import { type Asked, useOf } from './asked.js';
import { groupHeads, groupsOf } from './groups.js';
import { nothingText } from './nothingText.js';
import { toolWords } from './toolWords.js';

/** Words of the command line. Tables are aligned by spaces so that they read well in any terminal. */

function formatsOf(options: Asked): Formats {
  return createFormats('en', options.zone);
}

/** List price of a sum as a person reads it. */
export function moneyText(totals: Totals, formats: Formats): string {
  return totals.costNano === null ? 'price unknown' : formats.money(totals.costNano, totals.costAtLeast);
}

/**
 * Rows of one width, the first of them heads. In a terminal too narrow for them, columns from the one at `keep` on are
 * left out, first to last, as long as there are any before the last two. `words` are the columns that are no figures.
 */
export function table(
  rows: readonly (readonly string[])[],
  columns: number | undefined,
  keep = 1,
  words: readonly number[] = [0],
): string {
  const cells = rows.map((row) => row.map(plainName));
  const widths = cells.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, [...cell].length)),
    [],
  );
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  if (columns !== undefined && width > columns && widths.length > keep + 2)
    return table(
      rows.map((row) => row.toSpliced(keep, 1)),
      columns,
      keep,
      words.filter((column) => column !== keep).map((column) => (column > keep ? column - 1 : column)),
    );
  const space = (cell: string, column: number) => ' '.repeat((widths[column] ?? 0) - [...cell].length);
  return cells
    .map((row) =>
      row
        .map((cell, column) => (words.includes(column) ? cell + space(cell, column) : space(cell, column) + cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function totalsRow(label: string, totals: Totals, formats: Formats): string[] {
  const writes = totals.cacheWrite5m + totals.cacheWrite1h;
  return [
    label,
    formats.long(totals.input),
    formats.long(totals.cacheRead),
    formats.long(writes),
    formats.long(totals.output),
    formats.long(totals.total, headlinePrecision(totals)),
    moneyText(totals, formats),
  ];
}

const heads = ['Input', 'Cache read', 'Cache write', 'Output', 'Tokens', 'List price'];

/** Tools and, where no days are said, today and 30 days; with `--by` a table for each of its names. */
export function reportText(app: CliApp, options: Asked, now: number, columns?: number): string {
  const formats = formatsOf(options);
  const range = useOf(options);
  const all = app.usage({ ...range, by: [] }).totals;
  if (all.requests === 0 && all.total === 0) return nothingText(app, options);
  const spans =
    options.since || options.until
      ? []
      : ([
          ['Today', 'today'],
          ['30 days', '30d'],
        ] as const);
  const periods = spans.map(([label, span]) => {
    const days = instants({ ...spanOf(span, now, options.zone), zone: options.zone });
    return [label, app.usage({ ...range, ...days, by: [] }).totals] as const;
  });
  const names = options.bySaid && options.by.length > 0 ? options.by : (['tool'] as const);
  const tables = names.map((name) => {
    const rows = groupsOf(name, app.usage({ ...range, by: [name] }).rows);
    const lines = rows.map(({ label, totals }) => totalsRow(label, totals, formats));
    return table(
      [[options.bySaid ? groupHeads[name] : '', ...heads], ...lines, totalsRow('Together', all, formats)],
      columns,
    );
  });
  return [
    tables.join('\n\n'),
    ...(periods.length > 0
      ? ['', table([['', ...heads], ...periods.map(([label, totals]) => totalsRow(label, totals, formats))], columns)]
      : []),
    ...notes(all),
  ].join('\n');
}

function notes(totals: Totals): string[] {
  const lines: string[] = [];
  if (totals.unpricedModels.length > 0) lines.push(plainName(`Without price: ${totals.unpricedModels.join(', ')}`));
  if (totals.precision.atLeast > 0) lines.push('≥ at least: some logs leave part of the usage out.');
  return lines.length > 0 ? ['', ...lines] : [];
}

/** Of more a terminal shows the end alone. */
const sessionsShown = 50;

export function sessionsText(app: CliApp, options: Asked, columns?: number): string {
  const formats = formatsOf(options);
  const range = useOf(options);
  const found = app.sessions({ ...range, limit: sessionsShown + 1 });
  if (found.length === 0) return nothingText(app, options);
  const sessions = found.slice(0, sessionsShown);
  const rows = table(
    [
      ['Last request', 'Tool', 'Project', 'Requests', 'Tokens', 'List price'],
      ...sessions.map((session) => [
        `${dayOf(session.end, options.zone)} ${formats.clock(session.end)}`,
        toolWords(session.tool),
        session.project.split(/[\\/]/).findLast((name) => name !== '') ?? '–',
        formats.long(session.totals.requests),
        formats.long(session.totals.total, headlinePrecision(session.totals)),
        moneyText(session.totals, formats),
      ]),
    ],
    columns,
    2,
    [0, 1, 2],
  );
  if (found.length === sessions.length) return rows;
  const more = app.usage({ ...range, by: ['session'] }).rows.length - sessions.length;
  const words = more === 1 ? 'One earlier session is' : `${formats.long(more)} earlier sessions are`;
  return `${rows}\n\n${words} left out: --until DAY shows those up to a day, --json all.`;
}

/** Tokens and list price of today, the fullest plan window and how full the context is, where told. */
export function statusLine(app: CliApp, options: Asked, now: number, context?: ToldStatus['context']): string {
  const formats = formatsOf(options);
  const { zone } = options;
  const { totals } = app.usage({ ...instants({ ...spanOf('today', now, zone), zone }), zone, by: [] });
  const [limit] = [...app.limits(now)].sort((a, b) => b.usedPercent - a.usedPercent);
  const parts = [
    `${formats.compact(totals.total, headlinePrecision(totals))} tokens today`,
    moneyText(totals, formats),
    ...(limit ? [`${limit.window} ${formats.share(limit.usedPercent, 100)}`] : []),
    ...(context ? [`context ${formats.share(context.used, context.size)}`] : []),
  ];
  return options.json ? JSON.stringify({ schema: 1, total: totals.total, text: parts.join(' · ') }) : parts.join(' · ');
}
