import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { withFolder } from '../ledger/rig.js';
import { writeHome } from './homes.js';
import { run } from './rig.js';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist', 'cli.cjs');
const otlp = join(root, 'test/fixtures/telemetry/claude-code/real-2.1.50-telemetry/otlp.jsonl');
const home = join(root, 'test/fixtures/sources/claude-code/real-2.1.330-subagent/home');
/** What Node and SQLite say by themselves, which tells a person nothing. */
const raw = /E[A-Z]{4,}:|syscall|unable to open|not a database|no such table|I\/O error| {4}at /;

/** The one sentence, or two, that a command fails with. */
async function failure(expected: number, ...words: string[]): Promise<string> {
  const { code, out, error } = await run(...words);
  assert.deepEqual([code, out, raw.test(error)], [expected, '', false], `${words.join(' ')}: ${error}`);
  const [first = '', ...rest] = error.split('\n');
  assert.deepEqual(rest, expected === 2 ? ['Try: tallyboard --help', ''] : [''], error);
  return first.replace('tallyboard: ', '');
}

function start(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  out: number | 'pipe' = 'pipe',
  error: number | 'pipe' = 'pipe',
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', out, error],
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { code: status, out: stdout ?? '', error: stderr ?? '' };
}

describe('a ledger', () => {
  it('that can be none is refused with what is wrong and what to do, and is left as it was', () =>
    withFolder(async (folder) => {
      const at = (name: string) => join(folder, name);
      const told = (name: string) => failure(1, 'report', '--home', home, '--ledger', at(name));
      mkdirSync(at('folder'));
      writeFileSync(at('text'), 'this is no database '.repeat(500));
      symlinkSync('/dev/null', at('device'));
      assert.deepEqual(await Promise.all(['folder', 'text', 'device', 'no/such.db', 'text/x.db'].map(told)), [
        `A ledger is a file, and this is a folder: ${at('folder')}. Name a file in it.`,
        `This is no ledger of Tallyboard, and stays as it is: ${at('text')}. Name another file, or none.`,
        `A ledger is a plain file, and this is none: ${at('device')}. Name another.`,
        `The ledger has no folder: there is no ${at('no')}, or it cannot be made. Make it, or choose another place.`,
        `The folder of the ledger is a file: ${at('text')}. Choose another place.`,
      ]);
      assert.equal(readFileSync(at('text'), 'utf8'), 'this is no database '.repeat(500));
    }));

  it('that is the database of something else is refused, and not a byte of it changes', () =>
    withFolder(async (folder) => {
      const made = {
        'notes.db': "create table notes (x); insert into notes values ('mine')",
        'versioned.db': 'create table meta (name, value); pragma user_version = 3',
        'ledger.db': 'create table event (x); pragma user_version = 11',
      };
      for (const [name, sql] of Object.entries(made)) {
        const path = join(folder, name);
        const database = new DatabaseSync(path);
        database.exec(sql);
        database.close();
        const before = readFileSync(path);
        assert.match(await failure(1, 'report', '--home', home, '--ledger', path), /^This is no ledger of Tallyboard/);
        assert.deepEqual(readFileSync(path), before);
        assert.deepEqual(
          readdirSync(folder).filter((each) => /damaged|-wal/.test(each)),
          [],
        );
      }
    }));
});

