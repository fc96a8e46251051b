import type { Places } from '../../../src/core/source.js';

/** Of the tools whose places differ most by system: the root of each, a file in it, and, in WSL, a folder of Windows that a setting names. */
export const placesBySystem: readonly (readonly [
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
