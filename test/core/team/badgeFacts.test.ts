import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TeamFacts } from '../../../src/core/badges/facts.js';
import { factsShown, noTeamFacts, readTeamFacts } from '../../../src/core/team/badgeFacts.js';
import { board, type Viewer } from '../../../src/core/team/board.js';
import { takeFigures } from '../../../src/core/team/figures.js';
import type { TeamPolicy } from '../../../src/core/team/policy.js';
import type { MemberRows } from '../../../src/core/team/row.js';
import { addWeeks } from '../../../src/core/team/week.js';
import { member, now, policy, team, viewer, week } from './rig.js';

const questing: TeamPolicy = { ...policy, quest: { month: '2026-11', kind: 'kept', target: 80 } };
const sixWith = (kept: number) => team(Array.from({ length: 6 }, () => ({ kept })));

/** What is noted of a board as this viewer sees it. */
function noted(members: readonly MemberRows[], of: TeamPolicy, more: Partial<Viewer> = {}, before = noTeamFacts) {
  const told = takeFigures(members, of, {}, now);
  return factsShown(before, board(members, of, viewer('m1', { told, ...more }), now), { policy: of, told });
}

describe('what a team tells badges', () => {
  it('the quest of the month once it is reached, with the week that told it, and the median of each week', () => {
    const weeks = { [addWeeks(week, 0)]: 80 };
    assert.deepEqual(noted(sixWith(80), questing), {
      quest: true,
      quests: { '2026-11': week },
      kept: weeks,
      recounts: {},
    });
    assert.deepEqual(noted(sixWith(70), questing).quests, {});
    const untold = factsShown(noTeamFacts, board(sixWith(80), policy, viewer('m1'), now), {
      policy,
      told: { [week]: { week, kept: null } } as never,
    });
    assert.deepEqual(untold.kept, {});
    assert.deepEqual(noted(sixWith(80), policy), { quest: false, quests: {}, kept: weeks, recounts: {} });
  });

  it('the week in which somebody whom one invited showed First Light first; not others, and not what was not shown', () => {
    const six = sixWith(80).map((each, index) => ({
      ...each,
      weeks: each.weeks.map((row) =>
        index === 2 ? { ...row, band: 5, badges: ['first-light'] } : { ...row, band: 2 },
      ),
    }));
    const told = takeFigures(six, policy, {}, now);
    const shown = board(six, policy, viewer('m1', { told }), now);
    const [guest] = shown.rows.filter(({ badges }) => badges.length > 0);
    const facts = (invited: readonly string[], rows = shown.rows, before = noTeamFacts) =>
      factsShown(before, { ...shown, rows }, { policy, told, invited }).welcomed;
    assert.equal(facts([guest?.alias ?? '']), week);
    assert.equal(facts(['somebody else']), undefined);
    assert.equal(facts([guest?.alias ?? ''], []), undefined);
    assert.equal(facts([], [], { ...noTeamFacts, welcomed: '2026-W20' }), '2026-W20');
  });

  it('nothing that its person was not shown: who does not share, and a team of four', () => {
    const nothing = { ...noTeamFacts, quest: true };
    assert.deepEqual(noted(sixWith(80), questing, { sharing: false }), nothing);
    assert.deepEqual(noted(sixWith(80).slice(0, 4), questing), nothing);
  });

  it('what was told stays: a quest with its first week, a median whatever rows come later; of old weeks nothing', () => {
    const before: TeamFacts = {
      quest: true,
      quests: { '2026-10': '2026-W44', '2026-11': '2026-W45' },
      kept: { [week]: 61, [addWeeks(week, -59)]: 50, [addWeeks(week, -60)]: 40 },
      recounts: { [addWeeks(week, -59)]: false, [addWeeks(week, -60)]: true },
    };
    const { quests, kept, recounts } = noted([...sixWith(80), member('m7', { kept: 10 })], questing, {}, before);
    assert.deepEqual(quests, before.quests);
    assert.deepEqual(recounts, { [addWeeks(week, -59)]: false });
    assert.deepEqual(kept, { [week]: 61, [addWeeks(week, -59)]: 50 });
  });

  it('a file that is anything else is none', () => {
    const whole = { quest: true, quests: { '2026-11': week }, kept: { [week]: 80 }, recounts: { [week]: true } };
    assert.deepEqual(readTeamFacts(whole), whole);
    assert.deepEqual(readTeamFacts({ ...whole, opened: '2026-11-28' }), { ...whole, opened: '2026-11-28' });
    const broken = [
      { ...whole, quest: 1 },
      { ...whole, quests: { a: 'b' } },
      { ...whole, welcomed: 'W1' },
      { ...whole, opened: '2026-W40' },
      { ...whole, opened: 20_261_128 },
      { ...whole, kept: { [week]: '80' } },
    ];
    for (const other of [
      null,
      [],
      {},
      ...broken,
      { ...whole, kept: { '2026-W60': 80 } },
      { ...whole, recounts: { [week]: 1 } },
    ])
      assert.equal(readTeamFacts(other), undefined);
  });
});
