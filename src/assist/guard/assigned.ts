/**
 * A pattern for a value that only its name tells: what is left of the name, a sign of assignment, then the value as the
 * first group.
 */
export function assigned(value: string): RegExp {
  return new RegExp(`[\\w.-]{0,30}["'\`\\]]{0,2}[ \\t]{0,4}(?:=>|:=|[:=,(])[ \\t]{0,4}["'\`]?(${value})`, 'y');
}
