import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as app from '../../src/app/team.js';
import { teamFactsHere } from '../../src/app/teamFacts.js';
import type { Wish } from '../../src/app/teamShare.js';
import { badgeOf } from '../../src/core/badges/registry.js';
import type { OwnWeek } from '../../src/core/team/own.js';
import type { Quest } from '../../src/core/team/policy.js';
import { shownWeek } from '../../src/core/team/shownWeek.js';
import { lastDayOf } from '../../src/core/team/week.js';
import { factsOf } from '../core/badges/facts.js';
import { withFolder } from '../ledger/rig.js';

const names = ['Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay'] as const;
/** The week whose figures the board shows now, and its month. */
const week = shownWeek(Date.now(), 'UTC');
const month = lastDayOf(week).slice(0, 7);

function wishOf(kept: number, activeDays: number, choices: Wish['choices'] = {}): Wish {
  const counts = { cacheRead: 800, cacheWrite: 100, input: 100 };
  const own: OwnWeek = {
    ...{ week, score: { score: 42, band: 5 }, lines: 100, kept, counts, tools: ['codex'], tokens: 5, activeDays },
  };
  return { own: { days: async () => [], weeks: async () => [own] }, choices };
}

/** Six people on six machines and one folder; `as` works as one of them. */
async function withSix(
  work: (as: <T>(name: string, act: (team: app.Membership) => Promise<T>) => Promise<T>) => Promise<void>,
) {
  const before = process.env['TALLYBOARD_HOME'];
  await withFolder(async (folder) => {
    const on = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
      process.env['TALLYBOARD_HOME'] = join(folder, 'data', name);
      return act();
    };
    const as = <T>(name: string, act: (team: app.Membership) => Promise<T>) =>
      on(name, async () => act(await app.membership(undefined)));
    const address = `dir:${folder}`;
    await on('Ada', () => app.createTeam({ kind: 'team', name: 'Boat', address, alias: 'Ada', label: 'desk' }));
    for (const name of names.slice(1)) {
      const { code } = await as('Ada', (team) => app.inviteTo(team, false));
      await on(name, () => app.joinTeam({ code, address, alias: name, label: name }));
      const [asked] = await as('Ada', app.requestsOf);
      await as('Ada', (team) => app.approveRequest(team, asked?.id ?? '', ''));
      await as(name, app.lookAt);
    }
    await work(as);
  }).finally(() => {
    if (before === undefined) delete process.env['TALLYBOARD_HOME'];
    else process.env['TALLYBOARD_HOME'] = before;
  });
}

/** What the badge says on the machine that is worked on. */
function questBadge() {
  return badgeOf('quest-done').judge(factsOf({ teams: teamFactsHere(), today: '2099-01-01' }));
}

describe('a team’s quest', function () {
  this.timeout(60_000);

  const set = (quest: Quest) => (team: app.Membership) => app.changePolicy(team, { quest });

  it('is set by an admin, shown to who shares with how far it is, and a badge once it is reached together', () =>
    withSix(async (as) => {
      await as('Ada', set({ month, kind: 'kept', target: 80 }));
      const share = async (name: string, kept: number) =>
        as(name, async (team) => {
          await app.readPolicy(team);
          await app.previewOf(team, wishOf(kept, 4));
          assert.equal((await app.publishNow(team, wishOf(kept, 4))).published, true);
        });
      const questOf = (name: string) =>
        as(name, async (team) => (await app.boardOf(team, wishOf(80, 4), 'kept')).quest);
      assert.equal(await questOf('Bo'), null, 'not to who does not share');
      for (const name of names.slice(0, 4)) await share(name, 80);
      const early = await questOf('Ada');
      assert.deepEqual([early?.kind, early?.target, early?.reached, early?.done], ['kept', 80, null, false]);
      assert.deepEqual(questBadge().reached, []);
      for (const name of names.slice(4)) await share(name, 90);
      for (const name of names) {
        const quest = await questOf(name);
        assert.deepEqual([quest?.reached, quest?.done], [83, true]);
        assert.equal(questBadge().reached.length, 1, name);
      }
    }));

  it('of active members adds one word to the rows of who had four days, which he has read of before', () =>
    withSix(async (as) => {
      const rowsOf = (texts: readonly string[]) => JSON.parse(texts[0] ?? '').body.weeks as Record<string, unknown>[];
      await as('Bo', async (team) => {
        await app.previewOf(team, wishOf(80, 4));
        assert.equal((await app.publishNow(team, wishOf(80, 4))).published, true);
      });
      await as('Ada', set({ month, kind: 'active', target: 6 }));
      await as('Bo', async (team) => {
        assert.equal((await app.publishNow(team, wishOf(80, 4), 'clock')).reason, 'policy');
        await app.readPolicy(team);
        assert.equal((await app.publishNow(team, wishOf(80, 4))).reason, 'preview');
        assert.equal(rowsOf(await app.previewOf(team, wishOf(80, 4)))[0]?.['quest'], true);
        assert.equal(rowsOf(await app.previewOf(team, wishOf(80, 3)))[0]?.['quest'], undefined);
      });
      for (const name of names)
        await as(name, async (team) => {
          await app.readPolicy(team);
          await app.previewOf(team, wishOf(80, 5));
          await app.publishNow(team, wishOf(80, 5));
        });
      const quest = await as('Cy', async (team) => (await app.boardOf(team, wishOf(80, 5), 'kept')).quest);
      assert.deepEqual([quest?.reached, quest?.done], [6, true]);
    }));
});
