import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Places, Source } from '../../src/core/source.js';
import { placesOf } from '../../src/platform/places.js';
import { sources as registry } from '../../src/sources/registry.js';

const sources: readonly Source[] = registry;

interface Case {
  readonly tool: string;
  readonly os: Places['os'];
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are read, each as its root and the path below it. */
  readonly reads: readonly (readonly [root: string, path: string])[];
  readonly passesOver?: readonly (readonly [root: string, path: string])[];
}

const homes = { linux: '/home/dev', darwin: '/Users/dev', win32: 'C:\\Users\\dev' };

/** Where the tools keep their logs, by system and variable. */
const cases: readonly Case[] = [
  {
    tool: 'gemini-cli',
    os: 'linux',
    reads: [
      ['/home/dev/.gemini/tmp', 'harbour/chats/session-1.jsonl'],
      ['/home/dev/.gemini/tmp', 'harbour/chats/5f0c/agent.jsonl'],
      ['/home/dev/.gemini/tmp', 'harbour/chats/session-1.json'],
    ],
    passesOver: [['/home/dev/.gemini/tmp', 'harbour/logs.json']],
  },
  {
    tool: 'gemini-cli',
    os: 'win32',
    env: { GEMINI_CLI_HOME: 'D:\\other' },
    reads: [['D:\\other\\.gemini\\tmp', 'harbour/chats/session-1.jsonl']],
    passesOver: [['C:\\Users\\dev\\.gemini\\tmp', 'harbour/chats/session-1.jsonl']],
  },
  {
    tool: 'qwen-code',
    os: 'darwin',
    reads: [
      ['/Users/dev/.qwen/projects', '-work/chats/s.jsonl'],
      ['/Users/dev/.qwen/projects', '-work/subagents/s/agent-a-1.jsonl'],
      ['/Users/dev/.qwen/tmp', 'abc/chats/s.jsonl'],
    ],
    passesOver: [['/Users/dev/.qwen/projects', '-work/usage_record.jsonl']],
  },
  {
    tool: 'qwen-code',
    os: 'linux',
    env: { QWEN_DATA_DIR: '/data/qwen' },
    reads: [['/data/qwen/projects', '-work/chats/s.jsonl']],
    passesOver: [['/home/dev/.qwen/projects', '-work/chats/s.jsonl']],
  },
  {
    tool: 'qwen-code',
    os: 'linux',
    env: { QWEN_HOME: '/data/home', QWEN_RUNTIME_DIR: '/data/logs' },
    reads: [['/data/logs/projects', '-work/chats/s.jsonl']],
    passesOver: [['/data/home/projects', '-work/chats/s.jsonl']],
  },
  {
    tool: 'qwen-code',
    os: 'linux',
    env: { QWEN_HOME: '/data/home' },
    reads: [['/data/home/projects', '-work/chats/s.jsonl']],
  },
  {
    tool: 'opencode',
    os: 'linux',
    env: { OPENCODE_DB: '/data/other.db' },
    reads: [
      ['/data/other.db', ''],
      ['/home/dev/.local/share/opencode', 'opencode.db'],
    ],
  },
  {
    tool: 'kilo',
    os: 'linux',
    env: { KILO_DB: 'mine.db', XDG_DATA_HOME: '/data' },
    reads: [['/data/kilo/mine.db', '']],
  },
  {
    tool: 'droid',
    os: 'linux',
    env: { FACTORY_HOME_OVERRIDE: '/data/f' },
    reads: [['/data/f/.factory/sessions', '-work/s.settings.json']],
    passesOver: [['/home/dev/.factory/sessions', '-work/s.settings.json']],
  },
  {
    tool: 'cline',
    os: 'win32',
    reads: [
      [
        'C:\\Users\\dev\\AppData\\Roaming\\Code\\User\\globalStorage\\saoudrizwan.claude-dev\\tasks',
        '1/ui_messages.json',
      ],
      ['C:\\Users\\dev\\.cline\\data\\tasks', '1/ui_messages.json'],
    ],
    passesOver: [['C:\\Users\\dev\\.cline\\data\\tasks', '1/api_conversation_history.json']],
  },
  {
    tool: 'cline',
    os: 'linux',
    reads: [
      ['/home/dev/.cline/data/sessions', 's/s.messages.json'],
      ['/home/dev/.cline/data/sessions', 's/agent_1.messages.json'],
    ],
    passesOver: [['/home/dev/.cline/data/sessions', 's/s.json']],
  },
  {
    tool: 'cline',
    os: 'darwin',
    env: { CLINE_DIR: '/data/cline' },
    reads: [['/data/cline/data/sessions', 's/s.messages.json']],
    passesOver: [['/Users/dev/.cline/data/sessions', 's/s.messages.json']],
  },
  {
    tool: 'cline',
    os: 'win32',
    env: { CLINE_DATA_DIR: 'D:\\cline', CLINE_DIR: 'E:\\not' },
    reads: [['D:\\cline\\sessions', 's/s.messages.json']],
  },
  {
    tool: 'cline',
    os: 'linux',
    env: { CLINE_SESSION_DATA_DIR: '/data/sessions', CLINE_DATA_DIR: '/not' },
    reads: [['/data/sessions', 's/s.messages.json']],
  },
  {
    tool: 'continue',
    os: 'win32',
    reads: [
      ['C:\\Users\\dev\\.continue\\sessions', 's.json'],
      ['C:\\Users\\dev\\.continue\\dev_data\\0.2.0', 'tokensGenerated.jsonl'],
      ['C:\\Users\\dev\\.continue\\dev_data\\devdata.sqlite', 'devdata.sqlite'],
    ],
    passesOver: [
      ['C:\\Users\\dev\\.continue\\sessions', 'sessions.json'],
      ['C:\\Users\\dev\\.continue\\dev_data\\0.2.0', 'chatInteraction.jsonl'],
    ],
  },
  {
    tool: 'continue',
    os: 'linux',
    env: { CONTINUE_GLOBAL_DIR: '/data/continue' },
    reads: [['/data/continue/sessions', 's.json']],
    passesOver: [['/home/dev/.continue/sessions', 's.json']],
  },
  {
    tool: 'roo',
    os: 'darwin',
    reads: [
      [
        '/Users/dev/Library/Application Support/Cursor/User/globalStorage/rooveterinaryinc.roo-cline/tasks',
        '1/ui_messages.json',
      ],
      ['/Users/dev/.vscode-server/data/User/globalStorage/rooveterinaryinc.roo-cline/tasks', '1/ui_messages.json'],
    ],
  },
  {
    tool: 'kilo',
    os: 'linux',
    reads: [['/home/dev/.config/VSCodium/User/globalStorage/kilocode.kilo-code/tasks', '1/ui_messages.json']],
  },
  {
    tool: 'zoo',
    os: 'linux',
    reads: [['/home/dev/.config/Code/User/globalStorage/zoocodeorganization.zoo-code/tasks', '1/ui_messages.json']],
  },
  {
    tool: 'kimi',
    os: 'linux',
    reads: [
      ['/home/dev/.kimi/sessions', 'hash/s/wire.jsonl'],
      ['/home/dev/.kimi/sessions', 'hash/s/subagents/a/wire.jsonl'],
      ['/home/dev/.kimi-code/sessions', 'wd_1/s/agents/main/wire.jsonl'],
    ],
    passesOver: [['/home/dev/.kimi/sessions', 'hash/s/context.jsonl']],
  },
  {
    tool: 'kimi',
    os: 'win32',
    env: { KIMI_SHARE_DIR: 'D:\\kimi', KIMI_CODE_HOME: 'D:\\code' },
    reads: [
      ['D:\\kimi\\sessions', 'hash/s/wire.jsonl'],
      ['D:\\code\\sessions', 'wd_1/s/agents/main/wire.jsonl'],
    ],
  },
  {
    tool: 'pi',
    os: 'darwin',
    reads: [
      ['/Users/dev/.pi/agent/sessions', '--work--/s.jsonl'],
      ['/Users/dev/.omp/agent/sessions', '--work--/s.jsonl'],
      ['/Users/dev/.openclaw/agents', 'main/sessions/s.jsonl'],
      ['/Users/dev/.openclaw/agents', 'main/sessions/s.jsonl.reset.2026-03-06T05-00-00.000Z'],
      ['/Users/dev/.openclaw/agents', 'main/sessions/s.jsonl.deleted.2026-03-06T05-00-00.000Z'],
      ['/Users/dev/.openclaw/agents', 'main/sessions/s.jsonl.deleted.2026-03-06T05-00-00.000Z.zst'],
      ['/Users/dev/.openclaw/agents', 'main/session-sqlite-import-archive/s.jsonl.imported-2026-08-01'],
      ['/Users/dev/.openclaw/agents', 'main/agent/openclaw-agent.sqlite'],
      ['/Users/dev/.omp/profiles', 'work/agent/sessions/-work/s.jsonl'],
      ['/Users/dev/.omp/profiles', 'work/agent/sessions/-work/s/0-Scout.jsonl'],
    ],
    passesOver: [
      ['/Users/dev/.openclaw/agents', 'main/sessions/s.jsonl.lock'],
      ['/Users/dev/.openclaw/agents', 'main/sessions/cold/0a.jsonl.zst'],
      ['/Users/dev/.openclaw/agents', 'main/agent/models.json'],
      ['/Users/dev/.openclaw/agents', 'main/sessions/index.sqlite'],
      ['/Users/dev/.omp/profiles', 'work/agent/history.jsonl'],
    ],
  },
  {
    tool: 'pi',
    os: 'linux',
    env: { OPENCLAW_PROFILE: 'work', OPENCLAW_HOME: '/data/claw' },
    reads: [
      ['/data/claw/.openclaw/agents', 'main/sessions/s.jsonl'],
      ['/data/claw/.openclaw-dev/agents', 'main/sessions/s.jsonl'],
      ['/data/claw/.openclaw-work/agents', 'main/agent/openclaw-agent.sqlite'],
    ],
    passesOver: [['/home/dev/.openclaw/agents', 'main/sessions/s.jsonl']],
  },
  {
    tool: 'pi',
    os: 'linux',
    env: { XDG_DATA_HOME: '/data' },
    reads: [
      ['/data/omp/sessions', '-work/s.jsonl'],
      ['/data/omp/profiles', 'work/sessions/-work/s.jsonl'],
    ],
  },
  {
    tool: 'pi',
    os: 'linux',
    env: { PI_CODING_AGENT_SESSION_DIR: '/data/sessions', PI_CODING_AGENT_DIR: '/not' },
    reads: [['/data/sessions', 's.jsonl']],
    passesOver: [['/not/sessions', 's.jsonl']],
  },
  {
    tool: 'pi',
    os: 'linux',
    env: { PI_CODING_AGENT_DIR: '/data/pi' },
    reads: [['/data/pi/sessions', 'p/s.jsonl']],
    passesOver: [['/home/dev/.pi/agent/sessions', 'p/s.jsonl']],
  },
  {
    tool: 'opencode',
    os: 'win32',
    reads: [
      ['C:\\Users\\dev\\.local\\share\\opencode', 'opencode.db'],
      ['C:\\Users\\dev\\.local\\share\\opencode', 'opencode-beta.db'],
      ['C:\\Users\\dev\\.local\\share\\opencode\\storage\\message', 'ses_1/msg_1.json'],
      ['C:\\Users\\dev\\.local\\share\\opencode\\storage\\part', 'msg_1/prt_1.json'],
      ['C:\\Users\\dev\\.local\\share\\opencode\\storage\\session', 'p/ses_1.json'],
    ],
    passesOver: [['C:\\Users\\dev\\.local\\share\\opencode', 'snapshot/opencode.db']],
  },
  {
    tool: 'kilo',
    os: 'linux',
    env: { XDG_DATA_HOME: '/data' },
    reads: [['/data/kilo', 'kilo.db']],
    passesOver: [
      ['/home/dev/.local/share/kilo', 'kilo.db'],
      ['/data/kilo', 'opencode.db'],
    ],
  },
  {
    tool: 'cursor',
    os: 'linux',
    reads: [['/home/dev/.config/Cursor/User/globalStorage/state.vscdb', 'state.vscdb']],
    passesOver: [['/home/dev/.config/Code/User/globalStorage/state.vscdb', 'state.vscdb']],
  },
  {
    tool: 'cursor',
    os: 'darwin',
    reads: [['/Users/dev/Library/Application Support/Cursor/User/globalStorage/state.vscdb', 'state.vscdb']],
  },
  {
    tool: 'cursor',
    os: 'win32',
    reads: [['C:\\Users\\dev\\AppData\\Roaming\\Cursor\\User\\globalStorage\\state.vscdb', 'state.vscdb']],
  },
  {
    tool: 'aider',
    os: 'linux',
    env: { AIDER_ANALYTICS_LOG: '/data/aider.jsonl' },
    reads: [
      ['/data/aider.jsonl', 'aider.jsonl'],
      ['/home/dev/.aider-analytics.jsonl', '.aider-analytics.jsonl'],
    ],
  },
  {
    tool: 'droid',
    os: 'win32',
    reads: [
      ['C:\\Users\\dev\\.factory\\sessions', '-work/s.settings.json'],
      ['C:\\Users\\dev\\.factory\\sessions', 's.settings.json'],
    ],
    passesOver: [
      ['C:\\Users\\dev\\.factory\\sessions', '-work/s.settings.json.bak'],
      ['C:\\Users\\dev\\.factory\\sessions', '-work/s.jsonl'],
    ],
  },
  {
    tool: 'goose',
    os: 'darwin',
    reads: [
      ['/Users/dev/Library/Application Support/goose/sessions/sessions.db', 'sessions.db'],
      ['/Users/dev/.local/share/goose/sessions/sessions.db', 'sessions.db'],
    ],
  },
  {
    tool: 'goose',
    os: 'linux',
    env: { GOOSE_PATH_ROOT: '/data/goose' },
    reads: [
      ['/data/goose/data/sessions/sessions.db', 'sessions.db'],
      ['/data/goose/data/sessions', '20250402_101500.jsonl'],
    ],
    passesOver: [
      ['/home/dev/.local/share/goose/sessions/sessions.db', 'sessions.db'],
      ['/data/goose/data/sessions', '20250402_101500.jsonl.bak'],
    ],
  },
  {
    tool: 'goose',
    os: 'win32',
    reads: [['C:\\Users\\dev\\AppData\\Roaming\\Block\\goose\\data\\sessions\\sessions.db', 'sessions.db']],
  },
  {
    tool: 'amp',
    os: 'linux',
    reads: [['/home/dev/.local/share/amp/threads', 'T-1.json']],
    passesOver: [['/home/dev/.local/share/amp/threads', 'T-1.json.tmp']],
  },
  { tool: 'amp', os: 'darwin', env: { AMP_DATA_DIR: '/data/amp' }, reads: [['/data/amp/threads', 'T-1.json']] },
  {
    tool: 'zed',
    os: 'linux',
    env: { XDG_DATA_HOME: '/data' },
    reads: [['/data/zed/threads/threads.db', 'threads.db']],
  },
  {
    tool: 'zed',
    os: 'darwin',
    reads: [['/Users/dev/Library/Application Support/Zed/threads/threads.db', 'threads.db']],
  },
  {
    tool: 'zed',
    os: 'win32',
    env: { LOCALAPPDATA: 'D:\\local' },
    reads: [['D:\\local\\Zed\\threads\\threads.db', 'threads.db']],
  },
  {
    tool: 'grok',
    os: 'linux',
    env: { GROK_HOME: '/data/grok' },
    reads: [['/data/grok/sessions', '%2Fwork/s/updates.jsonl']],
    passesOver: [
      ['/data/grok/sessions', '%2Fwork/s/chat_history.jsonl'],
      ['/home/dev/.grok/sessions', '%2Fwork/s/updates.jsonl'],
    ],
  },
  {
    tool: 'crush',
    os: 'linux',
    reads: [['/home/dev/.crush/crush.db', 'crush.db']],
  },
  {
    tool: 'vibe',
    os: 'linux',
    env: { VIBE_HOME: '/data/vibe' },
    reads: [['/data/vibe/logs/session', 'session_1/meta.json']],
    passesOver: [['/data/vibe/logs/session', 'session_1/messages.jsonl']],
  },
];

