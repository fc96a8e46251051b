import { code, escapeText, table } from '../../core/markdown.js';
import type { Totals, UsageRow } from '../../core/report.js';
import { sumTotals } from '../../core/sumTotals.js';
import { capital, unbroken } from '../documents/figures.js';
import { spanLabels, spanWords } from '../documents/spanWords.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import type { Narrowed } from './question.js';
import type { AskedDays } from './time.js';
import type { Group } from './wordList.js';

/** More rows than these are one row. */
const rowsShown = 31;

/** `**Today**, 2026-11-19 · Codex`: the days, and what the answer is narrowed to. */
export function subjectLine(days: AskedDays, { tools, models }: Narrowed): string {
  const [name, dates] = [days.name ? spanLabels[days.name]() : '', spanWords(days)];
  const span = name === '' ? `**${dates}**` : [`**${name}**`, dates].filter((part) => part !== '').join(', ');
  return [span, ...tools.map((tool) => escapeText(toolWords(tool))), ...models.map(code)].join(' · ');
}

/** `**5,620,999 tokens** · $4.32 list price · 95 requests`; the money first where it was asked for. */
export function headline(totals: Totals, wording: Wording, money: boolean): string {
  const tokens = t('{0} tokens', wording.headline(totals));
  const cost = wording.namedCost(totals);
  const requests = plural(
    totals.requests,
    { one: '{0} request', other: '{0} requests' },
    wording.long(totals.requests),
  );
  const [first, second] = money ? [cost, tokens] : [tokens, cost];
  return `**${first}** · ${second} · ${requests}`;
}

/** One row a group, the largest first (days: the newest), then their sum. */
export function usageTable(
  rows: readonly UsageRow[],
  by: Exclude<Group, 'kind'>,
  money: boolean,
  wording: Wording,
): string {
  const sorted = [...rows].sort((a, b) => (by === 'day' ? newest(a, b) : largest(a.totals, b.totals, money)));
  const [shown, others] =
    sorted.length > rowsShown ? [sorted.slice(0, rowsShown - 1), sorted.slice(rowsShown - 1)] : [sorted, []];
  const label = {
    tool: ({ key }: UsageRow) => escapeText(toolWords(key.tool ?? '')),
    model: ({ key }: UsageRow) => code(key.model ?? ''),
    day: ({ key }: UsageRow) => wording.day(key.day ?? ''),
  }[by];
  const lines = [
    ...shown.map((row) => figures(label(row), row.totals, wording)),
    ...(others.length > 0 ? [figures(t('{0} others', others.length), sum(others), wording)] : []),
  ];
  const together = rows.length > 1 ? [figures(t('Together'), sum(rows), wording).map((cell) => `**${cell}**`)] : [];
  return table(figureHeads({ tool: t('Tool'), model: t('Model'), day: t('Day') }[by], wording), [
    ...lines,
    ...together,
  ]);
}

export function figureHeads(first: string, wording: Wording): string[] {
  return [first, t('Tokens'), capital(wording.moneyWord)];
}

/** Without the requests, whose sum is in the headline: the chat is narrow. */
export function figures(name: string, totals: Totals, wording: Wording): string[] {
  return [name, unbroken(wording.headline(totals)), unbroken(wording.cost(totals))];
}

function sum(rows: readonly UsageRow[]): Totals {
  return sumTotals(rows.map(({ totals }) => totals));
}

function newest(a: UsageRow, b: UsageRow): number {
  return (a.key.day ?? '') < (b.key.day ?? '') ? 1 : -1;
}

/** By tokens, or by cost with what has no price last. */
export function largest(a: Totals, b: Totals, money: boolean): number {
  return (money ? (b.costNano ?? -1) - (a.costNano ?? -1) : 0) || b.total - a.total;
}

/** The five kinds that make up the sum, and the part of the output that was reasoning. */
export function kindTable(totals: Totals, wording: Wording): string {
  const row = (name: string, count: number) => [name, wording.long(count), wording.share(count, totals.total)];
  return table(
    [t('Kind'), t('Tokens'), t('Share')],
    [
      row(t('Fresh input'), totals.input),
      row(t('Read from cache'), totals.cacheRead),
      row(t('Written to cache'), totals.cacheWrite5m + totals.cacheWrite1h),
      row(t('Output'), totals.output),
      ...(totals.reasoning > 0 ? [row(t('Reasoning, part of the output'), totals.reasoning)] : []),
    ],
  );
}

/** What makes a figure more or less than it seems, as a list; '' where nothing does. */
export function figureNotes(totals: Totals, wording: Wording): string {
  const notes = [
    ...(totals.precision.atLeast > 0 ? [t('≥ at least: some of it is not in the logs.')] : []),
    ...(totals.precision.estimate > 0 ? [t('≈ about: some of it was counted by a tokenizer.')] : []),
    ...(totals.unpricedModels.length > 0 ? [t('Without price: {0}.', totals.unpricedModels.map(code).join(', '))] : []),
    ...(totals.reportedNano > 0
      ? [
          t(
            'Tools reported {0} for requests without list price; it is not part of the sum.',
            wording.money(totals.reportedNano),
          ),
        ]
      : []),
  ];
  return notes.map((note) => `- ${note}`).join('\n');
}
