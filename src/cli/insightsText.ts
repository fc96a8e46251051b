import type { JudgedFinding } from '../app/otherCli.js';
import { dayOf } from '../core/day.js';
import { createFormats } from '../core/format.js';
import { insightAdvice, insightName } from '../core/insights/words/insightWords.js';
import { say } from './badgeWords.js';
import type { ToldFindings } from './insightsJson.js';
import { table } from './text.js';

/** Findings of the last 28 days in words, the dearest first, what was said of them, and what would have avoided them. */
export function insightsText({ shown, dismissed }: ToldFindings, zone: string, columns?: number): string {
  const others = dismissed === 0 ? [] : [leftOutWords(dismissed)];
  if (shown.length === 0) return ['Nothing worth a look in the last 28 days.', ...others].join('\n');
  const formats = createFormats('en', zone);
  const judged = shown.some(({ dismissed, right }) => dismissed || right !== null);
  const rows = shown.map((found) => [
    `${dayOf(found.start, zone)} ${formats.clock(found.start)}`,
    insightName(found.kind, 1, say),
    found.session,
    ...(judged ? [verdictWords(found)] : []),
    formats.long(found.requests),
    formats.long(found.tokens),
    found.costNano === null ? 'price unknown' : formats.money(found.costNano),
  ]);
  const head = ['Began', 'What', 'Session', ...(judged ? ['You said'] : []), 'Requests', 'Tokens', 'List price'];
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  return [
    table([head, ...rows], columns, judged ? 3 : 2, judged ? [0, 1, 2, 3] : [0, 1, 2]),
    '',
    'Tokens that need not have been used, or not at this price; the price is what they cost too much.',
    ...others,
    ...kinds.map((kind) => `  ${insightName(kind, 1, say)}: ${insightAdvice(kind, say)}`),
    ...shown.flatMap((found) => turnsText(found, zone, columns)),
  ].join('\n');
}

function verdictWords({ right, dismissed }: JudgedFinding): string {
  const said = right === null ? [] : [right ? 'right' : 'not right'];
  return [...said, ...(dismissed ? ['dismissed'] : [])].join(', ');
}

function leftOutWords(count: number): string {
  return `${count === 1 ? 'One that you dismissed is' : `${count} that you dismissed are`} left out; --dismissed shows them too.`;
}

/** The requests of a finding, a line each; those that it counts are marked. */
function turnsText({ kind, session, turns }: JudgedFinding, zone: string, columns?: number): readonly string[] {
  if (!turns) return [];
  const { long, money, clock } = createFormats('en', zone);
  const rows = turns.map(({ number, at, model, agent, counts, costNano, counted }) => [
    counted ? '*' : ' ',
    long(number),
    `${dayOf(at, zone)} ${clock(at)}`,
    agent === '' ? model : `${model} (${agent})`,
    ...[counts.input, counts.cacheRead, counts.cacheWrite5m + counts.cacheWrite1h, counts.output].map((each) =>
      long(each),
    ),
    costNano === null ? 'price unknown' : money(costNano),
  ]);
  const head = ['', 'Request', 'When', 'Model', 'Input', 'Cache read', 'Cache write', 'Output', 'List price'];
  return [
    '',
    `${insightName(kind, 1, say)}, ${session}; * is counted, the one before is to compare`,
    table([head, ...rows], columns, 4, [0, 2, 3]),
  ];
}
