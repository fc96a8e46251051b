import { isDay } from './day.js';
import { namesOf, readModelName } from './modelNames.js';
import { type ListPrice, ownValue, type PriceBook, tokenPriceKeys } from './prices.js';

/** A person's own prices of one model: units as in `ListPrice`; what is absent stays as the book has it. */
export type OwnPrice = Pick<ListPrice, (typeof tokenPriceKeys)[number] | 'webSearch' | 'from'>;

/** By model id, lower case. Made by `readOverrides` only. */
export type PriceOverrides = Readonly<Record<string, OwnPrice>>;

export const noOverrides: PriceOverrides = {};

export type OverrideProblemCode =
  | 'notAnObject'
  | 'emptyModel'
  | 'wildcard'
  | 'sameModelTwice'
  | 'unknownField'
  | 'notANumber'
  | 'negative'
  | 'tooLarge'
  | 'tooManyDecimals'
  | 'notADay'
  | 'noPrice';

export interface OverrideProblem {
  /** Keys from the setting's value down to the fault: [], [model] or [model, field]. */
  readonly path: readonly string[];
  readonly code: OverrideProblemCode;
}

/** Fields that hold dollars: per million tokens, `webSearch` for one search. */
const priceFields = [...tokenPriceKeys, 'webSearch'] as const;

/** Dollars; keeps the price in nano-dollars a safe integer. */
const largestPrice = 1_000_000;
const nano = 1_000_000_000;

/**
 * What is wrong with a setting `{ "<model id>": { input?, output?, cacheRead?, cacheWrite5m?, cacheWrite1h?,
 * webSearch?, from? } }`; prices in dollars with up to nine decimals, `from` a UTC day. Empty when all is well.
 */
export function overrideProblems(value: unknown): readonly OverrideProblem[] {
  if (!isRecord(value)) return [{ path: [], code: 'notAnObject' }];
  const seen = new Set<string>();
  return Object.entries(value).flatMap(([model, price]) => {
    const name = model.trim().toLowerCase();
    const twice = seen.has(name);
    seen.add(name);
    if (twice) return [{ path: [model], code: 'sameModelTwice' as const }];
    return modelProblems(model, name, price);
  });
}

function modelProblems(model: string, name: string, price: unknown): readonly OverrideProblem[] {
  if (name === '') return [{ path: [model], code: 'emptyModel' }];
  if (/[*?]/.test(name)) return [{ path: [model], code: 'wildcard' }];
  if (!isRecord(price)) return [{ path: [model], code: 'notAnObject' }];
  const problems = Object.entries(price).flatMap(([field, entry]) => {
    const code = fieldProblem(field, entry);
    return code === undefined ? [] : [{ path: [model, field], code }];
  });
  const priced = priceFields.some((field) => Object.hasOwn(price, field));
  return priced || problems.length > 0 ? problems : [{ path: [model], code: 'noPrice' }];
}

function fieldProblem(field: string, value: unknown): OverrideProblemCode | undefined {
  if (field === 'from') return typeof value === 'string' && isDay(value) ? undefined : 'notADay';
  if (!(priceFields as readonly string[]).includes(field)) return 'unknownField';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'notANumber';
  if (value < 0) return 'negative';
  if (value > largestPrice) return 'tooLarge';
  return inNano(value) / nano === value ? undefined : 'tooManyDecimals';
}

/** A price as a person types it, as `3`, `$0.25` or `1,000`, where the setting takes it; undefined for anything else. */
export function dollarsOf(text: string): number | undefined {
  const digits = /^\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(\.\d+)?\s*$/.exec(text);
  const dollars = digits ? Number(`${digits[1]?.replaceAll(',', '') || '0'}${digits[2] ?? ''}`) : Number.NaN;
  return fieldProblem('input', dollars) === undefined ? dollars : undefined;
}

/** The decimal that the number was written as, times 10⁹: below 10⁶ dollars the nearest integer is that one. */
function inNano(dollars: number): number {
  return Math.round(dollars * nano);
}

/** The valid entries of the setting; an entry with any problem is left out whole. */
export function readOverrides(value: unknown): PriceOverrides {
  if (!isRecord(value)) return noOverrides;
  const wrong = new Set(overrideProblems(value).map((problem) => problem.path[0]));
  const entries = Object.entries(value).filter(([model]) => !wrong.has(model));
  return Object.fromEntries(entries.map(([model, price]) => [model.trim().toLowerCase(), ownPrice(price)]));
}

function ownPrice(price: unknown): OwnPrice {
  const fields = isRecord(price) ? price : {};
  const entries = [...priceFields, 'from'].flatMap((field) => {
    const value = ownValue(fields, field);
    return value === undefined ? [] : [[field, typeof value === 'number' ? inNano(value) : value] as const];
  });
  return Object.fromEntries(entries) as OwnPrice;
}

/** The person's prices for a logged model id: of the id as logged, else of one of its exact names. */
export function overrideOf(overrides: PriceOverrides, model: string): OwnPrice | undefined {
  for (const name of overrideNames(model)) {
    const own = ownValue(overrides, name);
    if (own !== undefined) return own;
  }
  return undefined;
}

function overrideNames(model: string): readonly string[] {
  return [...namesOf(model.trim().toLowerCase()), ...(readModelName(model)?.names ?? [])];
}

/** The line of a list with the person's prices laid over it, in every long-context tier too. */
export function withOverride(price: ListPrice, own: OwnPrice): ListPrice {
  const { from: _from, webSearch, ...tokens } = own;
  const tiers = price.tiers?.map((tier) => ({ ...tier, ...tokens }));
  return {
    ...price,
    ...tokens,
    ...(webSearch === undefined ? {} : { webSearch }),
    ...(tiers === undefined ? {} : { tiers }),
  };
}

/** Equal versions give equal costs: stored beside each cost. */
export function bookVersion(book: PriceBook, overrides: PriceOverrides): string {
  const models = Object.keys(overrides).sort();
  if (models.length === 0) return book.version;
  return `${book.version}+${textHash(models.map((model) => `${model} ${priceText(overrides[model])}`).join('\n'))}`;
}

/** Model ids of the settings whose price is new, gone or different, sorted. `concerns` finds the rows they touch. */
export function changedModels(before: PriceOverrides, after: PriceOverrides): readonly string[] {
  const models = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...models].filter((model) => priceText(ownValue(before, model)) !== priceText(ownValue(after, model))).sort();
}

/** Whether a price set for one of the ids may be the price of the logged model, so that its cost is to be computed again. */
export function concerns(changed: readonly string[], model: string): boolean {
  return overrideNames(model).some((name) => changed.includes(name));
}

function priceText(own: OwnPrice | undefined): string {
  if (own === undefined) return '';
  return [...priceFields, 'from' as const].map((field) => `${field}:${own[field] ?? ''}`).join(' ');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 64 bits of FNV-1a over UTF-16 units, hexadecimal: tells versions apart, no more. */
function textHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
