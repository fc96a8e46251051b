import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { claudeCommands } from '../../../src/core/claudeSettings.js';
import { entriesOf, type WantedEntries, writeEntries } from '../../../src/vscode/claudeCode/entries.js';
import { claudeFailure } from '../../../src/vscode/claudeCode/failure.js';
import {
  claudeSettingsPath,
  readSettingsFile,
  SettingsFileError,
} from '../../../src/vscode/claudeCode/settingsFile.js';
import { withFolder } from '../../ledger/rig.js';

const commands = claudeCommands('/data/bin/tallyboard', false);
const both: WantedEntries = { hook: true, statusLine: true };
const none: WantedEntries = { hook: false, statusLine: false };
const own = '{\n\t"model": "opus", // mine\n\t"statusLine": {"type": "command", "command": "line.sh"}\n}\n';

const inFolder = (work: (path: string, set: (wanted: WantedEntries) => void) => void) =>
  withFolder((folder) => {
    const path = join(folder, 'settings.json');
    work(path, (wanted) => writeEntries(readSettingsFile(path), wanted, commands));
  });

describe("Claude Code's settings file", () => {
  it('lies where Claude Code looks for it', () => {
    assert.equal(claudeSettingsPath('/home/kim', {}), join('/home/kim', '.claude', 'settings.json'));
    assert.equal(claudeSettingsPath('/home/kim', { CLAUDE_CONFIG_DIR: '/cfg' }), join('/cfg', 'settings.json'));
  });

  it('is as it was once the entries are gone, with nothing left beside it', () =>
    inFolder((path, set) => {
      for (const steps of [
        [both, none],
        [{ ...none, hook: true }, both, { ...none, statusLine: true }, none],
        [none],
      ]) {
        writeFileSync(path, own, { mode: 0o640 });
        for (const wanted of steps) {
          set(wanted);
          const { hook, statusLine } = entriesOf(readSettingsFile(path));
          assert.deepEqual({ hook, statusLine }, wanted);
        }
        assert.equal(readFileSync(path, 'utf8'), own);
        assert.equal(statSync(path).mode & 0o777, 0o640);
        assert.deepEqual(readdirSync(join(path, '..')), ['settings.json']);
      }
    }));

  it('is gone again where there was none, and blank again where it was blank', () =>
    inFolder((path, set) => {
      set(both);
      assert.ok(existsSync(path));
      set(none);
      assert.deepEqual(readdirSync(join(path, '..')), []);
      writeFileSync(path, '');
      set(both);
      set(none);
      assert.equal(readFileSync(path, 'utf8'), '');
    }));

  it('is kept beside it as it was, and loses our entries alone when it was changed since', () =>
    inFolder((path, set) => {
      writeFileSync(path, own);
      set(both);
      assert.equal(readFileSync(`${path}.before-tallyboard`, 'utf8'), own);
      writeFileSync(path, readFileSync(path, 'utf8').replace('"opus"', '"sonnet"'));
      set(none);
      assert.equal(readFileSync(path, 'utf8'), own.replace('"opus"', '"sonnet"'));
    }));

  it('stays where a link leads to', () =>
    inFolder((path, set) => {
      const folder = join(path, '..', 'dotfiles');
      mkdirSync(folder);
      writeFileSync(join(folder, 'claude.json'), own);
      symlinkSync(join(folder, 'claude.json'), path);
      set(both);
      assert.ok(lstatSync(path).isSymbolicLink());
      assert.match(readFileSync(join(folder, 'claude.json'), 'utf8'), /--hook claude-code/);
      set(none);
      assert.equal(readFileSync(path, 'utf8'), own);
      assert.deepEqual(readdirSync(folder), ['claude.json']);
    }));

  it('is not written when it was changed, made or removed since it was read', () =>
    inFolder((path) => {
      const reasons = (text: string | undefined, later: string | undefined) => {
        if (text !== undefined) writeFileSync(path, text);
        const file = readSettingsFile(path);
        if (later !== undefined) writeFileSync(path, later);
        const change = () => writeEntries(file, both, commands);
        assert.throws(change, (error) => error instanceof SettingsFileError && error.reason === 'changed');
        assert.equal(readFileSync(path, 'utf8'), later);
        assert.deepEqual(readdirSync(join(path, '..')), ['settings.json']);
      };
      reasons(undefined, '{}');
      reasons(own, `${own}\n`);
    }));

  it('is left as it is, in words, where it cannot be changed', () =>
    withFolder((folder) => {
      const path = join(folder, 'settings.json');
      const told = (text: string | Buffer, mode = 0o600): string => {
        writeFileSync(path, text);
        chmodSync(path, mode);
        try {
          writeEntries(readSettingsFile(path), both, commands);
        } catch (error) {
          chmodSync(path, 0o600);
          assert.deepEqual(readFileSync(path), Buffer.from(text));
          assert.deepEqual(readdirSync(folder), ['settings.json']);
          return (claudeFailure(error, path) as Error).message.replaceAll(folder, '');
        }
        throw new Error('it was written');
      };
      assert.equal(
        told('{\n "a": 1,\n "b" 2\n}'),
        '"/settings.json" is no JSON at line 3. Nothing was changed; mend it first.',
      );
      assert.equal(
        told('{"hooks":[]}'),
        '"/settings.json" has another shape than Claude Code reads. Nothing was changed.',
      );
      assert.equal(told(Buffer.from([0x7b, 0xff, 0x7d])), '"/settings.json" is no UTF-8 text. Nothing was changed.');
      assert.equal(
        told(own, 0o444),
        '"/settings.json" may not be written. Nothing was changed; check its permissions.',
      );
      const missing = () => readSettingsFile(join(folder, 'gone', 'settings.json'));
      assert.throws(missing, { reason: 'noFolder' });
      symlinkSync(join(folder, 'nowhere'), join(folder, 'link.json'));
      assert.throws(() => readSettingsFile(join(folder, 'link.json')), { reason: 'noFile' });
    }));
});
