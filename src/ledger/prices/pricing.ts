import { costOf, type Rate } from '../../core/cost.js';
import { bookVersion, changedModels, concerns, type PriceOverrides } from '../../core/priceOverrides.js';
import type { PriceBook } from '../../core/prices.js';
import { type ModelPrices, type PriceQuery, priceOf, pricesOf, rateAt } from '../../core/pricing.js';
import type { TokenCounts } from '../../core/usage.js';
import type { Facet } from '../requests/row.js';

export type PricedFacet = Pick<Facet, 'id' | 'model' | 'provider' | 'serviceTier' | 'speed' | 'geo'>;

/** What requests cost at list price: the book laid under the person's own prices. Remembers what it looked up. */
export class Pricing {
  readonly book: PriceBook;
  #overrides: PriceOverrides;
  readonly #known = new Map<number, ModelPrices | null>();
  /** By what decides a price: of a hundred facets, all but a few differ in project or branch only. */
  readonly #lists = new Map<string, ModelPrices | null>();

  constructor(book: PriceBook, overrides: PriceOverrides = {}) {
    this.book = book;
    this.#overrides = overrides;
  }

  /** Names book and overrides: equal versions give equal costs. */
  get version(): string {
    return bookVersion(this.book, this.#overrides);
  }

  /** Takes other overrides; returns whether a model is concerned. */
  override(overrides: PriceOverrides): (model: string) => boolean {
    const changed = changedModels(this.#overrides, overrides);
    this.#overrides = overrides;
    this.#known.clear();
    this.#lists.clear();
    return (model) => concerns(changed, model);
  }

  /** Whole nano-dollars of one request, or null where any part of it has no known price. */
  cost(facet: PricedFacet, counts: TokenCounts, at: number, webSearches: number, requests: number): number | null {
    let prices = this.#known.get(facet.id);
    if (prices === undefined) {
      prices = this.#list(facet);
      this.#known.set(facet.id, prices);
    }
    return costOf(prices === null ? undefined : rateAt(prices, at), counts, webSearches, requests) ?? null;
  }

  #list(facet: PricedFacet): ModelPrices | null {
    const { model, provider, serviceTier, speed, geo } = facet;
    const text = JSON.stringify([model, provider, serviceTier, speed, geo]);
    let prices = this.#lists.get(text);
    if (prices === undefined) {
      prices = pricesOf(this.book, this.#overrides, facet) ?? null;
      this.#lists.set(text, prices);
    }
    return prices;
  }

  /** The price at an instant of what is served like this; for looking at prices, not for each request. */
  rate(service: PriceQuery, at: number): Rate | undefined {
    return priceOf(this.book, this.#overrides, { ...service, at });
  }

  /** Facet numbers may be void after a rollback. */
  forget(): void {
    this.#known.clear();
  }
}
