import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { costOf } from '../../src/core/cost.js';
import { withoutDate } from '../../src/core/modelNames.js';
import { noOverrides } from '../../src/core/priceOverrides.js';
import { type PriceQuery, priceOf, pricesOf, rateAt } from '../../src/core/pricing.js';
import { noTokens, type TokenCounts } from '../../src/core/usage.js';
import { bookFromPackage } from '../../src/ledger/prices/bookFromPackage.js';
import { packageRelease } from '../../src/ledger/prices/corrections.js';
import { readPriceBook } from '../../src/ledger/prices/readPriceBook.js';

const book = bookFromPackage();

/** Nano-dollars, or nothing. */
function cost(query: PriceQuery & { day?: string }, used: Partial<TokenCounts>, webSearches = 0): number | undefined {
  const at = Date.parse(`${query.day ?? '2026-09-23'}T12:00:00Z`);
  return costOf(priceOf(book, noOverrides, { ...query, at }), { ...noTokens, ...used }, webSearches);
}

/** Dollars per million input tokens of a short request. */
function inputPrice(model: string, query: Partial<PriceQuery> & { day?: string } = {}): number | undefined {
  const nano = cost({ model, ...query }, { input: 1000 });
  return nano === undefined ? undefined : nano / 1_000_000;
}

describe('the price book', () => {
  it('is made of the release that its corrections were checked against', () => {
    const entry = fileURLToPath(import.meta.resolve('@pydantic/genai-prices'));
    const { version } = JSON.parse(readFileSync(new URL('../package.json', `file://${entry}`), 'utf8'));
    assert.equal(version, packageRelease.version);
    assert.match(book.version, /^0\.1\.8-[0-9a-f]{12}$/);
    assert.equal(book.date, '2026-09-23');
  });

  it('is the same each time, survives JSON and stays small', () => {
    assert.deepEqual(bookFromPackage(), book);
    const text = JSON.stringify(book);
    assert.deepEqual(JSON.parse(text), book);
    assert.ok(text.length <= 150_000, `${text.length} bytes`);
  });

  it('holds prices as whole, non-negative nano-dollars, tiers ascending', () => {
    const lines = Object.values(book.providers)
      .flatMap((list) => Object.values(list.models))
      .flatMap((model) => [model.prices, ...Object.values(model.modes ?? {})].flat());
    for (const { from: _from, between: _between, weekend: _weekend, tiers = [], ...prices } of lines) {
      for (const price of [prices, ...tiers].flatMap((entry) => Object.values(entry))) {
        assert.ok(Number.isSafeInteger(price) && price >= 0);
      }
      const thresholds = tiers.map((tier) => tier.above);
      assert.deepEqual(
        thresholds,
        [...new Set(thresholds)].sort((a, b) => a - b),
      );
    }
  });

  it('is written by the build as it is read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tallyboard-'));
    try {
      const { writePriceBook } = await import(pathToFileURL('src/ledger/prices/write.mjs').href);
      const written = await writePriceBook(join(folder, 'dist', 'prices.json'));
      assert.equal(written.version, book.version);
      assert.deepEqual(readPriceBook(join(folder, 'dist', 'prices.json')), book);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(20_000);

  it('has only names that lead to a model', () => {
    for (const [seller, list] of Object.entries(book.providers)) {
      for (const [name, key] of Object.entries(list.names)) assert.ok(list.models[key], `${seller}/${name}`);
    }
  });
});