/** Of the tools whose places differ most by system: the root of each, a file in it, and, in WSL, a folder of Windows that a setting names. */
const bySystem: readonly (readonly [
  string,
  Record<Places['os'], string>,
  file: string,
  named: string,
  root: string,
])[] = [
  [
    'cursor',
    {
      linux: '/home/dev/.config/Cursor/User/globalStorage/state.vscdb',
      darwin: '/Users/dev/Library/Application Support/Cursor/User/globalStorage/state.vscdb',
      win32: 'C:\\Users\\dev\\AppData\\Roaming\\Cursor\\User\\globalStorage\\state.vscdb',
    },
    'state.vscdb',
    '/mnt/c/Users/dev/AppData/Roaming/Cursor/User',
    '/mnt/c/Users/dev/AppData/Roaming/Cursor/User/globalStorage/state.vscdb',
  ],
  [
    'aider',
    {
      linux: '/home/dev/.aider.analytics.jsonl',
      darwin: '/Users/dev/.aider.analytics.jsonl',
      win32: 'C:\\Users\\dev\\.aider.analytics.jsonl',
    },
    '.aider.analytics.jsonl',
    '/mnt/c/Users/dev/analytics.jsonl',
    '/mnt/c/Users/dev/analytics.jsonl',
  ],
  [
    'droid',
    {
      linux: '/home/dev/.factory/sessions',
      darwin: '/Users/dev/.factory/sessions',
      win32: 'C:\\Users\\dev\\.factory\\sessions',
    },
    '-work/s.settings.json',
    '/mnt/c/Users/dev/.factory',
    '/mnt/c/Users/dev/.factory/sessions',
  ],
  [
    'goose',
    {
      linux: '/home/dev/.local/share/goose/sessions/sessions.db',
      darwin: '/Users/dev/Library/Application Support/goose/sessions/sessions.db',
      win32: 'C:\\Users\\dev\\AppData\\Roaming\\Block\\goose\\sessions\\sessions.db',
    },
    'sessions.db',
    '/mnt/c/Users/dev/AppData/Roaming/Block/goose/sessions',
    '/mnt/c/Users/dev/AppData/Roaming/Block/goose/sessions/sessions.db',
  ],
  [
    'amp',
    {
      linux: '/home/dev/.local/share/amp/threads',
      darwin: '/Users/dev/.local/share/amp/threads',
      win32: 'C:\\Users\\dev\\.local\\share\\amp\\threads',
    },
    'T-1.json',
    '/mnt/c/Users/dev/.local/share/amp',
    '/mnt/c/Users/dev/.local/share/amp/threads',
  ],
  [
    'zed',
    {
      linux: '/home/dev/.local/share/zed/threads/threads.db',
      darwin: '/Users/dev/Library/Application Support/Zed/threads/threads.db',
      win32: 'C:\\Users\\dev\\AppData\\Local\\Zed\\threads\\threads.db',
    },
    'threads.db',
    '/mnt/c/Users/dev/AppData/Local/Zed',
    '/mnt/c/Users/dev/AppData/Local/Zed/threads/threads.db',
  ],
  [
    'grok',
    {
      linux: '/home/dev/.grok/sessions',
      darwin: '/Users/dev/.grok/sessions',
      win32: 'C:\\Users\\dev\\.grok\\sessions',
    },
    '%2Fwork/s/updates.jsonl',
    '/mnt/c/Users/dev/.grok',
    '/mnt/c/Users/dev/.grok/sessions',
  ],
  [
    'crush',
    {
      linux: '/home/dev/.crush/crush.db',
      darwin: '/Users/dev/.crush/crush.db',
      win32: 'C:\\Users\\dev\\.crush\\crush.db',
    },
    'crush.db',
    '/mnt/c/work',
    '/mnt/c/work/.crush/crush.db',
  ],
  [
    'vibe',
    {
      linux: '/home/dev/.vibe/logs/session',
      darwin: '/Users/dev/.vibe/logs/session',
      win32: 'C:\\Users\\dev\\.vibe\\logs\\session',
    },
    'session_1/meta.json',
    '/mnt/c/Users/dev/.vibe',
    '/mnt/c/Users/dev/.vibe/logs/session',
  ],
];

