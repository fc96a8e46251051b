import type { Places } from '../../../src/core/source.js';

interface PlaceList {
  readonly tool: string;
  readonly os: Places['os'];
  readonly list: string;
  readonly text: string;
  readonly roots: readonly string[];
}

/** Files of a tool that say where its logs are. */
export const placeLists: readonly PlaceList[] = [
  {
    tool: 'crush',
    os: 'linux',
    list: '/home/dev/.local/share/crush/projects.json',
    text: JSON.stringify({
      projects: [
        { path: '/w/one', data_dir: '/w/one/.data' },
        { path: '/w/two' },
        { path: '/w/three', data_dir: '.local/crush' },
        null,
        {},
      ],
    }),
    roots: ['/w/one/.data/crush.db', '/w/two/.crush/crush.db', '/w/three/.local/crush/crush.db'],
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
