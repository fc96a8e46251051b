import { createFormats, type Formats, headlinePrecision } from '../../src/core/format.js';
import type { Totals } from '../../src/core/report.js';
import type { Hello, Period } from '../../src/protocol/page.js';
import { plural, t } from '../words.js';

/** Figures with their words. The rules are those of `core/format`; here is what needs the person's language. */

let formats: Formats = createFormats('en', 'UTC');
let value: Hello['plan'] = 'api';
let formatLocale = 'en';

/** Sets locale, zone and plan once, before the first paint. */
export function useFormats(hello: Pick<Hello, 'locale' | 'zone' | 'plan'>): void {
  formats = createFormats(hello.locale, hello.zone);
  value = hello.plan;
  formatLocale = localeOf(hello.locale);
}

function localeOf(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** All of them, for words that are shared with other rooms. */
export function allFormats(): Formats {
  return formats;
}

export const long: Formats['long'] = (count, mark) => formats.long(count, mark);
export const compact: Formats['compact'] = (count, mark) => formats.compact(count, mark);
export const share: Formats['share'] = (part, whole) => formats.share(part, whole);
export const day: Formats['day'] = (at) => formats.day(at);
export const moment: Formats['moment'] = (at, now) => formats.moment(at, now);
export const sameDay: Formats['sameDay'] = (a, b) => formats.sameDay(a, b);

/** `21 Oct – 19 Nov 2026` of local days; one day alone once. */
export function days(since: string, until: string): string {
  return inOrder((locale) => {
    const format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    });
    return format.formatRange(Date.parse(since), Date.parse(until));
  });
}

/** `19 Nov` of a local day. */
export function shortDay(day: string): string {
  return inOrder((locale) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(day)),
  );
}

/** English in the order of day and month, with the names that all other dates have: British ones have a `Sept` among them. */
function inOrder(format: (locale: string) => string): string {
  return /^en(-us)?$/i.test(formatLocale) ? format('en-GB').replaceAll('Sept', 'Sep') : format(formatLocale);
}

/** `Mon` of 0. */
export function weekdayName(weekday: number): string {
  const format = new Intl.DateTimeFormat(formatLocale, { weekday: 'short', timeZone: 'UTC' });
  return format.format(Date.UTC(2026, 2, 2 + weekday));
}

/** The headline of a sum with its mark: `≥ 5,620,999`. */
export function headline(totals: Pick<Totals, 'total' | 'precision'>): string {
  return formats.long(totals.total, headlinePrecision(totals));
}

/** The same in three digits. */
export function brief(totals: Pick<Totals, 'total' | 'precision'>): string {
  return formats.compact(totals.total, headlinePrecision(totals));
}

/** `$4.32`, `≥ $94.41` or "price unknown". */
export function cost(totals: Pick<Totals, 'costNano' | 'costAtLeast'>): string {
  return totals.costNano === null ? t('price unknown') : formats.money(totals.costNano, totals.costAtLeast);
}

/** What a tool itself said it billed. */
export function billed(nano: number): string {
  return t('{0} billed', formats.money(nano));
}

/** A part of a sum of money, with the mark of its own or of the sum. */
export function partOfCost(nano: number, estimated: boolean, atLeast: boolean): string {
  if (!estimated) return formats.money(nano, atLeast);
  const text = formats.money(nano);
  return text.startsWith('<') ? text : `≈ ${text}`;
}

/** `65M` of a figure that is no finer than two digits. */
export function rounded(count: number): string {
  return new Intl.NumberFormat(formatLocale, { notation: 'compact', maximumSignificantDigits: 2 }).format(count);
}

/** `3.64` of a score's parts. */
export function points(value: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(formatLocale, digits).format(value);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `18.4 MB`: powers of 1,000, as disks are sold. */
export function size(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(formatLocale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power);
}

/** `Nov` of a day. */
export function month(day: string): string {
  const format = new Intl.DateTimeFormat(formatLocale, { month: 'short', timeZone: 'UTC' });
  return format.format(Date.parse(`${day}T12:00:00Z`));
}

/** `November` of `2026-11`. */
export function monthName(month: string): string {
  return formats.monthName(`${month}-15`);
}

/** How `core` words speak here. */
export function speaker(): { readonly t: typeof t; readonly formats: Formats } {
  return { t, formats };
}

/** The same with what it is, for tooltip and speech: `$4.32 list price`, on a flat plan `$4.32 list value`. */
export function namedCost(totals: Pick<Totals, 'costNano' | 'costAtLeast'>): string {
  if (totals.costNano === null) return t('price unknown');
  return value === 'subscription' ? t('{0} list value', cost(totals)) : t('{0} list price', cost(totals));
}

/** `at least 94.41 dollars`. */
export function spokenCost(totals: Pick<Totals, 'costNano' | 'costAtLeast'>): string {
  if (totals.costNano === null) return t('price unknown');
  const dollars = formats.dollars(totals.costNano, totals.costAtLeast);
  if (totals.costAtLeast) return t('at least {0} dollars', dollars);
  return totals.costNano > 0 && totals.costNano < 10_000_000
    ? t('less than {0} dollars', dollars)
    : t('{0} dollars', dollars);
}

/** `2 s ago`, `3 min ago`, `2 h ago`; from a day on the moment itself. Never negative. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  if (seconds < 60) return t('{0} s ago', seconds);
  if (seconds < 3600) return t('{0} min ago', Math.floor(seconds / 60));
  return seconds < 86_400 ? t('{0} h ago', Math.floor(seconds / 3600)) : moment(at, now);
}

/** `47 min`, `2 h 5 min`, `26 h`; under a minute `under 1 min`. */
export function duration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t('under 1 min');
  if (minutes < 60) return t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? t('{0} h', hours) : t('{0} h {1} min', hours, minutes % 60);
}

/** `95 requests`. */
export function requests(count: number): string {
  return plural(count, { one: '{0} request', other: '{0} requests' }, long(count));
}

/** `tokens today`. */
export function tokensIn(period: Period): string {
  const words = {
    session: () => t('tokens this session'),
    today: () => t('tokens today'),
    '7d': () => t('tokens in 7 days'),
    '30d': () => t('tokens in 30 days'),
  } satisfies Record<Period, () => string>;
  return words[period]();
}
