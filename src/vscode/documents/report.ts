import { dayOf } from '../../core/day.js';
import { code, escapeText, table } from '../../core/markdown.js';
import type { SessionRow, SourceRow, Totals, UsageRow } from '../../core/report.js';
import type { DataKind, Period } from '../../protocol/page.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import { capital, unbroken } from './figures.js';
import { keptWords } from './kept.js';
import { skipWords } from './skips.js';
import { hookedWords, isUsed, timelineParts } from './timeline.js';
import type { UsageReport } from './usageReport.js';

export const periodNames: Readonly<Record<Period, () => string>> = {
  session: () => t('This session'),
  today: () => t('Today'),
  '7d': () => t('7 days'),
  '30d': () => t('30 days'),
};

/** Two sessions side by side: the second one is a part of its own, without what is said of the ledger. */
export function sessionsMarkdown(
  [first, second]: readonly [UsageReport, UsageReport | undefined],
  wording: Wording,
  dataKind: DataKind,
): string {
  const document = reportMarkdown(first, wording, dataKind);
  if (!second || second.totals.total === 0) return document;
  const title = second.window ? t('This window') : escapeText(toolWords(second.session?.tool ?? ''));
  return `${document}\n${[`# ${title}`, span(second, wording), ...sums(second, wording)].join('\n\n')}\n`;
}

