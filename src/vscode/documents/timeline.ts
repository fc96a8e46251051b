import { code, escapeText, table } from '../../core/markdown.js';
import { noTotals, type Totals } from '../../core/report.js';
import type { TimelineRow, WindowUse } from '../../protocol/ledger.js';
import { toolWords } from '../toolWords.js';
import type { Wording } from '../wording.js';
import { plural, t } from '../words.js';
import { capital, unbroken } from './figures.js';
import type { UsageReport } from './usageReport.js';

export function isUsed({ requests, suggestions }: WindowUse): boolean {
  return requests + suggestions > 0;
}

/** "Commands in this window: 2 requests, 3 accepted suggestions. Of the generated text 90 tokens were accepted, 10 dropped." */
export function hookedWords(use: WindowUse, wording: Wording): string {
  const requests = plural(use.requests, { one: '{0} request', other: '{0} requests' }, wording.long(use.requests));
  const forms = { one: '{0} accepted suggestion', other: '{0} accepted suggestions' };
  const suggestions = plural(use.suggestions, forms, wording.long(use.suggestions));
  const parts = [...(use.requests > 0 ? [requests] : []), ...(use.suggestions > 0 ? [suggestions] : [])];
  const became = t(
    'Of the generated text {0} tokens were accepted and {1} dropped.',
    wording.long(use.acceptedTokens),
    wording.long(use.droppedTokens),
  );
  return `${t('Seen in this window: {0}.', parts.join(', '))} ${became}`;
}

/** What happened when, and how much came before it. */
export function timelineParts(
  { rows, earlier }: NonNullable<UsageReport['timeline']>,
  at: number,
  wording: Wording,
): string[] {
  const heads = [t('Start'), t('What'), t('Tool'), t('Model'), t('Tokens'), capital(wording.moneyWord)];
  const lines = rows.map((row) => [
    wording.moment(row.start, at),
    what(row, wording),
    escapeText(toolWords(row.tool)),
    code(row.model),
    unbroken(wording.headline(totalsLike(row))),
    unbroken(wording.cost(totalsLike(row))),
  ]);
  const forms = { one: '{0} earlier entry is not shown.', other: '{0} earlier entries are not shown.' };
  return [table(heads, lines, 'llllrr'), ...(earlier > 0 ? [plural(earlier, forms, wording.long(earlier))] : [])];
}

/** A sub-agent's name stays out of a document that may be handed on. */
function what({ what: kind, entrypoint, requests }: TimelineRow, wording: Wording): string {
  const count = plural(requests, { one: '{0} request', other: '{0} requests' }, wording.long(requests));
  if (kind === 'requests') return count;
  if (kind === 'subAgent') return t('Sub-agent, {0}', count);
  return kind === 'inline' ? t('Accepted suggestion') : escapeText(entrypoint);
}

function totalsLike({ total, costNano, precision }: TimelineRow): Totals {
  return {
    ...noTotals,
    total,
    costNano,
    costAtLeast: precision === 'atLeast',
    precision: { exact: 0, atLeast: 0, estimate: 0, [precision]: total },
  };
}