describe('the data folder', () => {
  it('that can be none is refused at once', () =>
    withFolder((folder) => {
      writeFileSync(join(folder, 'file'), '');
      const told = (data: string, ...words: string[]) => {
        const { code, out, error } = start(words, { HOME: folder, TALLYBOARD_HOME: data });
        assert.deepEqual([code, out, raw.test(error)], [1, '', false], error);
        return error;
      };
      const places = [
        join(folder, 'file'),
        join(folder, 'file', 'below'),
        ...(existsSync('/proc/self') ? ['/proc/x'] : []),
      ];
      for (const place of places) {
        assert.match(
          told(place, 'report'),
          /^tallyboard: The (folder of the ledger is a file|ledger has no folder): .*\.\n$/,
        );
        assert.match(
          told(place, 'team', 'create', '--name', 'n', '--transport', `dir:${folder}`),
          /^tallyboard: There .*\n$/,
        );
      }
    }));

  it('and its folders are made for their owner alone', () =>
    withFolder((folder) => {
      const data = join(folder, 'a', 'b');
      assert.equal(start(['report', '--json'], { HOME: folder, TALLYBOARD_HOME: data }).code, 0);
      assert.ok(existsSync(join(data, 'ledger.db')));
      for (const made of [data, join(folder, 'a')]) assert.equal(statSync(made).mode & 0o777, 0o700);
    }));

  it('lies in the home that the system knows where HOME is empty', () => {
    const env = { HOME: '', TALLYBOARD_HOME: join(root, 'out', 'none') };
    const { out } = start(['doctor', '--json', '--ledger', ':memory:'], env);
    const paths = (JSON.parse(out) as { sources: { roots: { path: string }[] }[] }).sources.flatMap(
      ({ roots }) => roots,
    );
    assert.ok(paths.length > 0 && paths.every(({ path }) => !/^\/\.(claude|codex|config)/.test(path)));
  });
});

describe('a time zone of the system that is none', () => {
  it('is told as UTC', () => {
    for (const zone of ['Mars/Base', '']) {
      const { out } = start(['report', '--json', '--home', home], { TZ: zone });
      assert.equal((JSON.parse(out) as { timezone: string }).timezone, 'UTC', zone);
    }
  });
});

describe('a standard output that is full', () => {
  const commands = ['report', 'report --json', 'statusline', 'export', 'export --format jsonl', 'sessions', 'doctor'];
  it('is told in one sentence, with exit code 1', function () {
    if (!existsSync('/dev/full')) return this.skip();
    const full = openSync('/dev/full', 'w');
    for (const words of [
      ...commands.map((each) => `${each} --home ${home}`),
      '--help',
      'guard --help',
      'team --help',
    ]) {
      const { code, error } = start(words.split(' '), {}, full);
      assert.deepEqual(
        [code, error],
        [1, 'tallyboard: There is no room for the answer where standard output goes: what is there is not whole.\n'],
        words,
      );
    }
    assert.equal(start(['nonsense'], {}, 'pipe', full).code, 2);
    assert.equal(start(['report', '--home', home], {}, full, full).code, 1);
  });
});

describe('the command itself', () => {
  it('tells its version, and nothing else takes that option', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(start(['--version'], {}), { code: 0, out: `${version}\n`, error: '' });
    assert.deepEqual(await run('--version'), { code: 0, out: `${version}\n`, error: '' });
    assert.equal(await failure(2, 'report', '--version'), '"report" takes no --version.');
  });
});

describe('an export to -', () => {
  it('goes to standard output', async () => {
    const words = ['export', '--home', home, '--timezone', 'UTC'];
    assert.deepEqual(await run(...words, '--out', '-'), await run(...words));
    assert.equal(existsSync('-'), false);
  });
});

