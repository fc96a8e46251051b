import type { PlaceCase } from './placeCase.js';

/** Where programs of the terminal keep their logs, by system and variable. */
export const programPlaces: readonly PlaceCase[] = [
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
      ['/Users/dev/.qwen', 'usage_record.jsonl'],
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
