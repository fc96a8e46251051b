import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isShutOut } from '../../src/app/shutOut.js';
import { changeTeamFacts, teamFactsHere } from '../../src/app/team/facts.js';
import { readPolicy } from '../../src/app/team/policy.js';
import { sendOwed, type Wish } from '../../src/app/team/share.js';
import { changeSharing, readSharing } from '../../src/app/team/sharing.js';
import * as app from '../../src/app/team/team.js';
import type { OwnWeek } from '../../src/core/team/own.js';
import type { PolicyChange } from '../../src/core/team/policy.js';
import type { TeamState } from '../../src/team/seat.js';
import { TeamError } from '../../src/team/teamError.js';
import { withFolder } from '../ledger/rig.js';

/** A team of one in a folder; `work` is handed its place on this machine. */
async function withTeam(work: (team: app.Membership, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const before = process.env['TALLYBOARD_HOME'];
    process.env['TALLYBOARD_HOME'] = join(folder, 'data');
    try {
      await app.createTeam({ kind: 'team', name: 'Boat', address: `dir:${folder}`, alias: 'Ada', label: 'desk' });
      await work(await app.membership(undefined), folder);
    } finally {
      if (before === undefined) delete process.env['TALLYBOARD_HOME'];
      else process.env['TALLYBOARD_HOME'] = before;
    }
  });
}

describe('what a person said about sharing', () => {
  it('who pauses while a preview is made stays paused', () =>
    withTeam(async (team) => {
      const own = {
        days: async () => [],
        weeks: async () => {
          app.setPaused(team, true);
          return [];
        },
      };
      await app.previewOf(team, { own, choices: {} });
      const { paused, seen } = readSharing(team.folder);
      assert.deepEqual([paused, seen], [true, ['week']]);
    }));

  it('of a team that was erased meanwhile nothing is written again', () =>
    withTeam(async (team) => {
      await app.eraseHere(team, { local: true, all: false });
      changeSharing(team.folder, (now) => ({ ...now, paused: true }));
      assert.equal(existsSync(team.folder), false);
    }));
});

describe('what a member calls himself', () => {
  it('stands where members and admins are listed once a share has told it, as on the board', () =>
    withTeam(async (team) => {
      const names = async () => [
        (await app.lookAt(team)).members.map(({ alias }) => alias),
        (await readPolicy(team, true)).admins,
      ];
      const own = { days: async () => [], weeks: async () => [] };
      await app.renameTo(team, 'Ida');
      assert.deepEqual(await names(), [['Ada'], ['Ada']], 'nothing told it yet');
      await app.previewOf(team, { own, choices: {} });
      await app.publishNow(team, { own, choices: {} });
      assert.deepEqual(await names(), [['Ida'], ['Ida']]);
    }));
});

describe('badges to show', () => {
  it('are in the preview to the byte, each seen by name before it leaves, and then go by themselves', () =>
    withTeam(async (team) => {
      const counts = { cacheRead: 800, cacheWrite: 100, input: 100 };
      const own: OwnWeek = {
        ...{ week: '2026-W46', score: { score: null, band: null }, lines: 100, kept: 83, counts },
        ...{ tools: ['codex'], tokens: 5, activeDays: 4, waste: [] },
      };
      const wish = (badges?: readonly string[]) => ({
        own: { days: async () => [], weeks: async () => [own] },
        choices: badges ? { badges } : {},
      });
      const [text = ''] = await app.previewOf(team, wish(['keeper-2', 'first-light']));
      assert.match(text, /"badges":\["first-light","keeper-2"\]/);
      assert.equal((await app.publishNow(team, wish())).published, true);
      assert.equal((await app.sentLog(team)).at(-1)?.text, text);
      const choose = (...badges: string[]) =>
        changeSharing(team.folder, (now) => {
          const choices = { ...now.choices, badges };
          return { ...now, choices, agreed: now.agreed && { ...now.agreed, choices } };
        });
      // Another one that no preview has shown stays here.
      choose('guardian', 'keeper-2');
      for (const by of ['clock', 'person'] as const)
        assert.equal((await app.publishNow(team, wish(), by)).reason, 'preview');
      assert.deepEqual(readSharing(team.folder).lacks, ['badges:guardian']);
      // One fewer needs no look.
      choose('keeper-2');
      assert.equal((await app.publishNow(team, wish(), 'clock')).published, true);
      await app.changePolicy(team, { fields: ['kept', 'cache', 'tools'] });
      assert.doesNotMatch((await app.previewOf(team, wish(['keeper-2'])))[0] ?? '', /badges|keeper/);
    }));
});

