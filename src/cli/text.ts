import type { CliApp } from '../app/cli.js';
import type { ToldStatus } from '../core/claudeStatus.js';
import { addDays, dayOf, dayStart } from '../core/day.js';
import { createFormats, type Formats, headlinePrecision } from '../core/format.js';
import type { Totals } from '../core/report.js';
import { type Asked, placeOf, useOf } from './asked.js';
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
 * left out, first to last, as long as there are any before the last two.
 */
export function table(rows: readonly (readonly string[])[], columns: number | undefined, keep = 1): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, [...cell].length)),
    [],
  );
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  if (columns !== undefined && width > columns && widths.length > keep + 2)
    return table(
      rows.map((row) => row.toSpliced(keep, 1)),
      columns,
      keep,
    );
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
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

export function reportText(app: CliApp, options: Asked, now: number, columns?: number): string {
  const formats = formatsOf(options);
  const range = useOf(options);
  const place = { ...placeOf(options), zone: options.zone };
  const all = app.usage({ ...range, by: [] }).totals;
  if (all.requests === 0 && all.total === 0) return emptyText(app);
  const tools = app.usage({ ...range, by: ['tool'] }).rows;
  const today = dayStart(dayOf(now, options.zone), options.zone);
  const todayTotals = app.usage({ ...place, since: today, by: [] }).totals;
  const months = { ...place, since: dayStart(addDays(dayOf(now, options.zone), -29), options.zone) };
  const periods =
    options.since || options.until
      ? []
      : [['Today', todayTotals] as const, ['30 days', app.usage({ ...months, by: [] }).totals] as const];
  return [
    table(
      [
        ['', ...heads],
        ...[...tools]
          .sort((a, b) => b.totals.total - a.totals.total)
          .map((row) => totalsRow(toolWords(row.key.tool ?? ''), row.totals, formats)),
        totalsRow('Together', all, formats),
      ],
      columns,
    ),
    ...(periods.length > 0
      ? ['', table([['', ...heads], ...periods.map(([label, totals]) => totalsRow(label, totals, formats))], columns)]
      : []),
    ...notes(all),
  ].join('\n');
}

function notes(totals: Totals): string[] {
  const lines: string[] = [];
  if (totals.unpricedModels.length > 0) lines.push(`Without price: ${totals.unpricedModels.join(', ')}`);
  if (totals.precision.atLeast > 0) lines.push('≥ at least: some logs leave part of the usage out.');
  return lines.length > 0 ? ['', ...lines] : [];
}

function emptyText(app: CliApp): string {
  const looked = app.sources().flatMap((source) => source.roots.map((root) => root.path));
  return [`No AI use found. Looked in:`, ...[...new Set(looked)].map((path) => `  ${path}`)].join('\n');
}

export function sessionsText(app: CliApp, options: Asked, columns?: number): string {
  const formats = formatsOf(options);
  const sessions = app.sessions({ ...useOf(options), limit: 50 });
  if (sessions.length === 0) return 'No sessions.';
  return table(
    [
      ['Last request', 'Tool', 'Project', 'Requests', 'Tokens', 'List price'],
      ...sessions.map((session) => [
        `${dayOf(session.end, options.zone)} ${formats.clock(session.end)}`,
        toolWords(session.tool),
        session.project.split(/[\\/]/).at(-1) || '–',
        formats.long(session.totals.requests),
        formats.long(session.totals.total, headlinePrecision(session.totals)),
        moneyText(session.totals, formats),
      ]),
    ],
    columns,
    2,
  );
}

/** Tokens and list price of today, the fullest plan window and how full the context is, where told. */
export function statusLine(app: CliApp, options: Asked, now: number, context?: ToldStatus['context']): string {
  const formats = formatsOf(options);
  const since = dayStart(dayOf(now, options.zone), options.zone);
  const { totals } = app.usage({ since, zone: options.zone, by: [] });
  const [limit] = [...app.limits(now)].sort((a, b) => b.usedPercent - a.usedPercent);
  const parts = [
    `${formats.compact(totals.total, headlinePrecision(totals))} tokens today`,
    moneyText(totals, formats),
    ...(limit ? [`${limit.window} ${formats.share(limit.usedPercent, 100)}`] : []),
    ...(context ? [`context ${formats.share(context.used, context.size)}`] : []),
  ];
  return options.json ? JSON.stringify({ schema: 1, total: totals.total, text: parts.join(' · ') }) : parts.join(' · ');
}