describe('files that are named', () => {
  it('are refused in words where they are none', () =>
    withFolder(async (folder) => {
      const at = (name: string) => join(folder, name);
      writeFileSync(at('x.json'), '{}');
      const write = 'To write one: ccusage daily --json --by-agent --timezone UTC > FILE';
      const verify = (name: string) =>
        failure(1, 'verify', '--home', home, '--timezone', 'UTC', '--against', name === '' ? folder : at(name));
      assert.equal(await verify(''), `"${folder}" is a folder. Name a file. ${write}`);
      assert.match(await verify('none'), /^There is no ".*none"\. Check the name.* To write one: ccusage daily/);
      assert.equal(
        await verify('x.json'),
        `"${at('x.json')}" is not what "ccusage daily --json --by-agent --timezone UTC" writes.`,
      );
      const nothing = 'Nothing was imported.';
      const place = ['--home', home, '--ledger', at('l.db')];
      assert.equal(
        await failure(1, 'import', folder, ...place),
        `${folder}: it is a folder. Name the files in it. ${nothing}`,
      );
      const guard = (...words: string[]) =>
        start(['guard', ...words], {})
          .error.replace('tallyboard: ', '')
          .split('\n')[0];
      assert.deepEqual(
        [guard(at('none')), guard(folder), guard('--policy', folder, at('x.json'))],
        [
          `There is no "${at('none')}". Check the name, and that its folder is there.`,
          `"${folder}" is a folder. Name a file.`,
          `"${folder}" is a folder. Name a file.`,
        ],
      );
    }));

  it('are not said to be imported where no ledger stays', () =>
    withFolder(async (folder) => {
      cpSync(otlp, join(folder, 'otlp.jsonl'));
      const words = ['import', '--yes', join(folder, 'otlp.jsonl'), '--home', join(folder, 'home')];
      const sentence = 'With --home alone no import would stay. Name a --ledger FILE, too.';
      assert.equal(await failure(2, ...words), sentence);
      assert.match((await run(...words.filter((word) => word !== '--yes'))).out, /\nNothing was changed\./);
      assert.match((await run(...words, '--ledger', join(folder, 'l.db'))).out, /\nImported\./);
      for (const more of [
        ['--list', 'x'],
        ['--undo', '1', 'x'],
        ['--list', '--undo', '1'],
        ['--list', '--yes'],
      ])
        await failure(2, 'import', ...more, '--home', folder, '--ledger', join(folder, 'l.db'));
    }));
});

describe('a place that is gone', () => {
  it('is told, and nothing of it is needed to guard a text', () =>
    withFolder((folder) => {
      const gone = join(folder, 'gone');
      mkdirSync(gone);
      const script = 'cd "$1" && rmdir "$1" && shift && exec "$@"';
      const there = (...words: string[]) => {
        mkdirSync(gone, { recursive: true });
        const all = ['-c', script, 'sh', gone, process.execPath, cli, ...words];
        return spawnSync('sh', all, { encoding: 'utf8', input: 'text' });
      };
      const { status, stderr } = there('report', '--home', 'x');
      assert.deepEqual(
        [status, stderr],
        [1, 'tallyboard: The folder that you are in is gone. Go to one that is there.\n'],
      );
      assert.deepEqual([there('statusline', '--home', home).status, there('guard').status], [0, 0]);
    }));
});

describe('words of a call that mean nothing', () => {
  it('are told in our words', async () => {
    const cases = [
      [
        ['report', '--since', '-5'],
        '--since takes a value. One that begins with a dash is joined to it: --since=VALUE.',
      ],
      [['report', '--since=-5'], '--since takes a day like 2026-01-31, not "-5".'],
      [['report', '--since'], '--since takes a value.'],
      [['report', '--json=yes'], '--json takes no value.'],
      [['report', '-x'], 'There is no option -x.'],
      [['report', '--nope', '1'], 'There is no option --nope.'],
      [['nonsense', '--help'], 'There is no command "nonsense".'],
      [['--help', 'nonsense'], 'There is no command "nonsense".'],
      [['help', 'nonsense'], 'There is no command "nonsense".'],
    ] as const;
    for (const [words, told] of cases) assert.equal(await failure(2, ...words), told);
    assert.match((await run('help', 'report')).out, /^tallyboard report:/);
  });
});

describe('a home with names of spaces and line ends', () => {
  it('is read like any other', () =>
    withFolder(async (folder) => {
      const odd = join(folder, 'a b\nc "d\' $e');
      writeHome(odd, [{ at: Date.UTC(2026, 2, 2), tokens: 7, folder: '/x/a b\nc' }]);
      const { out } = await run('report', '--json', '--by', 'project', '--home', odd, '--ledger', join(odd, 'l 1.db'));
      assert.deepEqual(Object.keys((JSON.parse(out) as { byProject: object }).byProject), ['/x/a b\nc']);
    }));
});
