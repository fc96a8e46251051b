import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { commandNames, commandOptions } from '../../src/cli/options.js';
import { recordGuard } from '../../src/ledger/questions/guardCounts.js';
import { openLedger, withFolder } from '../ledger/rig.js';
import { run } from './rig.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const home = join(fixtures, 'claude-code', 'real-2.1.330-subagent', 'home');
const emptyHome = join(fixtures, 'claude-code');

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** The shape of a value: key sets in their order, and the kinds of what is in them. Maps by names have one entry `*`. */
function shapeOf(value: Json, maps: readonly string[], name = ''): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0] as Json, maps)];
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const entries = Object.entries(value).map(([key, each]) => [key, shapeOf(each as Json, maps, key)] as const);
  return maps.includes(name) ? { '*': entries[0]?.[1] } : entries;
}

async function json(...words: string[]): Promise<{ readonly [key: string]: Json }> {
  const { code, out, error } = await run(...words);
  assert.deepEqual([code, error], [0, '']);
  return JSON.parse(out) as { readonly [key: string]: Json };
}

const totalsShape = [
  ['input', 'number'],
  ['cacheRead', 'number'],
  ['cacheWrite', 'number'],
  ['cacheWrite5m', 'number'],
  ['cacheWrite1h', 'number'],
  ['output', 'number'],
  ['reasoning', 'number'],
  ['total', 'number'],
  ['requests', 'number'],
  ['costMicroUsd', 'number'],
  ['costAtLeast', 'boolean'],
  ['unpricedModels', []],
  [
    'precision',
    [
      ['exact', 'number'],
      ['atLeast', 'number'],
      ['estimate', 'number'],
    ],
  ],
];
const maps = ['byTool', 'byModel', 'byDay', 'bySession', 'byProject', 'byBranch'];
const sourceShape = [
  ['tool', 'string'],
  ['files', 'number'],
  ['bytes', 'number'],
  ['records', 'number'],
  ['skipped', []],
  ['lastEventAt', 'string'],
];

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
