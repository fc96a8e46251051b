import { closeBrace, comma, openBrace, openBracket, quote } from './scan';

/** Kinds of a member's value; 0 while the line has not told the member. */
export const isNull: u8 = 1;
export const isFalse: u8 = 2;
export const isTrue: u8 = 3;
export const isNumber: u8 = 4;
export const isText: u8 = 5;
export const isObject: u8 = 6;
export const isArray: u8 = 7;
/** A whole number from 0 on, below 2^31: its id is the number. */
export const isCount: u8 = 8;

export function kindAt(at: usize): u8 {
  const byte = load<u8>(at);
  if (byte === quote) return isText;
  if (byte === openBrace) return isObject;
  if (byte === openBracket) return isArray;
  if (byte === 45 || (byte >= 48 && byte <= 57)) return isNumber;
  if (byte === 116) return isTrue;
  if (byte === 102) return isFalse;
  return byte === 110 ? isNull : 0;
}

export function isLiteral(kind: u8, at: usize, after: usize): bool {
  if (kind === isFalse) return after - at === 5 && load<u32>(at + 1) === 0x65736c61;
  return after - at === 4 && load<u32>(at) === (kind === isNull ? 0x6c6c756e : 0x65757274);
}

/**
 * Reads a number of 1 to 7 digits and nothing else, which nearly all are, to `into`; the offset after it, or 0 where the number is
 * another one. All digits at once: eight bytes, then four pairs, then two fours, then one number.
 */
export function readCount(from: usize, end: usize, into: usize): usize {
  const digits = load<u64>(from) ^ 0x3030303030303030;
  // A byte from 10 on has its upper half set, or has it set six higher.
  const others = (digits | (digits + 0x0606060606060606)) & 0xf0f0f0f0f0f0f0f0;
  const length = usize(ctz(others) >> 3);
  const byte = load<u8>(from + length);
  if (others === 0 || length === 0 || from + length >= end || (byte !== comma && byte !== closeBrace)) return 0;
  const padded = digits << u64((8 - length) << 3);
  const pairs = padded * 10 + (padded >> 8);
  const upper = (pairs & 0x000000ff000000ff) * 0x000f424000000064;
  const lower = ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  store<i32>(into, i32((upper + lower) >> 32));
  return from + length;
}

/**
 * A number of at most 15 digits without sign and exponent; NaN for any other, which the caller reads. Exact with a
 * fraction too: one division of two numbers that a double holds exactly is rounded as the decimal would be.
 */
export function numberOf(from: usize, to: usize): f64 {
  if (to - from > 16) return NaN;
  let value: i64 = 0;
  let scale: f64 = 0;
  let digits = 0;
  for (let at = from; at < to; at++) {
    const digit = load<u8>(at) - 48;
    if (digit <= 9) {
      value = value * 10 + digit;
      scale *= 10;
      digits++;
    } else if (load<u8>(at) === 46 && scale === 0 && at > from && at + 1 < to) scale = 1;
    else return NaN;
  }
  if (digits > 15) return NaN;
  if (scale > 1) return f64(value) / scale;
  return f64(value);
}

/** `2026-01-31T23:59:59[.9…]Z` only: other forms are rare. */
export function instantOf(from: usize, to: usize): f64 {
  const length = to - from;
  // With a point there is a digit after it.
  if (length < 20 || length === 21 || length > 30 || load<u8>(to - 1) !== 90) return NaN;
  if (load<u8>(from + 4) !== 45 || load<u8>(from + 7) !== 45 || load<u8>(from + 10) !== 84) return NaN;
  if (load<u8>(from + 13) !== 58 || load<u8>(from + 16) !== 58) return NaN;
  const century = two(from);
  const years = two(from + 2);
  const month = two(from + 5);
  const day = two(from + 8);
  const hour = two(from + 11);
  const minute = two(from + 14);
  const second = two(from + 17);
  if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1 || day > 28) {
    // The last days of a month need the calendar's rules: the caller's.
    if (century < 0 || years < 0 || month < 1 || month > 12 || day < 1 || day > lengthOf(month, century * 100 + years))
      return NaN;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
  let fraction: i64 = 0;
  if (length > 20) {
    if (load<u8>(from + 19) !== 46) return NaN;
    let scale: i64 = 100;
    for (let at = from + 20; at < to - 1; at++) {
      const digit = load<u8>(at) - 48;
      if (digit > 9) return NaN;
      fraction += i64(digit) * scale;
      scale /= 10;
    }
  }
  const seconds = i64(daysOf(century * 100 + years, month, day)) * 86400 + hour * 3600 + minute * 60 + second;
  return f64(seconds * 1000 + fraction);
}

function two(at: usize): i32 {
  const high = i32(load<u8>(at)) - 48;
  const low = i32(load<u8>(at + 1)) - 48;
  return high < 0 || high > 9 || low < 0 || low > 9 ? -1 : high * 10 + low;
}

function lengthOf(month: i32, year: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 of a Gregorian date, by eras of 400 years that start in March. */
function daysOf(year: i32, month: i32, day: i32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}