/** The report as a Markdown document. The sums are those of the ledger, digit by digit. */
export function reportMarkdown(report: UsageReport, wording: Wording, dataKind: DataKind): string {
  const parts = [
    `# ${t('Usage: {0}', titleOf(report))}`,
    dataKind === 'demo' ? `**${t('Demo data: generated, not yours')}**` : '',
    [span(report, wording), onlyWords(report, wording)].filter(Boolean).join(' '),
    ...(report.totals.total === 0 ? [nothingUsed(report, wording)] : [...sums(report, wording)]),
    ...foot(report, wording),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function titleOf(report: UsageReport): string {
  return report.title ?? (report.period === 'days' ? dayKeys(report) : periodNames[report.period]());
}

function onlyWords({ only: { tools = [], models = [], hour } }: UsageReport, { weekHour }: Wording): string {
  const names = [...tools.map(toolWords), ...models, ...(hour === undefined ? [] : [weekHour(hour)])];
  return names.length > 0 ? t('Only {0}.', names.map(escapeText).join(', ')) : '';
}

/** `2026-01-01 to 2026-01-31`: with their year, since these days may be of any. */
function dayKeys({ since, until, zone }: UsageReport): string {
  const [first, last] = [dayOf(since, zone), dayOf(until - 1, zone)];
  return first === last ? first : t('{0} to {1}', first, last);
}

function span({ period, session, window, since, until, zone, at }: UsageReport, wording: Wording): string {
  const asOf = t('As of {0}, days of {1}.', `${wording.day(at)}, ${wording.clock(at)}`, escapeText(zone));
  if (period !== 'session') {
    const [first, last] = [wording.day(since), wording.day(until - 1)];
    return `${first === last ? first : t('{0} to {1}', first, last)}. ${asOf}`;
  }
  if (window) return `${t('This window since {0}.', wording.moment(since, at))} ${asOf}`;
  if (!session) return asOf;
  const from = `${wording.day(since)}, ${wording.clock(since)}`;
  const words = t(
    '{0} session of {1}, last request {2}.',
    escapeText(toolWords(session.tool)),
    from,
    wording.moment(until - 1, at),
  );
  return `${words} ${asOf}`;
}

function nothingUsed({ period, window, since, until }: UsageReport, wording: Wording): string {
  if (window) return t('No AI use in this window.');
  if (period === 'session') return t('No session in the last 7 days.');
  return t('No use between {0} and {1}.', wording.day(since), wording.day(until - 1));
}

function sums(report: UsageReport, wording: Wording): string[] {
  const { totals } = report;
  const models = report.byModel.map((row) => line(code(row.key.model ?? ''), row, wording));
  return [
    `## ${t('{0} tokens', wording.headline(totals))}`,
    `${wording.namedCost(totals)} · ${requests(totals, wording)}`,
    ...(report.window && isUsed(report.window) ? [hookedWords(report.window, wording)] : []),
    ...keptWords(report, wording),
    `## ${t('Tools')}`,
    toolTable(report, wording),
    `## ${t('Models')}`,
    sumTable(t('Model'), models, totals, wording),
    ...(report.byDay.length > 1 ? [`## ${t('Days')}`, dayTable(report, wording)] : []),
    ...(report.timeline?.rows.length
      ? [`## ${t('Timeline')}`, ...timelineParts(report.timeline, report.at, wording)]
      : []),
    ...(report.sessions.length > 0 ? [`## ${t('Largest sessions')}`, sessionTable(report, wording)] : []),
  ];
}

export function toolTable({ byTool, totals }: UsageReport, wording: Wording): string {
  const tools = byTool.map((row) => line(escapeText(toolWords(row.key.tool ?? '')), row, wording));
  return sumTable(t('Tool'), tools, totals, wording);
}

export function dayTable({ byDay, totals }: UsageReport, wording: Wording): string {
  const days = byDay.map((row) => line(wording.day(row.key.day ?? ''), row, wording));
  return sumTable(t('Day'), days, totals, wording);
}

/** Told by tool and first request within the period; a folder's name stays out of a document that may be handed on. */
function sessionTable({ sessions, at }: UsageReport, wording: Wording): string {
  const name = ({ tool, start }: SessionRow) => `${escapeText(toolWords(tool))}, ${wording.moment(start, at)}`;
  return table(
    sumHeads(t('Session, since'), wording),
    sessions.map((session) => cells(name(session), session.totals, wording)),
  );
}

function requests({ requests: count }: Totals, wording: Wording): string {
  return plural(count, { one: '{0} request', other: '{0} requests' }, wording.long(count));
}

function sumTable(first: string, rows: readonly string[][], totals: Totals, wording: Wording): string {
  const together = cells(t('Together'), totals, wording).map((cell) => `**${cell}**`);
  return table(sumHeads(first, wording), [...rows, together]);
}

function sumHeads(first: string, wording: Wording): string[] {
  return [
    first,
    t('Requests'),
    t('Fresh input'),
    t('Read from cache'),
    t('Written to cache'),
    t('Output'),
    t('Tokens'),
    capital(wording.moneyWord),
  ];
}

function line(name: string, { totals }: UsageRow, wording: Wording): string[] {
  return cells(name, totals, wording);
}

function cells(name: string, totals: Totals, wording: Wording): string[] {
  const writes = totals.cacheWrite5m + totals.cacheWrite1h;
  const counts = [totals.requests, totals.input, totals.cacheRead, writes, totals.output];
  return [
    name,
    ...counts.map((count) => wording.long(count)),
    unbroken(wording.headline(totals)),
    unbroken(wording.cost(totals)),
  ];
}

function foot(report: UsageReport, wording: Wording): string[] {
  const { totals, priceBook, limits, at } = report;
  const windows = limits.map(
    (limit) => `- ${escapeText(toolWords(limit.tool))}: ${escapeText(wording.limit(limit, at))}`,
  );
  return [
    ...(totals.total > 0 ? [`## ${t('How it is known')}`, precision(report, wording)] : []),
    ...(windows.length > 0 ? [`## ${t('Plan windows')}`, windows.join('\n')] : []),
    `## ${t('Prices')}`,
    [
      t('{0} of {1}, dated {2}.', capital(wording.moneyWord), escapeText(priceBook.source), escapeText(priceBook.date)),
      ...unpriced(totals),
      ...(totals.reportedNano > 0
        ? [
            t(
              'Tools reported {0} for requests without list price; it is not part of the sum.',
              wording.money(totals.reportedNano),
            ),
          ]
        : []),
    ].join('\n\n'),
    `## ${t('Sources')}`,
    sourceTable(report.sources, wording),
  ];
}

function unpriced({ unpricedModels: models }: Totals): string[] {
  if (models.length === 0) return [];
  const forms = { one: '{0} model without price', other: '{0} models without price' };
  return [`${plural(models.length, forms, String(models.length))}: ${models.map(code).join(', ')}`];
}

function precision({ totals, byTool }: UsageReport, wording: Wording): string {
  const words = {
    exact: t('Exact: the provider’s own count'),
    atLeast: t('At least: some of it is not in the logs'),
    estimate: t('Estimate: counted by a tokenizer'),
  };
  const kinds = (['exact', 'atLeast', 'estimate'] as const).filter((kind) => totals.precision[kind] > 0);
  const rows = kinds.map((kind) => {
    const tools = byTool
      .filter((row) => row.totals.precision[kind] > 0)
      .map((row) => escapeText(toolWords(row.key.tool ?? '')));
    const count = totals.precision[kind];
    return [words[kind], wording.long(count), wording.share(count, totals.total), tools.join(', ')];
  });
  return table([t('How'), t('Tokens'), t('Share'), t('Tools')], rows, 'lrrl');
}

function sourceTable(sources: readonly SourceRow[], wording: Wording): string {
  const rows = sources
    .filter(({ files }) => files > 0)
    .map(({ tool, store, files, records, skipped }) => [
      escapeText(toolWords(tool)),
      escapeText(store),
      wording.long(files),
      wording.long(records),
      skipWords(skipped, wording),
    ]);
  if (rows.length === 0) return t('No logs found.');
  return table([t('Tool'), t('Log'), t('Files'), t('Records'), t('Passed over')], rows, 'llrrl');
}
