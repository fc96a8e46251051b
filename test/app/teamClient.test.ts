import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { hasTeam, lazyTeam, type TeamClient } from '../../src/app/team/client.js';
import type { OwnWeek } from '../../src/core/team/own.js';
import { weeksOver } from '../../src/core/team/own.js';
import { CallError } from '../../src/protocol/rpc.js';
import { Person } from '../cli/person.js';
import { withFolder } from '../ledger/rig.js';
import { addHook, asHost, bareRepository } from '../team/gitRig.js';

const workerFile = join(import.meta.dirname, '../../../dist/teamWorker.cjs');

function ownWeek(week: string): OwnWeek {
  const counts = { cacheRead: 800, cacheWrite: 100, input: 100 };
  const score = { score: 42, band: 5 } as const;
  return { week, score, lines: 100, kept: 83, counts, tools: ['codex'], tokens: 5, activeDays: 4, waste: [] };
}

const noDays = { ownDays: () => [] };

/** A window on a machine of its own, whose ledger says the same of each week. */
async function withTeam(work: (client: TeamClient, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const before = process.env['TALLYBOARD_HOME'];
    process.env['TALLYBOARD_HOME'] = join(folder, 'data');
    const client = lazyTeam(workerFile, {
      ...noDays,
      ownWeeks: ({ policy, now }) => weeksOver(policy, now).map(ownWeek),
    });
    try {
      await work(client, folder);
    } finally {
      await client.dispose();
      if (before === undefined) delete process.env['TALLYBOARD_HOME'];
      else process.env['TALLYBOARD_HOME'] = before;
    }
  });
}

const fate = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? `${error.fate} ${error.reason}` : 'threw'),
  );