describe('what a person was shown and did not say yes to', () => {
  const own: OwnWeek = {
    ...{ week: '2026-W46', score: { score: 42, band: 5 }, lines: 100, kept: 83 },
    ...{
      counts: { cacheRead: 800, cacheWrite: 100, input: 100 },
      tools: ['codex'],
      tokens: 5,
      activeDays: 4,
      waste: [],
    },
  };
  const wish = (choices: Wish['choices'] = {}, cacheRead = 800): Wish => ({
    own: {
      days: async () => [],
      weeks: async () => [{ ...own, counts: { ...own.counts, cacheRead } }],
    },
    choices,
  });

  it('is not sent by the clock: it goes on with what he agreed to', () =>
    withTeam(async (team) => {
      const [first = ''] = await app.previewOf(team, wish({ onBoard: true }));
      assert.equal((await app.publishNow(team, wish(), 'clock')).published, false, 'nothing was agreed to yet');
      await app.publishNow(team, wish());
      assert.equal((await app.sentLog(team)).at(-1)?.text, first);
      const [declined = ''] = await app.previewOf(team, wish({ score: true }, 100));
      assert.match(declined, /"score":42/);
      assert.equal((await app.publishNow(team, wish({}, 100), 'clock')).published, true);
      const sent = (await app.sentLog(team)).at(-1)?.text ?? '';
      assert.deepEqual([sent.includes('"band":5'), sent.includes('score')], [true, false], sent);
      // Neither is a part that his row gained, which he was asked about and left alone.
      await app.changePolicy(team, { quest: { month: '2026-11', kind: 'active', target: 5 } });
      await app.previewOf(team, wish({ score: false }));
      changeSharing(team.folder, (now) => ({ ...now, accepted: now.read }));
      assert.equal((await app.publishNow(team, wish(), 'clock')).reason, 'preview');
      assert.deepEqual(readSharing(team.folder).lacks, ['quest']);
    }));

  it('is not sent in place of what he says yes to: these bytes or none', () =>
    withTeam(async (team) => {
      const hashOf = (texts: readonly string[]) => createHash('sha256').update(texts.join('')).digest('hex');
      const shown = hashOf(await app.previewOf(team, wish()));
      const other = await app.publishNow(team, { ...wish({}, 100), shown });
      assert.deepEqual(
        [other.reason, (await app.sentLog(team)).some(({ text }) => text.includes('weeks'))],
        ['preview', false],
      );
      assert.equal((await app.publishNow(team, { ...wish(), shown })).published, true);
      assert.equal(hashOf([(await app.sentLog(team)).at(-1)?.text ?? '']), shown);
    }));

  it('of an earlier version, which did not note what was agreed to, is what was shared last', () =>
    withTeam(async (team) => {
      await app.previewOf(team, wish({ onBoard: true }));
      await app.publishNow(team, wish());
      changeSharing(team.folder, (now) => ({ ...now, agreed: null }));
      await app.previewOf(team, wish({ score: true }));
      assert.equal((await app.publishNow(team, wish({}, 100), 'clock')).published, true);
      assert.match((await app.sentLog(team)).at(-1)?.text ?? '', /"band":5/);
      assert.doesNotMatch((await app.sentLog(team)).at(-1)?.text ?? '', /score/);
    }));

  const hashOf = (texts: readonly string[]) => createHash('sha256').update(texts.join('')).digest('hex');
  const lastSent = async (team: app.Membership) => (await app.sentLog(team)).at(-1)?.text ?? '';

  it('is a draft that changes nothing: the terminal sends what it showed itself', () =>
    withTeam(async (team) => {
      const [shown = ''] = await app.previewOf(team, wish({ onBoard: true }));
      const before = readSharing(team.folder);
      const [draft = ''] = await app.previewOf(team, { ...wish({ score: true }), local: true });
      assert.match(draft, /"score":42/);
      assert.deepEqual(readSharing(team.folder), before);
      await app.publishNow(team, wish());
      assert.equal(await lastSent(team), shown);
      // What the draft showed leaves when the person says yes to just that, and stays agreed to.
      const second = await app.previewOf(team, { ...wish({ score: true }), local: true });
      const agreed = { ...wish({ score: true }), shown: hashOf(second) };
      assert.equal((await app.publishNow(team, agreed)).published, true);
      assert.deepEqual([await lastSent(team), readSharing(team.folder).agreed?.choices.score], [second[0], true]);
    }));

  it('does not leave later where the place was away: these bytes, under this policy, or none', () =>
    withTeam(async (team) => {
      const list = () => Promise.reject(new TeamError('offline', 'away'));
      const away: app.Membership = { ...team, seat: { ...team.seat, transport: { ...team.seat.transport, list } } };
      const { hash } = await app.readPolicy(team);
      const ticked = wish({ onBoard: true, score: false });
      const bytes = await app.previewOf(team, { ...ticked, local: true });
      const yes = { ...ticked, shown: hashOf(bytes), policy: hash };
      await app.previewOf(team, wish({ score: true }));
      assert.equal((await app.publishNow(away, { ...yes, ...wish({ score: true }) })).reason, 'preview');
      assert.equal(readSharing(team.folder).unsent, false);
      assert.equal((await app.publishNow(away, yes)).reason, 'offline');
      await sendOwed(team, wish());
      assert.equal(await lastSent(team), bytes[0]);
      // Another policy came, and was looked at elsewhere on this machine.
      await app.changePolicy(team, { guidance: 'No names' });
      for (const at of [team, away]) assert.equal((await app.publishNow(at, yes)).reason, 'policy');
      assert.deepEqual([readSharing(team.folder).unsent, readSharing(team.folder).accepted?.guidance], [false, '']);
    }));
});

