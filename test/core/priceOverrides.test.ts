import assert from 'node:assert/strict';
import fc from 'fast-check';
import { costOf } from '../../src/core/cost.js';
import {
  bookVersion,
  changedModels,
  concerns,
  dollarsOf,
  noOverrides,
  overrideProblems,
  type PriceOverrides,
  readOverrides,
} from '../../src/core/priceOverrides.js';
import type { PriceBook } from '../../src/core/prices.js';
import { type PriceQuery, priceOf } from '../../src/core/pricing.js';
import { noTokens, type TokenCounts } from '../../src/core/usage.js';

const dollar = 1_000_000_000;

const book: PriceBook = {
  version: 'test-1',
  source: 'test',
  date: '2026-01-01',
  vendors: ['anthropic'],
  providers: {
    anthropic: {
      models: {
        'claude-opus-4-5': {
          prices: [{ input: 5 * dollar, output: 25 * dollar, webSearch: dollar / 100 }],
          modes: { 'speed=fast': [{ input: 30 * dollar }] },
        },
      },
      names: {},
    },
  },
};

/** Dollars per million input tokens, or nothing. */
function inputPrice(query: PriceQuery & { at?: number }, overrides: PriceOverrides): number | undefined {
  const cost = costOf(priceOf(book, overrides, { at: 0, ...query }), counts({ input: 1_000_000 }), 0);
  return cost === undefined ? undefined : cost / dollar;
}

function counts(change: Partial<TokenCounts>): TokenCounts {
  return { ...noTokens, ...change };
}

describe("a person's own prices", () => {
  it('are laid over the book for their model, its dates and spellings', () => {
    const overrides = readOverrides({ 'claude-opus-4-5': { input: 4 }, 'Qwen3-Coder-Plus': { input: 1, output: 5 } });
    assert.equal(inputPrice({ model: 'claude-opus-4.5-20251101' }, overrides), 4);
    assert.equal(inputPrice({ model: 'anthropic/claude-opus-4-5' }, overrides), 4);
    assert.equal(inputPrice({ model: 'qwen3-coder-plus' }, overrides), 1);
    assert.equal(inputPrice({ model: 'qwen3-coder-plus', provider: 'dashscope' }, overrides), 1);
    assert.equal(inputPrice({ model: 'qwen3-coder' }, overrides), undefined);
    assert.equal(inputPrice({ model: 'claude-opus-4-5', speed: 'fast' }, overrides), 30);
    const rate = priceOf(book, overrides, { model: 'claude-opus-4-5', at: 0 });
    assert.equal(costOf(rate, counts({ output: 1 }), 1), 25_000 + 10_000_000);
  });

  it('hold from their day on', () => {
    const overrides = readOverrides({
      'claude-opus-4-5': { input: 4, from: '2026-01-01' },
      new: { input: 2, from: '2026-01-01' },
    });
    const before = Date.parse('2025-12-31T23:59:59.999Z');
    assert.deepEqual(
      [before, before + 1].map((at) => inputPrice({ model: 'claude-opus-4-5', at }, overrides)),
      [5, 4],
    );
    assert.deepEqual(
      [before, before + 1].map((at) => inputPrice({ model: 'new', at }, overrides)),
      [undefined, 2],
    );
  });

  it('apply to long context too', () => {
    const tiered: PriceBook = {
      ...book,
      providers: {
        anthropic: {
          models: { m: { prices: [{ input: dollar, tiers: [{ above: 10, input: 2 * dollar }] }] } },
          names: {},
        },
      },
    };
    const rate = priceOf(tiered, readOverrides({ m: { input: 7 } }), { model: 'm', at: 0 });
    assert.equal(costOf(rate, counts({ input: 11 }), 0), 77_000);
  });

  it('are refused with the place and kind of each fault', () => {
    const value = {
      good: { input: 0.000000001, output: 0, from: '2026-01-01' },
      'gpt-*': { input: 1 },
      ' ': { input: 1 },
      text: 'x',
      none: { from: '2026-01-01' },
      bad: {
        input: '3',
        output: -1,
        cacheRead: Number.NaN,
        cacheWrite5m: 1e7,
        cacheWrite1h: 1 / 3,
        from: '2026-02-30',
        price: 1,
      },
      GOOD: { input: 1 },
    };
    assert.deepEqual(overrideProblems(value), [
      { path: ['gpt-*'], code: 'wildcard' },
      { path: [' '], code: 'emptyModel' },
      { path: ['text'], code: 'notAnObject' },
      { path: ['none'], code: 'noPrice' },
      { path: ['bad', 'input'], code: 'notANumber' },
      { path: ['bad', 'output'], code: 'negative' },
      { path: ['bad', 'cacheRead'], code: 'notANumber' },
      { path: ['bad', 'cacheWrite5m'], code: 'tooLarge' },
      { path: ['bad', 'cacheWrite1h'], code: 'tooManyDecimals' },
      { path: ['bad', 'from'], code: 'notADay' },
      { path: ['bad', 'price'], code: 'unknownField' },
      { path: ['GOOD'], code: 'sameModelTwice' },
    ]);
    assert.deepEqual(overrideProblems([]), [{ path: [], code: 'notAnObject' }]);
    assert.deepEqual(readOverrides(value), { good: { input: 1, output: 0, from: '2026-01-01' } });
    assert.deepEqual(readOverrides(null), {});
  });

  it('are read as a person types them', () => {
    const read = ['3', ' $0.25 ', '.5', '1,000', '1,234,567', '1000000', '0', '0.000000001'].map(dollarsOf);
    assert.deepEqual(read, [3, 0.25, 0.5, 1000, undefined, 1_000_000, 0, 1e-9]);
    for (const text of ['', '$', '.', '-1', '1e3', '3 €', '1,00', '1.', '0.0000000001', 'two', '1 000'])
      assert.equal(dollarsOf(text), undefined, text);
  });

  it('keep every price with up to nine decimals exact', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 15), (nano) => {
        const dollars = Number(`${Math.floor(nano / dollar)}.${String(nano % dollar).padStart(9, '0')}`);
        assert.deepEqual(readOverrides({ m: { input: dollars } }), { m: { input: nano } });
      }),
    );
  });

  it('change the version of the book, whatever the order they are written in', () => {
    const one = readOverrides({ a: { input: 1, output: 2 }, b: { input: 1 } });
    const same = readOverrides({ b: { input: 1 }, a: { output: 2, input: 1 } });
    const other = readOverrides({ a: { input: 1, output: 2 }, b: { input: 1, from: '2026-01-01' } });
    assert.equal(bookVersion(book, noOverrides), 'test-1');
    assert.match(bookVersion(book, one), /^test-1\+[0-9a-f]{16}$/);
    assert.equal(bookVersion(book, one), bookVersion(book, same));
    assert.notEqual(bookVersion(book, one), bookVersion(book, other));
  });

  it('tell which models must be computed again', () => {
    const before = readOverrides({ a: { input: 1 }, b: { input: 1 }, c: { input: 1 } });
    const after = readOverrides({ b: { input: 1 }, c: { input: 2 }, 'claude-opus-4-5': { input: 1 } });
    const changed = changedModels(before, after);
    assert.deepEqual(changed, ['a', 'c', 'claude-opus-4-5']);
    assert.deepEqual(changedModels(after, after), []);
    assert.ok(concerns(changed, 'anthropic/claude-opus-4.5-20251101'));
    assert.ok(!concerns(changed, 'claude-opus-4-6'));
  });
});
