import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { recordGuard } from '../../src/ledger/questions/guardCounts.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { emptyHome, fixtures, home } from './fixtureHomes.js';
import { run } from './rig.js';
import { type Json, json, maps, shapeOf, sourceShape, totalsShape } from './shapes.js';

describe('tallyboard report --json', () => {
  it('has the documented keys in the documented order', async () => {
    const report = await json('report', '--json', '--home', home, '--timezone', 'UTC');
    assert.deepEqual(shapeOf(report, maps), [
      ['schema', 'number'],
      ['timezone', 'string'],
      ['totals', totalsShape],
      ['byTool', { '*': totalsShape }],
      ['byModel', { '*': totalsShape }],
      ['byDay', { '*': totalsShape }],
      ['limits', []],
      ['sources', [sourceShape]],
    ]);
    assert.deepEqual([report['schema'], report['timezone']], [1, 'UTC']);
  });

  it('has the maps that are asked for and no others, in the documented order', async () => {
    const report = await json('report', '--json', '--home', home, '--by', 'branch,project,session');
    assert.deepEqual(Object.keys(report), [
      'schema',
      'timezone',
      'totals',
      'bySession',
      'byProject',
      'byBranch',
      'limits',
      'sources',
    ]);
  });

  it('has one row a tool in sources, with limits where a tool tells them', async () => {
    const codex = join(fixtures, 'codex', 'interleaved-counters-of-two-limits', 'home');
    const report = await json('report', '--json', '--home', codex);
    const tools = (report['sources'] as { tool: string }[]).map(({ tool }) => tool);
    assert.deepEqual(tools, [...new Set(tools)]);
    for (const limit of report['limits'] as object[])
      assert.deepEqual(Object.keys(limit), ['tool', 'window', 'usedPercent', 'resetsAt', 'at']);
  });

  it('has a null cost and the names of the models where nothing has a price', async () => {
    await withFolder(async (folder) => {
      const log = join(folder, '.claude', 'projects', 'p', 's.jsonl');
      mkdirSync(join(log, '..'), { recursive: true });
      const message = {
        id: 'm1',
        type: 'message',
        role: 'assistant',
        model: 'claude-of-the-future',
        content: [],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: 5, output_tokens: 2 },
      };
      writeFileSync(
        log,
        `${JSON.stringify({ type: 'assistant', sessionId: 's', cwd: '/p', version: '2.1.330', timestamp: '2026-03-02T10:00:00Z', message })}\n`,
      );
      const { totals } = (await json('report', '--json', '--home', folder)) as { totals: { [key: string]: Json } };
      assert.deepEqual(
        [totals['costMicroUsd'], totals['costAtLeast'], totals['unpricedModels'], totals['total']],
        [null, true, ['claude-of-the-future'], 7],
      );
    });
  });

  it('keeps to whole local days of the zone, both ends included', async () => {
    const all = (await json(
      'report',
      '--json',
      '--home',
      join(fixtures, 'claude-code', 'utc-day-boundary', 'home'),
      '--timezone',
      'UTC',
    )) as { byDay: { [day: string]: { total: number } } };
    for (const day of Object.keys(all.byDay)) {
      const one = (await json(
        'report',
        '--json',
        '--home',
        join(fixtures, 'claude-code', 'utc-day-boundary', 'home'),
        '--timezone',
        'UTC',
        '--since',
        day,
        '--until',
        day,
      )) as unknown as { totals: { total: number } };
      assert.equal(one.totals.total, all.byDay[day]?.total);
    }
    assert.ok(Object.keys(all.byDay).length > 1);
  });

  it('is empty, not an error, for a home without logs', async () => {
    const report = (await json('report', '--json', '--home', emptyHome)) as unknown as {
      totals: { total: number; costMicroUsd: number };
      byTool: object;
    };
    assert.deepEqual([report.totals.total, report.totals.costMicroUsd, report.byTool], [0, 0, {}]);
  });
});