describe('a list of members that this machine cannot open', () => {
  it('stops what goes by itself of who may have been let go: not of the only admin, and no list far ahead', () => {
    const roster = { epoch: 2, members: [{ id: 'me', sigPub: 'mine' }] } as unknown as TeamState['roster'];
    const said = (slot: string, ...admins: string[]) =>
      isShutOut({
        ...{ member: 'me', roster, admins: { v: 1, keys: admins } as unknown as TeamState['admins'] },
        problems: { [slot]: { kind: 'unreadable', member: null } },
      });
    assert.deepEqual(
      [said('3/roster', 'other'), said('3/roster', 'mine', 'other'), said('102/roster', 'other')],
      [true, true, true],
    );
    assert.deepEqual(
      [said('3/roster', 'mine'), said('103/roster', 'other'), said('2/roster', 'other'), said('3/keyring', 'other')],
      [false, false, false, false],
    );
  });

  it('is noise to the only admin, whom nobody can let go', () =>
    withTeam(async (team, folder) => {
      const wish = { own: { days: async () => [], weeks: async () => [] }, choices: {} };
      await app.previewOf(team, wish);
      await app.publishNow(team, wish);
      for (const kind of ['keyring', 'roster']) {
        mkdirSync(join(folder, 'tallyboard', '2'), { recursive: true });
        writeFileSync(join(folder, 'tallyboard', '2', `${kind}.age`), 'age-encryption.org/v1\n-> X25519 x\n');
      }
      assert.notEqual((await app.publishNow(team, wish, 'clock')).reason, 'shutOut');
      assert.equal((await app.lookAt(team)).shutOut, false);
      assert.equal((await app.publishNow(team, wish)).published, true);
    }));
});

describe('a policy that changed', function () {
  this.timeout(20_000);

  const own = { days: async () => [], weeks: async () => [] };
  const wish = { own, choices: {} };
  /** What a change of each part could be. */
  const changes: Required<PolicyChange> = {
    purpose: 'Learn together',
    zone: 'Europe/Berlin',
    fields: ['kept', 'cache'],
    boards: ['kept'],
    quest: { month: '2026-11', kind: 'kept', target: 80 },
    least: 6,
    weeks: 8,
    ends: '9999-12-31',
    guidance: 'No names',
    readers: 'The head',
  };

  it('in any part stops what goes by itself, and what a person sends before he has read it', () =>
    withTeam(async (team) => {
      await app.previewOf(team, wish);
      assert.equal((await app.publishNow(team, wish)).published, true);
      for (const [part, value] of Object.entries(changes)) {
        await app.changePolicy(team, { [part]: value });
        // As a member who has not read it, on another machine.
        changeSharing(team.folder, (now) => ({ ...now, read: null }));
        for (const by of ['clock', 'person'] as const)
          assert.deepEqual((await app.publishNow(team, wish, by)).reason, 'policy', `${part}, ${by}`);
        const { changed, policy } = await app.readPolicy(team);
        assert.deepEqual([changed, policy[part as keyof PolicyChange]], [[part], value]);
        assert.equal((await app.publishNow(team, wish, 'clock')).reason, 'policy', 'who reads has not accepted');
        await app.previewOf(team, wish);
        assert.equal((await app.publishNow(team, wish)).published, true, part);
        assert.deepEqual((await app.readPolicy(team)).changed, []);
        assert.notEqual((await app.publishNow(team, wish, 'clock')).reason, 'policy');
      }
    }));

  it('is read before the first share too, but where the team never agreed on anything', () =>
    withTeam(async (team) => {
      await app.changePolicy(team, { guidance: 'No names' });
      changeSharing(team.folder, (now) => ({ ...now, read: null }));
      await app.previewOf(team, wish);
      assert.equal((await app.publishNow(team, wish)).reason, 'policy');
      await app.readPolicy(team);
      assert.equal((await app.publishNow(team, wish)).published, true);
    }));

  it('to what was accepted before asks nothing; read and changed again, it has to be read again', () =>
    withTeam(async (team) => {
      await app.previewOf(team, wish);
      await app.publishNow(team, wish);
      await app.changePolicy(team, { weeks: 8 });
      await app.changePolicy(team, { weeks: 6 });
      changeSharing(team.folder, (now) => ({ ...now, read: now.read && { ...now.read, weeks: 8 } }));
      assert.equal((await app.publishNow(team, wish)).reason, 'policy');
      await app.changePolicy(team, { weeks: 13 });
      assert.equal((await app.publishNow(team, wish)).published, true);
    }));

  it('by which a pilot has ended lets nothing out any more', () =>
    withTeam(async (team) => {
      await app.changePolicy(team, { ends: '2026-01-31' });
      await app.previewOf(team, wish);
      for (const by of ['clock', 'person'] as const)
        assert.equal((await app.publishNow(team, wish, by)).reason, 'over');
    }));

  it('changes nothing where it is as it was: nobody is asked for nothing', () =>
    withTeam(async (team) => {
      const { policy } = await app.readPolicy(team);
      assert.deepEqual((await app.changePolicy(team, { weeks: policy.weeks })).policy, policy);
      assert.equal((await app.lookAt(team)).changed.length, 0);
    }));
});

