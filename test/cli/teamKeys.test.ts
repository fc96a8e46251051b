import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lazyTeam } from '../../src/app/team/client.js';
import { findings } from '../kit/findings.js';
import { filesWithoutKeys, teamSecrets } from '../kit/teamSecrets.js';
import { withFolder } from '../ledger/rig.js';
import { bareRepository } from '../team/gitRig.js';
import { letIn, Person } from './person.js';

const workerFile = join(import.meta.dirname, '../../../dist/teamWorker.cjs');

/** Where a secret stands, in any spelling; `''`: nowhere. */
function leakOf(bytes: Buffer, { texts, bytes: raw }: ReturnType<typeof teamSecrets>): string {
  const spelled = [...texts, ...raw.map((each) => each.toString('hex')), ...raw.map((each) => each.toString('base64'))];
  const [found] = findings(bytes, spelled);
  return found ?? (raw.some((each) => bytes.includes(each)) ? 'its bytes' : '');
}

/** The same folder, as an editor sees it. */
async function inEditor<T>(person: Person, work: (client: ReturnType<typeof lazyTeam>) => Promise<T>): Promise<T> {
  const before = process.env['TALLYBOARD_HOME'];
  process.env['TALLYBOARD_HOME'] = person.data;
  const client = lazyTeam(workerFile, { ownWeeks: () => [], ownDays: () => [] });
  try {
    return await work(client);
  } finally {
    await client.dispose();
    if (before === undefined) delete process.env['TALLYBOARD_HOME'];
    else process.env['TALLYBOARD_HOME'] = before;
  }
}

describe('keys of a team', function () {
  this.timeout(60_000);

  it('stand in one file and nowhere else, in no spelling: not in what left, not in any other file of either', () =>
    withFolder(async (folder) => {
      const remote = bareRepository(folder);
      const transport = `git:${pathToFileURL(remote).href}`;
      const [ada, bo] = [new Person(folder, 'Ada'), new Person(folder, 'Bo')];
      for (const person of [ada, bo]) person.work();
      await ada.ask('create', '--name', 'Boat', '--transport', transport, '--alias', 'Ada');
      await letIn(ada, bo, transport);
      // One waits for an answer, so that the secret of an invite is there too.
      await ada.ask('invite');
      for (const person of [ada, bo]) {
        await person.counting('preview');
        await person.counting('publish');
      }
      await ada.ask('rotate');
      for (const person of [ada, bo]) await inEditor(person, (client) => client.call('look', {}));
      const secrets = [ada, bo].map(({ data }) => teamSecrets(data));
      const all = {
        texts: secrets.flatMap(({ texts }) => texts),
        bytes: secrets.flatMap(({ bytes }) => bytes),
      };
      assert.ok(all.texts.length >= 10, 'there is something to find');
      const [keys = ''] = readdirSync(join(ada.data, 'teams')).map((name) =>
        join(ada.data, 'teams', name, 'keys.json'),
      );
      assert.notEqual(leakOf(readFileSync(keys), all), '', 'and it would be found');
      const files = filesWithoutKeys(folder);
      assert.ok(files.some((path) => path.endsWith('sent.jsonl')) && files.some((path) => path.endsWith('state.json')));
      assert.deepEqual(
        files.map((path) => [path, leakOf(readFileSync(path), all)]).filter(([, leak]) => leak !== ''),
        [],
      );
      const objects = spawnSync('git', ['-C', remote, 'cat-file', '--batch-all-objects', '--batch'], {
        maxBuffer: 1e8,
      });
      assert.equal(leakOf(objects.stdout, all), '');
    }));

  it('are closed to others again where a copy opened them', function () {
    if (process.platform === 'win32') return this.skip();
    return withFolder(async (folder) => {
      const ada = new Person(folder, 'Ada');
      const { team } = await ada.ask<{ team: string }>(
        'create',
        ...['--name', 'Boat', '--transport', `dir:${folder}`],
        '--alias',
        'Ada',
      );
      assert.equal(team, 'Boat');
      const path = ada.files().find((each) => each.endsWith('keys.json')) ?? '';
      chmodSync(path, 0o644);
      await ada.ask('look');
      assert.equal(statSync(path).mode & 0o777, 0o600);
    });
  });

  it('that are lost are said to be, and one joins again with nothing lost but the seat', () =>
    withFolder(async (folder) => {
      const transport = `dir:${folder}`;
      const [ada, bo] = [new Person(folder, 'Ada'), new Person(folder, 'Bo')];
      bo.work();
      await ada.ask('create', '--name', 'Boat', '--transport', transport, '--alias', 'Ada');
      const first = await letIn(ada, bo, transport);
      await bo.counting('preview');
      await bo.counting('publish');
      const { length } = await bo.ask<readonly unknown[]>('log');
      rmSync(bo.files().find((each) => each.endsWith('keys.json')) ?? '');
      await inEditor(bo, async (client) => {
        const [here] = await client.call('teams', {});
        assert.equal((await client.call('show', { team: here?.id, board: 'kept' })).state, 'keyLost');
      });
      const second = await letIn(ada, bo, transport);
      assert.notEqual(first, second);
      await bo.counting('preview');
      const { published } = await bo.counting<{ published: boolean }>('publish');
      assert.equal(published, true);
      assert.ok((await bo.ask<readonly unknown[]>('log')).length > length, 'what left before is still told');
    }));
});
