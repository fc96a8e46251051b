/**
 * The price book: what vendors and sellers ask, as plain JSON. Token prices are whole nano-dollars per million tokens
 * ($3 per million = 3e9), so that no price is ever a binary fraction. An absent price is unknown, never zero.
 */

export interface TokenPrices {
  readonly input?: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
  readonly output?: number;
}

/** Prices of the whole request once its input side (input + cache read + cache writes) exceeds `above` tokens. */
export interface LongContextPrices extends TokenPrices {
  readonly above: number;
}

/**
 * One line of a model's price list. Of the lines that apply at an instant the last one holds; a line without any price
 * says that the price is not known from then on.
 */
export interface ListPrice extends TokenPrices {
  /** UTC day (YYYY-MM-DD) whose first instant it starts at; absent: always. */
  readonly from?: string;
  /** Seconds of the UTC day, [start, end), over midnight when end < start; absent: all day. */
  readonly between?: readonly [number, number];
  /** Only on Saturdays and Sundays, UTC. */
  readonly weekend?: true;
  /** Whole nano-dollars for one web search. */
  readonly webSearch?: number;
  /** Ascending by `above`. */
  readonly tiers?: readonly LongContextPrices[];
}

export interface PricedModel {
  /** What a standard request costs: standard service tier, standard speed, no region asked for. */
  readonly prices: readonly ListPrice[];
  /** What other requests cost, by `requestMode`, e.g. `speed=fast`. A mode that is not listed has no price. */
  readonly modes?: Readonly<Record<string, readonly ListPrice[]>>;
}

/** What one seller asks. Keys are lower case; AWS's are as `bedrockName` writes them. */
export interface PriceList {
  readonly models: Readonly<Record<string, PricedModel>>;
  /** Further exact names: name → key of `models`. */
  readonly names: Readonly<Record<string, string>>;
  /** Vendors at whose list price it resells what is missing here (standard requests only, no web searches). */
  readonly also?: readonly string[];
  /** Where given, a model id told without its provider is this seller's only with one of these beginnings. */
  readonly brands?: readonly string[];
}

export interface PriceBook {
  /** Version of the package and a hash of everything below; equal versions give equal costs. */
  readonly version: string;
  readonly source: string;
  /** UTC day on which these prices were published. */
  readonly date: string;
  /** Providers that a model id told without its provider is looked up at, in this order. */
  readonly vendors: readonly string[];
  readonly providers: Readonly<Record<string, PriceList>>;
}

export const tokenPriceKeys = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output'] as const;

const standardWords = {
  tier: ['', 'standard', 'default'],
  speed: ['', 'standard'],
  /** `not_available` is what Anthropic tells for models older than its `inference_geo`. */
  geo: ['', 'global', 'not_available'],
} as const;

/** How a request was served where that can change its price. */
export interface Service {
  readonly serviceTier?: string | undefined;
  readonly speed?: string | undefined;
  readonly geo?: string | undefined;
}

/** '' for a standard request, else what differs: `tier=priority`, `speed=fast&geo=us`. */
export function requestMode(service: Service): string {
  const told = { tier: service.serviceTier, speed: service.speed, geo: service.geo };
  return (['tier', 'speed', 'geo'] as const)
    .map((key) => [key, (told[key] ?? '').trim().toLowerCase()] as const)
    .filter(([key, value]) => !(standardWords[key] as readonly string[]).includes(value))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

/** `record[key]` of the record's own keys only: model ids come from logs and may be `constructor`. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
