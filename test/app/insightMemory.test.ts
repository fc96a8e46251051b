import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { InsightMemory, insights } from '../../src/app/insights.js';
import { noteEditsRead } from '../../src/ledger/edits/keptEdits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { insightVerdicts, putInsightVerdict, rightFindings } from '../../src/ledger/questions/insightVerdicts.js';
import { SessionFactsReader } from '../../src/ledger/questions/sessionFacts.js';
import { wasteDays } from '../../src/ledger/questions/wasteDays.js';
import { hour, minute, noon, openLedger, put, request } from '../ledger/rig.js';

const zone = 'UTC';
const now = noon + hour;
const asked = { now, zone };

/** A cache of 30,000 tokens that is paid for again `times` times, with pauses between. */
function breakCache(ledger: Ledger, session: string, times: number, from = 0): void {
  for (let index = from; index <= times; index++)
    put(
      ledger,
      request({ session, tool: 'codex', at: noon - hour + index * 6 * minute, cacheRead: 0, cacheWrite5m: 30_000 }),
    );
}

/** Sessions whose requests are read. */
function looksOf(work: () => void): string[] {
  const { facts } = SessionFactsReader.prototype;
  const looked: string[] = [];
  SessionFactsReader.prototype.facts = function (session) {
    looked.push(session.native);
    return facts.call(this, session);
  };
  try {
    work();
  } finally {
    SessionFactsReader.prototype.facts = facts;
  }
  return looked;
}

describe('what need not have been used, remembered', () => {
  it('is put together by kind and session, and its sums are those of the findings', () => {
    const ledger = openLedger();
    breakCache(ledger, 'once', 1);
    breakCache(ledger, 'often', 3);
    const found = insights(ledger, asked);
    const memory = new InsightMemory(ledger);
    assert.equal(memory.work(asked, 1_000), true);
    const { rows } = memory.answer(asked);
    const price = 30_000 * (1_250 - 100);
    assert.deepEqual(
      rows.map(({ id, moments, requests, tokens, costNano, dismissed, right }) => [
        id,
        moments.map(({ first, of }) => `${first} of ${of}`),
        requests,
        tokens,
        costNano,
        dismissed,
        right,
      ]),
      [
        ['cache-break codex:often', ['1 of 4', '2 of 4', '3 of 4'], 3, 90_000, 3 * price, false, null],
        ['cache-break codex:once', ['1 of 2'], 1, 30_000, price, false, null],
      ],
    );
    assert.equal(
      rows.reduce((sum, row) => sum + (row.costNano ?? 0), 0),
      found.reduce((sum, each) => sum + (each.costNano ?? 0), 0),
    );
    ledger.close();
  });

  it('is worked out a little at a time, whole in the end, and again for what changed alone', () => {
    const ledger = openLedger();
    for (let session = 0; session < 5; session++) breakCache(ledger, `s${session}`, 1);
    const memory = new InsightMemory(ledger);
    const looked = looksOf(() => {
      for (const whole of [false, false, false, false, true]) assert.equal(memory.work(asked, 0), whole);
    });
    assert.deepEqual(looked, ['s0', 's1', 's2', 's3', 's4']);
    assert.deepEqual(
      looksOf(() => memory.work(asked, 1_000)),
      [],
    );
    breakCache(ledger, 's3', 2, 2);
    assert.deepEqual(
      looksOf(() => memory.work(asked, 1_000)),
      ['s3'],
    );
    const unjudged = { dismissed: false, right: null };
    assert.deepEqual(
      memory.found(asked).map((found) => ({ ...found, ...unjudged })),
      insights(ledger, asked),
    );
    ledger.close();
  });

  it('waits a day with what may yet go on, and then looks again', () => {
    const ledger = openLedger();
    put(ledger, request({ session: 'left', tool: 'codex', at: now - hour, cacheWrite5m: 60_000, output: 9 }));
    noteEditsRead(ledger, now + 48 * hour);
    const memory = new InsightMemory(ledger);
    const kinds = (later: number) => {
      const then = { now: now + later, zone };
      memory.work(then, 1_000);
      return memory.found(then).map(({ kind }) => kind);
    };
    assert.deepEqual([kinds(0), kinds(22 * hour), kinds(24 * hour)], [[], [], ['abandoned-session']]);
    ledger.close();
  });

  it('holds what a person said of it, until it is old', () => {
    const ledger = openLedger();
    breakCache(ledger, 'a', 1);
    putInsightVerdict(ledger, 'cache-break codex:gone', { dismissed: true, right: null }, now - 61 * 24 * hour);
    putInsightVerdict(ledger, 'cache-break codex:a', { dismissed: true, right: false }, now);
    const memory = new InsightMemory(ledger);
    memory.work(asked, 1_000);
    assert.deepEqual(
      memory.answer(asked).rows.map(({ id, dismissed, right }) => [id, dismissed, right]),
      [['cache-break codex:a', true, false]],
    );
    assert.deepEqual([...insightVerdicts(ledger).keys()], ['cache-break codex:a']);
    ledger.close();
  });

  it('is kept by day for a badge once the day is over, written once, and told anew where it changes', () => {
    const ledger = openLedger();
    breakCache(ledger, 'a', 2);
    const told = (later = 0) => {
      insights(ledger, { now: now + later, zone });
      return wasteDays(ledger, '2026-02-28');
    };
    const day = 24 * hour;
    assert.deepEqual(told(), [
      { day: '2026-02-28', tokens: {} },
      { day: '2026-03-01', tokens: {} },
    ]);
    const tomorrow = told(day);
    assert.deepEqual(tomorrow.at(-1), { day: '2026-03-02', tokens: { 'cache-break': 60_000 } });
    const { revision } = ledger;
    assert.deepEqual([told(day), ledger.revision], [tomorrow, revision], 'nothing new is written');
    breakCache(ledger, 'b', 1);
    assert.deepEqual(told(day).at(-1)?.tokens, { 'cache-break': 90_000 });
    assert.equal(told(40 * day).find(({ day }) => day === '2026-03-02')?.tokens['cache-break'], 90_000);
    assert.deepEqual(
      wasteDays(ledger, '2026-03-03').at(0)?.day,
      '2026-03-15',
      'days that nobody looked at are not known',
    );
    ledger.close();
  });

  it('counts as right from the day on which a person first said so, dismissed or not, until it is taken back', () => {
    const ledger = openLedger();
    const day = 24 * hour;
    const say = (id: string, at: number, right: boolean | null, dismissed = false) =>
      putInsightVerdict(ledger, id, { dismissed, right }, at);
    say('cache-break codex:a', now, true);
    say('retry-storm codex:a', now - day, true);
    say('re-read codex:a', now - 2 * day, false);
    say('cache-break codex:a', now + day, true, true);
    const both = [
      { kind: 'retry-storm', at: now - day },
      { kind: 'cache-break', at: now },
    ];
    assert.deepEqual(rightFindings(ledger), both);
    say('cache-break codex:b', now + 390 * day, null);
    assert.deepEqual(rightFindings(ledger), both, 'a verdict of what was right outlives the finding');
    say('retry-storm codex:a', now + 391 * day, null);
    assert.deepEqual(rightFindings(ledger), [{ kind: 'cache-break', at: now }]);
    say('re-read codex:b', now + 401 * day, null);
    assert.deepEqual(rightFindings(ledger), []);
    ledger.close();
  });
});
