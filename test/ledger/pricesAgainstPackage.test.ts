import assert from 'node:assert/strict';
import { calcPrice, findProvider, type ModelInfo, type Provider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { costOf } from '../../src/core/cost.js';
import { noOverrides } from '../../src/core/priceOverrides.js';
import type { PricedModel } from '../../src/core/prices.js';
import { priceOf } from '../../src/core/pricing.js';
import type { TokenCounts } from '../../src/core/usage.js';
import { bookFromPackage, isListed } from '../../src/ledger/prices/bookFromPackage.js';
import { longContextOf, staleFrom, weekendsOffPeakFrom } from '../../src/ledger/prices/corrections.js';
import { packageNames } from '../../src/ledger/prices/packageNames.js';
import { isChatModel } from '../../src/ledger/prices/packagePrices.js';

const book = bookFromPackage();

describe('against the package’s own calcPrice', () => {
  const corrected = { ...staleFrom, ...longContextOf, ...weekendsOffPeakFrom };

  /** Every model of the package at the sellers of the book, with the key it has in the book. */
  const models = Object.keys(book.providers).flatMap((seller) => {
    const provider = findProvider({ providerId: seller });
    assert.ok(provider);
    return provider.models.map((model) => ({ seller, provider, model, key: packageNames(seller, model)[0] ?? '' }));
  });

  it('has every chat model of a first-hand price', () => {
    const missing = models.filter(
      ({ seller, model, key }) => isListed(seller, model) && entryOf(seller, key) === undefined,
    );
    assert.deepEqual(
      missing.map(({ seller, model }) => `${seller}/${model.id}`),
      [],
    );
    const left = models.filter(({ seller, model }) => isChatModel(model) && !isListed(seller, model));
    const makers = ['anthropic', 'x-ai', 'deepseek', 'moonshotai', 'cursor'];
    assert.deepEqual(
      left.filter(({ seller }) => makers.includes(seller)).map(({ model }) => model.id),
      [],
    );
  });

  const priced = models.filter(
    ({ seller, model, key }) => entryOf(seller, key) !== undefined && !(`${seller}/${model.id}` in corrected),
  );
  const count = fc.oneof(fc.constant(0), fc.nat(3000), fc.nat(400_000));
  const counts = fc.record({
    input: count,
    cacheRead: count,
    cacheWrite5m: count,
    cacheWrite1h: count,
    output: count,
    searches: fc.nat(3),
  });
  const instant = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2027-06-30') });

  it('costs are equal to the nano-dollar for any usage and day; where ours is unknown, the package has no price either', () => {
    fc.assert(
      fc.property(fc.constantFrom(...priced), counts, instant, ({ seller, provider, model, key }, used, at) => {
        const line = linePrices(provider, model, at);
        const hour = line['cache_write_1h_mtok'] === undefined ? 0 : used.cacheWrite1h;
        const tokens = { ...used, cacheWrite1h: hour, reasoning: 0 };
        const ours = costOf(priceOf(book, noOverrides, { provider: seller, model: key, at }), tokens, used.searches);
        if (ours === undefined) {
          assert.ok(unpricedKeys(line, tokens, used.searches).length > 0, `${seller}/${key}`);
          return;
        }
        const theirs = packagePrice(provider, model, at, tokens, used.searches);
        assert.ok(Math.abs(ours - theirs * 1e9) <= 0.5 + theirs * 1e-3, `${seller}/${key}: ${ours} ${theirs * 1e9}`);
      }),
      { numRuns: 5000 },
    );
  });
});

function entryOf(seller: string, key: string): PricedModel | undefined {
  return book.providers[seller]?.models[key];
}

/** The package with this one model, so that no other rule of its matching can answer. */
function alone(provider: Provider, model: ModelInfo): Provider {
  return { ...provider, models: [{ ...model, match: { equals: 'model' } }] };
}

function linePrices(provider: Provider, model: ModelInfo, at: number): Readonly<Record<string, unknown>> {
  const result = calcPrice({}, 'model', { provider: alone(provider, model), timestamp: new Date(at) });
  assert.ok(result);
  return result.model_price;
}

function packagePrice(provider: Provider, model: ModelInfo, at: number, tokens: TokenCounts, searches: number): number {
  const writes = tokens.cacheWrite5m + tokens.cacheWrite1h;
  const usage = {
    input_tokens: tokens.input + tokens.cacheRead + writes,
    cache_read_tokens: tokens.cacheRead,
    cache_write_tokens: writes,
    cache_write_1h_tokens: tokens.cacheWrite1h,
    output_tokens: tokens.output,
    web_searches: searches,
  };
  const result = calcPrice(usage, 'model', { provider: alone(provider, model), timestamp: new Date(at) });
  assert.ok(result);
  return result.total_price;
}

function unpricedKeys(
  line: Readonly<Record<string, unknown>>,
  tokens: TokenCounts,
  searches: number,
): readonly string[] {
  const used = {
    cache_read_mtok: tokens.cacheRead,
    cache_write_mtok: tokens.cacheWrite5m,
    web_searches_kcount: searches,
  };
  return Object.entries(used).flatMap(([key, amount]) =>
    amount > 0 && (line[key] === undefined || isFine(line[key])) ? [key] : [],
  );
}

/** Finer than a nano-dollar per million tokens: left out of the book. */
function isFine(price: unknown): boolean {
  return typeof price === 'number' && Math.round(price * 1e9) / 1e9 !== price;
}
