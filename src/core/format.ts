import type { Totals } from './report.js';
import type { Precision } from './usage.js';

/**
 * Numbers, money, shares and instants as text, over `Intl` alone. Marks (≥, ≈, <) are part of the text; words such as
 * "price unknown" or "ago" are not: they belong to the rooms that speak to a person.
 */
export interface Formats {
  /** Grouped integer: `5,620,999`, `≥ 5,620,999`, `≈ 5,620,999`. A lower bound is never rounded up. */
  long(count: number, mark?: Precision): string;
  /** Three significant digits from 1,000 on: `5.62M`, `254K`, `999`. */
  compact(count: number, mark?: Precision): string;
  /** At most one decimal: `2.4`. */
  decimal(number: number): string;
  /** Whole nano-dollars as `$4.32`, `< $0.01`, or `≥ $94.41` where the true sum is at least that. */
  money(nano: number, atLeast?: boolean): string;
  /** A limit or a forecast: whole dollars from $10 on, cents below only where there are any: `$120`, `$9.50`. */
  roundMoney(nano: number): string;
  /** The number in `money` without sign and mark, for speech: `94.41`; below one cent `0.01`. */
  dollars(nano: number, atLeast?: boolean): string;
  /** Integer percentage of a whole; `0%` and `100%` only if true, so also `<1%` and `99%`. */
  share(part: number, whole: number): string;
  /** `11:37` in the zone. */
  clock(at: number): string;
  /** `Wed 18 Nov` of an instant, or of a day key `2026-11-18`. */
  day(at: number | string): string;
  /** `November` of a day key. */
  monthName(day: string): string;
  /** `11:37` on the day of `now`, else `Thu 19 Nov, 11:37`. */
  moment(at: number, now: number): string;
  /** Both instants lie on one local day of the zone. */
  sameDay(a: number, b: number): boolean;
  /** "Mon 14:00": an hour of the local week, 0 from Monday midnight. */
  weekHour(hour: number): string;
}

const marks = { exact: '', atLeast: '≥ ', estimate: '≈ ' } as const satisfies Record<Precision, string>;
const nanoPerCent = 10_000_000;

/** `locale` falls back to English, `zone` (IANA) to UTC, where the engine does not know them. */
export function createFormats(locale: string, zone: string): Formats {
  const counts = countFormats(knownLocale(locale));
  const money = moneyFormats(knownLocale(locale));
  return { ...counts, ...money, ...instantFormats(knownLocale(locale), knownZone(zone)) };
}

/**
 * The mark of a sum: `estimate` only where estimates exceed 1 % of it, else `atLeast` where some of it is a lower bound.
 * So `exact` may still hold up to 1 % of estimates; `precision.exact === total` tells.
 */
export function headlinePrecision(totals: Pick<Totals, 'total' | 'precision'>): Precision {
  const { atLeast, estimate } = totals.precision;
  if (estimate * 100 > totals.total) return 'estimate';
  return atLeast > 0 ? 'atLeast' : 'exact';
}

function countFormats(locale: string): Pick<Formats, 'long' | 'compact' | 'decimal' | 'share'> {
  const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = (roundingMode: 'floor' | 'halfExpand') =>
    new Intl.NumberFormat(locale, {
      notation: 'compact',
      minimumSignificantDigits: 3,
      maximumSignificantDigits: 3,
      roundingMode,
    });
  const nearest = short('halfExpand');
  const below = short('floor');
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const long: Formats['long'] = (count, mark = 'exact') => marks[mark] + grouped.format(count);
  return {
    long,
    decimal: (number) => tenths.format(number),
    compact(count, mark = 'exact') {
      if (count < 1000) return long(count, mark);
      return marks[mark] + (mark === 'atLeast' ? below : nearest).format(count);
    },
    share(part, whole) {
      if (whole <= 0 || part <= 0) return percent.format(0);
      const hundredths = Math.round((part / whole) * 100);
      if (hundredths === 0) return `<${percent.format(0.01)}`;
      return percent.format((part < whole ? Math.min(hundredths, 99) : hundredths) / 100);
    },
  };
}

function moneyFormats(locale: string): Pick<Formats, 'money' | 'roundMoney' | 'dollars'> {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const dollarSign = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
  const currency = new Intl.NumberFormat(locale, { ...dollarSign, ...digits });
  const plain = new Intl.NumberFormat(locale, digits);
  return {
    money(nano, atLeast = false) {
      const text = currency.format(cents(nano, atLeast) / 100);
      if (atLeast) return marks.atLeast + text;
      return nano > 0 && nano < nanoPerCent ? `< ${currency.format(0.01)}` : text;
    },
    roundMoney(nano) {
      const rounded = nano < 1000 * nanoPerCent ? cents(nano, false) / 100 : Math.round(nano / nanoPerCent / 100);
      return new Intl.NumberFormat(locale, { ...dollarSign, ...digits, trailingZeroDisplay: 'stripIfInteger' }).format(
        rounded,
      );
    },
    dollars: (nano, atLeast = false) =>
      plain.format(nano > 0 && nano < nanoPerCent && !atLeast ? 0.01 : cents(nano, atLeast) / 100),
  };
}

/** Half up; a lower bound downwards, or "at least" would be untrue. */
function cents(nano: number, atLeast: boolean): number {
  return Math.floor(nano / nanoPerCent + (atLeast ? 0 : 0.5));
}

function instantFormats(
  locale: string,
  timeZone: string,
): Pick<Formats, 'clock' | 'day' | 'monthName' | 'moment' | 'sameDay' | 'weekHour'> {
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayOfInstant = dayFormat(locale, timeZone);
  const dayOfKey = dayFormat(locale, 'UTC');
  const day: Formats['day'] = (at) =>
    typeof at === 'number' ? dayOfInstant(at) : dayOfKey(Date.parse(`${at}T12:00:00Z`));
  const fullDay = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' });
  const sameDay: Formats['sameDay'] = (a, b) => fullDay.format(a) === fullDay.format(b);
  return {
    clock: (at) => time.format(at),
    day,
    monthName: (key) =>
      new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.parse(`${key}T12:00:00Z`)),
    moment: (at, now) => (sameDay(at, now) ? time.format(at) : `${day(at)}, ${time.format(at)}`),
    sameDay,
    weekHour(hour) {
      const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
      const monday = Date.UTC(2026, 2, 2);
      return `${name.format(monday + hour * 3_600_000)} ${String(hour % 24).padStart(2, '0')}:00`;
    },
  };
}

/** English is put in day-month order without a comma: the editor's `en` says nothing of a region. */
function dayFormat(locale: string, timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  if (!/^en(-us)?$/i.test(locale)) return (at) => format.format(at);
  return (at) => {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
    return `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`;
  };
}

function knownLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
