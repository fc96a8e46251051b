/**
 * What we hold against the package, each with its source and date. Where the package is known to be wrong or to guess,
 * the price becomes unknown; a price of our own stands here only where a vendor's page states it.
 */
import type { ListPrice, LongContextPrices } from '../../core/prices.js';

/** The release of the package that the tables below were checked against, and the UTC day it was published. */
export const packageRelease = { version: '0.1.8', date: '2026-09-23' } as const;

/**
 * Comments by which the package marks a price as second-hand, as a range or as a passing promotion: no list price.
 * (OpenRouter's own list is not second-hand at OpenRouter.)
 */
export const guessed =
  /imported from openrouter|seen on openrouter|trusting|could not be read|highest rate is recorded|launch promotion/i;

/** Vendors whose tools resell other vendors' models; the package names such fall-backs for Azure and Google only. */
export const resellers: Readonly<Record<string, readonly string[]>> = {
  'github-copilot': ['anthropic', 'openai', 'google', 'x-ai', 'moonshotai'],
  cursor: ['anthropic', 'openai', 'google', 'x-ai', 'moonshotai'],
};

/** Whose models a bare id may be, for sellers that list other vendors' models too. */
export const brands: Readonly<Record<string, readonly string[]>> = {
  google: ['gemini', 'gemma'],
  'github-copilot': ['mai-'],
  cursor: ['composer-'],
};

/** UTC days from which a price of the package is stale and hence unknown. */
export const staleFrom: Readonly<Record<string, string>> = {
  // The names moved on to V3.1 and later at new prices, without the night discount: api-docs.deepseek.com/news/news250821.
  'deepseek/deepseek-chat': '2025-09-05',
  'deepseek/deepseek-reasoner': '2025-09-05',
  // From 12:00 Beijing time of that day every V4 Pro request is served and billed as V4.1 Flash.
  'deepseek/deepseek-v4-pro': '2026-09-14',
};

/**
 * DeepSeek bills V4 off-peak all day at weekends of Beijing from 23 August 2026 (the package's own comment, which it
 * cannot say in data). In the peak windows, 01:00–10:00 UTC, Beijing's weekday is UTC's.
 */
export const weekendsOffPeakFrom: Readonly<Record<string, string>> = {
  'deepseek/deepseek-v4-flash': '2026-08-23',
  'deepseek/deepseek-v4-pro': '2026-08-23',
};

/**
 * Claude Sonnet 4 had the same 1M-context beta as Sonnet 4.5: above 200,000 input tokens input and caches cost twice,
 * output one and a half times. platform.claude.com/docs/en/api/service-tiers names both models. The package has it for 4.5.
 */
export const longContextOf: Readonly<Record<string, string>> = {
  'anthropic/claude-sonnet-4-0': 'anthropic/claude-sonnet-4-5',
};

/**
 * Fast mode (`speed: "fast"`), platform.claude.com/docs/en/build-with-claude/fast-mode: six times the standard prices
 * for Opus 4.6 and 4.7, twice for 4.8 and 5, over the whole context window. The numbers are the package's, which lists
 * fast mode as models of OpenRouter at Anthropic's prices. Opus 4.6 had a long-context tier before 13 March 2026.
 */
export const fastModes: Readonly<Record<string, { readonly listedAs: string; readonly from?: string }>> = {
  'claude-opus-4-6': { listedAs: 'anthropic/claude-opus-4.6-fast', from: '2026-03-13' },
  'claude-opus-4-7': { listedAs: 'anthropic/claude-opus-4.7-fast' },
  'claude-opus-4-8': { listedAs: 'anthropic/claude-opus-4.8-fast' },
  'claude-opus-5': { listedAs: 'anthropic/claude-opus-5-fast' },
};

/**
 * `inference_geo: "us"` costs 1.1 times all token prices on Opus 4.6 and every later model; older ones refuse it.
 * platform.claude.com/docs/en/manage-claude/data-residency and …/about-claude/pricing.
 */
export const usOnlyModels: readonly string[] = [
  'claude-opus-4-6',
  'claude-sonnet-4-6',
  'claude-opus-4-7',
  'claude-opus-4-8',
  'claude-opus-5',
  'claude-opus-5-5',
  'claude-sonnet-5',
  'claude-fable-5',
  'claude-fable-5-1',
];

/** Token prices times 11 ÷ 10, tiers too; searches cost the same. Exact: nano-dollar prices are multiples of ten. */
export function usOnly(price: ListPrice): ListPrice {
  return {
    ...eachTokenPrice(price, tenPercentMore),
    ...withTiers(price, (tier) => eachTokenPrice(tier, tenPercentMore)),
  };
}

function tenPercentMore(nano: number): number {
  return (nano / 10) * 11;
}

/**
 * One-hour cache writes cost twice the base input price on every Claude model that can cache
 * (platform.claude.com/docs/en/build-with-claude/prompt-caching#pricing); Bedrock and Vertex charge alike. Adds it where
 * a list has five-minute writes but no one-hour ones.
 */
export function withHourWrites(price: ListPrice): ListPrice {
  return { ...hourWrite(price), ...withTiers(price, hourWrite) };
}

function hourWrite<T extends ListPrice | LongContextPrices>(prices: T): T {
  if (prices.cacheWrite1h !== undefined || prices.cacheWrite5m === undefined || prices.input === undefined)
    return prices;
  return { ...prices, cacheWrite1h: prices.input * 2 };
}

/**
 * Writing to OpenAI's prompt cache costs what uncached input costs, without a fee of its own
 * (platform.openai.com/docs/guides/prompt-caching), until the models that list a price for it. Adds it where a list has
 * cache reads but no writes.
 */
export function withFreeWrites(price: ListPrice): ListPrice {
  return { ...freeWrite(price), ...withTiers(price, freeWrite) };
}

function freeWrite<T extends ListPrice | LongContextPrices>(prices: T): T {
  if (prices.cacheWrite5m !== undefined || prices.cacheRead === undefined || prices.input === undefined) return prices;
  return { ...prices, cacheWrite5m: prices.input };
}

function withTiers(
  price: ListPrice,
  change: (tier: LongContextPrices) => LongContextPrices,
): { readonly tiers?: readonly LongContextPrices[] } {
  return price.tiers === undefined ? {} : { tiers: price.tiers.map(change) };
}

function eachTokenPrice<T extends ListPrice | LongContextPrices>(prices: T, change: (nano: number) => number): T {
  const keys = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output'] as const;
  const changed = keys.flatMap((key) => (prices[key] === undefined ? [] : [[key, change(prices[key])] as const]));
  return { ...prices, ...Object.fromEntries(changed) };
}
