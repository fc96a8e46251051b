/**
 * Makes the price book from the data inside `@pydantic/genai-prices`. Runs when Tallyboard is built (`write.mjs`) and in
 * tests; the package keeps its data in memory and asks no network unless `updatePrices` is called, which nobody does.
 */
import { createHash } from 'node:crypto';
import { findProvider, type ModelInfo, type Provider } from '@pydantic/genai-prices';
import type { ListPrice, PriceBook, PricedModel, PriceList } from '../../core/prices.js';
import {
  brands,
  fastModes,
  guessed,
  longContextOf,
  packageRelease,
  resellers,
  staleFrom,
  usOnly,
  usOnlyModels,
  weekendsOffPeakFrom,
  withFreeWrites,
  withHourWrites,
} from './corrections.js';
import { packageNames } from './packageNames.js';
import { isChatModel, listPrices } from './packagePrices.js';

/** Where a model id told without its provider is looked up: makers of models, not their resellers. */
const vendors = [
  'anthropic',
  'openai',
  'google',
  'x-ai',
  'deepseek',
  'mistral',
  'moonshotai',
  'zai',
  'minimax',
  'github-copilot',
  'cursor',
];

/** Zhipu's prices are converted from yuan, the others' are not the maker's: only where the log names the provider. */
const resellersOnly = ['zhipuai', 'azure', 'aws', 'openrouter'];

const sellers = [...vendors, ...resellersOnly];

/** Makers whose models coding tools use, at sellers that list everybody's: keeps the book small. */
const listedMakers: Readonly<Record<string, RegExp>> = {
  openrouter: /^(?:anthropic|openai|google|x-ai|deepseek|mistralai|moonshotai|qwen|z-ai|minimax)\//,
  aws: /^(?:regional\.|global\.)?(?:anthropic|amazon|openai|deepseek|mistral|qwen)\./,
};

export function bookFromPackage(): PriceBook {
  const providers = Object.fromEntries(sellers.map((seller) => [seller, priceList(providerOf(seller))]));
  const source = `@pydantic/genai-prices ${packageRelease.version}`;
  const content = { source, date: packageRelease.date, vendors, providers };
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
  return { version: `${packageRelease.version}-${hash}`, ...content };
}

function providerOf(id: string): Provider {
  const provider = findProvider({ providerId: id });
  if (provider?.id !== id) throw new Error(`the price package has no provider ${id}`);
  return provider;
}

function priceList(provider: Provider): PriceList {
  const models: Record<string, PricedModel> = {};
  const names: Record<string, string> = {};
  for (const model of provider.models.filter((entry) => isListed(provider.id, entry))) {
    const [key, ...others] = packageNames(provider.id, model);
    if (key === undefined) continue;
    addModel(models, provider.id, key, pricedModel(provider.id, model));
    for (const name of others) addName(names, models, name, key);
  }
  const also = resellers[provider.id] ?? provider.fallback_model_providers?.filter((id) => sellers.includes(id));
  const own = brands[provider.id];
  return { models, names, ...(also === undefined ? {} : { also }), ...(own === undefined ? {} : { brands: own }) };
}

/** Whether the book has the model: what is missing is no chat model, of a maker nobody codes with, or priced by guess. */
export function isListed(provider: string, model: ModelInfo): boolean {
  if (!isChatModel(model) || listedMakers[provider]?.test(model.id) === false) return false;
  return provider === 'openrouter' || !guessed.test(model.price_comments ?? '');
}

/** Two ids that are one name but for the date (Bedrock) must agree, or neither could be told by its name. */
function addModel(models: Record<string, PricedModel>, provider: string, key: string, model: PricedModel): void {
  const known = models[key];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(model)) {
    throw new Error(`two prices for ${provider}/${key}`);
  }
  models[key] = model;
}

function addName(names: Record<string, string>, models: Record<string, PricedModel>, name: string, key: string): void {
  if (names[name] === undefined && models[name] === undefined) names[name] = key;
}

function pricedModel(provider: string, model: ModelInfo): PricedModel {
  const prices = correctedPrices(provider, model);
  if (provider !== 'anthropic') return { prices };
  const fast = fastPrices(model.id, prices);
  const modes = {
    ...(fast === undefined ? {} : { 'speed=fast': fast }),
    ...(usOnlyModels.includes(model.id) ? { 'geo=us': prices.map(usOnly) } : {}),
  };
  return Object.keys(modes).length === 0 ? { prices } : { prices, modes };
}

function correctedPrices(provider: string, model: ModelInfo): readonly ListPrice[] {
  const id = `${provider}/${model.id}`;
  const listed = listPrices(model);
  const hourly = /claude/i.test(model.id)
    ? listed.map(withHourWrites)
    : listed.map(provider === 'openai' ? withFreeWrites : (price) => price);
  const alike = longContextOf[id];
  const tiered = alike === undefined ? hourly : hourly.map((price) => ({ ...price, ...tiersOf(alike, price) }));
  const weekend = weekendsOffPeakFrom[id];
  const offPeak = tiered.findLast((price) => price.between === undefined);
  const weekendPrices = weekend === undefined ? [] : [{ ...offPeak, from: weekend, weekend: true as const }];
  const stale = staleFrom[id];
  return [...tiered, ...weekendPrices, ...(stale === undefined ? [] : [{ from: stale }])];
}

/** The tiers of a model whose base prices are the same; throws when they no longer are. */
function tiersOf(id: string, price: ListPrice): Pick<ListPrice, 'tiers'> {
  const [provider = '', name] = id.split('/');
  const model = providerOf(provider).models.find((entry) => entry.id === name);
  const [alike] = model === undefined ? [] : listPrices(model);
  if (alike?.tiers === undefined || alike.input !== price.input || alike.output !== price.output) {
    throw new Error(`${id} no longer has the tiers to copy`);
  }
  return { tiers: alike.tiers };
}

/** Fast prices per token; a search costs the same as in a standard request. */
function fastPrices(model: string, standard: readonly ListPrice[]): readonly ListPrice[] | undefined {
  const fast = fastModes[model];
  if (fast === undefined) return undefined;
  const listed = providerOf('openrouter').models.find((entry) => entry.id === fast.listedAs);
  if (listed === undefined) throw new Error(`the price package no longer has ${fast.listedAs}`);
  const webSearch = standard.at(-1)?.webSearch;
  return listPrices(listed).map((price) => ({
    ...withHourWrites(price),
    ...(fast.from === undefined ? {} : { from: fast.from }),
    ...(webSearch === undefined ? {} : { webSearch }),
  }));
}
