import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { Person } from './person.js';

describe('words of a team that mean nothing', () => {
  it('are told in our words, and make nothing', () =>
    withFolder(async (folder) => {
      const ada = new Person(folder, 'Ada');
      const at = (name: string) => join(folder, name);
      for (const name of ['place', 'other']) mkdirSync(at(name));
      const wrong = async (...words: string[]) => {
        const { code, out, error } = await ada.run(...words);
        assert.deepEqual([code, out], [2, ''], words.join(' '));
        return error.split('\n')[0]?.replace('tallyboard: ', '');
      };
      assert.equal(
        await wrong('create', '--name', 'n', '--transport', 'dir:'),
        '--transport dir: takes the name of a folder: dir:PATH.',
      );
      assert.equal(existsSync(ada.data), false);
      await ada.ask('create', '--name', 'n', '--transport', `dir:${at('place')}`);
      assert.deepEqual(
        [await wrong('policy', '--weeks', 'x'), await wrong('policy', '--least', '5.5')],
        ['--weeks takes a number from 4 to 13, not "x".', '--least takes a number from 5 to 50, not "5.5".'],
      );
      assert.deepEqual(
        [await wrong('backup', join(at('none'), 'key.age')), await wrong('restore', folder)],
        [`There is no folder ${at('none')}. Make it first.`, `${folder} is a folder. Name a file.`],
      );
      await ada.ask('create', '--name', 'a\u001b[2J\nb', '--transport', `dir:${at('other')}`);
      assert.match((await ada.run('look')).error, /^tallyboard: This machine is in several teams\. .*a\[2J b.*\n$/);
    }));
});
