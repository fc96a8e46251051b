import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { commandNames, commandOptions } from '../../src/cli/options.js';
import { withFolder } from '../ledger/rig.js';
import { emptyHome, home } from './fixtureHomes.js';
import { run } from './rig.js';

describe('exit codes', () => {
  it('are 0 for help of every command, which names its options', async () => {
    for (const command of commandNames) {
      const { code, out, error } = await run(command, '--help');
      assert.deepEqual([code, error], [0, '']);
      for (const option of commandOptions[command].filter((name) => name !== 'help'))
        assert.ok(out.includes(`--${option}`), `${command} ${option}`);
      assert.ok(out.startsWith(`tallyboard ${command}:`));
      assert.ok(out.split('\n').every((line) => line.length <= 120));
    }
    assert.deepEqual([(await run('--help')).code, (await run('-h')).code, (await run('help')).code], [0, 0, 0]);
    const all = (await run('--help')).out;
    for (const command of commandNames) assert.ok(all.includes(`tallyboard ${command}`));
  });

  it('are 2 for wrong usage, with one line that says what, and nothing on standard output', async () => {
    const wrong: string[][] = [
      ['rport'],
      ['report', 'more'],
      ['report', '--nope'],
      ['report', '--since'],
      ['report', '--since', 'yesterday'],
      ['report', '--since', '2026-02-30'],
      ['report', '--until', '2026-1-1'],
      ['report', '--ledger', ''],
      ['report', '--since', '2026-02-02', '--until', '2026-02-01'],
      ['report', '--timezone', 'Mars/Base'],
      ['report', '--timezone', ''],
      ['report', '--by', 'tool,colour'],
      ['toString'],
      ['__proto__'],
      ['constructor', '--json'],
      ['report', '--json=yes'],
      ['doctor', '--since', '2026-01-01'],
      ['report', '--out', 'x.csv'],
      ['export', '--format', 'xlsx'],
      ['export', '--format', 'csv', '--json'],
      ['export', '--out', ''],
      ['export', '--out', 'x.JSONL', '--model', 'small-1'],
    ];
    for (const words of wrong) {
      const { code, out, error } = await run(...words, '--home', emptyHome);
      assert.deepEqual(
        [code, out, error.startsWith('tallyboard: '), error.includes('--help')],
        [2, '', true, true],
        `${words.join(' ')}: ${code} ${error}`,
      );
    }
    assert.equal((await run()).code, 2);
    assert.equal((await run('report', '--home', '')).code, 2);
  });

  it('are 1 for a failure, with its reason', async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'notes.txt'), 'this is no database '.repeat(500));
      const foreign = await run('report', '--home', home, '--ledger', join(folder, 'notes.txt'));
      assert.deepEqual([foreign.code, foreign.out], [1, '']);
      assert.match(foreign.error, /^tallyboard: /);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.db')),
        [],
        'what never was a ledger is left where it is',
      );
      const absent = await run('report', '--home', home, '--ledger', join(folder, 'no', 'such', 'folder.db'));
      assert.deepEqual([absent.code, absent.out], [1, '']);
    });
  });
});

describe('a ledger that is damaged', () => {
  it('is rebuilt, told once on standard error, and later by doctor', async () => {
    await withFolder(async (folder) => {
      const ledger = join(folder, 'ledger.db');
      writeFileSync(ledger, 'this is no database '.repeat(500));
      const words = ['report', '--json', '--home', home, '--ledger', ledger];
      const first = await run(...words);
      assert.equal(first.code, 0);
      assert.match(
        first.error,
        /^tallyboard: The ledger was damaged and is kept as ledger\.damaged-\S+\.db\. [^\n]+\n$/,
      );
      const again = await run(...words);
      assert.deepEqual([again.code, again.error], [0, '']);
      const alone = JSON.parse((await run('report', '--json', '--home', home)).out) as { totals: object };
      assert.deepEqual((JSON.parse(first.out) as { totals: object }).totals, alone.totals);
      const doctor = JSON.parse((await run('doctor', '--json', '--home', home, '--ledger', ledger)).out) as {
        problems: { code: string }[];
      };
      assert.deepEqual(
        doctor.problems.map(({ code }) => code),
        ['rebuilt'],
      );
    });
  });
});