describe('what a team tells badges', () => {
  const own = { days: async () => [], weeks: async () => [] };
  const lifted = { quest: false, quests: {}, kept: { '2026-W28': 60 }, recounts: {} };

  it('is told of a team that was looked at, in a file that only its owner reads', () =>
    withTeam(async (team) => {
      assert.deepEqual(teamFactsHere(), []);
      await app.boardOf(team, { own, choices: {} }, 'kept');
      assert.deepEqual(teamFactsHere(), [{ quest: false, quests: {}, kept: {}, recounts: {} }]);
      assert.equal(statSync(join(team.folder, 'facts.json')).mode & 0o077, 0);
    }));

  it('goes when the person leaves, and with all else when the team is erased', () =>
    withTeam(async (team) => {
      changeTeamFacts(team.folder, () => lifted);
      assert.deepEqual(teamFactsHere(), [lifted]);
      await app.leaveTeam(team);
      assert.deepEqual([teamFactsHere(), existsSync(join(team.folder, 'sent.jsonl'))], [[], true]);
      await app.eraseHere(team, { local: true, all: false });
      changeTeamFacts(team.folder, () => lifted);
      assert.deepEqual([teamFactsHere(), existsSync(team.folder)], [[], false]);
    }));

  it('is none of a damaged file, which the next look mends', () =>
    withTeam(async (team) => {
      writeFileSync(join(team.folder, 'facts.json'), '{"kept":');
      assert.deepEqual(teamFactsHere(), []);
      changeTeamFacts(team.folder, () => lifted);
      assert.deepEqual(teamFactsHere(), [lifted]);
      assert.deepEqual(
        readdirSync(team.folder).filter((name) => name.endsWith('.tmp')),
        [],
      );
    }));

  it('is whether a count of weeks later finds what was published, by the log of what left', () =>
    withTeam(async (team) => {
      const day = 86_400_000;
      const first = Date.UTC(2026, 10, 24, 12);
      const counts = { cacheRead: 800, cacheWrite: 100, input: 100 };
      const score = { score: null, band: null };
      const week = (key: string, kept: number): OwnWeek => ({
        ...{ week: key, score, lines: 100, kept, counts, tools: ['codex'], tokens: 5, activeDays: 4, waste: [] },
      });
      const publish = async (now: number, ...weeks: OwnWeek[]) => {
        const at = { ...team, seat: { ...team.seat, now: () => now } };
        const wish = { own: { ...own, weeks: async () => weeks }, choices: {} };
        await app.previewOf(at, wish);
        assert.equal((await app.publishNow(at, wish)).published, true);
      };
      await publish(first, week('2026-W45', 83), week('2026-W46', 83));
      assert.deepEqual(teamFactsHere(), [], 'not before four weeks have gone by');
      await publish(first + 35 * day, week('2026-W45', 61), week('2026-W46', 84), week('2026-W50', 83));
      assert.deepEqual(teamFactsHere()[0]?.recounts, { '2026-W45': false, '2026-W46': true });
    }));
});
