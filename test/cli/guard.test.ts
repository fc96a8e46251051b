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

  it('counts lines as an editor does: what ends one begins none', () => {
    for (const [input, lines] of [
      ['', '0 lines'],
      ['a', '1 line'],
      ['a\n', '1 line'],
      ['a\nb', '2 lines'],
      ['a\r\n\n', '2 lines'],
    ] as const)
      assert.equal(guard(['-'], input).out, `No secrets found in ${lines}.\n`);
  });

  it('reads UTF-16 and a byte order mark of UTF-8 at the same places as plain text', () =>
    withFolder((folder) => {
      const little = Buffer.from(text, 'utf16le');
      const big = Buffer.from(little).swap16();
      const files = {
        plain: Buffer.from(text),
        'utf-8': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
        'utf-16le': Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
        'utf-16be': Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
        'utf-16le without a mark': little,
        'utf-16be without a mark': big,
      };
      const known = guard(['-', '--json'], text).out;
      for (const [name, bytes] of Object.entries(files)) {
        writeFileSync(join(folder, name), bytes);
        assert.deepEqual(guard([name, '--json'], '', folder), { code: 1, out: known, error: '' }, name);
        const { stdout } = spawnSync(process.execPath, [cli, 'guard', '--json'], { input: bytes, encoding: 'utf8' });
        assert.equal(stdout, known, name);
      }
    }));

  it('writes file, line and column as compilers do', () =>
    withFolder((folder) => {
      writeFileSync(join(folder, 'a.txt'), text);
      const { code, out } = guard(['a.txt'], '', folder);
      const lines = ['a.txt:2:8  block  aws-key', 'a.txt:3:6  warn   email', '', '2 findings in 3 lines.', ''];
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
        [['absent.txt'], /^tallyboard: There is no "absent\.txt"\. Check the name/],
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
