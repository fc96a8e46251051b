import { code, escapeText, table } from '../../core/markdown.js';
import type { Totals } from '../../core/report.js';
import type { DataKind } from '../../protocol/page.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import type { BranchReport } from './branchReport.js';
import { capital, unbroken } from './figures.js';
import { keptWords } from './kept.js';

/** The report of a branch as Markdown that can stand in a pull request. */
export function branchMarkdown(report: BranchReport, wording: Wording, dataKind: DataKind): string {
  const { name, totals } = report;
  const parts = [
    `## ${t('AI use on {0}', code(name))}`,
    dataKind === 'demo' ? `**${t('Demo data: generated, not yours')}**` : '',
    ...(totals.total === 0
      ? [`${t('No use is recorded for this branch.')} ${commits(report, wording)}`.trim()]
      : [headline(report, wording), ...keptWords(report, wording), tools(report, wording), models(report, wording)]),
    notes(report, wording),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline(report: BranchReport, wording: Wording): string {
  const { totals, days } = report;
  const sessions = [...report.sessions.values()].reduce((sum, count) => sum + count, 0);
  const facts = [
    t('**{0} tokens**', wording.headline(totals)),
    wording.namedCost(totals),
    plural(sessions, { one: '{0} session', other: '{0} sessions' }, wording.long(sessions)),
    commits(report, wording),
  ];
  const [first, last] = days ?? ['', ''];
  const span = first === last ? first : t('{0} to {1}', first, last);
  return `${facts.filter((fact) => fact !== '').join(' · ')}\n\n${span}`;
}

/** Nothing where git tells no base: on the default branch itself, say. */
function commits({ facts }: BranchReport, wording: Wording): string {
  if (!facts?.commits || facts.base === null) return '';
  const { count, more } = facts.commits;
  const shown = `${more ? '≥ ' : ''}${wording.long(count)}`;
  const words = plural(count, { one: '{0} commit', other: '{0} commits' }, shown);
  return t('{0} since {1}', words, code(facts.base));
}

function tools(report: BranchReport, wording: Wording): string {
  const rows = report.byTool.map(({ key, totals }) => [
    escapeText(toolWords(key.tool ?? '')),
    wording.long(report.sessions.get(key.tool ?? '') ?? 0),
    ...figures(totals, wording),
  ]);
  return table([t('Tool'), t('Sessions'), t('Requests'), t('Tokens'), capital(wording.moneyWord)], rows);
}

function models(report: BranchReport, wording: Wording): string {
  const rows = report.byModel.map(({ key, totals }) => [code(key.model ?? ''), ...figures(totals, wording)]);
  return table([t('Model'), t('Requests'), t('Tokens'), capital(wording.moneyWord)], rows);
}

function figures(totals: Totals, wording: Wording): string[] {
  return [wording.long(totals.requests), unbroken(wording.headline(totals)), unbroken(wording.cost(totals))];
}

/** What makes a figure more or less than it seems. */
function notes(report: BranchReport, wording: Wording): string {
  const { totals, facts, unplaced, priceBook } = report;
  const notes = [
    ...(facts && facts.earlierNames.length > 0
      ? [t('Use under its earlier name is counted too: {0}.', facts.earlierNames.map(code).join(', '))]
      : []),
    ...unplaced.map(({ key, totals: left }) =>
      t(
        'Not counted: {0} tokens of {1} in this folder at that time, which tell no branch.',
        wording.headline(left),
        escapeText(toolWords(key.tool ?? '')),
      ),
    ),
    ...(totals.precision.atLeast > 0 ? [t('≥ at least: some of it is not in the logs.')] : []),
    ...(totals.precision.estimate > 0 ? [t('≈ about: some of it was counted by a tokenizer.')] : []),
    ...(totals.unpricedModels.length > 0 ? [t('Without price: {0}.', totals.unpricedModels.map(code).join(', '))] : []),
    t(
      '{0} of {1}, dated {2}. Counted by Tallyboard from the tools’ own logs.',
      capital(wording.moneyWord),
      // As code: where a pull request is read, `@name` would call somebody.
      code(priceBook.source),
      escapeText(priceBook.date),
    ),
  ];
  return notes.map((note) => `- ${note}`).join('\n');
}
