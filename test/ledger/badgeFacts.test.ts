import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Review } from '../../src/core/keptWork/review.js';
import { putEdits, putFates } from '../../src/ledger/edits/keptEdits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { badgeFacts } from '../../src/ledger/questions/badgeFacts.js';
import { hoursDays, noteHours } from '../../src/ledger/questions/chosenHours.js';
import { earnedBadges, keepEarned } from '../../src/ledger/questions/earnedBadges.js';
import { recordGuard } from '../../src/ledger/questions/guardCounts.js';
import { guardedDays, noteGuarded } from '../../src/ledger/questions/guardedDays.js';
import { putEdit } from './putEdit.js';
import { hookedUse, hour, minute, noon, openLedger, put, request } from './rig.js';

const day = 24 * hour;
const now = noon + 10 * day;

function factsOf(ledger: Ledger, zone = 'UTC') {
  return badgeFacts(ledger, { now, zone, tools: ['codex'] });
}

describe('facts of badges', () => {
  it('an empty ledger tells nothing, of 400 days up to today', () => {
    const ledger = openLedger();
    assert.deepEqual(factsOf(ledger), {
      today: '2026-03-12',
      since: '2025-02-06',
      days: [],
      totals: [],
      outsideGit: false,
      edits: [],
      commits: [],
      loops: { since: '2026-01-16', found: [] },
      budgets: null,
      guarded: [],
      secrets: [],
      hours: null,
      lives: [],
      waste: [],
      lessons: [],
      ways: { agent: null, inline: null, mcp: null, plan: null },
      reviews: [],
    });
    ledger.close();
  });

  it('days are those of all tools, their sums those of the tools whose edits are read; a part without price has none', () => {
    const ledger = openLedger();
    const counts = { input: 100, cacheRead: 900, cacheWrite5m: 30, cacheWrite1h: 4, output: 50 };
    put(
      ledger,
      request({ tool: 'codex', ...counts }),
      request({ tool: 'codex', model: 'maker-mini', at: noon + minute, output: 7 }),
      request({ tool: 'other', at: noon + day, output: 1_000 }),
      request({ tool: 'codex', at: noon + 2 * day, output: 1_000_000 }),
    );
    const { days, totals } = factsOf(ledger);
    assert.deepEqual(totals, [
      { day: '2026-03-02', total: 1_091 },
      { day: '2026-03-03', total: 1_000 },
      { day: '2026-03-04', total: 1_000_000 },
    ]);
    assert.deepEqual(days, [
      {
        day: '2026-03-02',
        input: 100,
        cacheRead: 900,
        cacheWrite: 34,
        output: 57,
        costNano: null,
        requests: 2,
        smallRequests: 2,
      },
      {
        day: '2026-03-03',
        input: 0,
        cacheRead: 0,
        cacheWrite: 0,
        output: 0,
        costNano: 0,
        requests: 0,
        smallRequests: 0,
      },
      {
        day: '2026-03-04',
        input: 0,
        cacheRead: 0,
        cacheWrite: 0,
        output: 1_000_000,
        costNano: 5_000_000_000,
        requests: 1,
        smallRequests: 1,
      },
    ]);
    ledger.close();
  });

  it('edits are those whose lines count, from old to new; what an older build did not tell is unknown', () => {
    const ledger = openLedger();
    putEdit(ledger, { at: noon + day, byHand: null, redone: null });
    putEdit(ledger);
    putEdit(ledger, { leftOut: 'undecided' });
    putEdit(ledger, { lines: 0 });
    putEdit(ledger, { at: now - 400 * day });
    const plain = { tool: 'codex', model: 'small-1', session: 'codex:e1', lines: 20, kept: 15, aged: 10, survived: 8 };
    const facts = factsOf(ledger);
    assert.deepEqual(facts.edits, [
      { day: '2026-03-02', ...plain, byHand: 3, redone: true },
      { day: '2026-03-03', ...plain, byHand: null, redone: null },
    ]);
    assert.deepEqual([facts.ways.agent, facts.ways.inline], ['2026-03-02', null]);
    ledger.close();
  });

  it('where no edit lies in a git repository, nothing tells what stays', () => {
    const ledger = openLedger();
    putEdit(ledger, { leftOut: 'noRepository' });
    assert.equal(factsOf(ledger).outsideGit, true);
    ledger.database.exec(`update edit set repository = '/code/.git'`);
    assert.equal(factsOf(ledger).outsideGit, false);
    ledger.close();
  });

  it('a suggestion that was accepted is a way, from its day on', () => {
    const ledger = openLedger();
    const use = { kind: 'inline', entrypoint: '', input: 0, output: 9 } as const;
    ledger.write(() => {
      ledger.hooked.put(hookedUse({ ...use, id: 'dropped', at: noon, acceptedTokens: 0 }));
      ledger.hooked.put(hookedUse({ ...use, id: 'kept', at: noon + day, acceptedTokens: 9 }));
    });
    assert.equal(factsOf(ledger).ways.inline, '2026-03-03');
    ledger.close();
  });

  it('secrets are those of known providers; other findings are no facts', () => {
    const ledger = openLedger();
    recordGuard(ledger, '2026-03-02', [
      { rule: 'aws-key', found: 2, redacted: 1, sent: 1 },
      { rule: 'anthropic-key', found: 1, redacted: 1, sent: 0 },
      { rule: 'email', found: 5, redacted: 0, sent: 5 },
    ]);
    assert.deepEqual(factsOf(ledger).secrets, [{ day: '2026-03-02', removed: 2, sent: 1 }]);
    ledger.close();
  });

  it('days are those of the zone', () => {
    const ledger = openLedger();
    putEdit(ledger, { at: noon });
    put(ledger, request({ tool: 'codex', output: 1 }));
    const { days, edits, today } = factsOf(ledger, 'Pacific/Kiritimati');
    assert.deepEqual([days[0]?.day, edits[0]?.day, today], ['2026-03-03', '2026-03-03', '2026-03-13']);
    ledger.close();
  });
});

