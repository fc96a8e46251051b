import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dearestFirst, type InsightKind, type SessionFacts } from '../../../src/core/insights/facts.js';
import { insightsOf as ofOne } from '../../../src/core/insights/insights.js';
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
