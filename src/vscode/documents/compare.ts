import { type Change, changeOf, type Figure } from '../../core/change.js';
import { headlinePrecision } from '../../core/format.js';
import { code, escapeText, table } from '../../core/markdown.js';
import type { Totals, UsageRow } from '../../core/report.js';
import type { DataKind } from '../../protocol/page.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { t } from '../words.js';
import { changeWords } from './changeWords.js';
import type { Comparison, Side } from './comparison.js';
import { capital, unbroken } from './figures.js';
import { spanText } from './spanText.js';

/** Two periods side by side as Markdown, the change in words. */
export function compareMarkdown(comparison: Comparison, wording: Wording, dataKind: DataKind): string {
  const { now, before } = comparison;
  const parts = [
    `# ${t('Usage compared')}`,
    dataKind === 'demo' ? `**${t('Demo data: generated, not yours')}**` : '',
    periods(comparison, wording),
    `## ${t('{0} tokens', wording.headline(now.totals))}`,
    capital(changeWords(tokenChange(now.totals, before.totals), wording)),
    together(now, before, wording),
    ...section(t('Tools'), t('Tool'), pairs(now.byTool, before.byTool, 'tool'), wording, (id) =>
      escapeText(toolWords(id)),
    ),
    ...section(t('Models'), t('Model'), pairs(now.byModel, before.byModel, 'model'), wording, code),
    notes(comparison, wording),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The same without tools and models. */
export function compareSummary(comparison: Comparison, wording: Wording): string {
  const { now, before } = comparison;
  const change = capital(changeWords(tokenChange(now.totals, before.totals), wording));
  const headline = `**${t('{0} tokens', wording.headline(now.totals))}** · ${change}`;
  const parts = [headline, periods(comparison, wording), together(now, before, wording), notes(comparison, wording)];
  return parts.join('\n\n');
}

function periods({ pair, at, zone }: Comparison, wording: Wording): string {
  return [
    t('Now: {0}', spanText(pair.now, zone, wording)),
    t('Before: {0}', spanText(pair.before, zone, wording)),
    t('As of {0}, days of {1}.', `${wording.day(at)}, ${wording.clock(at)}`, escapeText(zone)),
  ].join('  \n');
}

function together(now: Side, before: Side, wording: Wording): string {
  const exact = (value: number): Figure => ({ value, mark: 'exact' });
  const counted = (name: string, a: number, b: number) => [
    name,
    wording.long(a),
    wording.long(b),
    changeWords(changeOf(exact(a), exact(b)), wording),
  ];
  const rows = [
    [
      t('Tokens'),
      unbroken(wording.headline(now.totals)),
      unbroken(wording.headline(before.totals)),
      changeWords(tokenChange(now.totals, before.totals), wording),
    ],
    [
      capital(wording.moneyWord),
      unbroken(wording.cost(now.totals)),
      unbroken(wording.cost(before.totals)),
      costWords(now.totals, before.totals, wording),
    ],
    counted(t('Requests'), now.totals.requests, before.totals.requests),
    counted(t('Sessions'), now.sessions, before.sessions),
  ];
  return table(['', t('Now'), t('Before'), t('Change')], rows, 'lrrl');
}

type PairRow = readonly [id: string, now: Totals | undefined, before: Totals | undefined];

/** What either period has, the largest of now first, then of before. */
function pairs(now: readonly UsageRow[], before: readonly UsageRow[], by: 'tool' | 'model'): readonly PairRow[] {
  const of = (rows: readonly UsageRow[]) => new Map(rows.map(({ key, totals }) => [key[by] ?? '', totals]));
  const [left, right] = [of(now), of(before)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((id): PairRow => [id, left.get(id), right.get(id)])
    .filter(([, a, b]) => (a?.total ?? 0) + (b?.total ?? 0) > 0)
    .sort((a, b) => (b[1]?.total ?? 0) - (a[1]?.total ?? 0) || (b[2]?.total ?? 0) - (a[2]?.total ?? 0));
}

function section(
  title: string,
  head: string,
  rows: readonly PairRow[],
  wording: Wording,
  label: (id: string) => string,
): string[] {
  if (rows.length === 0) return [];
  const money = capital(wording.moneyWord);
  const lines = rows.map(([id, now, before]) => [
    label(id),
    now ? unbroken(wording.headline(now)) : '0',
    before ? unbroken(wording.headline(before)) : '0',
    changeWords(tokenChange(now, before), wording),
    now ? unbroken(wording.cost(now)) : '–',
    before ? unbroken(wording.cost(before)) : '–',
  ]);
  const heads = [head, t('Now'), t('Before'), t('Change'), t('{0} now', money), t('{0} before', money)];
  return [`## ${title}`, table(heads, lines, 'lrrlrr')];
}

/** By the tokens of two sums. */
export function tokenChange(now: Totals | undefined, before: Totals | undefined): Change {
  return changeOf(tokens(now), tokens(before));
}

function tokens(totals: Totals | undefined): Figure {
  return totals ? { value: totals.total, mark: headlinePrecision(totals) } : { value: 0, mark: 'exact' };
}

/** Nothing to compare where one of the two has no price. */
function costWords(now: Totals, before: Totals, wording: Wording): string {
  if (now.costNano === null || before.costNano === null) return t('price unknown');
  const figure = (value: number, atLeast: boolean): Figure => ({ value, mark: atLeast ? 'atLeast' : 'exact' });
  const change = changeOf(figure(now.costNano, now.costAtLeast), figure(before.costNano, before.costAtLeast));
  return changeWords(change, wording);
}

function notes({ now, before, priceBook }: Comparison, wording: Wording): string {
  const models = [...new Set([...now.totals.unpricedModels, ...before.totals.unpricedModels])].sort();
  const has = (kind: 'atLeast' | 'estimate') => now.totals.precision[kind] + before.totals.precision[kind] > 0;
  const notes = [
    ...(has('atLeast') ? [t('≥ at least: some of it is not in the logs.')] : []),
    ...(has('estimate') ? [t('≈ about: some of it was counted by a tokenizer.')] : []),
    ...(models.length > 0 ? [t('Without price: {0}.', models.map(code).join(', '))] : []),
    t('{0} of {1}, dated {2}.', capital(wording.moneyWord), escapeText(priceBook.source), escapeText(priceBook.date)),
  ];
  return notes.map((note) => `- ${note}`).join('\n');
}
