/** Check digits. All take a text of digits alone. */

/** Luhn's sum: cards, and some national ids. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0;
}

/** Each digit times its weight, summed up. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

/** A long number modulo a small one. */
export function remainder(digits: string, of: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % of;
  return rest;
}

/** One digit again and again. */
export function isRepeated(digits: string): boolean {
  return /^(\d)\1*$/.test(digits);
}

/** A day of the calendar; the year does not matter but for 29 February, which is always one. */
export function isDayOfYear(month: number, day: number): boolean {
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}
