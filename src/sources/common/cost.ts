import { largestCount, numberOf } from '../../core/json.js';

/** What a tool says a request cost, dollars as whole nano-dollars; undefined for nothing, which tools write where they know no price. */
export function nanoDollars(dollars: unknown): number | undefined {
  const nano = Math.round(numberOf(dollars) * 1e9);
  return nano > 0 && Number.isSafeInteger(nano) ? nano : undefined;
}

/** Credits, parts of one too; undefined for none, and for more than any request uses, which a ledger could not give back. */
export function creditsTold(value: unknown): number | undefined {
  const credits = numberOf(value);
  return credits > 0 && credits <= largestCount ? credits : undefined;
}
