import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { badgeOf } from '../../../src/core/badges/registry.js';
import { noTeamFacts } from '../../../src/core/team/badgeFacts.js';
import { addWeeks } from '../../../src/core/team/week.js';
import { ago, inTeam, times } from './facts.js';
import { judge } from './judge.js';

/** What does not count for badges of a team, and why. */
describe('what a badge misses', () => {
  describe('Team Lift', () => {
    const lift = (kept: Readonly<Record<string, number>>) => badgeOf('team-lift').judge(inTeam({ kept }));

    it('a rise of fewer than four weeks has days in common, and says so', () => {
      const { reached, lacks } = lift({ '2026-W28': 60, '2026-W31': 80 });
      assert.deepEqual([reached, lacks], [[], { kind: 'sample', value: 3, of: 4, unit: 'weeks' }]);
    });

    it('a rise over the end of a quarter is none: the next one begins with its first week', () => {
      assert.deepEqual(lift({ '2026-W35': 60, '2026-W39': 60, '2026-W40': 65, '2026-W44': 69 }).reached, []);
      const { reached, evidence, shown } = lift({ '2026-W35': 60, '2026-W40': 65, '2026-W44': 70, '2026-W45': 50 });
      assert.deepEqual(reached, ['2026-11-03'], 'told on the Tuesday after, and a fall later takes nothing back');
      assert.deepEqual(evidence, [
        { key: 'teamKept', value: 0.7, day: '2026-11-01' },
        { key: 'teamKeptBefore', value: 0.65, day: '2026-10-04' },
      ]);
      assert.deepEqual(shown?.ids, ['2026-10-04', '2026-11-01']);
    });

    it('a fall is no progress, and a week that is not told yet does not count', () => {
      assert.equal(lift({ '2026-W28': 60, '2026-W32': 40 }).progress, 0);
      assert.deepEqual(lift({ '2026-W45': 60, '2026-W49': 80 }).reached, [], 'told on 8 December');
    });

    it('of two teams the one that is further', () => {
      const teams = [
        { '2026-W28': 60, '2026-W32': 61 },
        { '2026-W28': 60, '2026-W32': 63 },
      ].map((kept) => ({
        ...noTeamFacts,
        kept,
      }));
      assert.equal(judge('team-lift', { teams }).progress, 0.6);
    });
  });

  it('of several teams the one in which a badge is nearer counts; one that told nothing yet is at the start', () => {
    const weeks = times(6, (n) => addWeeks('2026-W40', n));
    const risen = (by: number) => ({
      ...noTeamFacts,
      kept: Object.fromEntries(weeks.map((week, n) => [week, 60 + (n === 5 ? by : 0)])),
    });
    for (const teams of [
      [risen(4), risen(2)],
      [risen(2), risen(4)],
      [risen(4), risen(4)],
    ])
      assert.equal(judge('team-lift', { teams }).progress, 0.8);
    const { progress, evidence, shown } = judge('team-lift', { teams: [noTeamFacts] });
    assert.deepEqual([progress, evidence, shown], [0, [], null]);
  });

  it('Reviewer: without a team nothing is said; a clock that is ahead does not count', () => {
    const reviews = times(10, (n) => ({ id: `of ${n}`, day: ago(n === 9 ? -1 : 20 - n) }));
    assert.deepEqual(judge('reviewer', { reviews }).lacks, { kind: 'source', source: 'team' });
    const { count, shown } = judge('reviewer', { reviews, teams: [noTeamFacts] });
    assert.deepEqual([count?.value, shown?.ids.length], [9, 9]);
  });

  it('Honest Meter: a week that a new count found otherwise begins the row anew; one without use does not', () => {
    const weeks = times(20, (n) => addWeeks('2026-W20', n)).filter((_, n) => n !== 9);
    const recounts = Object.fromEntries(weeks.map((week, n) => [week, n !== 3]));
    const meter = badgeOf('honest-meter').judge(inTeam({ recounts }));
    assert.deepEqual([meter.reached, meter.missed], [['2026-10-11'], { day: '2026-06-07', why: 'recount' }]);
    assert.deepEqual([meter.evidence[0]?.value, meter.shown?.ids.length], [19, 13]);
  });

  it('Open Book: without a team nothing is said; of several teams the first day; a clock that is ahead does not count', () => {
    assert.deepEqual(judge('open-book', {}).lacks, { kind: 'source', source: 'team' });
    const teams = [ago(3), ago(9), ago(-1)].map((opened) => ({ ...noTeamFacts, opened }));
    assert.deepEqual(judge('open-book', { teams }).reached, [ago(9)]);
    assert.equal(judge('open-book', { teams: teams.slice(2) }).progress, 0);
  });

  it('Welcome Mat waits for the day that tells', () => {
    assert.equal(badgeOf('welcome-mat').judge(inTeam({ welcomed: '2099-W01' })).reached.length, 0);
  });

  it('Quest Done: a team without a quest; one whose quest goes on; and the day on which it was told', () => {
    assert.deepEqual(badgeOf('quest-done').judge(inTeam()).lacks, { kind: 'source', source: 'quest' });
    assert.equal(badgeOf('quest-done').judge(inTeam({ quest: true })).lacks, null);
    const quests = { '2026-09': '2026-W38', '2026-10': '2026-W43' };
    const { reached, evidence } = badgeOf('quest-done').judge(inTeam({ quests }));
    assert.deepEqual([reached, evidence], [['2026-09-22'], [{ key: 'quests', value: 2 }]]);
  });
});