interface Listing {
  readonly tool: string;
  readonly os: Places['os'];
  readonly list: string;
  readonly text: string;
  readonly roots: readonly string[];
}

/** Files of a tool that say where its logs are. */
const listings: readonly Listing[] = [
  {
    tool: 'crush',
    os: 'linux',
    list: '/home/dev/.local/share/crush/projects.json',
    text: JSON.stringify({ projects: [{ path: '/w/one', data_dir: '/w/one/.data' }, { path: '/w/two' }, null, {}] }),
    roots: ['/w/one/.data/crush.db', '/w/two/.crush/crush.db'],
  },
  {
    tool: 'crush',
    os: 'win32',
    list: 'C:\\Users\\dev\\AppData\\Local\\crush\\projects.json',
    text: JSON.stringify({ projects: [{ path: 'D:\\one' }] }),
    roots: ['D:\\one\\.crush\\crush.db'],
  },
  { tool: 'crush', os: 'darwin', list: '/Users/dev/.local/share/crush/projects.json', text: '{"projects":', roots: [] },
  {
    tool: 'aider',
    os: 'linux',
    list: '/home/dev/.aider.conf.yml',
    text: ['# analytics-log: no.jsonl', 'analytics-log: ~/a b.jsonl # mine', 'analytics-log: "/c.jsonl"'].join('\r\n'),
    roots: ['/home/dev/a b.jsonl', '/c.jsonl'],
  },
  {
    tool: 'aider',
    os: 'win32',
    list: 'C:\\Users\\dev\\.aider.conf.yml',
    text: "analytics-log: 'D:\\a.jsonl'\nanalytics-log: b.jsonl\nanalytics-log:\nmodel: x\n",
    roots: ['D:\\a.jsonl', 'C:\\Users\\dev\\b.jsonl'],
  },
  {
    tool: 'roo',
    os: 'linux',
    list: '/home/dev/.config/Code/User/settings.json',
    text: '{ // "roo-cline.customStoragePath": "/old",\n "roo-cline.customStoragePath" : "/data/a \\"b\\"",\n"kilo-code.customStoragePath": "/k" }',
    roots: ['/old/tasks', '/data/a "b"/tasks'],
  },
  {
    tool: 'kilo',
    os: 'win32',
    list: 'C:\\Users\\dev\\AppData\\Roaming\\Code\\User\\settings.json',
    text: '{"roo-cline.customStoragePath": "E:\\\\r", "kilo-code.customStoragePath": "D:\\\\kilo"}',
    roots: ['D:\\kilo\\tasks'],
  },
  {
    tool: 'zoo',
    os: 'darwin',
    list: '/Users/dev/Library/Application Support/Code/User/settings.json',
    text: '{"zoo-code.customStoragePath": "", "editor.tabSize": 2}',
    roots: [],
  },
];

