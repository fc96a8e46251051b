import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { findings } from '../kit/findings.js';
import { withFolder } from '../ledger/rig.js';
import { addHook, asHost, bareRepository } from '../team/gitRig.js';
import { letIn, Person } from './person.js';

const canaries = ['canary-prompt', 'canary-folder', 'canary-branch', 'canary-agent', 'canary-session'];

interface Board {
  readonly withheld: string | null;
  readonly contributors: number;
  readonly fingerprint: string;
  readonly rows: readonly {
    readonly alias: string;
    readonly you: boolean;
    readonly verified: boolean;
    readonly band: number;
  }[];
}

const board = (person: Person) => person.counting<Board>('board', '--board', 'thrift');

/** Every object that a repository holds, also those that no ref leads to, one after the other. */
function objectsOf(repository: string): Buffer {
  const { stdout } = spawnSync('git', ['-C', repository, 'cat-file', '--batch-all-objects', '--batch'], {
    maxBuffer: 100_000_000,
  });
  return stdout;
}

describe('tallyboard team', function () {
  this.timeout(180_000);

  it('finds a canary in every spelling, so that finding none means something', () => {
    for (const bytes of [
      Buffer.from('..canary-prompt..'),
      Buffer.from(Buffer.from('canary-prompt').toString('base64')),
      Buffer.from(Buffer.from('a canary-prompt').toString('base64')),
      Buffer.from(Buffer.from('ab canary-prompt').toString('base64')),
      Buffer.from(Buffer.from('canary-prompt').toString('hex')),
      Buffer.concat([Buffer.from('xx'), gzipSync('a canary-prompt')]),
    ])
      assert.notEqual(findings(bytes, canaries).length, 0, bytes.toString('latin1'));
  });

  it('six people on one git repository live the whole life of a team', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const transport = `git:${pathToFileURL(remote).href}`;
      const names = ['Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay'];
      const people = names.map((name) => new Person(folder, name));
      const [ada, bo, cy, dee, eve, fay] = people as [Person, Person, Person, Person, Person, Person];
      for (const person of people) person.work();

      const made = await ada.ask<{ team: string; fingerprint: string }>(
        ...['create', '--name', 'canary-team', '--transport', transport, '--alias', 'Ada'],
      );
      assert.equal(made.team, 'canary-team');
      assert.match(made.fingerprint, /^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
      const ids = new Map<string, string>();
      for (const person of people.slice(1)) ids.set(person.name, await letIn(ada, person, transport));

      // Nothing before the preview was seen; then its bytes, and no others.
      const early = await ada.run('publish', '--json', '--home', ada.home);
      assert.deepEqual([early.code, JSON.parse(early.out)], [1, { published: false, bytes: 0, reason: 'preview' }]);
      for (const person of people.slice(0, 4)) {
        const [preview = ''] = await person.counting<string[]>('preview');
        const { published, bytes } = await person.counting<{ published: boolean; bytes: number }>('publish');
        assert.deepEqual([published, bytes <= 2_048], [true, true], String(bytes));
        const log = await person.ask<{ text: string; bytes: number }[]>('log');
        assert.deepEqual([log.at(-1)?.text, log.at(-1)?.bytes], [preview, bytes]);
        assert.deepEqual(findings(Buffer.from(preview), canaries), []);
      }
      const closed = await board(ada);
      assert.deepEqual([closed.withheld, closed.rows], ['fewer-than-5', []]);
      assert.equal((await board(eve)).withheld, 'not-sharing');
      for (const person of [eve, fay]) {
        await person.counting('preview');
        await person.counting('publish');
      }
      const seen = await board(ada);
      // All are level, so nobody is hidden and nobody is first.
      assert.deepEqual(
        [
          seen.withheld,
          seen.contributors,
          new Set(seen.rows.map(({ band }) => band)),
          seen.rows.every(({ verified }) => verified),
        ],
        [null, 6, new Set([4]), true],
      );
      assert.equal((await board(fay)).fingerprint, seen.fingerprint);

      // Another alias is seen first, and goes out with the next share.
      assert.deepEqual(await bo.ask('alias', 'Böö \u202e'), { alias: 'Böö' });
      assert.equal(JSON.parse((await bo.run('publish', '--json', '--home', bo.home)).out).reason, 'preview');
      assert.match((await bo.counting<string[]>('preview'))[0] ?? '', /"alias":"Böö"/);
      await bo.counting('publish');
      assert.equal((await board(bo)).rows.find(({ you }) => you)?.alias, 'Böö');
      const after = (await board(ada)).rows.map(({ alias }) => alias);
      assert.deepEqual(
        after.filter((alias) => ![...names, 'Böö'].includes(alias) || alias === 'Bo'),
        [],
      );

      // Only ciphertext, and names that tell nothing.
      const text = asHost(remote, 'for-each-ref', '--format=%(refname)');
      for (const bytes of [objectsOf(remote), Buffer.from(text)])
        assert.deepEqual(findings(bytes, [...canaries, 'canary-team', 'claude', ...ids.values()]), []);

      // A second admin, new keys, pause, leave, erase.
      assert.deepEqual(await ada.ask('rotate'), { epoch: 2 });
      // Who looks on in the new epoch says there what he had said before.
      for (const person of people) await board(person);
      const inNew = asHost(remote, 'for-each-ref', '--format=%(refname)', 'refs/tallyboard/2').split('\n');
      assert.equal(inNew.length, people.length + 2);
      assert.equal((await board(cy)).contributors, 6);
      assert.deepEqual(await ada.ask('admin', ids.get('Bo') ?? ''), { admins: 2 });
      assert.deepEqual(await bo.ask('rotate'), { epoch: 3 });
      // Another policy, since it names the admins: nothing goes out by itself until somebody accepts it.
      await board(cy);
      const inThird = () =>
        asHost(remote, 'for-each-ref', '--format=%(refname)', 'refs/tallyboard/3').split('\n').length;
      assert.equal(inThird(), 2);
      assert.match((await cy.run('look')).out, /The policy changed: admins\./);
      assert.match((await cy.run('publish', '--home', cy.home)).out, /Read "tallyboard team policy" first/);
      assert.match((await cy.run('policy')).out, /admins: Ada, Böö, was others\n/);
      await cy.counting('publish');
      assert.equal(inThird(), 3);

      // An admin says what is agreed on; all others see it, and nobody else can.
      assert.match((await cy.run('policy', '--weeks', '8')).error, /Only an admin/);
      const words = ['--purpose', 'Learn \u202e[together]', '--quest', 'active:6@2026-12', '--boards', 'tokens,kept'];
      assert.match((await ada.run('policy', ...words)).out, /^Version 2\n/);
      const told = (await cy.run('policy')).out;
      assert.match(told, /purpose: Learn \[together\], was "none"\n/);
      assert.match(told, /quest: 2026-12: 6 members with four active days, was "none"\n/);
      assert.match(told, /boards: Kept work, Tokens, was "Kept work, Thrift"\n/);
      assert.equal((await board(cy)).withheld, 'not-offered');
      const unearned = await ada.run('preview', '--badges', 'keeper-3', '--home', ada.home);
      assert.deepEqual([unearned.code, /what you have earned: none yet/.test(unearned.error)], [2, true]);
      for (const [option, text, says] of [
        ['quest', 'active:4', /active:MEMBERS from five on/],
        ['least', '4', /from 5 to 50/],
        ['fields', 'kept,hours', /knows band, kept/],
        ['ends', '2026-13-01', /a day like/],
      ] as const) {
        const { code, error } = await ada.run('policy', `--${option}`, text);
        assert.deepEqual([code, says.test(error)], [2, true], error);
      }
      const back = ['--quest', 'none', '--boards', 'kept,thrift', '--purpose', '', '--fields'];
      await ada.ask('policy', ...back, 'band,kept,cache,tools,badges,score,waste,ask,quest');
      await fay.ask('pause');
      assert.equal(JSON.parse((await fay.run('publish', '--json', '--home', fay.home)).out).reason, 'paused');
      assert.equal((await board(fay)).withheld, 'not-sharing');
      assert.deepEqual(await dee.ask('leave'), { state: 'left', withoutAdmin: false });
      assert.equal((await board(cy)).contributors, 5);
      const { epoch, members } = await ada.ask<{ epoch: number; members: { alias: string }[] }>('look');
      assert.deepEqual([epoch, members.map(({ alias }) => alias)], [4, ['Ada', 'Böö', 'Cy', 'Eve', 'Fay']]);
      const erased = await eve.ask<{ removed: string[]; remains: string[] }>('erase');
      assert.deepEqual(erased, { removed: ['share', 'keys', 'log'], remains: ['tombstone', 'seen', 'unreachable'] });
      assert.deepEqual(eve.files(), []);
      assert.match((await eve.run('look')).error, /is in no such team/);
      assert.equal((await board(cy)).withheld, 'fewer-than-5');
      assert.deepEqual(await ada.ask('remove', ids.get('Bo') ?? ''), { epoch: 6 });
      assert.equal((await bo.ask<{ problems: string[] }>('look')).problems.includes('unreadable'), true);
      assert.deepEqual(
        (await ada.ask<{ members: { alias: string; admin: boolean }[] }>('look')).members.map(({ alias, admin }) => [
          alias,
          admin,
        ]),
        [
          ['Ada', true],
          ['Cy', false],
          ['Fay', false],
        ],
      );
      assert.deepEqual(await ada.ask('leave'), { state: 'left', withoutAdmin: true });
      // Keys are where only their owner reads; the log has none of them.
      for (const person of [ada, bo, cy]) {
        const files = person.files().filter((path) => path.includes('teams'));
        assert.deepEqual(
          files.filter((path) => (statSync(path).mode & 0o077) !== 0 && !path.endsWith('lock.db')),
          [],
        );
        for (const path of files.filter((each) => !each.endsWith('keys.json')))
          assert.doesNotMatch(readFileSync(path, 'latin1'), /AGE-SECRET-KEY-1[0-9A-Z]/);
      }
    }));

  it('one person’s machines add up, each day once, and a second machine is let in by six words', () =>
    withFolder(async (folder) => {
      const transport = `dir:${folder}`;
      const [desk, laptop] = [new Person(folder, 'desk'), new Person(folder, 'laptop')];
      desk.work(500);
      laptop.work(700);
      laptop.work(700);
      await desk.ask('create', '--machines', '--name', 'Mine', '--transport', transport, '--label', 'desk');
      // Without the word, too: no code of machines lets in another person.
      await letIn(desk, laptop, transport);
      for (const machine of [desk, laptop, laptop]) {
        await machine.counting('preview');
        await machine.run('publish', '--json', '--home', machine.home, '--timezone', 'UTC');
      }
      const totals = async (machine: Person) =>
        (await machine.counting<{ totals: { total: number; requests: number } }>('board')).totals;
      assert.deepEqual([(await totals(desk)).total, (await totals(desk)).requests], [1_500 + 2 * 1_700, 3]);
      assert.deepEqual(await totals(desk), await totals(laptop));
      const again = await laptop.run('publish', '--json', '--home', laptop.home, '--timezone', 'UTC');
      assert.deepEqual([again.code, JSON.parse(again.out).reason], [1, 'unchanged']);
      assert.deepEqual((await laptop.ask<{ removed: string[] }>('erase')).removed, ['days', 'keys', 'log']);
      assert.deepEqual(laptop.files(), []);
      assert.deepEqual((await desk.ask<{ removed: string[] }>('erase', '--all')).removed, ['place', 'keys', 'log']);
      assert.deepEqual(
        readdirSync(join(folder, 'tallyboard'), { recursive: true }).filter((name) => String(name).endsWith('.age')),
        [],
      );
    }));

  it('what could not be sent goes at the next look', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const ada = new Person(folder, 'Ada');
      ada.work();
      await ada.ask('create', '--name', 'Boat', '--transport', `git:${pathToFileURL(remote).href}`, '--alias', 'Ada');
      await ada.counting('preview');
      asHost(folder, 'clone', '--quiet', '--mirror', remote, join(folder, 'aside'));
      rmSync(remote, { recursive: true });
      const away = await ada.run('publish', '--home', ada.home);
      assert.deepEqual([away.code, away.error], [1, '']);
      assert.match(away.out, /out of reach/);
      asHost(folder, 'clone', '--quiet', '--mirror', join(folder, 'aside'), remote);
      assert.equal(asHost(remote, 'for-each-ref').split('\n').length, 2);
      await board(ada);
      assert.equal(asHost(remote, 'for-each-ref').split('\n').length, 3);
    }));

  it('a team that cannot be made leaves nothing, here or there', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      addHook(remote, 'pre-receive', 'read a b ref; case "$ref" in */roster) exit 1;; esac');
      const ada = new Person(folder, 'Ada');
      const transport = `git:${pathToFileURL(remote).href}`;
      const ran = await ada.run('create', '--name', 'Boat', '--transport', transport);
      assert.deepEqual([ran.code, ran.out], [1, '']);
      assert.match(ran.error, /has a rule against it/);
      assert.deepEqual([asHost(remote, 'for-each-ref'), ada.files()], ['', []]);
      rmSync(join(remote, 'hooks', 'pre-receive'));
      await ada.ask('create', '--name', 'Boat', '--transport', transport);
      const second = await new Person(folder, 'Bo').run('create', '--name', 'Boat', '--transport', transport);
      assert.match(second.error, /There is a team at this address already/);
    }));

  it('who left can be let in again, and the log of what left before stays; a question that fails changes nothing', () =>
    withFolder(async (folder) => {
      const [ada, bo] = [new Person(folder, 'Ada'), new Person(folder, 'Bo')];
      const transport = `dir:${folder}`;
      await ada.ask('create', '--name', 'Boat', '--transport', transport, '--alias', 'Ada');
      await letIn(ada, bo, transport);
      const { code } = await ada.ask<{ code: string }>('invite');
      const again = ['join', code, '--alias', 'Bo', '--transport', transport];
      assert.match((await bo.run(...again)).error, /is in that team already/);
      await bo.ask('leave');
      const log = () => bo.ask<readonly { readonly hash: string }[]>('log');
      const before = await log();
      const [left, ...rest] = bo.files().map((path) => readFileSync(path).toString('base64'));
      assert.match(
        (await bo.run(...again.slice(0, -1), `dir:${join(folder, 'nowhere')}`)).error,
        /nothing at this address/,
      );
      assert.deepEqual(
        bo.files().map((path) => readFileSync(path).toString('base64')),
        [left, ...rest],
      );
      await ada.ask('look');
      await letIn(ada, bo, transport);
      assert.deepEqual((await log()).slice(0, before.length), before);
      assert.deepEqual(
        (await ada.ask<{ members: { alias: string }[] }>('look')).members.map(({ alias }) => alias),
        ['Ada', 'Bo'],
      );
    }));

  it('who asked and thinks better of it takes the question back', () =>
    withFolder(async (folder) => {
      const [ada, bo] = [new Person(folder, 'Ada'), new Person(folder, 'Bo')];
      const transport = `dir:${folder}`;
      await ada.ask('create', '--name', 'Boat', '--transport', transport);
      const { code } = await ada.ask<{ code: string }>('invite');
      await bo.ask('join', code, '--alias', 'Bo', '--transport', transport);
      await bo.ask('erase');
      assert.deepEqual([await ada.ask('requests'), bo.files()], [[], []]);
    }));

  it('one whose files are damaged says so, and can be erased here', () =>
    withFolder(async (folder) => {
      const ada = new Person(folder, 'Ada');
      await ada.ask('create', '--name', 'Boat', '--transport', `dir:${folder}`);
      const state = ada.files().find((path) => path.endsWith('state.json')) ?? '';
      writeFileSync(state, '{"v":1,');
      assert.match((await ada.run('look')).error, /is damaged\. "tallyboard team erase --local" removes it/);
      assert.deepEqual(await ada.ask('erase', '--local'), { removed: ['keys', 'log'], remains: ['place'] });
      assert.deepEqual(ada.files(), []);
    }));

  it('interrupted, ends the git that it started', function () {
    if (process.platform === 'win32') return this.skip();
    return withFolder(async (folder) => {
      const beat = join(folder, 'beat');
      addHook(bareRepository(folder), 'pre-receive', `while :; do date +%N > "${beat}"; sleep 0.05; done`);
      const cli = join(import.meta.dirname, '../../../dist/cli.cjs');
      const env = { PATH: process.env['PATH'], HOME: folder, TALLYBOARD_HOME: join(folder, 'data') };
      const transport = `git:${pathToFileURL(join(folder, 'remote.git')).href}`;
      const child = spawn(process.execPath, [cli, 'team', 'create', '--name', 'x', '--transport', transport], { env });
      for (let left = 1_500; left > 0 && !existsSync(beat); left--) await wait(20);
      child.kill('SIGINT');
      await new Promise((resolve) => child.on('close', resolve));
      await wait(100);
      const last = readFileSync(beat, 'utf8');
      await wait(300);
      assert.equal(readFileSync(beat, 'utf8'), last);
    });
  });

  it('names a place in a code only where others reach it, and follows none that is on this machine', () =>
    withFolder(async (folder) => {
      const [ada, bo] = [new Person(folder, 'Ada'), new Person(folder, 'Bo')];
      await ada.ask('create', '--name', 'Boat', '--transport', `dir:${folder}`);
      const { code } = await ada.ask<{ code: string }>('invite');
      assert.doesNotMatch(code, /\./);
      assert.match((await bo.run('join', code, '--alias', 'Bo')).error, /names no place/);
      const hostile = `${code}.${Buffer.from(`git:${pathToFileURL(folder).href}`).toString('base64url')}`;
      assert.match((await bo.run('join', hostile, '--alias', 'Bo')).error, /no Tallyboard invite/);
    }));

  it('refuses what is wrongly said, with exit code 2', () =>
    withFolder(async (folder) => {
      const ada = new Person(folder, 'Ada');
      for (const [words, error] of [
        [['fly'], /knows no "fly"/],
        [['create', '--transport', 'dir:/x'], /needs --name/],
        [['join'], /takes a CODE/],
        [['publish', '--device'], /takes no --device/],
        [['board', '--board', 'volume'], /--board knows/],
        [['look', 'here'], /takes no further word/],
        [['admin'], /takes an ID/],
      ] as const) {
        const ran = await ada.run(...words);
        assert.deepEqual([ran.code, ran.out], [2, ''], words.join(' '));
        assert.match(ran.error, error);
      }
      // An id that begins with a dash is no option.
      const dashed = await ada.run('approve', `-${'A'.repeat(21)}`);
      assert.deepEqual([dashed.code, /is in no such team/.test(dashed.error)], [1, true]);
      assert.equal((await ada.run()).code, 2);
      assert.match((await ada.run('--help')).out, /six words/);
      const bad = await ada.run('create', '--name', 'x', '--transport', 'git:ext::sh -c x');
      assert.deepEqual([bad.code, /An address is/.test(bad.error)], [1, true]);
    }));

  it('runs from its bundle, and no other command loads it', () =>
    withFolder((folder) => {
      const cli = join(import.meta.dirname, '../../../dist/cli.cjs');
      const env = { PATH: process.env['PATH'], HOME: folder, TALLYBOARD_HOME: join(folder, 'data') };
      const run = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { env, encoding: 'utf8' });
      const made = run('team', 'create', '--name', 'Boat', '--transport', `dir:${folder}`, '--json');
      assert.deepEqual([made.status, made.stderr], [0, '']);
      const looked = run('team', 'look');
      assert.match(looked.stdout, /^Boat: member, epoch 1, dir:/);
      // A bundle that is run from compiled code is not told by Node.
      const traced = spawnSync(process.execPath, ['--require', traceOf(folder), cli, 'report', '--json'], {
        env: { ...env, NODE_DISABLE_COMPILE_CACHE: '1' },
        encoding: 'utf8',
      });
      assert.deepEqual(
        [traced.status, /reports\.cjs/.test(traced.stderr), /team\.cjs/.test(traced.stderr)],
        [0, true, false],
      );
    }));
});

/** Prints what is required. */
function traceOf(folder: string): string {
  const path = join(folder, 'trace.cjs');
  writeFileSync(
    path,
    "const { Module } = require('node:module'); const load = Module._load;" +
      "Module._load = (...all) => { process.stderr.write(all[0] + '\\n'); return load(...all); };",
  );
  return path;
}
