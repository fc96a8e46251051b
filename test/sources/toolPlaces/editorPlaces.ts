import type { PlaceCase } from './placeCase.js';

/** Where editors, and tools that are extensions of one, keep their logs, by system and variable. */
export const editorPlaces: readonly PlaceCase[] = [
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
];
