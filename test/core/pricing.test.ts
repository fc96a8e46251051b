import assert from 'node:assert/strict';
import { costOf } from '../../src/core/cost.js';
import { bedrockName, namesOf, readModelName, withoutDate } from '../../src/core/modelNames.js';
import { noOverrides } from '../../src/core/priceOverrides.js';
import { type ListPrice, type PriceBook, requestMode } from '../../src/core/prices.js';
import { type PriceQuery, priceOf, pricesOf, rateAt } from '../../src/core/pricing.js';
import { noTokens, type TokenCounts } from '../../src/core/usage.js';

const dollar = 1_000_000_000;

const book: PriceBook = {
  version: 'test-1',
  source: 'test',
  date: '2026-01-01',
  vendors: ['anthropic', 'google', 'cursor'],
  providers: {
    anthropic: {
      models: {
        'claude-opus-4-5': {
          prices: [{ input: 5 * dollar, cacheRead: dollar / 2, output: 25 * dollar, webSearch: dollar / 100 }],
          modes: { 'speed=fast': [{ input: 30 * dollar, output: 150 * dollar }] },
        },
      },
      names: { 'claude-big': 'claude-opus-4-5' },
    },
    google: {
      models: {
        'gemini-9-pro': { prices: [{ input: dollar, output: dollar }] },
        'claude-opus-4-6': { prices: [{ input: 6 * dollar, output: 6 * dollar }] },
      },
      names: {},
      also: ['anthropic'],
      brands: ['gemini'],
    },
    cursor: { models: { 'composer-1': { prices: [{ input: dollar, output: dollar }] } }, names: {}, also: ['google'] },
    aws: { models: { 'us.anthropic.claude-opus-4-5': { prices: [{ input: 55 * 10 ** 8 }] } }, names: {} },
    openrouter: { models: { 'anthropic/claude-opus-4.5': { prices: [{ input: 7 * dollar }] } }, names: {} },
  },
};

/** Dollars per million input tokens at which the book prices the query, or nothing. */
function inputPrice(query: PriceQuery & { at?: number }): number | undefined {
  const cost = costOf(priceOf(book, noOverrides, { at: 0, ...query }), { ...noTokens, input: 1_000_000 }, 0);
  return cost === undefined ? undefined : cost / dollar;
}

function counts(change: Partial<TokenCounts>): TokenCounts {
  return { ...noTokens, ...change };
}

describe('names of a model', () => {
  it('lose one date, -latest or @default, and nothing else', () => {
    const bases = {
      'x-20250929': 'x',
      'x-2025-09-29': 'x',
      'x@20250929': 'x',
      'x-latest': 'x',
      'x@default': 'x',
      'x-20250229': undefined,
      'x-20251301': undefined,
      'x-2025-0929': undefined,
      'x-0929': undefined,
      'x-19991231': undefined,
      'x-20250929-20250929': undefined,
      'x-latest-20250929': undefined,
      '-latest': undefined,
      x: undefined,
    };
    assert.deepEqual(Object.fromEntries(Object.keys(bases).map((name) => [name, withoutDate(name)])), bases);
  });

  it("are Claude's with dots or dashes, version before or after the family", () => {
    assert.ok(namesOf('claude-sonnet-4.6').includes('claude-sonnet-4-6'));
    assert.ok(namesOf('claude-4.5-sonnet').includes('claude-sonnet-4-5'));
    assert.ok(namesOf('claude-4.5-sonnet-20250929').includes('claude-sonnet-4-5'));
    assert.ok(namesOf('claude-opus-4-6[1m]').includes('claude-opus-4-6'));
    assert.deepEqual(namesOf('gpt-5.2'), ['gpt-5.2']);
    assert.deepEqual(namesOf('claude-4.5-sonnet-thinking'), [
      'claude-4.5-sonnet-thinking',
      'claude-4-5-sonnet-thinking',
    ]);
  });

  it('follow the conventions of gateways and clouds', () => {
    assert.deepEqual(readModelName('anthropic/claude-big'), { seller: 'anthropic', names: ['claude-big'] });
    assert.deepEqual(readModelName('models/gemini-9-pro'), { seller: 'google', names: ['gemini-9-pro'] });
    assert.deepEqual(readModelName('Gemini-9-Pro', ' Vertex_AI '), { seller: 'google', names: ['gemini-9-pro'] });
    assert.deepEqual(readModelName('openrouter/openai/gpt-9'), { seller: 'openrouter', names: ['openai/gpt-9'] });
    assert.deepEqual(readModelName('vertex_ai/gemini-9'), { seller: 'google', names: ['gemini-9'] });
    assert.deepEqual(readModelName('openai/gpt-9', 'azure'), { seller: 'azure', vendor: 'openai', names: ['gpt-9'] });
    assert.equal(readModelName('gpt-9', 'my-proxy'), undefined);
    assert.equal(readModelName('accounts/fireworks/models/gpt-9'), undefined);
    assert.equal(readModelName('constructor/gpt-9'), undefined);
    assert.equal(readModelName('models/'.repeat(100_000)), undefined);
  });

  it("are Bedrock's without date and first version", () => {
    assert.equal(bedrockName('us.anthropic.claude-opus-4-5-20251101-v1:0'), 'us.anthropic.claude-opus-4-5');
    assert.equal(bedrockName('anthropic.claude-3-5-sonnet-20241022-v2:0'), 'anthropic.claude-3-5-sonnet-v2');
    assert.equal(bedrockName('global.anthropic.claude-opus-4-6-v1'), 'global.anthropic.claude-opus-4-6');
  });
});

