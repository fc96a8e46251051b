import { numberOf } from '../../core/json.js';

/** What a tool says a request cost, dollars as whole nano-dollars; undefined for nothing, which tools write where they know no price. */
export function nanoDollars(dollars: unknown): number | undefined {
  const nano = Math.round(numberOf(dollars) * 1e9);
  return nano > 0 && Number.isSafeInteger(nano) ? nano : undefined;
}