/** Whether a walk would come to the file and take it. */
function isRead(tool: string, places: Places, root: string, path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return sources
    .filter((source) => source.id === tool)
    .flatMap((source) => source.roots(places))
    .filter((each) => each.path === root && each.accepts(path))
    .some(({ enters }) => folders.every((_, index) => enters?.(folders.slice(0, index + 1).join('/')) ?? true));
}

describe('where tools keep their logs', () => {
  for (const { tool, os, env = {}, reads, passesOver = [] } of cases) {
    const words = Object.keys(env).length === 0 ? os : `${os}, ${Object.keys(env).join(' and ')}`;
    it(`${tool} on ${words}`, () => {
      const places = { ...placesOf({ os, env, home: homes[os] }), env };
      for (const [root, path] of reads) assert.ok(isRead(tool, places, root, path), `${root} ${path}`);
      for (const [root, path] of passesOver) assert.ok(!isRead(tool, places, root, path), `${root} ${path}`);
    });
  }

  for (const [tool, roots, file, named, root] of bySystem) {
    it(`${tool} on Linux, macOS, Windows and, as a setting says, from WSL in Windows`, () => {
      for (const os of ['linux', 'darwin', 'win32'] as const)
        assert.ok(isRead(tool, placesOf({ os, env: {}, home: homes[os] }), roots[os], file), os);
      const wsl = placesOf({ os: 'linux', env: {}, home: homes.linux, extraRoots: { [tool]: [named] } });
      assert.ok(isRead(tool, wsl, root, file) && isRead(tool, wsl, roots.linux, file));
    });
  }

  for (const { tool, os, list, text, roots } of listings) {
    it(`${tool} on ${os}, as ${list} says`, () => {
      const places = placesOf({ os, env: {}, home: homes[os] });
      const found = sources
        .filter((source) => source.id === tool)
        .flatMap((source) => source.roots(places))
        .find(({ path }) => path === list);
      assert.deepEqual(
        found?.lists?.(text).map(({ path }) => path),
        roots,
      );
    });
  }
});
