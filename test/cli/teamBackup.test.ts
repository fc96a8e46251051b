import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { letIn, Person } from './person.js';

const cli = join(import.meta.dirname, '../../../dist/cli.cjs');
const passphrase = 'otter lamp granite violin seven';

/** The command as a process, with these lines on its standard input. */
function tell(person: Person, input: string, ...words: string[]) {
  const env = { ...process.env, TALLYBOARD_HOME: person.data };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'team', ...words], { env, input });
  return { code: status, out: String(stdout), error: String(stderr) };
}

describe('tallyboard team backup', function () {
  this.timeout(120_000);

  it('brings who lost the only admin’s machine back, who then shares nothing until he has seen it', () =>
    withFolder(async (folder) => {
      const [ada, bo] = [new Person(folder, 'Ada'), new Person(folder, 'Bo')];
      const place = join(folder, 'place');
      mkdirSync(place);
      ada.work();
      await ada.ask('create', '--name', 'Boat', '--transport', `dir:${place}`, '--alias', 'Ada');
      await ada.counting('preview');
      await ada.counting('publish');

      const file = join(folder, 'ada.age');
      const short = tell(ada, 'too short\n', 'backup', file);
      assert.deepEqual([short.code, existsSync(file)], [2, false]);
      assert.match(short.error, /at least 15 characters/);
      assert.deepEqual(tell(ada, `${passphrase}\n`, 'backup', file).code, 0);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const before = readFileSync(file);
      assert.match(tell(ada, `${passphrase}\n`, 'backup', file).error, /a file .*ada\.age already/);
      assert.deepEqual(readFileSync(file), before);
      assert.match(tell(ada, `${passphrase}\n`, 'restore', file).error, /in that team already/);

      rmSync(ada.data, { recursive: true });
      const teams = join(ada.data, 'teams');
      assert.match(tell(ada, 'another passphrase\n', 'restore', file).error, /no backup of a team’s key/);
      assert.match(tell(ada, '\n', 'restore', join(folder, 'gone')).error, /There is no file/);
      const away = `${place}-away`;
      renameSync(place, away);
      assert.match(tell(ada, `${passphrase}\n`, 'restore', file).error, /nothing at this address/);
      renameSync(away, place);
      writeFileSync(join(folder, 'no.age'), 'nothing of the kind');
      assert.match(tell(ada, `${passphrase}\n`, 'restore', join(folder, 'no.age')).error, /no backup of a team’s key/);
      assert.deepEqual(readdirSync(teams), [], 'nothing was left behind');

      const back = tell(ada, `${passphrase}\n`, 'restore', file);
      assert.deepEqual([back.code, back.error], [0, ''], back.out);
      assert.match(back.out, /^You are in Boat again\. Nothing is shared until you have seen it/);
      const early = await ada.run('publish', '--json', '--home', ada.home);
      assert.equal(JSON.parse(early.out).reason, 'preview');
      await ada.counting('preview');
      assert.equal((await ada.counting<{ published: boolean }>('publish')).published, true);
      await letIn(ada, bo, `dir:${place}`);
    }));
});
