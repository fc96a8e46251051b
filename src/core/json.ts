/** Tolerant reading of parsed JSON: tools write null, strings and floats where a counter is meant. */

/**
 * No counter of a log is larger, be it of a whole session: what says so is damaged. So large that no real one is lost,
 * so small that sums of such stay exact.
 */
export const largestCount = 100_000_000_000;

/** A non-negative integer from a number, a bigint or a text of one; 0 for anything else. Fractions are cut off. */
export function count(value: unknown): number {
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number <= largestCount ? whole(number) : 0;
}

/**
 * A number that is not negative, without its fraction. Below 2^31 it is one that V8 keeps in an object's own fields: the first other one in
 * a field makes all objects of its kind be of another, and what was compiled for them is compiled anew.
 */
function whole(number: number): number {
  return number < 0x80000000 ? number | 0 : Math.trunc(number);
}

/** A finite number, also from a text of one; NaN for anything else. */
export function numberOf(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : Number.NaN;
}

/** The text, or undefined for anything else and for ''. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Parsed JSON, after the mark of UTF-8 where it has one; undefined for what is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/**
 * Milliseconds since 1970 from ISO text (without a zone, as SQLite's `datetime` writes it: UTC), from epoch seconds,
 * milliseconds, microseconds or nanoseconds (also as text), or from `[seconds, nanoseconds]`; NaN for anything else.
 * A wrong clock's instant is one as well; but a year that has not four digits is none.
 */
export function instantOf(value: unknown): number {
  const instant = instantFrom(value);
  return isInstant(instant) ? instant : Number.NaN;
}

/** Two days short of the years 0 and 9999, so that its day has four digits in every zone. */
export function isInstant(instant: number): boolean {
  return instant > -62_167_046_400_000 && instant < 253_402_128_000_000;
}

function instantFrom(value: unknown): number {
  if (Array.isArray(value)) return instantOfPair(value[0], value[1]);
  if (typeof value === 'number') return instantOfNumber(value);
  if (typeof value !== 'string') return Number.NaN;
  if (/^\d+(\.\d+)?$/.test(value)) return instantOfNumber(Number(value));
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return Number.NaN;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`;
  return Date.parse(zoned.replace(' ', 'T'));
}

/** Logs are younger than 1973 and older than 5138, so that the size tells the unit. */
function instantOfNumber(value: number): number {
  if (!Number.isFinite(value) || value < 1e8) return Number.NaN;
  const unit = value < 1e11 ? 1e-3 : value < 1e14 ? 1 : value < 1e17 ? 1e3 : 1e6;
  return Math.trunc(unit < 1 ? value * 1000 : value / unit);
}

function instantOfPair(seconds: unknown, nanoseconds: unknown): number {
  if (typeof seconds !== 'number' || seconds <= 0) return Number.NaN;
  return Math.trunc(seconds) * 1000 + Math.trunc(typeof nanoseconds === 'number' ? nanoseconds / 1e6 : 0);
}
