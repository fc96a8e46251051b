import assert from 'node:assert/strict';
import type { Places, Root, Source } from '../../src/core/source.js';
import { copilotChatSources } from '../../src/sources/copilotChat/copilotChatSources.js';
import { workspaceCompanion } from '../../src/sources/copilotChat/places.js';
import { pathOfUri, projectOf } from '../../src/sources/copilotChat/project.js';
import { fileFacts, places } from './copilotKit.js';

const source = (store: string) => copilotChatSources.find((each) => each.store === store) as Source;

/** Whether some root finds the file, entering every folder above it. */
function finds(store: string, at: Places, path: string): boolean {
  const slashed = (text: string) => text.replaceAll('\\', '/');
  return source(store)
    .roots(at)
    .some((root: Root) => {
      const top = slashed(root.path);
      if (slashed(path) === top) return root.accepts(top.split('/').at(-1) ?? '');
      if (!slashed(path).startsWith(`${top}/`)) return false;
      const parts = slashed(path)
        .slice(top.length + 1)
        .split('/');
      const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
      return folders.every((folder) => root.enters?.(folder) ?? true) && root.accepts(parts.join('/'));
    });
}

describe('where Copilot Chat keeps its logs', () => {
  const user = '/home/u/.config/Code/User';
  const hash = `${user}/workspaceStorage/0123`;

  it('every store finds its own files only', () => {
    const own: Record<string, string[]> = {
      'session-file': [`${hash}/chatSessions/s.jsonl`, `${user}/globalStorage/emptyWindowChatSessions/s.jsonl`],
      'session-document': [`${hash}/chatSessions/s.json`, `${user}/globalStorage/emptyWindowChatSessions/s.json`],
      'debug-log': [
        `${hash}/GitHub.copilot-chat/debug-logs/s/main.jsonl`,
        `${hash}/github.copilot-chat/debug-logs/s/title-t.jsonl`,
        `${hash}/GitHub.copilot-chat/debug-logs/s.jsonl`,
        `${user}/globalStorage/github.copilot-chat/debug-logs/s/main.jsonl`,
      ],
      'agent-traces': [`${user}/globalStorage/github.copilot-chat/agent-traces.db`],
      'otel-file': ['/home/u/.copilot/otel/chat.jsonl'],
    };
    const others = [
      `${hash}/GitHub.copilot-chat/transcripts/s.jsonl`,
      `${hash}/GitHub.copilot-chat/debug-logs/s/models.json`,
      `${hash}/workspace.json`,
      `${hash}/state.vscdb`,
      `${user}/globalStorage/github.copilot-chat/copilot.cli.1.json`,
      `${user}/globalStorage/other.extension/debug-logs/s.jsonl`,
    ];
    for (const store of Object.keys(own)) {
      for (const path of [...Object.values(own).flat(), ...others]) {
        assert.equal(finds(store, places(), path), own[store]?.includes(path) === true, `${store} ${path}`);
      }
    }
  });

  it('an extra root is one more user folder, as a portable editor has it', () => {
    const at = places({ editorUserFolders: [], extraRoots: { 'copilot-chat': ['/opt/code/data/user-data/User'] } });
    const portable = '/opt/code/data/user-data/User';
    assert.ok(finds('session-file', at, `${portable}/workspaceStorage/1/chatSessions/s.jsonl`));
    assert.ok(finds('debug-log', at, `${portable}/workspaceStorage/1/GitHub.copilot-chat/debug-logs/s/main.jsonl`));
    assert.ok(finds('agent-traces', at, `${portable}/globalStorage/github.copilot-chat/agent-traces.db`));
  });

  it('the OpenTelemetry file is where the variable or the setting says', () => {
    const at = places({
      env: { COPILOT_OTEL_FILE_EXPORTER_PATH: '/var/log/otel.out' },
      extraRoots: { 'copilot-chat': ['/logs/copilot.jsonl'] },
    });
    assert.ok(finds('otel-file', at, '/var/log/otel.out'));
    assert.ok(finds('otel-file', at, '/logs/copilot.jsonl'));
  });

  it('paths have the form of the machine', () => {
    const at = places({
      os: 'win32',
      home: 'C:\\Users\\u',
      editorUserFolders: ['C:\\Users\\u\\AppData\\Roaming\\Code\\User'],
    });
    const file = 'C:\\Users\\u\\AppData\\Roaming\\Code\\User\\workspaceStorage\\01\\chatSessions\\s.jsonl';
    assert.ok(finds('session-file', at, file));
    assert.deepEqual(workspaceCompanion(file), [
      'C:\\Users\\u\\AppData\\Roaming\\Code\\User\\workspaceStorage\\01\\workspace.json',
    ]);
    assert.deepEqual(workspaceCompanion('/u/globalStorage/emptyWindowChatSessions/s.json'), []);
  });
});

describe('the project of a chat', () => {
  it('is the path of the folder’s URI on its own machine', () => {
    const cases: [string, string][] = [
      ['file:///home/u/proj', '/home/u/proj'],
      ['file:///home/u/my%20proj/', '/home/u/my proj'],
      ['file:///home/u/100%25', '/home/u/100%'],
      ['file:///home/u/50%', '/home/u/50%'],
      ['file:///c%3A/Users/u/proj', 'C:\\Users\\u\\proj'],
      ['file://server/share/proj', '\\\\server\\share\\proj'],
      ['vscode-remote://wsl%2Bubuntu/home/u/proj', '/home/u/proj'],
      ['vscode-remote://ssh-remote%2Bhost/srv/a?x#y', '/srv/a'],
      ['file:///', '/'],
      ['nonsense', ''],
      ['', ''],
    ];
    for (const [uri, path] of cases) assert.equal(pathOfUri(uri), path, uri);
  });

  it('is the folder of a saved workspace, and nothing where none is told', () => {
    const told = (json: string) => projectOf(fileFacts('/f', { '/workspace.json': json }));
    assert.equal(told('{"folder":"file:///home/u/proj"}'), '/home/u/proj');
    assert.equal(told('{"workspace":"file:///home/u/all/x.code-workspace"}'), '/home/u/all');
    assert.equal(told('{"configuration":"file:///home/u/all/x.code-workspace"}'), '/home/u/all');
    assert.equal(told('{"folder":7}'), '');
    assert.equal(told('not json'), '');
    assert.equal(projectOf(fileFacts('/f')), '');
  });
});