describe('commits of others that name the person', () => {
  const put = (ledger: Ledger, repository: string, reviews: readonly Review[] | undefined) =>
    putFates(ledger, repository, { fates: [], commits: [], reviews }, now);

  it('are what each repository told last, from old to new; a copy of it counts once', () => {
    const ledger = openLedger();
    put(ledger, '/code/a.git', [{ id: 'gone', day: '2026-03-01' }]);
    put(ledger, '/code/a.git', [
      { id: 'a1', day: '2026-03-04' },
      { id: 'old', day: '2025-02-05' },
    ]);
    put(ledger, '/code/b.git', [
      { id: 'b1', day: '2026-03-02' },
      { id: 'a1', day: '2026-03-04' },
    ]);
    const told = [
      { id: 'b1', day: '2026-03-02' },
      { id: 'a1', day: '2026-03-04' },
    ];
    assert.deepEqual(factsOf(ledger).reviews, told);
    put(ledger, '/code/b.git', undefined);
    assert.deepEqual(factsOf(ledger).reviews, told, 'where git told nothing, what it told stays');
    ledger.close();
  });
});

describe('days with the guard on', () => {
  it('count with Workspace Trust in every window; one without it takes the day away for good', () => {
    const ledger = openLedger();
    for (const [name, trust] of [
      ['2026-03-01', true],
      ['2026-03-03', true],
      ['2026-03-02', true],
      ['2026-03-02', false],
      ['2026-03-02', true],
      ['2026-03-04', false],
    ] as const)
      noteGuarded(ledger, name, trust);
    assert.deepEqual(guardedDays(ledger, '2026-03-01'), ['2026-03-01', '2026-03-03']);
    assert.deepEqual(guardedDays(ledger, '2026-03-02'), ['2026-03-03']);
    const { revision } = ledger;
    noteGuarded(ledger, '2026-03-01', true);
    assert.equal(ledger.revision, revision, 'what is known is not written again');
    ledger.close();
  });
});

describe('badges that were earned', () => {
  it('are kept with their days, and written only where something is new', () => {
    const ledger = openLedger();
    const one = { keeper: { formula: 1, reached: ['2026-03-01'] } };
    keepEarned(ledger, {});
    assert.deepEqual([ledger.revision, earnedBadges(ledger)], [0, {}]);
    keepEarned(ledger, one);
    keepEarned(ledger, one);
    assert.deepEqual([ledger.revision, earnedBadges(ledger)], [1, one]);
    const two = { keeper: { formula: 1, reached: ['2026-03-01', '2026-03-09'] } };
    keepEarned(ledger, two);
    keepEarned(ledger, { comeback: { formula: 2, reached: ['2026-03-02'] } });
    assert.deepEqual(earnedBadges(ledger), { ...two, comeback: { formula: 2, reached: ['2026-03-02'] } });
    ledger.close();
  });
});

describe('loops among sessions', () => {
  it('a way that a log told of is known by its first day, in whatever order it comes; none from a pause', () => {
    const ledger = openLedger();
    const cursor = { source: 's', path: 'p', size: 1, modifiedAt: 1, offset: 1, mark: null, state: null };
    const none = { edits: [], escapes: [], spoken: [], cursor };
    putEdits(ledger, { ...none, tried: [{ way: 'mcp', at: noon + 3 * day }] });
    putEdits(ledger, {
      ...none,
      tried: [
        { way: 'mcp', at: noon + day },
        { way: 'mcp', at: noon + 2 * day },
      ],
    });
    putEdits(ledger, { ...none, tried: [{ way: 'mcp', at: noon + 2 * day }] });
    assert.deepEqual(factsOf(ledger).ways, { agent: null, inline: null, mcp: '2026-03-03', plan: null });
    ledger.pauses.pause(noon + 4 * day, undefined);
    putEdits(ledger, { ...none, tried: [{ way: 'plan', at: noon + 5 * day }] });
    assert.equal(factsOf(ledger).ways.plan, null);
    ledger.close();
  });

  it('hours that were chosen hold from the day after, by the clock of the zone, until others are', () => {
    const ledger = openLedger();
    const at = (days: number, hours: number) => request({ tool: 'other', at: noon + days * day + hours * hour });
    // It begins at ten on the 2nd of March; two requests in one quarter-hour are one.
    put(ledger, at(0, 0), at(1, 0), at(1, 0.1), at(1, 8), at(2, -3), at(2, -2), at(3, 0), at(4, 0), at(5, 11));
    const told = (zone: string) => hoursDays(ledger, { since: '2026-01-01', today: '2026-03-07', zone });
    assert.equal(told('UTC'), null);
    noteHours(ledger, '2026-03-02', 'nine to five');
    assert.equal(told('UTC'), null, 'no hours, no choice');
    noteHours(ledger, '2026-03-02', '08:00-16:00');
    noteHours(ledger, '2026-03-03', '08:00-16:00');
    noteHours(ledger, '2026-03-04', '');
    noteHours(ledger, '2026-03-05', '20:00-02:00');
    assert.deepEqual(told('UTC'), [
      { day: '2026-03-03', used: 2, within: 1 },
      { day: '2026-03-04', used: 2, within: 1 },
      { day: '2026-03-06', used: 1, within: 0 },
      { day: '2026-03-07', used: 1, within: 1 },
    ]);
    assert.deepEqual(told('Europe/Berlin')?.at(1), { day: '2026-03-04', used: 2, within: 2 });
    ledger.close();
  });
});
