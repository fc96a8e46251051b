import { nameWords } from '../../core/badges/words/badgeWords.js';
import type { Say } from '../../core/badges/words/say.js';
import { insightAdvice, insightName } from '../../core/insights/words/insightWords.js';
import { escapeText, table } from '../../core/markdown.js';
import type { DataKind } from '../../protocol/page.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import { changeWords } from './changeWords.js';
import { tokenChange } from './compare.js';
import { capital } from './figures.js';
import { keptWords } from './kept.js';
import { dayTable, toolTable } from './report.js';
import type { WeekReview } from './weekReview.js';

/** Badges named that came nearer, and findings. */
const mostNamed = 5;

/** A week as a Markdown document, without the name of a project: what was used, what stayed, what moved, what is worth a look. */
export function weekMarkdown(review: WeekReview, wording: Wording, dataKind: DataKind): string {
  const { report } = review;
  const { at, since, until, zone, totals } = report;
  const days = t('{0} to {1}', wording.day(since), wording.day(until - 1));
  const asOf = t('As of {0}, days of {1}.', `${wording.day(at)}, ${wording.clock(at)}`, escapeText(zone));
  const none = t('No use between {0} and {1}.', wording.day(since), wording.day(until - 1));
  const parts = [
    `# ${t('Week in review: {0}', days)}`,
    dataKind === 'demo' ? `**${t('Demo data: generated, not yours')}**` : '',
    asOf,
    ...(totals.total === 0 ? [none] : used(review, wording)),
    ...kept(review, wording),
    ...badges(review, wording),
    ...findings(review, wording),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function used({ report, before, sessions }: WeekReview, wording: Wording): string[] {
  const { totals, byDay } = report;
  const { long } = wording;
  const counts = [
    plural(totals.requests, { one: '{0} request', other: '{0} requests' }, long(totals.requests)),
    plural(sessions, { one: '{0} session', other: '{0} sessions' }, long(sessions)),
    plural(byDay.length, { one: '{0} day with use', other: '{0} days with use' }, long(byDay.length)),
  ];
  return [
    `## ${t('{0} tokens', wording.headline(totals))}`,
    [wording.namedCost(totals), ...counts].join(' · '),
    `${capital(changeWords(tokenChange(totals, before), wording))}.`,
    toolTable(report, wording),
    ...(byDay.length > 1 ? [dayTable(report, wording)] : []),
  ];
}

function kept({ report }: WeekReview, wording: Wording): string[] {
  const words = keptWords(report, wording);
  return words.length > 0 ? [`## ${t('What stayed')}`, ...words] : [];
}

function badges({ badges: { earned, nearer } }: WeekReview, wording: Wording): string[] {
  const say: Say = { t, plural, formats: wording };
  const lines = [
    ...earned.map(({ badge, tier, day }) => {
      const name = escapeText(nameWords(badge.id, say));
      return badge.tiers > 1
        ? t('**{0}**, tier {1} of {2}: earned {3}', name, tier, badge.tiers, wording.day(day))
        : t('**{0}**: earned {1}', name, wording.day(day));
    }),
    ...nearer.slice(0, mostNamed).map(({ badge, from, to }) => {
      const shares = [wording.share(from, 1), wording.share(to, 1)] as const;
      return t('{0}: from {1} to {2} of the way', escapeText(nameWords(badge.id, say)), ...shares);
    }),
  ];
  return lines.length > 0 ? [`## ${t('Badges')}`, lines.map((line) => `- ${line}`).join('\n')] : [];
}

function findings({ findings: found, report }: WeekReview, wording: Wording): string[] {
  if (found.length === 0) return [];
  const say = { t, plural };
  const [first, rest] = [found.slice(0, mostNamed), found.length - mostNamed];
  const cells = first.map(({ kind, moments, where, requests, tokens, costNano }) => [
    escapeText(insightName(kind, moments.length, say)),
    `${escapeText(toolWords(where?.tool ?? ''))}, ${wording.moment(moments[0]?.start ?? report.at, report.at)}`,
    wording.long(requests),
    wording.long(tokens),
    costNano === null ? t('price unknown') : wording.money(costNano),
  ]);
  const heads = [t('What'), t('Session, since'), t('Requests'), t('Tokens'), capital(wording.moneyWord)];
  const kinds = [...new Set(first.map(({ kind }) => kind))];
  const advice = kinds.map((kind) => `- ${insightName(kind, 1, say)}: ${insightAdvice(kind, say)}`);
  return [
    `## ${t('Worth a look')}`,
    t('What need not have been used, or not at this price; the price is what it cost too much.'),
    table(heads, cells, 'llrrr'),
    ...(rest > 0 ? [plural(rest, { one: '{0} more, smaller.', other: '{0} more, smaller.' }, wording.long(rest))] : []),
    advice.join('\n'),
  ];
}
