/**
 * From a logged model id to what its tokens cost at an instant. `pricesOf` looks up (cache it per model, provider and
 * service), `rateAt` picks the line of that instant, `costOf` in `cost.ts` multiplies.
 */
import { type Rate, rateOf } from './cost.js';
import { type ModelName, readModelName } from './modelNames.js';
import { type OwnPrice, overrideOf, type PriceOverrides, withOverride } from './priceOverrides.js';
import { type ListPrice, ownValue, type PriceBook, type PricedModel, requestMode, type Service } from './prices.js';

export interface PriceQuery extends Service {
  /** As logged; the provider's own list is used. Absent: the list of the model's own vendor. */
  readonly provider?: string | undefined;
  readonly model: string;
}

/** One line of a list, compiled. */
interface PriceLine {
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly between: readonly [number, number] | undefined;
  readonly weekend: boolean;
  readonly rate: Rate | undefined;
}

/** All prices of one model as served in one way, over all time. */
export interface ModelPrices {
  readonly listed: readonly PriceLine[];
  /** The person's own prices, laid over the list; they hold from `from` on (milliseconds since 1970 UTC). */
  readonly own: { readonly from: number; readonly lines: readonly PriceLine[] } | undefined;
}

const secondsPerDay = 86_400;

/**
 * What a model costs, whenever. Nothing when neither the book nor the person has a price for it. The person's prices
 * are for standard requests: a service tier, speed or region needs a price in the book.
 */
export function pricesOf(book: PriceBook, overrides: PriceOverrides, query: PriceQuery): ModelPrices | undefined {
  const mode = requestMode(query);
  const name = readModelName(query.model, query.provider);
  const listed = name === undefined ? undefined : listedPrices(book, name, mode);
  const own = mode === '' ? overrideOf(overrides, query.model) : undefined;
  if (listed === undefined && own === undefined) return undefined;
  return { listed: (listed ?? []).map(lineOf), own: own && ownLines(listed ?? [], own) };
}

/** The price at an instant (milliseconds since 1970 UTC): of its own day, whatever the price is today. */
export function rateAt(prices: ModelPrices, at: number): Rate | undefined {
  const lines = prices.own !== undefined && at >= prices.own.from ? prices.own.lines : prices.listed;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line !== undefined && holdsAt(line, at)) return line.rate;
  }
  return undefined;
}

/** `pricesOf` and `rateAt` in one; looks the model up each time. */
export function priceOf(
  book: PriceBook,
  overrides: PriceOverrides,
  query: PriceQuery & { readonly at: number },
): Rate | undefined {
  const prices = pricesOf(book, overrides, query);
  return prices && rateAt(prices, query.at);
}

function lineOf(price: ListPrice): PriceLine {
  return {
    from: startOf(price.from),
    between: price.between,
    weekend: price.weekend === true,
    rate: rateOf(price),
  };
}

/** The first line holds where the list has none. */
function ownLines(listed: readonly ListPrice[], own: OwnPrice): ModelPrices['own'] {
  return { from: startOf(own.from), lines: [{}, ...listed].map((price) => lineOf(withOverride(price, own))) };
}

function startOf(day: string | undefined): number {
  return day === undefined ? Number.NEGATIVE_INFINITY : Date.parse(`${day}T00:00:00Z`);
}

function holdsAt(line: PriceLine, at: number): boolean {
  if (at < line.from) return false;
  if (line.between === undefined && !line.weekend) return true;
  const seconds = at / 1000;
  if (line.weekend && !isWeekend(Math.floor(seconds / secondsPerDay))) return false;
  if (line.between === undefined) return true;
  const [start, end] = line.between;
  const second = ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
  return start <= end ? second >= start && second < end : second >= start || second < end;
}

/** Day 0, 1 January 1970, was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

/**
 * A told seller's own list goes first; what is missing there, and only that, is looked up at the vendors it resells at
 * list price. An id told alone belongs to the vendor that lists it.
 */
function listedPrices(book: PriceBook, name: ModelName, mode: string): readonly ListPrice[] | undefined {
  if (name.seller === undefined) return vendorPrices(book, name, mode);
  const list = ownValue(book.providers, name.seller);
  const resold = (list?.also ?? []).filter((vendor) => name.vendor === undefined || name.vendor === vendor);
  if (name.vendor !== undefined && resold.length === 0) return undefined;
  const model = modelIn(book, name.seller, name.names);
  if (model !== undefined) return pricesIn(model, mode);
  if (mode !== '') return undefined;
  return firstOf(resold, (vendor) => modelIn(book, vendor, name.names)?.prices.map(withoutSearches));
}

function vendorPrices(book: PriceBook, name: ModelName, mode: string): readonly ListPrice[] | undefined {
  const model = firstOf(book.vendors, (vendor) => {
    const brands = ownValue(book.providers, vendor)?.brands;
    const names = name.names.filter((text) => brands?.some((brand) => text.startsWith(brand)) ?? true);
    return modelIn(book, vendor, names);
  });
  return model && pricesIn(model, mode);
}

function modelIn(book: PriceBook, seller: string, names: readonly string[]): PricedModel | undefined {
  const list = ownValue(book.providers, seller);
  if (list === undefined) return undefined;
  return firstOf(names, (name) => ownValue(list.models, ownValue(list.names, name) ?? name));
}

function pricesIn(model: PricedModel, mode: string): readonly ListPrice[] | undefined {
  return mode === '' ? model.prices : ownValue(model.modes ?? {}, mode);
}

/** A reseller's searches are its own product. */
function withoutSearches({ webSearch: _webSearch, ...price }: ListPrice): ListPrice {
  return price;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
