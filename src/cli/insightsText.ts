import type { Insight } from '../app/insights.js';
import { dayOf } from '../core/day.js';
import { createFormats } from '../core/format.js';
import type { InsightKind } from '../core/insights/facts.js';
import { table } from './text.js';

/** What each kind is called, and what would have avoided it. */
export const insightWords: Readonly<Record<InsightKind, readonly [name: string, avoided: string]>> = {
  'cache-break': [
    'cache paid for again',
    'Go on within the cache’s life; leave instructions and tools as they are within a session.',
  ],
  're-read': ['read whole each time', 'Use a provider or a setting that caches prompts.'],
  'oversized-context': ['very large context', 'Compact, or begin a new session for a new task.'],
  'retry-storm': ['retries without result', 'Stop it, and mend what fails.'],
  'idle-loop': ['run that changes nothing', 'Set a limit of turns, or look at a long run now and then.'],
  'large-model': ['large model, small questions', 'Ask a small model questions of this size.'],
  'abandoned-session': ['loaded, then left', 'Go on in a session that knows the code already.'],
};

/** Findings of the last 28 days in words, the dearest first, and what would have avoided them. */
export function insightsText(found: readonly Insight[], zone: string, columns?: number): string {
  if (found.length === 0) return 'Nothing worth a look in the last 28 days.';
  const formats = createFormats('en', zone);
  const rows = found.map(({ kind, session, start, requests, tokens, costNano }) => [
    `${dayOf(start, zone)} ${formats.clock(start)}`,
    insightWords[kind][0],
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
    ...kinds.map((kind) => `  ${insightWords[kind][0]}: ${insightWords[kind][1]}`),
  ].join('\n');
}
