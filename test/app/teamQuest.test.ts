import assert from 'node:assert/strict';
import { join } from 'node:path';
import { teamFactsHere } from '../../src/app/team/facts.js';
import type { Wish } from '../../src/app/team/share.js';
import * as app from '../../src/app/team/team.js';
import { badgeOf } from '../../src/core/badges/registry.js';
import { addDays, dayOf } from '../../src/core/day.js';
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

function wishOf(kept: number, activeDays: number, choices: Wish['choices'] = {}, score = { score: 42, band: 5 }): Wish {
  const counts = { cacheRead: 800, cacheWrite: 100, input: 100 };
  const own: OwnWeek = {
    ...{ week, score, lines: 100, kept, counts, tools: ['codex'], tokens: 5, activeDays, waste: [] },
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

describe('what members offer and say to each other', function () {
  this.timeout(60_000);

  it('champions are who offered it, as long as the policy lets them', () =>
    withSix(async (as) => {
      const wish = (name: string) => wishOf(80, 4, name === 'Cy' ? { ask: ['codex'] } : {});
      const share = (name: string) =>
        as(name, async (team) => {
          await app.readPolicy(team);
          const [text = ''] = await app.previewOf(team, wish(name));
          await app.publishNow(team, wish(name));
          return JSON.parse(text).body.weeks[0].ask as readonly string[] | undefined;
        });
      for (const name of names) assert.deepEqual(await share(name), name === 'Cy' ? ['codex'] : []);
      const seen = () => as('Ada', async (team) => (await app.boardOf(team, wish('Ada'), 'kept')).champions);
      assert.deepEqual(await seen(), [{ tool: 'codex', aliases: ['Cy'] }]);
      await as('Ada', (team) => app.changePolicy(team, { fields: ['kept', 'cache', 'tools', 'badges'] }));
      assert.deepEqual(await seen(), [], 'at once, whatever was shared before');
      assert.equal(await share('Cy'), undefined);
    }));

  it('a digest waits for who wants that, an objection stands by name until it is taken back, or its owner leaves', () =>
    withSix(async (as) => {
      const wish = wishOf(80, 4);
      for (const name of names)
        await as(name, async (team) => {
          await app.previewOf(team, wish);
          await app.publishNow(team, wish);
        });
      const digestFor = (name: string) => as(name, (team) => app.digestOf(team, wish));
      const first = await digestFor('Ada');
      assert.deepEqual([first.digest?.week, first.digest?.kept, first.held], [week, 80, null]);
      await as('Bo', async (team) => {
        const before = await app.sentLog(team);
        const shown = await app.sayTo(team, { kind: 'digest', text: 'Let us talk' }, true);
        assert.deepEqual(await app.sentLog(team), before, 'nothing leaves before he says so');
        assert.equal(await app.sayTo(team, { kind: 'digest', text: 'Let us talk' }, false), shown);
        assert.equal((await app.sentLog(team)).at(-1)?.text, shown);
        await app.sayTo(team, { kind: 'policy', text: '' }, false);
      });
      const held = await digestFor('Ada');
      assert.deepEqual([held.digest, held.held], [null, addDays(dayOf(Date.now(), 'UTC'), 6)]);
      const { notes } = await as('Ada', app.readPolicy);
      assert.deepEqual(notes.map(({ alias, kind, of }) => [alias, kind, of]).sort(), [
        ['Bo', 'digest', week],
        ['Bo', 'policy', '1'],
      ]);
      await as('Bo', (team) => app.sayTo(team, null, false));
      assert.notEqual((await digestFor('Ada')).digest, null);
      await as('Cy', (team) => app.sayTo(team, { kind: 'proposal', text: 'Eight weeks' }, false));
      await as('Cy', app.leaveTeam);
      assert.deepEqual((await as('Dee', app.readPolicy)).notes, []);
      await as('Dee', async (team) => {
        for (let left = 8; left > 0; left--) await app.sayTo(team, { kind: 'proposal', text: 'x' }, false);
        await assert.rejects(app.sayTo(team, { kind: 'proposal', text: 'x' }, false), { reason: 'tooMany' });
      });
    }));

  it('who objects to a policy need not accept it first, nor share anything', () =>
    withSix(async (as) => {
      await as('Ada', (team) => app.changePolicy(team, { guidance: 'No names' }));
      await as('Eve', (team) => app.sayTo(team, { kind: 'policy', text: '' }, false));
      assert.deepEqual(
        (await as('Ada', app.readPolicy)).notes.map(({ alias, of }) => [alias, of]),
        [['Eve', '2']],
      );
    }));
});

describe('who invited somebody', function () {
  this.timeout(60_000);

  it('has Welcome Mat once that one shows First Light on the board; nobody else has it by that', () =>
    withSix(async (as) => {
      const badge = () => badgeOf('welcome-mat').judge(factsOf({ teams: teamFactsHere(), today: '2099-01-01' }));
      const share = (name: string, choices: Wish['choices']) =>
        as(name, async (team) => {
          const band = name === 'Cy' ? 5 : 2;
          const wish = wishOf(80, 4, choices, { score: 10 * band, band });
          await app.previewOf(team, wish);
          assert.equal((await app.publishNow(team, wish)).published, true);
        });
      const look = (name: string) =>
        as(name, async (team) => {
          const { rows } = await app.boardOf(team, wishOf(80, 4), 'kept');
          return rows.some(({ badges }) => badges?.includes('first-light'));
        });
      for (const name of names) await share(name, { onBoard: true, badges: ['keeper-1'] });
      assert.deepEqual([await look('Ada'), badge().reached], [false, []]);
      await share('Cy', { onBoard: true, badges: ['first-light'] });
      const seen: string[] = [];
      for (const name of names) {
        assert.equal(await look(name), true, name);
        if (badge().reached.length > 0) seen.push(name);
      }
      assert.deepEqual(seen, ['Ada']);
    }));
});
