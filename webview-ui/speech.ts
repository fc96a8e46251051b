import { headlinePrecision } from '../src/core/format.js';
import type { Totals } from '../src/core/report.js';
import type { YouData } from '../src/protocol/page.js';
import { long, spokenCost } from './format/format.js';
import { t } from './words.js';
import { periodNames } from './you/periodWords.js';

/** What the polite live region says after an act of the person, and when the first reading ends; never live counting. */

/** "30 days: 123,597,548 tokens, at least 94.41 dollars" */
export function periodSentence(data: YouData): string {
  const name = periodNames[data.period]();
  if (data.totals.total === 0) return t('{0}: no AI use', name);
  return t('{0}: {1}, {2}', name, spokenTokens(data.totals), spokenCost(data.totals));
}

export function copiedSentence(text: string): string {
  return t('Copied {0}', text);
}

export function readSentence(data: YouData): string {
  return t('The logs have been read. {0}', periodSentence(data));
}

function spokenTokens(totals: Totals): string {
  const count = long(totals.total);
  const kind = headlinePrecision(totals);
  if (kind === 'atLeast') return t('at least {0} tokens', count);
  return kind === 'estimate' ? t('about {0} tokens', count) : t('{0} tokens', count);
}
