import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { secrets } from '../assist/guard/secrets.js';
import { Random } from '../kit/generate/random.js';
import { withFolder } from '../ledger/rig.js';

const cli = join(import.meta.dirname, '../../../dist/cli.cjs');
const random = new Random('cli');
const key = secrets['aws-key'](random);
const text = `one\nkey = "${key}"\nmail anna@harbour.net\n`;

/** Runs the command as it is shipped. */
function guard(words: readonly string[], input = '', cwd = process.cwd()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'guard', ...words], {
    input,
    cwd,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, error: stderr };
}

describe('tallyboard guard', () => {
  it('tells kind, severity and place as JSON, never the text; exit code 1', () => {
    const { code, out, error } = guard(['--json'], text);
    assert.deepEqual(JSON.parse(out), {
      findings: [
        { rule: 'aws-key', severity: 'block', line: 2, column: 8, length: 20 },
        { rule: 'email', severity: 'warn', line: 3, column: 6, length: 16 },
      ],
    });
    assert.deepEqual([code, error, out.includes(key)], [1, '', false]);
  });

  it('finds nothing: exit code 0', () => {
    assert.deepEqual(guard(['-', '--json'], 'plain\n'), { code: 0, out: '{\n "findings": []\n}\n', error: '' });
    assert.deepEqual(guard(['-'], 'plain'), { code: 0, out: 'No secrets found in 1 line.\n', error: '' });
  });

  it('writes file, line and column as compilers do', () =>
    withFolder((folder) => {
      writeFileSync(join(folder, 'a.txt'), text);
      const { code, out } = guard(['a.txt'], '', folder);
      const lines = ['a.txt:2:8  block  aws-key', 'a.txt:3:6  warn   email', '', '2 findings in 4 lines.', ''];
      assert.deepEqual([code, out.split('\n')], [1, lines]);
    }));

  it('looks at all of a file, however large', () => {
    const { out } = guard(['--json'], `${'x y\n'.repeat(200_000)}${text}`);
    assert.deepEqual(
      (JSON.parse(out) as { findings: { line: number }[] }).findings.map(({ line }) => line),
      [200_002, 200_003],
    );
  });

  it('adds the patterns and the forbidden files of a policy', () =>
    withFolder((folder) => {
      const patterns = [{ id: 'customer', pattern: 'KD-[0-9]{4}', severity: 'block' }];
      writeFileSync(join(folder, '.tallyboard.json'), JSON.stringify({ patterns, forbidden: ['keys/**'] }));
      mkdirSync(join(folder, 'keys'));
      writeFileSync(join(folder, 'keys', 'a'), 'of KD-1234');
      const { out, code } = guard(['--policy', '.tallyboard.json', '--json', join('keys', 'a')], '', folder);
      assert.deepEqual(JSON.parse(out), {
        findings: [
          { rule: 'policy:forbidden', severity: 'block', line: 1, column: 1, length: 10 },
          { rule: 'policy:customer', severity: 'block', line: 1, column: 4, length: 7 },
        ],
      });
      assert.equal(code, 1);
    }));

  it('refuses what it cannot take, in words; exit code 2', () =>
    withFolder((folder) => {
      writeFileSync(join(folder, 'policy.json'), JSON.stringify({ patterns: [{ id: 'a', pattern: '(a+)+b' }] }));
      for (const [words, said] of [
        [['absent.txt'], /"absent\.txt" cannot be read/],
        [['a', 'b'], /takes one FILE/],
        [['--since', '2026-01-01'], /"guard" takes no --since/],
        [['--policy', 'policy.json'], /"policy\.json" is not taken: patterns\/0\/pattern could take without end/],
      ] as const) {
        const { code, out, error } = guard(words, '', folder);
        assert.deepEqual([code, out], [2, ''], words.join(' '));
        assert.match(error, said);
      }
    }));
});
