import { createFormats, type Formats, headlinePrecision } from '../core/format.js';
import type { LimitRow, SessionRow, Totals } from '../core/report.js';
import type { Settings } from './settings.js';
import { t } from './words.js';

/** Figures with their words, for status bar, hover and documents. The rules of the figures are those of `core/format`. */
export interface Wording extends Formats {
  /** The headline of a sum with its mark: `≥ 5,620,999`. */
  headline(totals: Totals): string;
  /** The same in three digits. */
  brief(totals: Totals): string;
  /** `$4.32`, `≥ $94.41`; what the tool billed where there is no list price; else "price unknown". */
  cost(totals: Totals): string;
  /** The same with what it is: `$4.32 list price`; what is billed or unknown is no list price. */
  namedCost(totals: Totals): string;
  /** "list price", on a flat plan "list value". */
  readonly moneyWord: string;
  /** `at least 94.41 dollars`. */
  spokenCost(totals: Totals): string;
  /** `at least 5,620,999 tokens`. */
  spokenTokens(totals: Totals): string;
  /** `5 h window 41% used, resets 17:20, as of 15:02`; the last part only of a reading over ten minutes old. */
  limit(limit: LimitRow, now: number): string;
  /** `62%` where the window's size is told, else `124K`; nothing where the tool does not tell. */
  contextFill(session: SessionRow): string | undefined;
}

const freshFor = 10 * 60_000;

export function createWording(locale: string, zone: string, plan: Settings['plan']): Wording {
  const formats = createFormats(locale, zone);
  const money = moneyWords(formats);
  const moneyWord = plan === 'subscription' ? t('list value') : t('list price');
  return {
    ...formats,
    ...money,
    headline: (totals) => formats.long(totals.total, headlinePrecision(totals)),
    brief: (totals) => formats.compact(totals.total, headlinePrecision(totals)),
    moneyWord,
    namedCost: (totals) => (totals.costNano === null ? money.cost(totals) : `${money.cost(totals)} ${moneyWord}`),
    spokenTokens: (totals) => spokenTokens(totals, formats),
    limit: (limit, now) => limitWords(limit, now, formats),
    contextFill: ({ context, contextWindow }) => {
      if (context === undefined) return undefined;
      return contextWindow ? formats.share(context, contextWindow) : formats.compact(context);
    },
  };
}

function moneyWords(formats: Formats): Pick<Wording, 'cost' | 'spokenCost'> {
  return {
    cost({ costNano, costAtLeast, reportedNano }) {
      if (costNano !== null) return formats.money(costNano, costAtLeast);
      return reportedNano > 0 ? t('{0} billed', formats.money(reportedNano)) : t('price unknown');
    },
    spokenCost({ costNano, costAtLeast, reportedNano }) {
      if (costNano === null && reportedNano > 0) return t('{0} dollars billed', formats.dollars(reportedNano));
      if (costNano === null) return t('price unknown');
      const dollars = formats.dollars(costNano, costAtLeast);
      if (costAtLeast) return t('at least {0} dollars', dollars);
      return costNano > 0 && costNano < 10_000_000 ? t('less than {0} dollars', dollars) : t('{0} dollars', dollars);
    },
  };
}

function spokenTokens(totals: Totals, formats: Formats): string {
  const count = formats.long(totals.total);
  const kind = headlinePrecision(totals);
  if (kind === 'atLeast') return t('at least {0} tokens', count);
  return kind === 'estimate' ? t('about {0} tokens', count) : t('{0} tokens', count);
}

function limitWords(limit: LimitRow, now: number, formats: Formats): string {
  const parts = [t('{0} {1} used', windowName(limit.window), formats.share(limit.usedPercent, 100))];
  if (limit.resetsAt !== undefined) parts.push(t('resets {0}', formats.moment(limit.resetsAt, now)));
  if (now - limit.at > freshFor) parts.push(t('as of {0}', formats.moment(limit.at, now)));
  return parts.join(', ');
}

/** "5 h window" for `5h`, "Weekly window" for `weekly` and `7d`; another name as it is told. */
function windowName(window: string): string {
  if (/^(weekly|7 ?d)$/i.test(window)) return t('Weekly window');
  const span = /^(\d+) ?([hd])$/i.exec(window);
  if (!span) return window;
  return span[2]?.toLowerCase() === 'h' ? t('{0} h window', span[1] ?? '') : t('{0} d window', span[1] ?? '');
}