describe('tallyboard sessions, doctor and statusline', () => {
  it('have the documented shapes', async () => {
    const sessions = await json('sessions', '--json', '--home', home);
    assert.deepEqual(shapeOf(sessions, maps), [
      ['schema', 'number'],
      [
        'sessions',
        [
          [
            ['id', 'string'],
            ['tool', 'string'],
            ['project', 'string'],
            ['branch', 'string'],
            ['start', 'string'],
            ['end', 'string'],
            ['models', ['string']],
            ...totalsShape,
          ],
        ],
      ],
    ]);
    const doctor = await json('doctor', '--json', '--home', home);
    assert.deepEqual(shapeOf(doctor, maps), [
      ['schema', 'number'],
      [
        'sources',
        [
          [
            ['tool', 'string'],
            [
              'roots',
              [
                [
                  ['path', 'string'],
                  ['state', 'string'],
                ],
              ],
            ],
            ['files', 'number'],
            ['records', 'number'],
            ['skipped', []],
            ['lastEventAt', 'string'],
          ],
        ],
      ],
      [
        'ledger',
        [
          ['path', 'string'],
          ['schema', 'number'],
          ['bytes', 'number'],
        ],
      ],
      ['problems', []],
      ['guard', []],
    ]);
    const states = (doctor['sources'] as { roots: { state: string }[] }[]).flatMap(({ roots }) =>
      roots.map(({ state }) => state),
    );
    assert.ok(states.every((state) => ['read', 'absent', 'unreadable'].includes(state)));
  });

  it('tell a missing project and branch as null in sessions, as "" in maps', async () => {
    const bare = join(fixtures, 'copilot-chat', 'debug-log-flat', 'home');
    const { sessions } = (await json('sessions', '--json', '--home', bare)) as unknown as {
      sessions: { project: null | string; branch: null | string }[];
    };
    assert.ok(sessions.length > 0 && sessions.every(({ branch }) => branch === null));
    const { byBranch } = (await json('report', '--json', '--home', bare, '--by', 'branch')) as unknown as {
      byBranch: object;
    };
    assert.deepEqual(Object.keys(byBranch), ['']);
  });

  it('tell what the guard found in the editor, by kind', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'ledger.db');
      const place = ['--home', emptyHome, '--ledger', path];
      const ledger = openLedger(path);
      recordGuard(ledger, '2026-11-22', [{ rule: 'aws-key', found: 2, redacted: 1, sent: 0 }]);
      recordGuard(ledger, '2026-11-23', [{ rule: 'aws-key', found: 1, redacted: 0, sent: 1 }]);
      ledger.close();
      assert.deepEqual((await json('doctor', '--json', ...place))['guard'], [
        { rule: 'aws-key', found: 3, redacted: 1, sent: 1 },
      ]);
      assert.match((await run('doctor', ...place)).out, /\n {2}aws-key: 3 found, 1 removed, 1 sent all the same\n/);
    }));

  it('tell a folder of logs that is a link to itself: not there, with the reason, and no word of permissions', () =>
    withFolder(async (folder) => {
      const link = join(folder, '.claude');
      symlinkSync(link, link);
      const path = join(link, 'projects');
      const doctor = await json('doctor', '--json', '--home', folder);
      const roots = (doctor['sources'] as { roots: { path: string; state: string }[] }[]).flatMap((each) => each.roots);
      assert.deepEqual(
        roots.filter((root) => root.path === path),
        [{ path, state: 'absent' }],
      );
      assert.ok(
        (doctor['problems'] as { code: string; text: string }[]).some(
          ({ code, text }) => code === 'link-loop' && text === path,
        ),
      );
      const { out } = await run('doctor', '--home', folder);
      assert.ok(out.includes(`\nA link leads round in a circle and is not followed: ${path}`), out);
      assert.doesNotMatch(out, /permissions/);
    }));

  it('say in text what the JSON says', async () => {
    const report = (await json('report', '--json', '--home', home)) as unknown as { totals: { total: number } };
    const text = await run('report', '--home', home);
    assert.ok(text.out.includes(report.totals.total.toLocaleString('en')), text.out);
    assert.match((await run('sessions', '--home', home)).out, /Claude Code/);
    assert.match((await run('doctor', '--home', home)).out, /No problems\.\n$/);
    const chat = (await run('doctor', '--home', join(fixtures, 'copilot-chat', 'jsonl-mutation-log', 'home'))).out;
    assert.match(chat, /^Copilot Chat · .*: 1 file, \d+ records?, last 2026-05-3\d/);
    assert.match(chat, /\n {2}Copilot Chat: .*agentDebugLog\.fileLogging\.enabled/);
    assert.match(chat, /\nNothing of Claude Code, Codex, .*\nLooked for in \d+ places/);
    assert.doesNotMatch(chat, /absent/);
    const old = join(fixtures, 'goose', 'files-of-builds-before-the-database', 'home');
    assert.match(
      (await run('doctor', '--home', old)).out,
      /^Goose · files: 3 files, 2 records, .*passed over: 1 without counts\n/,
    );
    assert.match((await run('report', '--home', emptyHome)).out, /^No AI use found\. Looked in:\n {2}\//);
  });

  it('end a line that is one line', async () => {
    for (const words of [['statusline'], ['statusline', '--json']]) {
      const { code, out } = await run(...words, '--home', home);
      assert.deepEqual([code, out.split('\n').length, out.endsWith('\n')], [0, 2, true]);
    }
  });
});

describe('where things are', () => {
  it('--home alone leaves no ledger behind, --ledger keeps it', async () => {
    await withFolder(async (folder) => {
      const before = readdirSync(home);
      await run('report', '--home', home);
      assert.deepEqual(readdirSync(home), before);
      await run('report', '--home', home, '--ledger', join(folder, 'l.db'));
      assert.ok(existsSync(join(folder, 'l.db')));
      const again = (await json('report', '--json', '--home', folder, '--ledger', join(folder, 'l.db'))) as unknown as {
        totals: { total: number };
      };
      assert.ok(again.totals.total > 0, 'what was read stays in the ledger');
    });
  });
});
