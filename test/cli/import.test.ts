import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { run } from './rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/telemetry');
const old = join(fixtures, 'claude-code', 'real-2.1.50-telemetry');
const otlp = join(old, 'otlp.jsonl');

/** A command over a ledger file in a folder, beside a home that may be empty. */
function commandsIn(folder: string) {
  const place = ['--home', join(folder, 'home'), '--ledger', join(folder, 'ledger.db'), '--timezone', 'UTC'];
  const told = async (...words: string[]): Promise<string> => {
    const { code, out, error } = await run(...words, ...place);
    assert.deepEqual([code, error], [0, '']);
    return out;
  };
  const total = async () =>
    (JSON.parse(await told('report', '--json')) as { totals: Record<string, number> }).totals['total'];
  return { told, total, run: (...words: string[]) => run(...words, ...place) };
}

describe('tallyboard import', () => {
  it('first says what it would add, then adds that, lists it and takes it back', () =>
    withFolder(async (folder) => {
      const { told, total } = commandsIn(folder);
      cpSync(join(old, 'home'), join(folder, 'home'), { recursive: true });
      const before = await total();
      const tried = await told('import', otlp);
      assert.match(tried, /Claude Code +9 +3 +6 +0 +0 +\+8,512/);
      assert.match(tried, /Left out: 20 of a metric that counts some answers twice/);
      assert.match(tried, /Nothing was changed/);
      assert.equal(await total(), before);
      const json = JSON.parse(await told('import', otlp, '--json')) as Record<string, unknown>;
      assert.deepEqual([json['applied'], json['skipped']], [false, { 'told-twice': 20 }]);
      assert.match(await told('import', '--yes', otlp), /To take it back: tallyboard import --undo 1/);
      assert.equal(await total(), (before ?? 0) + 8_512);
      assert.match(await told('import', '--list'), /\n1 +\d{4}-\d\d-\d\d +9 +0 +otlp\.jsonl/);
      assert.match(await told('import', '--yes', otlp), /Nothing new/);
      assert.equal(await told('import', '--undo', '1'), 'Import 1 was taken back.\n');
      assert.equal(await total(), before);
      assert.equal(await told('import', '--list'), 'Nothing was imported.\n');
    }));

  it('takes what another machine exported, to the token, and again nothing', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'usage.jsonl');
      const words = ['--home', join(old, 'home'), '--timezone', 'UTC'];
      await run('export', '--out', file, ...words);
      const { told, run: plain } = commandsIn(folder);
      await told('import', '--yes', file);
      const report = async (...more: string[]) => {
        const { out } = await run('report', '--json', '--by', 'tool,model,day,session,project,branch', ...more);
        const { sources: _sources, ...rest } = JSON.parse(out) as Record<string, unknown>;
        return rest;
      };
      const there = ['--home', join(folder, 'home'), '--ledger', join(folder, 'ledger.db'), '--timezone', 'UTC'];
      assert.deepEqual(await report(...there), await report(...words));
      assert.match((await plain('import', '--yes', file)).out, /Nothing new/);
      assert.equal((await run('export', '--format', 'jsonl', ...words)).out, readFileSync(file, 'utf8'));
    }));

  it('says what is wrong with a file, and where; then nothing of any is imported', () =>
    withFolder(async (folder) => {
      const { run: plain, told } = commandsIn(folder);
      const write = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const line = readFileSync(otlp, 'utf8').split('\n')[1] ?? '';
      const counts = { input: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 1, reasoning: 0, requests: 1 };
      const names = {
        tallyboard: 1,
        kind: 'request',
        key: 'a'.repeat(32),
        session: 's',
        model: 'm',
        precision: 'exact',
      };
      const exported = { ...names, ...counts, tool: 'codex', at: '2026-06-18T09:44:14.407Z' };
      assert.equal((await plain('import', write('i.json', `${JSON.stringify(exported)}\n`))).code, 0);
      const cases: readonly (readonly [string, RegExp])[] = [
        [join(folder, 'absent.json'), /there is no such file/],
        [folder, /it is a folder\. Name the files in it/],
        [
          write('a.json', `${line}\n\n{"resourceLogs": [}\n`),
          /a\.json, line 3: what begins here does not end|line 3: this is no JSON/,
        ],
        [write('b.json', 'hello'), /b\.json, line 1: this is no JSON/],
        [write('c.json', '{"tallyboard":1,"tool":"codex"}\n'), /c\.json, line 1: this is no line of an export/],
        [
          write('h.json', `${JSON.stringify({ ...exported, tool: '' })}\n`),
          /h\.json, line 1: this is no line of an export/,
        ],
        [write('d.json', '{"tallyboard":2}\n'), /d\.json, line 1: this line is of a newer Tallyboard/],
        [write('e.json', '{"hello":1}\n'), /it holds neither telemetry/],
        [
          write('g.json', '{"daily":[],"totals":{}}\n'),
          /g\.json: this is a report of ccusage\. "tallyboard verify --against FILE"/,
        ],
      ];
      for (const [path, words] of cases) {
        const { code, error } = await plain('import', '--yes', otlp, path);
        assert.equal(code, 1, path);
        assert.match(error, words);
        assert.match(error, /Nothing was imported\.\n$/);
      }
      assert.equal(await told('import', '--list'), 'Nothing was imported.\n');
      const { code } = await plain('import', '--yes', write('f.json', `${line}\n${line.slice(0, 99)}`));
      assert.equal(code, 0);
    }));

  it('refuses words that it would not heed', () =>
    withFolder(async (folder) => {
      const { run: plain } = commandsIn(folder);
      for (const words of [
        ['import'],
        ['import', '--undo', 'x'],
        ['report', '--yes'],
        ['export', '--format', 'jsonl', '--by', 'tool'],
        ['export', '--out', join(folder, 'a.jsonl'), '--by', 'tool'],
      ])
        assert.equal((await plain(...words)).code, 2, words.join(' '));
      const { code, error } = await plain('import', '--undo', '7');
      assert.deepEqual(
        [code, error],
        [1, 'tallyboard: There is no import 7. "tallyboard import --list" names them.\n'],
      );
    }));
});
