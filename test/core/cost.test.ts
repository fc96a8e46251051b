import assert from 'node:assert/strict';
import fc from 'fast-check';
import { costOf, rateOf } from '../../src/core/cost.js';
import { type TokenPrices, tokenPriceKeys } from '../../src/core/prices.js';
import { noTokens, type TokenCounts } from '../../src/core/usage.js';

const dollar = 1_000_000_000;

function counts(change: Partial<TokenCounts>): TokenCounts {
  return { ...noTokens, ...change };
}

describe('cost of a request', () => {
  it('is exact at a published price: Claude Opus 4.5, $5 in, $0.50 read, $6.25 and $10 write, $25 out', () => {
    const rate = rateOf({
      input: 5 * dollar,
      cacheRead: dollar / 2,
      cacheWrite5m: 6.25 * dollar,
      cacheWrite1h: 10 * dollar,
      output: 25 * dollar,
      webSearch: dollar / 100,
    });
    const used = { input: 3, cacheRead: 20_000, cacheWrite5m: 1_000, cacheWrite1h: 100, output: 500, reasoning: 77 };
    // 3×5000 + 20000×500 + 1000×6250 + 100×10000 + 500×25000 nano-dollars, two searches at $0.01
    assert.equal(costOf(rate, used, 2), 15_000 + 10_000_000 + 6_250_000 + 1_000_000 + 12_500_000 + 20_000_000);
  });

  it('is rounded half up once, over the sum', () => {
    const rate = rateOf({ input: 500_000, output: 250_000 });
    assert.deepEqual(
      [1, 2, 3].map((input) => costOf(rate, counts({ input }), 0)),
      [1, 1, 2],
    );
    assert.equal(costOf(rate, counts({ output: 1 }), 0), 0);
    assert.equal(costOf(rate, counts({ input: 1, output: 1 }), 0), 1);
    assert.equal(costOf(rate, counts({ output: 2 }), 0), 1);
  });

  it('is 0 without tokens and searches, priced or not', () => {
    assert.equal(costOf(undefined, noTokens, 0), 0);
    assert.equal(costOf(rateOf({ input: 1 }), noTokens, 0), 0);
  });

  it('is unknown without a rate, and where a bucket in use has no price', () => {
    const rate = rateOf({ input: dollar, output: dollar });
    assert.equal(costOf(undefined, counts({ input: 1 }), 0), undefined);
    assert.equal(costOf(rate, counts({ input: 1, cacheRead: 1 }), 0), undefined);
    assert.equal(costOf(rate, counts({ cacheWrite1h: 1 }), 0), undefined);
    assert.equal(costOf(rate, counts({ input: 1 }), 1), undefined);
    assert.equal(costOf(rate, counts({ input: 1 }), 0), 1000);
  });

  it('takes long-context prices for the whole request once its input side exceeds the threshold', () => {
    const rate = rateOf({
      input: 3 * dollar,
      cacheRead: 0.3 * dollar,
      output: 15 * dollar,
      tiers: [{ above: 200_000, input: 6 * dollar, cacheRead: 0.6 * dollar, output: 22.5 * dollar }],
    });
    const request = (input: number): TokenCounts => counts({ input, cacheRead: 100_000, output: 10 });
    assert.equal(costOf(rate, request(99_999), 0), 99_999 * 3000 + 100_000 * 300 + 150_000);
    assert.equal(costOf(rate, request(100_000), 0), 100_000 * 3000 + 100_000 * 300 + 150_000);
    assert.equal(costOf(rate, request(100_001), 0), 100_001 * 6000 + 100_000 * 600 + 225_000);
    assert.equal(costOf(rate, counts({ input: 1, output: 300_000 }), 0), 3000 + 300_000 * 15_000);
  });

  it('is unknown for several requests in one row that together exceed a threshold', () => {
    const rate = rateOf({ input: dollar, tiers: [{ above: 100, input: 2 * dollar }] });
    assert.equal(costOf(rate, counts({ input: 100 }), 0, 7), 100_000);
    assert.equal(costOf(rate, counts({ input: 101 }), 0, 7), undefined);
    assert.equal(costOf(rate, counts({ input: 101 }), 0, 0), undefined);
    assert.equal(costOf(rate, counts({ input: 101 }), 0, 1), 202_000);
  });

  it('equals big-integer arithmetic for any prices and counts', () => {
    const price = fc.oneof(
      fc.nat(200_000).map((milli) => milli * 1_000_000),
      fc.nat(2 ** 31),
      fc.nat(10 ** 12),
    );
    const count = fc.oneof(fc.nat(2_000_000), fc.maxSafeNat());
    fc.assert(
      fc.property(
        fc.tuple(price, price, price, price, price),
        fc.nat(10 ** 9),
        fc.tuple(count, count, count, count, count),
        fc.nat(50),
        (prices, webSearch, used, searches) => {
          const at = (values: readonly number[]): Required<TokenPrices> =>
            Object.fromEntries(tokenPriceKeys.map((key, index) => [key, values[index] ?? 0])) as Required<TokenPrices>;
          const sum = prices.reduce(
            (total, each, index) => total + BigInt(each) * BigInt(used[index] ?? 0),
            BigInt(webSearch) * BigInt(searches) * 1_000_000n,
          );
          const expected = (sum * 2n + 1_000_000n) / 2_000_000n;
          const cost = costOf(rateOf({ ...at(prices), webSearch }), { ...at(used), reasoning: 0 }, searches);
          assert.equal(cost, expected <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(expected) : undefined);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