describe('the team worker', function () {
  this.timeout(30_000);

  it('is not there before a team is asked for, and a look says whether there is one', () =>
    withTeam(async (client, folder) => {
      assert.deepEqual([hasTeam(), client.running], [false, false]);
      assert.deepEqual(await client.call('teams', {}), []);
      await client.call('create', { kind: 'team', name: 'Boat', address: `dir:${folder}`, alias: 'Ada' });
      assert.equal(hasTeam(), true);
    }));

  it('shows, previews to the byte, shares what the preview showed, and says what left', () =>
    withTeam(async (client, folder) => {
      const { id } = await client.call('create', {
        kind: 'team',
        name: 'Boat',
        address: `dir:${folder}`,
        alias: 'Ada',
      });
      const before = await client.call('show', { team: id, board: 'kept' });
      assert.deepEqual(before.state === 'member' && [before.board.withheld, before.admin, before.sharing.last], [
        'not-sharing',
        true,
        null,
      ]);
      assert.deepEqual(await client.call('publish', { team: id }), { published: false, bytes: 0, reason: 'preview' });
      const [text = ''] = await client.call('preview', { team: id, choices: { onBoard: true } });
      const { body } = JSON.parse(text) as { body: { weeks: Record<string, unknown>[] } };
      assert.deepEqual(
        [body.weeks.length, Object.keys(body.weeks.at(-1) ?? {})],
        [13, ['ask', 'badges', 'band', 'cache', 'kept', 'tools', 'week']],
      );
      const published = await client.call('publish', { team: id });
      assert.deepEqual([published.published, published.bytes], [true, 2048]);
      const sent = await client.call('sent', {});
      assert.deepEqual(
        sent.map(({ team, kind, bytes }) => [team, kind, bytes]),
        [
          ['Boat', 'share', 2048],
          ['Boat', 'roster', sent[1]?.bytes],
          ['Boat', 'keyring', sent[2]?.bytes],
        ],
      );
      assert.equal(await client.call('sentText', { hash: sent[0]?.hash ?? '' }), text);
      assert.equal(await client.call('sentText', { hash: '' }), null);
      const [here] = await client.call('teams', {});
      assert.deepEqual(
        [here?.name, here?.standing, here?.admin, here?.fields, here?.since],
        ['Boat', 'member', true, ['band', 'kept', 'cache', 'tools'], sent.at(-1)?.at],
      );
      const after = await client.call('show', { team: id, board: 'kept' });
      assert.deepEqual(after.state === 'member' && [after.board.withheld, after.sharing.last?.bytes], [
        'fewer-than-5',
        2048,
      ]);
    }));

  it('shows who is in the team; an admin makes another one beside him, changes the keys, and lets him go', () =>
    withTeam(async (client, folder) => {
      const { id } = await client.call('create', {
        kind: 'team',
        name: 'Boat',
        address: `dir:${folder}`,
        alias: 'Ada',
      });
      const bo = new Person(folder, 'Bo');
      const { code } = await client.call('invite', { team: id });
      await bo.ask('join', code, '--alias', 'Bo', '--transport', `dir:${folder}`);
      const [asked] = await client.call('look', { team: id });
      assert.ok(asked);
      await client.call('approve', { team: id, id: asked.id, words: asked.words });
      const people = async () =>
        (await client.call('members', { team: id })).map(({ alias, you, admin }) => [alias, you, admin]);
      const ada = ['Ada', true, true];
      assert.deepEqual(await people(), [ada, ['Bo', false, false]]);
      const own = (await client.call('members', { team: id }))[0]?.id ?? '';
      const look = () => bo.ask<{ shutOut: boolean; epoch: number; members: readonly { admin: boolean }[] }>('look');
      assert.equal((await bo.run('remove', own)).code, 1, 'a member who is no admin changes nobody');
      await client.call('changeMember', { team: id, id: asked.id, act: 'makeAdmin' });
      assert.deepEqual(await people(), [ada, ['Bo', false, true]]);
      assert.deepEqual(
        (await look()).members.map(({ admin }) => admin),
        [true, true],
      );
      await client.call('rotate', { team: id });
      const before = await look();
      assert.deepEqual([before.epoch, before.shutOut], [2, false]);
      assert.equal(await fate(client.call('changeMember', { team: id, id: own, act: 'letGo' })), 'failed notMember');
      await client.call('changeMember', { team: id, id: asked.id, act: 'letGo' });
      assert.deepEqual([await people(), (await look()).shutOut], [[ada], true]);
      assert.match((await bo.run('look')).out, /an admin may have let you go/);
    }));

  it('reads an invite without following it: a place that is no other host’s is none', () =>
    withTeam(async (client, folder) => {
      const { id: team, fingerprint } = await client.call('create', {
        kind: 'team',
        name: '\u202eBoat\n',
        address: `dir:${folder}`,
        alias: 'Ada',
      });
      const { code, expires } = await client.call('invite', { team });
      const plain = await client.call('readInvite', { code });
      assert.deepEqual(plain, { team: '\u202eBoat\n', kind: 'team', address: null, host: '', fingerprint, expires });
      const withPlace = (address: string) => `${code}.${Buffer.from(address).toString('base64url')}`;
      for (const [address, host] of [
        ['git:https://example.org:8443/a.git', 'example.org:8443'],
        ['git:ssh://git@example.org/a', 'example.org'],
        ['git:git@example.org:a/b.git', 'example.org'],
      ] as const)
        assert.equal((await client.call('readInvite', { code: withPlace(address) })).host, host);
      for (const address of [
        `dir:${folder}`,
        `git:${pathToFileURL(folder).href}`,
        'git:ext::sh -c touch% /tmp/x',
        'git:https://user:word@example.org/a',
        'git:https://example.org/a?x=1',
        'git:ssh://-oProxyCommand=x/a',
        'git:-x@example.org:a',
        'git:git@example.org:-a',
        'git:http://example.org/a',
        'git:https://example.org/\u202ea',
        'git:https://example.org/a\n--upload-pack=x',
        '',
      ])
        assert.equal(await fate(client.call('readInvite', { code: withPlace(address) })), 'failed noInvite', address);
      for (const wrong of ['', 'x', code.slice(0, -3), `${code}${'A'.repeat(2_000)}`])
        assert.equal(await fate(client.call('readInvite', { code: wrong })), 'failed noInvite');
    }));

  it('publishes by the clock once a day, nothing twice, and nothing while paused', () =>
    withTeam(async (client, folder) => {
      const { id: team } = await client.call('create', {
        kind: 'team',
        name: 'Boat',
        address: `dir:${folder}`,
        alias: 'Ada',
      });
      const daily = (today: string) => client.call('publishDaily', { team, today });
      assert.equal(await daily('2026-01-01'), null, 'who never shared by his own act shares nothing');
      await client.call('preview', { team, choices: {} });
      await client.call('publish', { team });
      const { length } = await client.call('sent', {});
      assert.equal((await daily('2026-01-02'))?.reason, 'unchanged');
      assert.equal(await daily('2026-01-02'), null);
      await client.call('pause', { team, paused: true });
      assert.equal(await daily('2026-01-03'), null);
      assert.equal((await client.call('sent', {})).length, length);
    }));

  it('erases a team there and here, or only here, and says what it could not reach', () =>
    withTeam(async (client, folder) => {
      const make = async (name: string) => {
        const place = join(folder, name);
        mkdirSync(place);
        const { id } = await client.call('create', { kind: 'team', name, address: `dir:${place}`, alias: 'Ada' });
        const objects = () =>
          readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.age')).length;
        return { team: id, objects };
      };
      const [one, two] = [await make('One'), await make('Two')];
      assert.deepEqual([one.objects(), two.objects()], [2, 2]);
      assert.deepEqual(await client.call('erase', { team: one.team, local: true }), {
        removed: ['keys', 'log'],
        remains: ['place'],
      });
      assert.deepEqual([one.objects(), hasTeam()], [2, true]);
      assert.deepEqual(await client.call('erase', { team: two.team, local: false }), {
        removed: ['place', 'keys', 'log'],
        remains: [],
      });
      assert.deepEqual([two.objects(), hasTeam(), await client.call('teams', {})], [0, false, []]);
      assert.equal(existsSync(join(folder, 'data', 'teams')), false);
    }));

  it('a call that is cancelled ends its git; so does the end of the worker', function () {
    if (process.platform === 'win32') return this.skip();
    return withTeam(async (client, folder) => {
      const beat = join(folder, 'beat');
      const remote = bareRepository(folder);
      addHook(remote, 'pre-receive', `while :; do date +%N > "${beat}"; sleep 0.05; done`);
      const address = `git:${pathToFileURL(remote).href}`;
      const isSilent = async () => {
        await wait(150);
        const last = statSync(beat).mtimeMs;
        await wait(300);
        return statSync(beat).mtimeMs === last;
      };
      const beats = async (since: number) => {
        for (let left = 500; left > 0; left--) {
          if (existsSync(beat) && statSync(beat).mtimeMs > since && readFileSync(beat).length > 0) return;
          await wait(20);
        }
        throw new Error('git never came so far');
      };
      const aborting = new AbortController();
      const cancelled = client.call('create', { kind: 'team', name: 'Boat', address, alias: 'Ada' }, aborting.signal);
      await beats(0);
      aborting.abort();
      assert.equal(await fate(cancelled), 'cancelled ');
      assert.equal(await isSilent(), true);
      assert.deepEqual(await client.call('teams', {}), [], 'nothing of it is left here');

      const cut = fate(client.call('create', { kind: 'team', name: 'Boat', address, alias: 'Ada' }));
      await beats(Date.now());
      await client.dispose();
      assert.match(await cut, /^(?:closed|failed)/);
      assert.equal(await isSilent(), true);
      assert.equal(asHost(remote, 'for-each-ref'), '');
    });
  });
});
