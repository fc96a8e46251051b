import { type ListPrice, type TokenPrices, tokenPriceKeys } from './prices.js';
import type { TokenCounts } from './usage.js';

/**
 * Prices of one step, scaled to integers: nano-dollars = (Σ tokens × price + searches × webSearch) ÷ divisor.
 * NaN where the list has no price.
 */
interface RateStep {
  /** Tokens that the input side must exceed; -1 for the base step. */
  readonly above: number;
  readonly divisor: number;
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
  readonly webSearch: number;
}

/** What tokens cost at one instant, ready to multiply. Make it once per model and span of time, not per request. */
export interface Rate {
  /** Ascending by `above`; the first is the base step. */
  readonly steps: readonly RateStep[];
}

/** Prices are per a million tokens. */
const million = 1_000_000;

/** Nothing when the line has no price at all. */
export function rateOf(price: ListPrice): Rate | undefined {
  const priced = price.webSearch !== undefined || tokenPriceKeys.some((key) => price[key] !== undefined);
  if (!priced) return undefined;
  const base = stepOf(price, -1, price.webSearch);
  return { steps: [base, ...(price.tiers ?? []).map((tier) => stepOf(tier, tier.above, price.webSearch))] };
}

/** Divides out what all prices and the million share: most divisors become 1, and sums stay small. */
function stepOf(prices: TokenPrices, above: number, webSearch = Number.NaN): RateStep {
  const shared = tokenPriceKeys.reduce((divisor, key) => commonDivisor(divisor, prices[key] ?? 0), million);
  const scaled = (price: number | undefined): number => (price === undefined ? Number.NaN : price / shared);
  return {
    above,
    divisor: million / shared,
    input: scaled(prices.input),
    cacheRead: scaled(prices.cacheRead),
    cacheWrite5m: scaled(prices.cacheWrite5m),
    cacheWrite1h: scaled(prices.cacheWrite1h),
    output: scaled(prices.output),
    webSearch: webSearch * (million / shared),
  };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/**
 * The cost of one request in whole nano-dollars, exact, rounded half up once. 0 for a request without tokens and
 * searches, whatever its price. Nothing (price unknown) without a rate, when a bucket in use has no price, when the
 * cost is beyond safe integers, or when a row of several requests (`requests` is not 1: a roll-up or a residue) is
 * large enough for long-context prices: nobody can tell which of its requests were.
 */
export function costOf(
  rate: Rate | undefined,
  counts: TokenCounts,
  webSearches: number,
  requests = 1,
): number | undefined {
  const inputSide = counts.input + counts.cacheRead + counts.cacheWrite5m + counts.cacheWrite1h;
  if (inputSide + counts.output + webSearches === 0) return 0;
  if (rate === undefined) return undefined;
  const index = stepIndex(rate.steps, inputSide);
  const step = rate.steps[index];
  if (step === undefined || (index > 0 && requests !== 1)) return undefined;
  const sum =
    part(counts.input, step.input) +
    part(counts.cacheRead, step.cacheRead) +
    part(counts.cacheWrite5m, step.cacheWrite5m) +
    part(counts.cacheWrite1h, step.cacheWrite1h) +
    part(counts.output, step.output) +
    part(webSearches, step.webSearch);
  // Every part is non-negative and rounding is monotone: a sum within safe integers had no rounded part.
  if (sum <= Number.MAX_SAFE_INTEGER) return divideHalfUp(sum, step.divisor);
  return Number.isNaN(sum) ? undefined : largeCost(step, counts, webSearches);
}

function stepIndex(steps: readonly RateStep[], inputSide: number): number {
  let index = steps.length - 1;
  while (index > 0 && inputSide <= (steps[index]?.above ?? 0)) index -= 1;
  return index;
}

function part(count: number, price: number): number {
  return count === 0 ? 0 : count * price;
}

/** Remainder and difference of safe integers are exact, and so is the division of an exact multiple. */
function divideHalfUp(sum: number, divisor: number): number {
  const rest = sum % divisor;
  return (sum - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
}

function largeCost(step: RateStep, counts: TokenCounts, webSearches: number): number | undefined {
  const divisor = BigInt(step.divisor);
  let sum = bigPart(webSearches, step.webSearch);
  for (const key of tokenPriceKeys) sum += bigPart(counts[key], step[key]);
  const cost = Number((sum * 2n + divisor) / (divisor * 2n));
  return Number.isSafeInteger(cost) ? cost : undefined;
}

function bigPart(count: number, price: number): bigint {
  return count === 0 ? 0n : BigInt(count) * BigInt(price);
}