describe('published prices', () => {
  const day = '2025-11-20';

  it('Claude Sonnet 4.5, November 2025: $3 / $3.75 / $6 / $0.30 / $15, above 200K input twice and 1.5 times', () => {
    const model = 'claude-sonnet-4-5-20250929';
    const used = { input: 12, cacheRead: 150_000, cacheWrite5m: 2_000, cacheWrite1h: 1_000, output: 800 };
    // 12×3000 + 150000×300 + 2000×3750 + 1000×6000 + 800×15000
    assert.equal(cost({ model, day }, used), 36_000 + 45_000_000 + 7_500_000 + 6_000_000 + 12_000_000);
    assert.equal(cost({ model, day }, { input: 200_000, output: 1 }), 600_015_000);
    assert.equal(cost({ model, day }, { input: 199_999, output: 1 }), 600_012_000);
    assert.equal(cost({ model, day }, { input: 200_001, output: 1 }), 200_001 * 6000 + 22_500);
    assert.equal(
      cost({ model, day }, { cacheRead: 199_000, cacheWrite5m: 1_000, cacheWrite1h: 1 }),
      199_000 * 600 + 7_500_000 + 12_000,
    );
  });

  it('Claude Opus 4.6 lost its long-context tier on 13 March 2026; older usage keeps it', () => {
    const model = 'claude-opus-4-6';
    assert.equal(cost({ model, day: '2026-03-12' }, { input: 300_000, output: 100 }), 300_000 * 10_000 + 3_750_000);
    assert.equal(cost({ model, day: '2026-03-13' }, { input: 300_000, output: 100 }), 300_000 * 5_000 + 2_500_000);
  });

  it('GPT-5.2 Codex: $1.75 / $0.175 / $14; writing to the cache costs what input costs', () => {
    const model = 'gpt-5.2-codex';
    assert.equal(
      cost({ model, provider: 'openai' }, { input: 1000, cacheRead: 9000, output: 300 }),
      1_750_000 + 1_575_000 + 4_200_000,
    );
    assert.equal(cost({ model }, { input: 1000, cacheWrite5m: 200 }), 1_750_000 + 350_000);
  });

  it('o3 was cut from $10 to $2 on 10 June 2025', () => {
    assert.equal(inputPrice('o3', { day: '2025-06-09' }), 10);
    assert.equal(inputPrice('o3', { day: '2025-06-10' }), 2);
    assert.equal(inputPrice('o3-2025-04-16', { day: '2025-06-09' }), 10);
  });

  it('GPT-5.4 costs twice from 272,000 input tokens on', () => {
    assert.equal(cost({ model: 'gpt-5.4' }, { input: 271_999 }), 271_999 * 2500);
    assert.equal(cost({ model: 'gpt-5.4' }, { input: 272_000 }), 272_000 * 5000);
  });

  it('Gemini 2.5 Pro: $1.25 / $10, above 200K $2.50 / $15', () => {
    assert.equal(cost({ model: 'gemini-2.5-pro' }, { input: 200_000, output: 10 }), 250_100_000);
    assert.equal(cost({ model: 'models/gemini-2.5-pro' }, { input: 200_001, output: 10 }), 200_001 * 2500 + 150_000);
  });

  it('Gemini 3.6 Flash at half a thousandth of a cent is rounded once', () => {
    // 1×750 + 1×75 = 825 nano-dollars; 3.75 per million out = 3750 each
    assert.equal(cost({ model: 'gemini-3.6-flash', day: '2026-12-31' }, { input: 1, cacheRead: 1, output: 1 }), 4575);
    assert.equal(cost({ model: 'gemini-3.6-flash', day: '2027-01-01' }, { input: 1, cacheRead: 1, output: 1 }), 9150);
    assert.equal(cost({ model: 'deepseek-v4-flash', day: '2026-08-01' }, { cacheRead: 3 }), 8); // 3 × 2.8 = 8.4
  });

  it('a web search of Claude costs $10 a thousand, unknown where a list has none', () => {
    assert.equal(cost({ model: 'claude-sonnet-4-5' }, { input: 1 }, 3), 30_003_000);
    assert.equal(cost({ model: 'gemini-2.5-pro' }, { input: 1 }, 1), undefined);
    assert.equal(cost({ model: 'claude-3-haiku' }, { input: 1 }, 1), undefined);
  });

  it('one-hour cache writes of Claude cost twice the input at every seller', () => {
    for (const list of Object.values(book.providers)) {
      const claudes = Object.entries(list.models).filter(([key]) => key.includes('claude'));
      for (const [key, { prices }] of claudes) {
        for (const price of prices.flatMap((line) => [line, ...(line.tiers ?? [])])) {
          if (price.cacheWrite5m !== undefined) assert.equal(price.cacheWrite1h, (price.input ?? 0) * 2, key);
        }
      }
    }
  });

  it('five-minute cache writes of Claude cost 1.25 times the input, but for Claude 3 Haiku', () => {
    const models = Object.entries(book.providers['anthropic']?.models ?? {}).filter(
      ([key]) => key !== 'claude-3-haiku',
    );
    for (const price of models.flatMap(([, model]) => model.prices)) {
      if (price.cacheWrite5m !== undefined) assert.equal(price.cacheWrite5m, (price.input ?? 0) * 1.25);
    }
    assert.equal(book.providers['anthropic']?.models['claude-3-haiku']?.prices[0]?.cacheWrite5m, 300_000_000);
  });

  it('fast mode and US-only inference have a price where Anthropic names one, other services none', () => {
    assert.equal(inputPrice('claude-opus-4-6', { speed: 'fast' }), 30);
    assert.equal(inputPrice('claude-opus-4-6', { speed: 'fast', day: '2026-03-12' }), undefined);
    assert.equal(inputPrice('claude-opus-5', { speed: 'fast' }), 10);
    assert.equal(inputPrice('claude-opus-5-5', { speed: 'fast' }), undefined);
    assert.equal(cost({ model: 'claude-opus-4-8', speed: 'fast' }, { cacheWrite1h: 100 }), 2_000_000);
    assert.equal(inputPrice('claude-sonnet-4-6', { geo: 'us' }), 3.3);
    assert.equal(inputPrice('claude-sonnet-4-5', { geo: 'us' }), undefined);
    assert.equal(
      inputPrice('claude-sonnet-4-5', { geo: 'not_available', speed: 'standard', serviceTier: 'standard' }),
      3,
    );
    assert.equal(inputPrice('claude-opus-5', { serviceTier: 'priority' }), undefined);
    assert.equal(inputPrice('gpt-5.2', { serviceTier: 'flex' }), undefined);
  });

  it('DeepSeek V4 has peak hours from 17 August 2026, not at weekends from the 23rd', () => {
    const prices = pricesOf(book, noOverrides, { model: 'deepseek-v4-flash' });
    assert.ok(prices);
    const at = (instant: string): number | undefined =>
      costOf(rateAt(prices, Date.parse(instant)), { ...noTokens, input: 1000 }, 0);
    assert.equal(at('2026-08-16T02:00:00Z'), 140_000);
    assert.equal(at('2026-08-17T02:00:00Z'), 440_000);
    assert.equal(at('2026-08-17T05:00:00Z'), 220_000);
    assert.equal(at('2026-08-22T02:00:00Z'), 440_000);
    assert.equal(at('2026-08-23T02:00:00Z'), 220_000);
    assert.equal(at('2026-08-24T09:59:59Z'), 440_000);
  });

  it('stale prices are unknown, older usage keeps them', () => {
    assert.equal(inputPrice('deepseek-chat', { day: '2025-09-04' }), 0.27);
    assert.equal(inputPrice('deepseek-chat', { day: '2025-09-05' }), undefined);
    assert.equal(inputPrice('deepseek-r1', { day: '2026-01-01' }), undefined);
    assert.equal(inputPrice('deepseek-v4-pro', { day: '2026-09-14' }), undefined);
  });
});

