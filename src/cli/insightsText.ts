import { dayOf } from '../core/day.js';
import { createFormats } from '../core/format.js';
import type { Insight } from '../core/insights/rows.js';
import { insightAdvice, insightName } from '../core/insights/words/insightWords.js';
import { say } from './badgeWords.js';
import { table } from './text.js';

/** Findings of the last 28 days in words, the dearest first, and what would have avoided them. */
export function insightsText(found: readonly Insight[], zone: string, columns?: number): string {
  if (found.length === 0) return 'Nothing worth a look in the last 28 days.';
  const formats = createFormats('en', zone);
  const rows = found.map(({ kind, session, start, requests, tokens, costNano }) => [
    `${dayOf(start, zone)} ${formats.clock(start)}`,
    insightName(kind, 1, say),
    session,
    formats.long(requests),
    formats.long(tokens),
    costNano === null ? 'price unknown' : formats.money(costNano),
  ]);
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return [
    table([['Began', 'What', 'Session', 'Requests', 'Tokens', 'List price'], ...rows], columns, 2),
    '',
    'Tokens that need not have been used, or not at this price; the price is what they cost too much.',
    ...kinds.map((kind) => `  ${insightName(kind, 1, say)}: ${insightAdvice(kind, say)}`),
  ].join('\n');
}
