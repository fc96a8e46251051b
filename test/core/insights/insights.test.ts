import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { say } from '../../../src/cli/badgeWords.js';
import { dearestFirst, type Finding, type InsightKind, type SessionFacts } from '../../../src/core/insights/facts.js';
import { insightsOf as ofOne } from '../../../src/core/insights/insights.js';
import { type Insight, insightRows } from '../../../src/core/insights/rows.js';
import { insightTurns } from '../../../src/core/insights/turns.js';
import { insightAdvice, insightName, insightRule } from '../../../src/core/insights/words/insightWords.js';
import { totalTokens } from '../../../src/core/usage.js';
import { runs } from '../../ledger/rig.js';
import { clean, cleanWithoutTurns, named, random, rate, request, start, wasteful } from './plant.js';

/** Of all sessions, the dearest first. */
const insightsOf = (sessions: readonly SessionFacts[], now: number) =>
  sessions.flatMap((facts) => ofOne(facts, now)).sort(dearestFirst);
const later = start + 40 * 86_400_000;

describe('waste insights', () => {
  it('say what a broken cache cost, by hand', () => {
    const facts = named('claude-code:a', [request(start, 0, 30_000, 0, 9), request(start + 9e5, 1_000, 29_500, 0, 9)]);
    // 30,000 were cached, 1,000 of them read: 29,000 written again at 3,750 instead of read at 300.
    assert.deepEqual(insightsOf([facts], start), [
      {
        kind: 'cache-break',
        session: 'claude-code:a',
        first: 1,
        last: 1,
        requests: 1,
        tokens: 29_000,
        costNano: 29_000 * 3_450,
      },
    ]);
  });

  it('leave a cost open where one price is unknown, and sort the dearest first', () => {
    const storm = Array.from({ length: 6 }, (_, index) => request(start + index * 1_000, 0, 0, 500, 0));
    const unpriced = storm.map((each, index) => (index === 3 ? { ...each, rate: null, costNano: null } : each));
    const told = insightsOf([named('codex:b', unpriced), named('codex:c', storm)], later);
    assert.deepEqual(
      told.map(({ session, first, last, tokens, costNano }) => [session, first, last, tokens, costNano]),
      [
        ['codex:c', 1, 5, 2_500, 2_500 * rate.input],
        ['codex:b', 1, 5, 2_500, null],
      ],
    );
  });

  it('of every kind count the same tokens without a price, and say nothing of what they cost', () => {
    for (const kind of Object.keys(wasteful) as InsightKind[]) {
      const requests = wasteful[kind](random(3));
      const of = (each: typeof requests) =>
        insightsOf([named(kind, each)], later).filter((found) => found.kind === kind);
      const [priced, unpriced] = [of(requests), of(requests.map((each) => ({ ...each, rate: null, costNano: null })))];
      assert.ok(priced.length > 0 && priced.every(({ costNano }) => Number(costNano) > 0), kind);
      assert.deepEqual(
        unpriced,
        priced.map((found) => ({ ...found, costNano: null })),
      );
    }
  });

  it('read whole each time: begins anew with another model, and where the request before was small or cached', () => {
    const whole = (index: number, prompt = 30_000, read = 0) => request(start + index * 40_000, read, 0, prompt, 90);
    const run = (count: number, from: number) => Array.from({ length: count }, (_, index) => whole(from + index));
    const found = (requests: SessionFacts['requests']) =>
      insightsOf([named('codex:e', requests)], start)
        .filter(({ kind }) => kind === 're-read')
        .map(({ first, last }) => [first, last]);
    assert.deepEqual(found(run(11, 0)), [[0, 10]]);
    assert.deepEqual(found([whole(0, 900), ...run(10, 1)]), [[1, 10]], 'a small one before is none of them');
    assert.deepEqual(found([whole(0, 5, 40_000), ...run(10, 1)]), [[1, 10]], 'a cached one neither');
    const other = { ...whole(5), model: 'another' };
    assert.deepEqual(found([...run(5, 0), other, ...run(5, 6)]), []);
  });

  it('stand by kind and session with the sums of their moments, those of one price by tokens, then by session', () => {
    const moment = (session: string, first: number, tokens: number, costNano: number | null): Insight => {
      const facts = { kind: 'cache-break', last: first, requests: 1, start: first, end: first, of: 9 } as const;
      return { ...facts, session, first, tokens, costNano };
    };
    const told = [moment('b', 7, 20, 5), moment('a', 4, 10, 5), moment('b', 2, 30, 4), moment('c', 1, 40, null)];
    const more = [moment('e', 1, 50, 9), moment('d', 1, 50, 9), moment('f', 1, 60, 9)];
    assert.deepEqual(
      insightRows([...told, ...more]).map(({ id, moments, requests, tokens, costNano }) => [
        ...[id, moments.map(({ first }) => first), requests, tokens, costNano],
      ]),
      [
        ['cache-break f', [1], 1, 60, 9],
        ['cache-break b', [2, 7], 2, 50, 9],
        ['cache-break d', [1], 1, 50, 9],
        ['cache-break e', [1], 1, 50, 9],
        ['cache-break a', [4], 1, 10, 5],
        ['cache-break c', [1], 1, 40, null],
      ],
    );
  });

  it('name the requests that they count: as many as they say, with all their tokens where all of them are waste', () => {
    for (const kind of Object.keys(wasteful) as InsightKind[]) {
      const facts = named(kind, wasteful[kind](random(5)));
      const own = insightsOf([facts], later).filter((found) => found.kind === kind);
      assert.ok(own.length > 0, kind);
      for (const found of own) {
        const turns = insightTurns(facts, found);
        const counted = turns.filter((turn) => turn.counted);
        assert.deepEqual(
          [counted.length, counted.at(-1)?.number],
          [found.requests, kind === 'large-model' ? counted.at(-1)?.number : found.last + 1],
          kind,
        );
        for (const { number, at, costNano } of turns)
          assert.deepEqual([at, costNano], [facts.requests[number - 1]?.at, facts.requests[number - 1]?.costNano]);
        if (['retry-storm', 'idle-loop', 'large-model', 'abandoned-session'].includes(kind))
          assert.equal(
            counted.reduce((sum, { counts }) => sum + totalTokens(counts), 0),
            found.tokens,
            kind,
          );
      }
    }
  });

  it('are shown after the request before them in the same thread, however many of others stand between', () => {
    const other = { ...request(start + 1_000, 0, 5_000, 0, 9), agent: 'explore' };
    const facts = named('codex:g', [request(start, 0, 30_000, 0, 9), other, request(start + 9e5, 1_000, 29_500, 0, 9)]);
    const [found] = insightsOf([facts], start);
    assert.deepEqual(found && insightTurns(facts, found).map(({ number, counted }) => [number, counted]), [
      [1, false],
      [3, true],
    ]);
    const [first] = insightsOf([named('codex:h', wasteful['abandoned-session'](random(1)))], later);
    assert.equal(first?.kind, 'abandoned-session');
    const alone = insightTurns(named('codex:h', wasteful['abandoned-session'](random(1))), first as Finding);
    assert.deepEqual(
      alone.map(({ counted }) => counted),
      [true],
    );
  });

  it('have a name, one change that avoids them and a rule each, and say how often', () => {
    const kinds = Object.keys(wasteful) as InsightKind[];
    const words = kinds.flatMap((kind) => [
      insightName(kind, 1, say),
      insightAdvice(kind, say),
      insightRule(kind, say),
    ]);
    assert.equal(new Set(words).size, 3 * kinds.length);
    assert.equal(insightName('retry-storm', 3, say), 'Retries without result, 3 times');
  });

  it('wait a day before they call a session abandoned', () => {
    const facts = named('codex:d', wasteful['abandoned-session'](random(1)));
    assert.deepEqual([insightsOf([facts], start + 8e7).length, insightsOf([facts], start + 9e7).length], [0, 1]);
  });

  it('are right at least nine times in ten, kind by kind, among sessions that only look so', () => {
    const tally = new Map<InsightKind, { planted: number; right: number; wrong: number }>();
    const of = (kind: InsightKind) => {
      const row = tally.get(kind) ?? { planted: 0, right: 0, wrong: 0 };
      tally.set(kind, row);
      return row;
    };
    for (let seed = 1; seed <= runs(1_000); seed++) {
      const next = random(seed);
      const planted = (Object.keys(wasteful) as InsightKind[]).map((kind) => named(kind, wasteful[kind](next)));
      for (const { session } of planted) of(session as InsightKind).planted++;
      const told = insightsOf(
        [...planted, ...[...clean, ...cleanWithoutTurns].map((make, index) => named(`clean ${index}`, make(next)))],
        later,
      );
      for (const { kind } of told.filter((each) => each.kind === each.session)) of(kind).right++;
      for (const { kind } of told.filter((each) => each.kind !== each.session)) of(kind).wrong++;
    }
    for (const [kind, { planted, right, wrong }] of tally) {
      console.log(`      ${kind}: ${right} right and ${wrong} wrong of ${planted} planted`);
      assert.ok(right / (right + wrong) >= 0.9 && right >= 0.9 * planted, kind);
    }
  });
});