describe('price of a model', () => {
  it('needs an exact id, or one plus a date or -latest', () => {
    for (const model of [
      'claude-opus-4-5',
      'claude-opus-4.5',
      'claude-big',
      'CLAUDE-OPUS-4-5-20251101',
      'claude-opus-4-5-latest',
    ]) {
      assert.equal(inputPrice({ model }), 5, model);
    }
    for (const model of [
      'claude-opus-4-5-turbo',
      'claude-opus-4-55',
      'claude-opus-9-9',
      'claude-opus-4',
      'my-claude-big',
      '<synthetic>',
      'unknown',
      '',
      'constructor',
      '__proto__',
    ]) {
      assert.equal(inputPrice({ model }), undefined, model);
    }
  });

  it("is the told seller's own, else that of a vendor it resells", () => {
    assert.equal(inputPrice({ model: 'claude-opus-4-6' }), undefined);
    assert.equal(inputPrice({ model: 'claude-opus-4-6', provider: 'vertex' }), 6);
    assert.equal(inputPrice({ model: 'claude-opus-4-6@20260101' }), 6);
    assert.equal(inputPrice({ model: 'claude-opus-4-5@20251101' }), 5);
    assert.equal(inputPrice({ model: 'anthropic/claude-opus-4-5', provider: 'google' }), 5);
    assert.equal(inputPrice({ model: 'openai/claude-opus-4-5', provider: 'google' }), undefined);
    assert.equal(inputPrice({ model: 'claude-opus-4-5', provider: 'ollama' }), undefined);
    assert.equal(inputPrice({ model: 'us.anthropic.claude-opus-4-5-20251101-v1:0' }), 5.5);
    assert.equal(inputPrice({ model: 'eu.anthropic.claude-opus-4-5-20251101-v1:0' }), undefined);
    assert.equal(inputPrice({ model: 'anthropic/claude-opus-4.5', provider: 'openrouter' }), 7);
  });

  it('does not take searches from a vendor for its reseller', () => {
    const resold = priceOf(book, noOverrides, { model: 'claude-opus-4-5', provider: 'google', at: 0 });
    assert.equal(costOf(resold, noTokens, 1), undefined);
    assert.equal(costOf(priceOf(book, noOverrides, { model: 'claude-opus-4-5', at: 0 }), noTokens, 1), 10_000_000);
  });

  it('is unknown for a tier, speed or region that has none', () => {
    const model = 'claude-opus-4-5';
    assert.equal(inputPrice({ model, serviceTier: 'standard', speed: 'standard', geo: 'not_available' }), 5);
    assert.equal(inputPrice({ model, serviceTier: 'default', speed: '', geo: 'global' }), 5);
    assert.equal(inputPrice({ model, speed: 'fast' }), 30);
    for (const service of [
      { serviceTier: 'priority' },
      { serviceTier: 'batch' },
      { serviceTier: 'flex' },
      { geo: 'us' },
      { speed: 'fast', geo: 'us' },
      { speed: 'turbo' },
    ]) {
      assert.equal(inputPrice({ model, ...service }), undefined, requestMode(service));
    }
    assert.equal(inputPrice({ model, provider: 'google', speed: 'fast' }), undefined);
  });

  it('of old usage is that of its day', () => {
    const lines: ListPrice[] = [
      { input: 10 * dollar },
      { from: '2025-06-10', input: 2 * dollar },
      { from: '2025-06-10', between: [3600, 7200], input: 4 * dollar },
      { from: '2025-06-10', between: [82_800, 1800], input: 5 * dollar },
      { from: '2025-06-14', weekend: true, input: dollar },
      { from: '2025-07-01' },
    ];
    const dated: PriceBook = { ...book, providers: { anthropic: { models: { m: { prices: lines } }, names: {} } } };
    const prices = pricesOf(dated, noOverrides, { model: 'm' });
    assert.ok(prices);
    const at = (instant: string): number | undefined =>
      costOf(rateAt(prices, Date.parse(instant)), counts({ input: 1_000_000 }), 0);
    const expected: Record<string, number | undefined> = {
      '2025-06-09T23:59:59.999Z': 10,
      '2025-06-10T00:30:00Z': 2,
      '2025-06-10T01:00:00Z': 4,
      '2025-06-10T01:59:59.999Z': 4,
      '2025-06-10T02:00:00Z': 2,
      '2025-06-10T23:00:00Z': 5,
      '2025-06-11T00:29:59Z': 5,
      '2025-06-13T01:00:00Z': 4,
      '2025-06-14T01:00:00Z': 1,
      '2025-06-15T23:59:59Z': 1,
      '2025-06-16T01:00:00Z': 4,
      '2025-07-01T00:00:00Z': undefined,
    };
    for (const [instant, price] of Object.entries(expected))
      assert.equal(at(instant), price && price * dollar, instant);
  });
});
