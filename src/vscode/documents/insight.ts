import type { Insight, InsightRow } from '../../core/insights/rows.js';
import { insightAdvice, insightName, insightRule } from '../../core/insights/words/insightWords.js';
import { code, escapeText, table } from '../../core/markdown.js';
import type { SessionRow } from '../../core/report.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import { capital } from './figures.js';

/** A finding with its rule, its session, every moment of it, and the one change that avoids it. */
export function insightMarkdown(row: InsightRow, session: SessionRow, wording: Wording): string {
  const say = { t, plural };
  return [
    `# ${escapeText(insightName(row.kind, row.moments.length, say))}`,
    sessionLine(session, wording),
    escapeText(wasteWords(row, wording)),
    `**${escapeText(t('Instead'))}**: ${escapeText(insightAdvice(row.kind, say))}`,
    momentTable(row.moments, wording),
    escapeText(t('How it is found: {0}', insightRule(row.kind, say))),
  ].join('\n\n');
}

function wasteWords({ tokens, costNano }: InsightRow, { long, money }: Wording): string {
  const words = t('{0} tokens need not have been used, or not at this price.', long(tokens));
  const cost = costNano === null ? t('What they cost too much is not known.') : t('{0} too much.', money(costNano));
  return `${words} ${cost}`;
}

function sessionLine({ id, tool, project, start }: SessionRow, wording: Wording): string {
  const when = wording.moment(start, start + 2 * 86_400_000);
  const where = project === '' ? '' : ` · ${code(project)}`;
  return `${escapeText(toolWords(tool))}${where} · ${escapeText(t('since {0}', when))} · ${code(id)}`;
}

function momentTable(moments: readonly Insight[], wording: Wording): string {
  const cells = moments.map(({ start, first, last, of, requests, tokens, costNano }) => [
    wording.moment(start, start + 2 * 86_400_000),
    first === last ? t('{0} of {1}', first + 1, of) : t('{0} to {1} of {2}', first + 1, last + 1, of),
    wording.long(requests),
    wording.long(tokens),
    costWords(costNano, wording),
  ]);
  const head = [t('Began'), t('Requests of the session'), t('Meant'), t('Tokens'), capital(wording.moneyWord)];
  return table(head, cells, 'llrrr');
}

function costWords(costNano: number | null, { money }: Wording): string {
  return costNano === null ? t('price unknown') : money(costNano);
}
