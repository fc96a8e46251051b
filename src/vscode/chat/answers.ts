import { escapeText, table } from '../../core/markdown.js';
import { type PairWish, pairOfWish } from '../../core/pairs.js';
import { instants } from '../../core/span.js';
import { branchMarkdown } from '../documents/branch.js';
import { assembleBranch } from '../documents/branchReport.js';
import { compareSummary } from '../documents/compare.js';
import { assembleComparison } from '../documents/comparison.js';
import { assembleReport } from '../documents/usageReport.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import type { Answer, AnswerTools } from './answer.js';
import { narrowedUsage } from './narrowedUsage.js';
import type { UsageQuestion } from './question.js';
import { figureHeads, figureNotes, figures, headline, largest, subjectLine, usageTable } from './usageText.js';

const sessionsShown = 5;

/** The largest, told by tool and first request: a folder's name stays out of a conversation that may be handed on. */
export async function sessionsAnswer(question: UsageQuestion, tools: AnswerTools): Promise<Answer> {
  const { reader, asking, wording, signal } = tools;
  const { days, money } = question;
  const { zone, now } = asking;
  const { totals, rows } = await narrowedUsage(reader, { ...question, zone, by: ['session'] }, signal);
  const first = [...rows].sort((a, b) => largest(a.totals, b.totals, money)).slice(0, sessionsShown);
  const ids = first.map(({ key }) => key.session ?? '');
  const range = { ...instants({ ...days, zone }), zone, sessions: ids };
  const found = ids.length === 0 ? [] : (await reader.call('sessions', range, signal)).sessions;
  const lines = first.map(({ key, totals: each }) => {
    const session = found.find(({ id }) => id === key.session);
    const name = session ? `${escapeText(toolWords(session.tool))}, ${wording.moment(session.start, now)}` : '–';
    return figures(name, each, wording);
  });
  const { since, until } = days;
  const unpriced = rows.filter((row) => row.totals.costNano === null).length;
  const parts = [
    subjectLine(days, question),
    plural(rows.length, { one: '{0} session', other: '{0} sessions' }, wording.long(rows.length)),
    rows.length === 0 ? '' : table(figureHeads(t('Session, since'), wording), lines),
    money && unpriced > 0 ? `- ${unpricedWords(unpriced, wording)}` : '',
    figureNotes(totals, wording),
  ];
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    report: { title: t('Show Usage Report'), command: 'tallyboard.showReport', wish: { days: { since, until } } },
  };
}

function unpricedWords(count: number, wording: Wording): string {
  const words = {
    one: 'The price of {0} session is unknown; it stands last.',
    other: 'The price of {0} sessions is unknown; they stand last.',
  };
  return plural(count, words, wording.long(count));
}

/** The session that is going on, else the last one; the same as in the status bar. */
export async function sessionAnswer({ reader, asking, wording, signal }: AnswerTools): Promise<Answer> {
  const { session, window, totals, byModel, since, until } = await assembleReport(reader, asking, 'session', signal);
  const report = { title: t('Report This Session'), command: 'tallyboard.reportSession' } as const;
  if (!session && !window) return { text: t('No session in the last 7 days.'), report };
  const { now } = asking;
  const words = session
    ? t(
        '{0} session of {1}, last request {2}.',
        escapeText(toolWords(session.tool)),
        wording.moment(since, now),
        wording.moment(until - 1, now),
      )
    : t('This window since {0}.', wording.moment(since, now));
  const fill = session ? wording.contextFill(session) : undefined;
  const context =
    fill === undefined ? '' : session?.contextWindow ? t('Context {0} full.', fill) : t('Context {0} tokens.', fill);
  const parts = [
    `**${t('This session')}** · ${[words, context].filter((part) => part !== '').join(' ')}  \n${headline(totals, wording, false)}`,
    usageTable(byModel, 'model', false, wording),
    figureNotes(totals, wording),
  ];
  return { text: parts.filter((part) => part !== '').join('\n\n'), report };
}

/** Whoever shows it says where the figures are generated ones. */
export async function branchAnswer({ reader, asking, wording, signal, checkedOut }: AnswerTools): Promise<Answer> {
  const report = { title: t('Report This Branch'), command: 'tallyboard.reportBranch' } as const;
  const place = await checkedOut();
  if (typeof place === 'string') return { text: place, report };
  return { text: branchMarkdown(await assembleBranch(reader, asking, place, signal), wording, 'real'), report };
}

export async function compareAnswer(wish: PairWish, { reader, asking, wording, signal }: AnswerTools): Promise<Answer> {
  const report = { title: t('Compare Periods'), command: 'tallyboard.comparePeriods', wish: { pair: wish } } as const;
  const pair = pairOfWish(wish, asking.now, asking.zone);
  if (!pair) return { text: t('These days cannot be compared.') };
  return { text: compareSummary(await assembleComparison(reader, asking, pair, signal), wording), report };
}

/** As the tools told them last; only some do. */
export async function limitsAnswer({ reader, asking, wording, signal }: AnswerTools): Promise<Answer> {
  const limits = await reader.call('limits', { now: asking.now }, signal);
  const report = {
    title: t('Show Usage Report'),
    command: 'tallyboard.showReport',
  } as const;
  if (limits.length === 0) return { text: t('No tool tells a plan window that is running.'), report };
  const lines = limits.map(
    (limit) => `- ${escapeText(toolWords(limit.tool))}: ${escapeText(wording.limit(limit, asking.now))}`,
  );
  return { text: lines.join('\n'), report };
}
