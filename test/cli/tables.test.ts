import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { type Logged, writeHome } from './homes.js';
import { run, runIn } from './rig.js';

const at = Date.UTC(2026, 2, 2, 10);
const day = 86_400_000;
const requests: readonly Logged[] = [
  { at, tokens: 1_000, folder: '/home/dev/harbour-lights', session: 'a', branch: 'main' },
  { at: at + day, tokens: 20_000, folder: '/home/dev/pier', session: 'b', branch: 'quay', model: 'no-such-model' },
  { at: at + 2 * day, tokens: 300_000, folder: '/home/dev/pier', session: 'b', branch: 'quay' },
];

async function told(folder: string, ...words: string[]): Promise<string> {
  const { code, out, error } = await run(...words, '--home', folder, '--timezone', 'UTC');
  assert.deepEqual([code, error], [0, '']);
  return out;
}

/** Cells of a table's lines by their head: the heads of columns of words stand above the first letter of each. */
function columnOf(table: string, head: string): string[] {
  const [heads = '', ...lines] = table.split('\n');
  const from = heads.indexOf(head);
  return lines.map((line) => line.slice(from).split(/ {2,}/)[0] ?? '');
}

describe('tables of the command', () => {
  it('report --by has one for each name, each with the sum; without it tools alone', () =>
    withFolder(async (folder) => {
      writeHome(folder, requests);
      const text = await told(
        folder,
        'report',
        '--by',
        'day,model,project,session,branch,tool',
        '--since',
        '2026-03-01',
      );
      const tables = text.split('\n\n').slice(0, 6);
      assert.deepEqual(
        tables.map((table) => table.split(' ')[0]),
        ['Day', 'Model', 'Project', 'Session', 'Branch', 'Tool'],
      );
      for (const table of tables) {
        const tokens = table
          .split('\n')
          .map((line) => Number((/([\d,]+) {2,}\S[^ ]*(?: \S+)?$/.exec(line)?.[1] ?? '').replaceAll(',', '')));
        assert.equal(tokens.at(-1), 321_000, table);
        assert.equal(
          tokens.slice(1, -1).reduce((sum, each) => sum + each, 0),
          321_000,
          table,
        );
      }
      assert.deepEqual(columnOf(tables[0] ?? '', 'Day'), ['2026-03-02', '2026-03-03', '2026-03-04', 'Together']);
      assert.deepEqual(columnOf(tables[2] ?? '', 'Project'), [
        '/home/dev/pier',
        '/home/dev/harbour-lights',
        'Together',
      ]);
      const usual = await told(folder, 'report', '--since', '2026-03-01');
      assert.deepEqual(usual.match(/^(?:Claude Code|Together|\d{4}-)/gm), ['Claude Code', 'Together']);
    }));

  it('words stand below their heads, figures end below theirs, also where a column is left out', () =>
    withFolder(async (folder) => {
      writeHome(folder, requests);
      const sessions = (await told(folder, 'sessions')).trimEnd();
      assert.deepEqual(columnOf(sessions, 'Tool'), ['Claude Code', 'Claude Code']);
      assert.deepEqual(columnOf(sessions, 'Project'), ['pier', 'harbour-lights']);
      const ends = sessions.split('\n').map((line) => line.length);
      assert.ok(
        ends.every((end) => end === ends[0]),
        String(ends),
      );
      const { out } = await runIn(60, 'sessions', '--home', folder, '--timezone', 'UTC');
      assert.deepEqual(
        [out.includes('Project'), columnOf(out.trimEnd(), 'Tool')],
        [false, ['Claude Code', 'Claude Code']],
      );
    }));

  it('doctor groups the digits of what it counted, and says of a ledger in memory that it stays for this command', () =>
    withFolder(async (folder) => {
      writeHome(
        folder,
        Array.from({ length: 1_234 }, (_, index) => ({ at: at + index, tokens: 1 })),
      );
      const text = await told(folder, 'doctor');
      assert.match(text, /^Claude Code · transcript: 1,234 files, 1,234 records, last 2026-03-02$/m);
      assert.match(text, /^Ledger: in memory, for this command alone$/m);
      const ledger = join(folder, 'ledger.db');
      assert.match(
        await told(folder, 'doctor', '--ledger', ledger),
        /^Ledger: \S+ledger\.db \(schema \d+, [\d,]+,\d{3} bytes\)$/m,
      );
    }));

  it('a document of no use has no empty tables; a list of imports has days and files below their heads', () =>
    withFolder(async (folder) => {
      const text = await told(folder, 'export', '--format', 'md');
      assert.equal(text, '# AI usage\n\nDays of UTC: none with use.\n\n**0 tokens**, $0.00 at list price\n');
      const [home, ledger, file] = ['home', 'l.db', 'usage.jsonl'].map((name) => join(folder, name));
      writeHome(home ?? '', requests);
      await run('export', '--out', file ?? '', '--home', home ?? '', '--timezone', 'UTC');
      await told(folder, 'import', file ?? '', '--yes', '--ledger', ledger ?? '');
      const list = (await told(folder, 'import', '--list', '--ledger', ledger ?? '')).trimEnd();
      assert.deepEqual(columnOf(list, 'Files'), ['usage.jsonl']);
      assert.match(columnOf(list, 'Day')[0] ?? '', /^\d{4}-\d\d-\d\d$/);
    }));
});