describe('which models have a price', () => {
  it('as the tools write them', () => {
    const expected: Record<string, number | undefined> = {
      'claude-sonnet-4-5-20250929': 3,
      'claude-sonnet-4.6': 3,
      'claude-4.5-sonnet': 3,
      'claude-4-sonnet': 3,
      'claude-sonnet-4-20250514': 3,
      'claude-3-5-sonnet-20241022': 3,
      'claude-3-7-sonnet-latest': 3,
      'claude-opus-4-1-20250805': 15,
      'claude-opus-4-6[1m]': 5,
      'claude-fable-5.1': 10,
      'claude-haiku-4-5-20251001': 1,
      'anthropic/claude-opus-4.8': 5,
      'openai/gpt-5.4': 2.5,
      'copilot/gpt-5.4': 2.5,
      'gpt-4o-2024-05-13': 5,
      'gpt-4o-2024-11-20': 2.5,
      'gpt-5-codex': 1.25,
      'gpt-5.1-codex-max': 1.25,
      'gpt-5.3-codex': 1.75,
      'codex-mini-latest': 1.5,
      'gemini-3-pro-preview': 2,
      'grok-code-fast-1': 0.2,
      'kimi-k2.6': 0.95,
      'codestral-latest': 0.3,
      'composer-2.5': 0.5,
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0': 3.3,
      'global.anthropic.claude-sonnet-4-5-20250929-v1:0': 3,
      'anthropic.claude-opus-4-6-v1': 5.5,
      'claude-haiku-4-5@20251001': 1,
      'claude-opus-4-6@default': 5,
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((model) => [model, inputPrice(model)])), expected);
  });

  it('invented, local or guessed ones have none', () => {
    const unknown = [
      'claude-opus-9-9',
      'claude-sonnet-4-5-turbo',
      'claude-sonnet-5-2',
      'claude-fable-5-2',
      'gpt-5.2-codex-ultra',
      'gpt-5.3-codex-spark',
      'gpt-5-nano-x',
      'gpt-7',
      'gemini-2.5-pro-ultra',
      'gemini-3.8-flash-max',
      'grok-9',
      'kimi-k2.6-mega',
      'kimi-for-coding',
      'qwen3-coder-plus',
      'llama3',
      'gpt-oss-120b',
      'codex-auto-review',
      '<synthetic>',
      'unknown',
      'auto',
      'us.anthropic.claude-opus-9-9-v1:0',
      'ca.anthropic.claude-opus-4-5-20251101-v1:0',
      'claude-sonnet-4-5@latest-and-greatest',
    ];
    assert.deepEqual(
      unknown.filter((model) => inputPrice(model) !== undefined),
      [],
    );
    assert.equal(cost({ model: '<synthetic>' }, {}), 0);
  });

  it('by provider', () => {
    assert.equal(inputPrice('gpt-5.2', { provider: 'azure' }), 1.75);
    assert.equal(inputPrice('gpt-5.2', { provider: 'ollama' }), undefined);
    assert.equal(inputPrice('gpt-5.2', { provider: 'anthropic' }), undefined);
    assert.equal(inputPrice('claude-sonnet-4.6', { provider: 'github-copilot' }), 3);
    assert.equal(inputPrice('claude-sonnet-4-5-20250929', { provider: 'bedrock' }), undefined);
    assert.equal(inputPrice('anthropic/claude-sonnet-4.5', { provider: 'openrouter' }), 3);
    assert.equal(inputPrice('glm-5.2', { provider: 'zhipuai' }), 1.103);
    assert.equal(inputPrice('glm-5.2'), 1.4);
  });

  it('a known id with anything behind it that is no date, and no other known id, has none', () => {
    // Whose model it is may stand before it.
    const flat = (name: string): string => name.slice(name.lastIndexOf('/') + 1).replaceAll('.', '-');
    const known = [
      ...new Set(
        book.vendors.flatMap((vendor) => [
          ...Object.keys(book.providers[vendor]?.models ?? {}),
          ...Object.keys(book.providers[vendor]?.names ?? {}),
        ]),
      ),
    ];
    const taken = new Set(known.map(flat));
    const character = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-.:');
    const suffix = fc.string({ unit: character, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...known), suffix, (name, tail) => {
        const invented = name + tail;
        const base = withoutDate(invented) ?? invented;
        // A provider before the id says nothing of it: `anthropic/claude-sonnet-4` with `.5` is one that is known.
        const ids = [invented, base].flatMap((id) => [id, id.slice(id.lastIndexOf('/') + 1)]);
        fc.pre(ids.every((id) => !taken.has(flat(id))));
        assert.equal(inputPrice(invented), undefined, invented);
        assert.equal(inputPrice(`x${name}`), undefined, `x${name}`);
      }),
      { numRuns: 5000, examples: [['anthropic/claude-sonnet-4', '.5']] },
    );
  });
});
