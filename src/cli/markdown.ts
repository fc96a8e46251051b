import type { CliApp } from '../app/cli.js';
import { createFormats, type Formats, headlinePrecision } from '../core/format.js';
import { code, escapeText, table } from '../core/markdown.js';
import type { Dimension, Totals, UsageRow } from '../core/report.js';
import { type Asked, useOf } from './asked.js';
import { groupHeads, groupsOf } from './groups.js';
import { moneyText } from './text.js';

const headings: Readonly<Record<Dimension, string>> = {
  tool: 'Tools',
  model: 'Models',
  day: 'Days',
  session: 'Sessions',
  project: 'Projects',
  branch: 'Branches',
};

const heads = ['Requests', 'Input', 'Cache read', 'Cache write', 'Output', 'Tokens', 'List price'];

/** Usage as a Markdown document: one table a name of `by`. Its sums are those of the report. */
export function usageMarkdown(app: CliApp, options: Asked): string {
  const formats = createFormats('en', options.zone);
  const { branches } = options;
  const range = useOf(options);
  const { totals } = app.usage({ ...range, by: [] });
  const names = totals.requests === 0 && totals.total === 0 ? [] : options.by;
  const tables = names.flatMap((name) => {
    const { rows } = app.usage({ ...range, by: [name] });
    return [`## ${headings[name]}`, section(name, rows, totals, formats)];
  });
  const parts = [
    branches?.[0] === undefined ? '# AI usage' : `# AI usage on ${code(branches[0])}`,
    daysText(app, options),
    `**${formats.long(totals.total, headlinePrecision(totals))} tokens**, ${moneyText(totals, formats)} at list price`,
    ...tables,
    ...(totals.unpricedModels.length > 0 ? [`Without price: ${totals.unpricedModels.map(code).join(', ')}`] : []),
    ...(totals.precision.atLeast > 0 ? ['≥ at least: some logs leave part of the usage out.'] : []),
  ];
  return parts.join('\n\n');
}

function section(name: Dimension, rows: readonly UsageRow[], all: Totals, formats: Formats): string {
  const groups = groupsOf(name, rows).filter(({ totals }) => totals.total > 0);
  const plain = name === 'tool' || name === 'day';
  const lines = groups.map(({ label, totals }) => line(plain || label === '–' ? label : code(label), totals, formats));
  return table([groupHeads[name], ...heads], [...lines, line('**Together**', all, formats)]);
}

/** "Days of UTC: 2026-03-02 to 2026-03-09." as asked for, else the days with use. */
function daysText(app: CliApp, options: Asked): string {
  const days = groupsOf('day', app.usage({ ...useOf(options), by: ['day'] }).rows).map(({ label }) => label);
  const [since = days[0], until = days.at(-1)] = [options.since, options.until];
  const span = since === undefined || until === undefined ? 'none with use' : `${since} to ${until}`;
  return `Days of ${escapeText(options.zone)}: ${span}.`;
}

function line(label: string, totals: Totals, formats: Formats): string[] {
  const writes = totals.cacheWrite5m + totals.cacheWrite1h;
  const counts = [totals.requests, totals.input, totals.cacheRead, writes, totals.output];
  return [
    label,
    ...counts.map((count) => formats.long(count)),
    formats.long(totals.total, headlinePrecision(totals)),
    moneyText(totals, formats),
  ];
}
