import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { badgeStandings, rememberedStandings } from '../../src/app/badges.js';
import { assembleBadges } from '../../src/app/page.js';
import type { LedgerReader } from '../../src/app/you.js';
import type { TeamFacts } from '../../src/core/badges/facts.js';
import { addDays } from '../../src/core/day.js';
import { putCommits } from '../../src/ledger/edits/assistedCommits.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { earnedBadges, keepEarned } from '../../src/ledger/questions/earnedBadges.js';
import { hour, noon, openLedger, put, request } from '../ledger/rig.js';

const day = 24 * hour;
const when = { now: noon + 40 * day, zone: 'UTC' };

/** Commits with AI lines, one a day. */
function putDays(ledger: Ledger, count: number): void {
  const commits = Array.from({ length: count }, (_, index) => ({
    ...{ id: `c${index}`, at: noon + index * day, lines: 20, added: 25, removed: 2, kinds: ['docs'] as const },
    ...{ languages: {}, instructions: 0, instructionsStayed: null, undone: false, places: [] },
  }));
  ledger.write(() => putCommits(ledger, '/code/.git', commits, when.now));
}

function rowsOf(ledger: Ledger) {
  const { badges } = badgeStandings(ledger, when);
  return Object.fromEntries(badges.map((row) => [row.id, row]));
}

describe('badges as they stand', () => {
  it('each with its group, rule and state; those of commits name them, and the answer tells of those', () => {
    const ledger = openLedger();
    putDays(ledger, 3);
    const { badges, commits, today } = badgeStandings(ledger, when);
    assert.deepEqual([badges.length, today], [38, '2026-04-11']);
    const rows = Object.fromEntries(badges.map((row) => [row.id, row]));
    const { group, tiers, rule, state, reached, shown } = rows['first-light'] ?? {};
    assert.deepEqual([group, tiers, rule, state, reached], ['craft', 1, [], 'earned', ['2026-03-02']]);
    assert.deepEqual(shown, { kind: 'commits', ids: ['c0'] });
    assert.deepEqual([rows['doc-friend']?.state, rows['doc-friend']?.count?.value], ['underWay', 3]);
    assert.deepEqual([rows['keeper']?.state, rows['open-book']?.state], ['notBegun', 'needs']);
    assert.deepEqual(
      commits.map(({ id }) => id),
      ['c0', 'c1', 'c2'],
    );
    ledger.close();
  });

  it('what was earned stays, with the day of the first time, whatever the facts tell later', () => {
    const ledger = openLedger();
    putDays(ledger, 3);
    rowsOf(ledger);
    assert.deepEqual(Object.keys(earnedBadges(ledger)), ['first-light']);
    keepEarned(ledger, {
      'first-light': { formula: 1, reached: ['2026-01-01'] },
      keeper: { formula: 1, reached: ['2026-01-05'] },
    });
    putDays(ledger, 0);
    const { 'first-light': light, keeper } = rowsOf(ledger);
    assert.deepEqual([light?.state, light?.reached, light?.progress], ['earned', ['2026-01-01'], 1]);
    assert.deepEqual([keeper?.state, keeper?.reached, keeper?.progress], ['earned', ['2026-01-05'], 0]);
    ledger.close();
  });

  it('a ledger that cannot be written answers all the same', () => {
    const ledger = openLedger();
    putDays(ledger, 3);
    const broken: Ledger = Object.assign(ledger, {
      write: () => {
        throw new Error('disk full');
      },
    });
    assert.equal(rowsOf(broken)['first-light']?.state, 'earned');
    assert.deepEqual(earnedBadges(ledger), {});
    ledger.close();
  });

  it('milestones are of all days ever, in the order of the days', () => {
    const ledger = openLedger();
    put(
      ledger,
      request({ at: noon, output: 9_000_000 }),
      request({ at: noon - 900 * day, output: 900_000 }),
      request({ at: noon - 899 * day, output: 100_000 }),
    );
    const { milestones } = badgeStandings(ledger, when);
    const passed = addDays('2026-03-02', -899);
    assert.deepEqual(milestones, {
      total: 10_000_000,
      next: 100_000_000,
      reached: [
        { tokens: 1_000_000, day: passed },
        { tokens: 10_000_000, day: '2026-03-02' },
      ],
    });
    ledger.close();
  });
});

describe('badges that are asked for again', () => {
  it('are the same answer until the ledger, the day or the zone is another one', () => {
    const ledger = openLedger();
    putDays(ledger, 3);
    const ask = rememberedStandings(ledger);
    const first = ask(when);
    assert.equal(ask({ ...when, now: when.now + hour }), first);
    assert.notEqual(ask({ ...when, now: when.now + day }), first);
    const again = ask(when);
    put(ledger, request());
    const news = ask(when);
    assert.notEqual(news, again);
    assert.notEqual(ask({ ...when, zone: 'Europe/Berlin' }), news);
    ledger.close();
  });

  it('what a team tells counts, and is another answer once it tells more', () => {
    const ledger = openLedger();
    let teams: TeamFacts[] = [];
    const ask = rememberedStandings(ledger, () => teams);
    const lift = () => ask(when).badges.find(({ id }) => id === 'team-lift');
    assert.deepEqual(lift()?.lacks, { kind: 'source', source: 'team' });
    teams = [{ quest: false, quests: {}, kept: { '2026-W05': 60, '2026-W09': 65 }, recounts: {} }];
    assert.deepEqual([lift()?.state, lift()?.reached], ['earned', ['2026-03-03']]);
    assert.equal(ask(when), ask(when));
    teams = [];
    assert.deepEqual(lift()?.reached, ['2026-03-03'], 'what was earned stays earned');
    ledger.close();
  });

  it('the page is told how much a badge counts, not what', async () => {
    const ledger = openLedger();
    putDays(ledger, 3);
    const answer = badgeStandings(ledger, when);
    const asked: unknown[] = [];
    const reader = {
      call: async (...words: unknown[]) => {
        asked.push(words.slice(0, 2));
        return answer;
      },
    } as unknown as LedgerReader;
    const { badges, ...others } = await assembleBadges(reader, when);
    assert.deepEqual(asked, [['badges', when]]);
    assert.deepEqual(others, { revision: answer.revision, today: answer.today, milestones: answer.milestones });
    const [light] = badges;
    assert.deepEqual(
      [light?.id, light?.shown, 'formula' in (light ?? {})],
      ['first-light', { kind: 'commits', count: 1 }, false],
    );
    assert.ok(!JSON.stringify(badges).includes('c0'));
    ledger.close();
  });
});
