import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { figureColumns } from '../../src/core/usageTable.js';
import { readCsv } from '../kit/readCsv.js';
import { withFolder } from '../ledger/rig.js';
import { run, runIn } from './rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const home = join(fixtures, 'claude-code', 'real-2.1.330-subagent', 'home');
const zone = ['--timezone', 'UTC'];

const schemaFile = join(import.meta.dirname, '../../../api/usage-line.schema.json');

interface Schema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Property | undefined>>;
}

interface Property {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
}

function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

/** The few words of JSON Schema that ours uses. */
function allows(property: Property | undefined, value: unknown): boolean {
  if (property === undefined) return false;
  if (property.const !== undefined) return property.const === value;
  if (property.enum !== undefined) return property.enum.includes(value);
  if (property.type === 'string') return typeof value === 'string' && new RegExp(property.pattern ?? '').test(value);
  return (
    typeof value === 'number' && value >= (property.minimum ?? 0) && (property.type !== 'integer' || value % 1 === 0)
  );
}

async function out(...words: string[]): Promise<string> {
  const { code, out: text, error } = await run(...words);
  assert.deepEqual([code, error], [0, '']);
  return text;
}

describe('tallyboard export', () => {
  it('as CSV has a row a group, whose figures add up to the report', async () => {
    const [head, ...rows] = readCsv(await out('export', '--home', home, ...zone, '--by', 'day,tool,model,session'));
    assert.deepEqual(head, ['day', 'tool', 'model', 'session', ...figureColumns]);
    const { totals } = JSON.parse(await out('report', '--json', '--home', home, ...zone)) as {
      totals: Record<string, number>;
    };
    for (const name of [
      'requests',
      'input',
      'cacheRead',
      'cacheWrite5m',
      'cacheWrite1h',
      'output',
      'reasoning',
      'total',
    ])
      assert.equal(
        rows.reduce<number>((sum, row) => sum + Number(row[head?.indexOf(name) ?? -1]), 0),
        totals[name],
        name,
      );
  });

  it('as JSON is the report', async () => {
    const words = ['--home', home, ...zone, '--by', 'tool,session'];
    const report = await out('report', '--json', ...words);
    assert.equal(await out('export', '--format', 'json', ...words), report);
    assert.equal(await out('export', '--json', ...words), report);
  });

  it('as Markdown has one table a name, each with the sum', async () => {
    const text = await out('export', '--format', 'md', '--home', home, ...zone, '--by', 'tool,project');
    assert.match(text, /^# AI usage\n\nDays of UTC: (\d{4}-\d\d-\d\d) to \d{4}-\d\d-\d\d\.\n\n\*\*2,440 tokens\*\*/);
    const [, since = ''] = /UTC: (\S+) to/.exec(text) ?? [];
    const { byDay } = parse(await out('report', '--json', '--home', home, ...zone, '--by', 'day')) as {
      byDay: Record<string, object>;
    };
    assert.equal(since, Object.keys(byDay).sort()[0]);
    assert.match(text, /^\| Tool \| Requests \|.*\n[^\0]*^\| Project \| Requests \|/m);
    assert.deepEqual(
      [...text.matchAll(/^## (.*)$/gm)].map(([, name]) => name),
      ['Tools', 'Projects'],
    );
    assert.equal(text.match(/\*\*Together\*\* \| 5 \|/g)?.length, 2);
  });

  it('as JSONL has lines as the schema says, which add up to the report', async () => {
    const { required, properties } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema;
    const ofOne = async (fixture: string) => {
      const words = ['--home', join(fixtures, fixture, 'home'), ...zone];
      const lines = (await out('export', '--format', 'jsonl', ...words)).trimEnd().split('\n').map(parse);
      for (const line of lines) {
        assert.deepEqual(
          required.filter((name) => line[name] === undefined),
          [],
        );
        for (const [name, value] of Object.entries(line))
          assert.ok(allows(properties[name], value), `${name}: ${value}`);
      }
      const { totals } = parse(await out('report', '--json', ...words)) as { totals: Record<string, number> };
      for (const name of ['requests', 'input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning'])
        assert.equal(
          lines.reduce((sum, line) => sum + Number(line[name]), 0),
          totals[name],
          name,
        );
    };
    for (const each of [
      'claude-code/real-2.1.330-compact',
      'copilot-cli/real-1.0.44-plain',
      'codex/fork-copies-parent',
    ])
      await ofOne(each);
  });

  it('leaves the price empty where none is known', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, '.claude', 'projects', 'p'), { recursive: true });
      const usage = { input_tokens: 5, output_tokens: 2 };
      const message = { id: 'm1', role: 'assistant', model: 'claude-of-the-future', stop_reason: 'end_turn', usage };
      const line = {
        type: 'assistant',
        sessionId: 's',
        version: '2.1.330',
        timestamp: '2026-03-02T10:00:00Z',
        message,
      };
      writeFileSync(join(folder, '.claude', 'projects', 'p', 's.jsonl'), `${JSON.stringify(line)}\n`);
      const text = await out('export', '--home', folder, ...zone, '--by', 'model');
      assert.equal(text.split('\r\n')[1], 'claude-of-the-future,1,5,0,0,0,2,0,7,7,0,0,,true');
    }));

  it('writes a file by the end of its name, with a byte order mark where it is CSV, in place of one that is there', () =>
    withFolder(async (folder) => {
      for (const name of ['u.csv', 'u.json', 'u.MD']) {
        writeFileSync(join(folder, name), 'x'.repeat(100_000));
        const { code, out: text, error } = await run('export', '--home', home, ...zone, '--out', join(folder, name));
        assert.deepEqual([code, text, error], [0, '', `Wrote ${join(folder, name)}\n`]);
      }
      const [csv, json, markdown] = ['u.csv', 'u.json', 'u.MD'].map((name) => readFileSync(join(folder, name), 'utf8'));
      assert.match(csv ?? '', /^\uFEFFtool,model,day,requests,/);
      assert.equal((JSON.parse(json ?? '') as { schema: number }).schema, 1);
      assert.match(markdown ?? '', /^# AI usage/);
      assert.deepEqual(readdirSync(folder), ['u.MD', 'u.csv', 'u.json']);
    }));

  it('says what to do where it cannot write', () =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, 'taken.csv', 'x'), { recursive: true });
      const absent = await run('export', '--home', home, '--out', join(folder, 'no', 'u.csv'));
      assert.deepEqual([absent.code, /its folder is not there\. Make it first\./.test(absent.error)], [1, true]);
      const taken = await run('export', '--home', home, '--out', join(folder, 'taken.csv'));
      assert.deepEqual([taken.code, /there is a folder of that name/.test(taken.error)], [1, true]);
    }));
});

describe('a narrow terminal', () => {
  it('gets fewer columns, never a cut figure, and its last two columns always', async () => {
    const wide = await runIn(200, 'report', '--home', home);
    assert.equal(wide.out, (await run('report', '--home', home)).out);
    for (const columns of [70, 50, 30, 10]) {
      const { out: text } = await runIn(columns, 'report', '--home', home);
      assert.ok(text.includes('2,440') && text.includes('List price'), text);
      if (columns >= 40)
        assert.ok(
          text.split('\n').every((line) => line.length <= columns),
          text,
        );
    }
  });
});
