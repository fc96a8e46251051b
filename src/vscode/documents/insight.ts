import type { Insight, InsightRow } from '../../core/insights/rows.js';
import type { InsightTurn } from '../../core/insights/turns.js';
import { insightAdvice, insightName, insightRule } from '../../core/insights/words/insightWords.js';
import { code, escapeText, table } from '../../core/markdown.js';
import type { SessionRow } from '../../core/report.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import { capital } from './figures.js';

/** More requests of a finding are in the terminal alone. */
const mostTurns = 400;

/**
 * A finding with its rule, its session, every moment of it, the one change that avoids it, and the requests that are counted. `turns`: those of
 * each moment.
 */
export function insightMarkdown(
  row: InsightRow,
  turns: readonly (readonly InsightTurn[])[],
  { session, wording }: { readonly session: SessionRow; readonly wording: Wording },
): string {
  const say = { t, plural };
  return [
    `# ${escapeText(insightName(row.kind, row.moments.length, say))}`,
    sessionLine(session, wording),
    escapeText(wasteWords(row, wording)),
    `**${escapeText(t('Instead'))}**: ${escapeText(insightAdvice(row.kind, say))}`,
    momentTable(row.moments, wording),
    escapeText(t('How it is found: {0}', insightRule(row.kind, say))),
    ...turnWords(turns, wording),
  ].join('\n\n');
}

/** The requests of all moments, told once each. */
function turnWords(moments: readonly (readonly InsightTurn[])[], wording: Wording): readonly string[] {
  const known = new Map<number, InsightTurn>();
  for (const turn of moments.flat()) if (turn.counted || !known.has(turn.number)) known.set(turn.number, turn);
  const turns = [...known.values()].sort((a, b) => a.number - b.number);
  if (turns.length === 0) return [];
  const left = turns.length - mostTurns;
  return [
    `## ${escapeText(t('The requests'))}`,
    escapeText(t('Marked ones are counted. The one before them is there to be compared with.')),
    turnTable(turns.slice(0, mostTurns), wording),
    ...(left > 0 ? [escapeText(t('{0} more: {1} tells them all.', wording.long(left), command))] : []),
  ];
}

const command = 'tallyboard report --insights --turns';

function turnTable(turns: readonly InsightTurn[], wording: Wording): string {
  const { long } = wording;
  const hasAgents = turns.some(({ agent }) => agent !== '');
  const cells = turns.map(({ number, at, model, agent, counts, costNano, counted }) => [
    counted ? `**${long(number)}** ●` : long(number),
    wording.moment(at, at + 2 * 86_400_000),
    code(model),
    ...(hasAgents ? [agent === '' ? '' : code(agent)] : []),
    ...[counts.input, counts.cacheRead, counts.cacheWrite5m + counts.cacheWrite1h, counts.output].map((each) =>
      long(each),
    ),
    costWords(costNano, wording),
  ]);
  const tokens = [t('Input'), t('Cache read'), t('Cache write'), t('Output')];
  const head = [t('Request'), t('When'), t('Model'), ...(hasAgents ? [t('Agent')] : []), ...tokens];
  return table([...head, capital(wording.moneyWord)], cells, `lll${hasAgents ? 'l' : ''}rrrrr`);
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
