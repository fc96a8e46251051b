import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { type PlacesOptions, placesOf } from '../../src/platform/places.js';
import { claudeCode } from '../../src/sources/claudeCode/claudeCode.js';
import { sources } from '../../src/sources/registry.js';
import { readHome } from '../kit/readHome.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources/claude-code');
const paths = (options: PlacesOptions) => claudeCode.roots(placesOf(options)).map(({ path }) => path);

describe('where Claude Code keeps its transcripts', () => {
  it('on Linux: both config folders, and the local agents of the desktop', () => {
    assert.deepEqual(paths({ os: 'linux', home: '/home/u' }), [
      '/home/u/.config/claude/projects',
      '/home/u/.claude/projects',
      '/home/u/.config/Claude/local-agent-mode-sessions',
      '/home/u/.config/Claude/claude-code-sessions',
    ]);
  });

  it('on macOS', () => {
    assert.deepEqual(paths({ os: 'darwin', home: '/Users/u' }), [
      '/Users/u/.config/claude/projects',
      '/Users/u/.claude/projects',
      '/Users/u/Library/Application Support/Claude/local-agent-mode-sessions',
      '/Users/u/Library/Application Support/Claude/claude-code-sessions',
    ]);
  });

  it('on Windows, where the store’s build has a folder of its own', () => {
    assert.deepEqual(paths({ os: 'win32', home: 'C:\\Users\\u' }), [
      'C:\\Users\\u\\.config\\claude\\projects',
      'C:\\Users\\u\\.claude\\projects',
      'C:\\Users\\u\\AppData\\Roaming\\Claude\\local-agent-mode-sessions',
      'C:\\Users\\u\\AppData\\Roaming\\Claude\\claude-code-sessions',
      'C:\\Users\\u\\AppData\\Local\\Packages',
    ]);
    const [store] = claudeCode.roots(placesOf({ os: 'win32', home: 'C:\\Users\\u' })).slice(-1);
    const tree = 'Claude_x1/LocalCache/Roaming/Claude/local-agent-mode-sessions/a/.claude/projects/p';
    assert.deepEqual(
      [store?.accepts(`${tree}/s.jsonl`), store?.accepts('Claude_x1/LocalCache/Roaming/Claude/s.jsonl')],
      [true, false],
    );
    assert.deepEqual(
      ['Claude_x1', 'Claude_x1/LocalCache', tree, 'Other_x1', 'Claude_x1/LocalState'].map((path) =>
        store?.enters?.(path),
      ),
      [true, true, true, false, false],
    );
  });

  it('follows CLAUDE_CONFIG_DIR, a list with commas too, XDG_CONFIG_HOME, and the extra roots', () => {
    const env = { CLAUDE_CONFIG_DIR: '/a, /b', XDG_CONFIG_HOME: '/cfg' };
    assert.deepEqual(paths({ os: 'linux', env, extraRoots: { 'claude-code': ['/mnt/old'] } }), [
      '/a/projects',
      '/b/projects',
      '/cfg/Claude/local-agent-mode-sessions',
      '/cfg/Claude/claude-code-sessions',
      '/mnt/old',
    ]);
    assert.equal(paths({ os: 'linux', env: { XDG_CONFIG_HOME: '/cfg' } })[0], '/cfg/claude/projects');
  });
});

describe('a request of Claude Code', () => {
  const rowsOf = (name: string) => readHome(sources, join(fixtures, name, 'home')).rows;

  it('is a lower bound where an old build left a placeholder for its output', () => {
    assert.deepEqual(
      rowsOf('placeholders-of-old-builds').map(({ output, precision }) => [output, precision]),
      [
        [1, 'atLeast'],
        [44, 'exact'],
      ],
    );
  });

  it('is a lower bound where its stream was cut, which its stop reason does not tell', () => {
    for (const version of ['2.1.330', '2.1.332'])
      assert.deepEqual(
        rowsOf(`real-${version}-cut`).map(({ output, precision }) => [output, precision]),
        [
          [2, 'atLeast'],
          [34, 'exact'],
          [68, 'exact'],
          [136, 'exact'],
        ],
      );
  });

  it('is exact in all that the clients of these builds wrote otherwise', () => {
    const names = readdirSync(fixtures).filter(
      (name) => /^real-2\.1\.3/.test(name) && !/-(cut|escaped|\w*interrupted\w*|old\w+)$/.test(name),
    );
    assert.ok(names.length > 15);
    for (const name of names)
      assert.deepEqual([...new Set(rowsOf(name).map(({ precision }) => precision))], ['exact'], name);
  });

  it('of a sub-agent belongs to the agent, and to the session that started it', () => {
    assert.deepEqual(
      rowsOf('aside-repeats-its-parent').map(({ output, initiator, agent, sidechain }) => [
        output,
        initiator,
        agent,
        sidechain,
      ]),
      [
        [20, undefined, '', false],
        [8, 'agent', 'sub-agent', true],
      ],
    );
  });

  it('without any id is the same in a file that was moved, and in one more of the session', () => {
    const home = join(fixtures, 'ids-missing', 'home', '.claude', 'projects');
    const [folder = ''] = readdirSync(home);
    const [first = ''] = readdirSync(join(home, folder));
    const copy = mkdtempSync(join(tmpdir(), 'tallyboard-moved-'));
    const projects = join(copy, '.claude', 'projects');
    const read = () => readHome(sources, copy).rows.map(({ id }) => id);
    try {
      mkdirSync(join(projects, 'moved'), { recursive: true });
      cpSync(join(home, folder, first), join(projects, 'moved', first));
      const ids = read();
      assert.equal(ids.length, 5);
      cpSync(join(home, folder, first), join(projects, 'moved', 'named-anew.jsonl'));
      assert.deepEqual(read(), ids);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

/** The log of a run that was interrupted in the midst of an answer, up to that; `late`: how much later the answer came, in minutes. */
function interrupted(home: string, late: number): void {
  const from = join(fixtures, 'real-2.1.332-interrupted/home/.claude/projects');
  const [path = ''] = readdirSync(from, { recursive: true }).filter((name) => String(name).endsWith('.jsonl'));
  const lines = readFileSync(join(from, String(path)), 'utf8').split('\n');
  const end = lines.findIndex((line) => line.includes('"cost-state"'));
  const answer = lines.slice(end + 1, end + 3).map((text) => {
    const line = JSON.parse(text) as { timestamp: string };
    return JSON.stringify({ ...line, timestamp: new Date(Date.parse(line.timestamp) + late * 60_000).toISOString() });
  });
  const into = join(home, '.claude/projects/p');
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 's.jsonl'), [...lines.slice(0, end + 1), ...answer, ''].join('\n'));
}

describe('an answer of Claude Code that is written after the sums of its run', () => {
  const read = (late: number) => {
    const home = mkdtempSync(join(tmpdir(), 'tallyboard-late-'));
    try {
      interrupted(home, late);
      const { rows } = readHome([claudeCode], home);
      return { input: rows.map(({ input }) => input), requests: rows.map(({ requests }) => requests) };
    } finally {
      rmSync(home, { recursive: true });
    }
  };

  it('is in them where it came before the run ended', () => {
    assert.deepEqual(read(0), { input: [11, 22], requests: [1, 1] });
  });

  it('is not where it came later, in a run that follows', () => {
    assert.deepEqual(read(10), { input: [11, 22, 22], requests: [1, 0, 1] });
  });
});
