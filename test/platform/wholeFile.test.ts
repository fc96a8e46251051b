import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeWhole } from '../../src/platform/wholeFile.js';
import { withFolder } from '../ledger/rig.js';

describe('a file that is written whole', () => {
  it('replaces one that is there, keeps its permissions, and leaves nothing beside it', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.csv');
      writeFileSync(path, 'long text that was here before');
      chmodSync(path, 0o640);
      writeWhole(path, 'ä');
      assert.deepEqual([readFileSync(path, 'utf8'), statSync(path).mode & 0o777], ['ä', 0o640]);
      assert.deepEqual(readdirSync(folder), ['a.csv']);
    }));

  it('goes where a link points to, and the link stays', () =>
    withFolder((folder) => {
      mkdirSync(join(folder, 'there'));
      writeFileSync(join(folder, 'there', 'real'), 'old');
      symlinkSync(join('there', 'real'), join(folder, 'link'));
      writeWhole(join(folder, 'link'), 'new');
      assert.deepEqual(
        [readFileSync(join(folder, 'there', 'real'), 'utf8'), readlinkSync(join(folder, 'link'))],
        ['new', join('there', 'real')],
      );
    }));

  it('has the permissions that are asked for, whether it is there or not', () =>
    withFolder((folder) => {
      for (const name of ['new', 'open']) {
        const path = join(folder, name);
        if (name === 'open') writeFileSync(path, 'for all to read', { mode: 0o644 });
        writeWhole(path, new Uint8Array([0, 255]), { mode: 0o600 });
        assert.deepEqual([[...readFileSync(path)], statSync(path).mode & 0o777], [[0, 255], 0o600]);
      }
    }));

  it('writes into a pipe that is there, and leaves it one', function () {
    if (process.platform === 'win32') this.skip();
    return withFolder(async (folder) => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const reader = spawn('cat', [pipe]);
      const told = text(reader.stdout);
      writeWhole(pipe, ['a', 'b']);
      assert.deepEqual([await told, statSync(pipe).isFIFO(), readdirSync(folder)], ['ab', true, ['pipe']]);
    });
  });

  it('leaves nothing behind where it cannot be put', () =>
    withFolder((folder) => {
      mkdirSync(join(folder, 'taken', 'full'), { recursive: true });
      assert.throws(() => writeWhole(join(folder, 'taken'), 'x'));
      assert.throws(() => writeWhole(join(folder, 'absent', 'x'), 'x'), { code: 'ENOENT' });
      assert.deepEqual(readdirSync(folder), ['taken']);
    }));
});
