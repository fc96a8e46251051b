/** Turns one model's prices as the package has them into lines of a price list. */
import type { ConditionalPrice, ModelInfo, ModelPrice } from '@pydantic/genai-prices';
import type { ListPrice, LongContextPrices, TokenPrices } from '../../core/prices.js';

const priceKeys = {
  input: 'input_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite5m: 'cache_write_mtok',
  cacheWrite1h: 'cache_write_1h_mtok',
  output: 'output_mtok',
} as const satisfies Record<keyof TokenPrices, string>;

const nanoPerDollar = 1_000_000_000;

/**
 * Models that answer with text: they have a price for input and one for output, and none for sound, pictures or film.
 * Entries for fine-tuned models are patterns, not models.
 */
export function isChatModel(model: ModelInfo): boolean {
  if (/^ft:|\.ft-|audio|realtime|image|tts|transcribe|embed|-live|voice|sonic|voxtral|omni|moderation/i.test(model.id))
    return false;
  return conditionalPrices(model).every(
    ({ prices }) =>
      prices['input_mtok'] !== undefined &&
      prices['output_mtok'] !== undefined &&
      !Object.keys(prices).some((key) => /^output_(audio|image|video|reasoning)/.test(key)),
  );
}

/**
 * The lines in the package's order: of those that apply the last one holds. A daily window begins with the dated price
 * listed before it; the package cannot say so, and lets it hold since ever (its comment at DeepSeek V4).
 */
export function listPrices(model: ModelInfo): readonly ListPrice[] {
  let latest: string | undefined;
  return conditionalPrices(model).map(({ constraint, prices }) => {
    if (constraint?.type === 'start_date') latest = constraint.start_date;
    const between =
      constraint?.type === 'time_of_date' ? window(constraint.start_time, constraint.end_time) : undefined;
    return {
      ...(latest === undefined ? {} : { from: latest }),
      ...(between === undefined ? {} : { between }),
      ...tokenPrices(prices, -1),
      ...webSearch(prices),
      ...tiers(prices),
    };
  });
}

function conditionalPrices(model: ModelInfo): readonly ConditionalPrice[] {
  return Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
}

function window(start: string, end: string): readonly [number, number] {
  return [secondOfDay(start), secondOfDay(end)];
}

function secondOfDay(time: string): number {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d)Z$/.exec(time) ?? [];
  if (hours === undefined) throw new Error(`time of day in an unknown form: ${time}`);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Prices once the input side exceeds `above` tokens; a price without tiers is the same at any length. */
function tokenPrices(prices: ModelPrice, above: number): TokenPrices {
  const entries = Object.entries(priceKeys).flatMap(([key, packageKey]) => {
    const nano = inNano(priceAt(prices[packageKey], above));
    return nano === undefined ? [] : [[key, nano] as const];
  });
  return Object.fromEntries(entries);
}

function priceAt(price: ModelPrice[string], above: number): number | undefined {
  if (typeof price !== 'object') return price;
  return price.tiers.reduce((held, tier) => (tier.start <= above ? tier.price : held), price.base);
}

function tiers(prices: ModelPrice): { readonly tiers?: readonly LongContextPrices[] } {
  const starts = Object.values(priceKeys).flatMap((key) => {
    const price = prices[key];
    return typeof price === 'object' ? price.tiers.map((tier) => tier.start) : [];
  });
  if (starts.length === 0) return {};
  const ascending = [...new Set(starts)].sort((a, b) => a - b);
  return { tiers: ascending.map((above) => ({ above, ...tokenPrices(prices, above) })) };
}

function webSearch(prices: ModelPrice): { readonly webSearch?: number } {
  const perThousand = prices['web_searches_kcount'];
  const nano = typeof perThousand === 'number' ? inNano(perThousand / 1000) : undefined;
  return nano === undefined ? {} : { webSearch: nano };
}

/** Nothing for a price that is no whole number of nano-dollars (a twelfth of a dollar): it cannot be multiplied exactly. */
function inNano(dollars: number | undefined): number | undefined {
  if (dollars === undefined) return undefined;
  const whole = Math.round(dollars * nanoPerDollar);
  return whole / nanoPerDollar === dollars ? whole : undefined;
}
