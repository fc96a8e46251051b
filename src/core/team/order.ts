/** By UTF-16 code unit: the same on every machine, whatever its language. */
export function byText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
