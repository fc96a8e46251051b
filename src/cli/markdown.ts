import type { CliApp } from '../app/cli.js';
import { createFormats, type Formats, headlinePrecision } from '../core/format.js';
import { code, escapeText, table } from '../core/markdown.js';
import type { Dimension, Totals, UsageRow } from '../core/report.js';
import { type Asked, useOf } from './asked.js';
import { moneyText } from './text.js';
import { toolWords } from './toolWords.js';

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
  const { since, until, zone, branches } = options;
  const range = useOf(options);
  const { totals } = app.usage({ ...range, by: [] });
  const tables = options.by.flatMap((name) => {
    const { rows } = app.usage({ ...range, by: [name] });
    return [`## ${headings[name]}`, section(name, rows, totals, formats)];
  });
  const parts = [
    branches?.[0] === undefined ? '# AI usage' : `# AI usage on ${code(branches[0])}`,
    `Days of ${escapeText(zone)}: ${since ?? 'the first'} to ${until ?? 'the last'}.`,
    `**${formats.long(totals.total, headlinePrecision(totals))} tokens**, ${moneyText(totals, formats)} at list price`,
    ...tables,
    ...(totals.unpricedModels.length > 0 ? [`Without price: ${totals.unpricedModels.map(code).join(', ')}`] : []),
    ...(totals.precision.atLeast > 0 ? ['≥ at least: some logs leave part of the usage out.'] : []),
  ];
  return parts.join('\n\n');
}

function section(name: Dimension, rows: readonly UsageRow[], all: Totals, formats: Formats): string {
  const used = rows.filter(({ totals }) => totals.total > 0);
  const sorted = [...used].sort((a, b) =>
    name === 'day' ? ((a.key.day ?? '') < (b.key.day ?? '') ? -1 : 1) : b.totals.total - a.totals.total,
  );
  const lines = sorted.map(({ key, totals }) => line(labelOf(name, key[name] ?? ''), totals, formats));
  return table([name, ...heads], [...lines, line('**Together**', all, formats)]);
}

function labelOf(name: Dimension, text: string): string {
  if (name === 'tool') return toolWords(text);
  if (name === 'day') return text;
  return text === '' ? '–' : code(text);
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
