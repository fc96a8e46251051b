import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Change, Edit, Escape } from '../../src/core/keptWork/edit.js';
import { changesOf, readChanges } from '../kit/readChanges.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');
const project = '/tmp/tb-clients/home/u/proj';

/** File, inserted and removed lines of each change; what escapes has its kind alone. */
function told(changes: readonly Change[]): unknown[] {
  return worked(changes).map((change) =>
    change.kind === 'escape' ? 'escape' : [change.file, change.inserted, change.removed],
  );
}

function worked(changes: readonly Change[]): readonly (Edit | Escape)[] {
  return changes.filter((change) => change.kind === 'edit' || change.kind === 'escape');
}

/** When a person spoke, and in which session. */
function spoken(changes: readonly Change[]): unknown[] {
  return changes.flatMap((change) => (change.kind === 'spoken' ? [[change.session, change.at]] : []));
}

const first = ['export function greet(name: string) {', "  return 'Hello ' + name;", '}'];
const second = ["  const greeting = 'Hello ' + name;", '  return greeting;'];

describe('edits as real clients log them', () => {
  const greet = `${project}/greet.ts`;

  it('Claude Code 2.1.330: applied ones only, also what a shell command wrote', () => {
    const changes = readChanges(join(fixtures, 'claude-code/real-2.1.330-edits/home'));
    assert.deepEqual(told(changes), [
      [greet, first, []],
      [greet, second, [first[1]]],
      [greet, [first[1], 'export const polite = true;'], second],
      [`${project}/made.ts`, ['export const made = true;'], []],
    ]);
    const edit = changes.find(({ kind }) => kind === 'edit');
    assert.ok(edit?.kind === 'edit' && edit.at > 0 && edit.session.length === 36);
    assert.deepEqual(
      [edit.tool, edit.model, edit.project, edit.branch, edit.id],
      ['claude-code', 'claude-opus-5-5', project, 'main', 'toolu_msg_claude21330edits0001'],
    );
  });

  it('Claude Code 1.0.96: several edits of one call are one; what its shell wrote escapes', () => {
    assert.deepEqual(told(readChanges(join(fixtures, 'claude-code/real-1.0.96-edits/home'))), [
      [greet, first, []],
      [greet, second, [first[1]]],
      [greet, ["  const mark = '!';", '  return greeting + mark;'], [second[1]]],
      [
        greet,
        [first[1], 'export const polite = true;'],
        ["  const mark = '!';", second[0], '  return greeting + mark;'],
      ],
      'escape',
    ]);
  });

  for (const version of ['0.169.0', '0.44.0'])
    it(`Codex ${version}: patches in shell commands, those that did not apply left out`, () => {
      const changes = readChanges(join(fixtures, `codex/real-${version}-edits/home`));
      assert.deepEqual(told(changes), [
        ['p.ts', ['one();', 'two();'], []],
        ['p.ts', ['three();'], ['two();']],
        'escape',
      ]);
      assert.ok(worked(changes).every((change) => change.project === project && change.session.length === 36));
    });

  it('Copilot CLI 1.0.102: a file made, a file changed, not the change that failed', () => {
    assert.deepEqual(told(readChanges(join(fixtures, 'copilot-cli/real-1.0.102-edits/home'))), [
      [greet, first, []],
      [greet, second, [first[1]]],
      'escape',
    ]);
  });

  it('the other real logs have no edit', () => {
    for (const path of ['claude-code/real-2.1.330-fork', 'codex/real-0.169.0-fork', 'copilot-cli/real-1.0.44-plain'])
      assert.deepEqual(told(readChanges(join(fixtures, path, 'home'))), []);
  });
});

describe('when a person speaks to Claude Code', () => {
  const second = (seconds: number) => Date.UTC(2026, 2, 2, 10, 0, seconds);
  const result = [{ type: 'tool_result', tool_use_id: 'c1', content: 'ok' }];
  const spokenIn = async (...lines: object[]) =>
    spoken(
      await changesOf({
        '.claude/projects/w/s1.jsonl': lines.map((line, index) => ({
          type: 'user',
          sessionId: 's1',
          timestamp: new Date(second(index)).toISOString(),
          ...line,
        })),
      }),
    );

  it('as its real client logs prompts, and none of a sub-agent', () => {
    const of = (name: string) => spoken(readChanges(join(fixtures, `claude-code/${name}/home`))).length;
    // Of builds that queue a prompt first, both lines tell of it.
    assert.deepEqual([of('real-1.0.96-edits'), of('real-2.1.330-edits'), of('real-2.1.50-subagent')], [1, 2, 4]);
  });

  it('in a prompt, a queued one, an answer to a question, a judged plan, a call allowed or refused by hand', async () => {
    const lines = [
      { message: { content: 'Go on.' } },
      { message: { content: [{ type: 'image' }, { type: 'text', text: 'this' }] } },
      { type: 'queue-operation', operation: 'enqueue', content: 'also that' },
      { type: 'attachment', attachment: { type: 'queued_command', prompt: 'also that' } },
      { message: { content: result }, toolUseResult: { questions: [], answers: { a: 'b' } } },
      { message: { content: result }, toolUseResult: { plan: '1. mend' } },
      { message: { content: result }, toolUseResult: 'User rejected tool use' },
      { message: { content: result }, permissionDecision: { decision: 'accept', source: 'user' } },
    ];
    assert.deepEqual(
      await spokenIn(...lines),
      lines.map((_, index) => ['s1', second(index)]),
    );
  });

  it('in nothing that the tool says in a person’s name', async () => {
    const told = await spokenIn(
      { message: { content: result } },
      { message: { content: result }, permissionDecision: { decision: 'accept', source: 'config' } },
      { isMeta: true, message: { content: 'Stop hook feedback' } },
      { isSidechain: true, message: { content: 'Look around.' } },
      { isCompactSummary: true, message: { content: 'So far' } },
      { type: 'queue-operation', operation: 'dequeue' },
      { type: 'queue-operation', operation: 'enqueue', content: '{"task_id":"a1","task_type":"local_agent"}' },
      { type: 'attachment', attachment: { type: 'queued_command', commandMode: 'task-notification' } },
      { message: { content: '<task-notification><task-id>a1</task-id></task-notification>' } },
      { type: 'attachment', attachment: { type: 'date' } },
      { type: 'assistant', message: { content: [{ type: 'text', text: 'Go on?' }] } },
    );
    assert.deepEqual(told, []);
  });
});

describe('edits of notebooks by Claude Code', () => {
  const file = '/w/a.ipynb';
  const log = '.claude/projects/w/s1.jsonl';
  const cell = (source: string | string[]) => ({ cell_type: 'code', metadata: {}, outputs: [], source });
  const notebook = (...cells: object[]) =>
    JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
  const asked = (id: string, input: object) => ({
    type: 'assistant',
    timestamp: '2026-03-02T10:00:00.000Z',
    sessionId: 's1',
    message: { model: 'claude-opus-5-5', content: [{ type: 'tool_use', id, name: 'NotebookEdit', input }] },
  });
  const answered = (id: string, toolUseResult: object, isError = false) => ({
    type: 'user',
    timestamp: '2026-03-02T10:00:01.000Z',
    toolUseResult,
    message: { content: [{ type: 'tool_result', tool_use_id: id, is_error: isError }] },
  });

  it('a cell as builds of 2025 tell it: put in, taken away, refused', async () => {
    const changes = await changesOf({
      [log]: [
        asked('c1', { notebook_path: file, new_source: 'one = 1\nsay("x")', edit_mode: 'insert' }),
        answered('c1', { new_source: 'one = 1\nsay("x")', edit_mode: 'insert', error: '' }),
        asked('c2', { notebook_path: file, new_source: '', edit_mode: 'delete' }),
        answered('c2', { new_source: '', edit_mode: 'delete', error: '' }),
        asked('c3', { notebook_path: file, new_source: 'never = 1' }),
        answered('c3', { error: 'Cell not found' }, true),
      ],
    });
    assert.deepEqual(told(changes), [
      [file, ['"one = 1"', '"say(\\"x\\")"'], []],
      [file, [], []],
    ]);
  });

  it('what a cell had that it has no more, where the notebook before and after is told', async () => {
    const before = notebook(cell(['one = 1\n', 'two = 2']), cell('other = 1'));
    const after = notebook(cell('one = 1\nthree = 3'), cell('other = 1'));
    const input = { notebook_path: file, new_source: 'one = 1\nthree = 3', cell_id: 'cell-0' };
    const changes = await changesOf({
      [log]: [
        asked('c1', input),
        answered('c1', { ...input, original_file: before, updated_file: after }),
        asked('c2', { notebook_path: file, new_source: '', cell_id: 'cell-1', edit_mode: 'delete' }),
        answered('c2', { original_file: after, updated_file: notebook(cell('one = 1\nthree = 3')) }),
        asked('c3', input),
        answered('c3', { original_file: '', updated_file: 'no notebook' }),
      ],
    });
    assert.deepEqual(told(changes), [
      [file, ['"three = 3"'], ['"two = 2"']],
      [file, [], ['"other = 1"']],
      [file, ['"one = 1"', '"three = 3"'], []],
    ]);
  });
});

describe('edits of Codex', () => {
  const at = '2026-03-02T10:00:00.000Z';
  const item = (payload: object) => ({ timestamp: at, type: 'response_item', payload });
  const head = [
    { timestamp: at, type: 'session_meta', payload: { id: 's1', cwd: '/w', git: { branch: 'topic' } } },
    { timestamp: at, type: 'turn_context', payload: { cwd: '/w', model: 'gpt-5.2-codex' } },
  ];
  const patch =
    '*** Begin Patch\n*** Update File: a.ts\n*** Move to: b.ts\n@@\n context\n-old\n+new\n*** Delete File: c.ts\n*** End Patch';
  const log = '.codex/sessions/2026/03/02/rollout-x.jsonl';

  it('a patch as a tool of its own, of two files', async () => {
    const changes = await changesOf({
      [log]: [
        ...head,
        item({ type: 'custom_tool_call', name: 'apply_patch', call_id: 'c1', input: patch }),
        item({ type: 'custom_tool_call_output', call_id: 'c1', output: 'Exit code: 0\nOutput:\nSuccess.' }),
      ],
    });
    assert.deepEqual(told(changes), [
      ['a.ts', ['new'], ['old']],
      ['c.ts', [], []],
    ]);
    assert.deepEqual(
      worked(changes).map((change) => [change.id, change.session, change.kind === 'edit' && change.branch]),
      [
        ['c1', 's1', 'topic'],
        ['c1#1', 's1', 'topic'],
      ],
    );
  });

  it('as a function, in the folder that the call names; none without a result', async () => {
    const call = (id: string, given: object) =>
      item({ type: 'function_call', name: 'shell', call_id: id, arguments: JSON.stringify(given) });
    const changes = await changesOf({
      [log]: [
        ...head,
        call('c1', { command: ['bash', '-lc', `apply_patch <<'EOF'\n${patch}\nEOF`], workdir: 'sub' }),
        item({ type: 'function_call_output', call_id: 'c1', output: '{"output":"","metadata":{"exit_code":0}}' }),
        call('c2', { command: ['apply_patch', patch] }),
        item({ type: 'function_call_output', call_id: 'c2', output: '{"output":"","metadata":{"exit_code":1}}' }),
        call('c3', { command: ['apply_patch', patch] }),
      ],
    });
    assert.deepEqual(
      worked(changes).map(({ id, project }) => [id, project]),
      [
        ['c1', '/w/sub'],
        ['c1#1', '/w/sub'],
      ],
    );
  });
});

describe('edits of Copilot Chat', () => {
  const storage = '.config/Code/User/workspaceStorage/0123456789abcdef0123456789abcdef';
  const uri = { $mid: 1, path: '/w/a.ts', scheme: 'file' };
  const group = (...texts: string[]) => ({
    kind: 'textEditGroup',
    uri,
    edits: texts.map((text) => [{ text, range: {} }]),
  });
  const request = (response: readonly object[]) => ({
    requestId: 'r1',
    timestamp: Date.UTC(2026, 2, 2),
    modelId: 'copilot/gpt-5.2',
    response,
  });
  const workspace = { [`${storage}/workspace.json`]: { folder: 'file:///w' } };

  it('groups of text edits in a session file, old and new, are one edit each', async () => {
    const chat = {
      version: 3,
      sessionId: 's1',
      requests: [request([{ value: 'Done.' }, group('one\ntwo', 'three\n')])],
    };
    const old = await changesOf({ ...workspace, [`${storage}/chatSessions/s1.json`]: chat });
    const now = await changesOf({ ...workspace, [`${storage}/chatSessions/s1.jsonl`]: [{ kind: 0, v: chat }] });
    assert.deepEqual(told(old), [['/w/a.ts', ['one', 'two', 'three'], []]]);
    assert.deepEqual(old, now);
    assert.deepEqual(
      old.map((change) => change.kind === 'edit' && [change.session, change.model, change.project]),
      [['s1', 'gpt-5.2', '/w']],
    );
  });

  it('groups of edits of a notebook: of a cell, and of its text', async () => {
    const notebook = {
      kind: 'notebookEditGroup',
      uri: { $mid: 1, path: '/w/a.ipynb', scheme: 'file' },
      edits: [
        [{ editType: 1, index: 0, count: 0, cells: [{ source: 'one = 1\ntwo = 2', cellKind: 2 }] }],
        [{ edit: { text: 'three = 3', range: {} }, uri: { path: '/w/a.ipynb', scheme: 'vscode-notebook-cell' } }],
      ],
    };
    const chat = { version: 3, sessionId: 's1', requests: [request([notebook])] };
    assert.deepEqual(told(await changesOf({ ...workspace, [`${storage}/chatSessions/s1.json`]: chat })), [
      ['/w/a.ipynb', ['"one = 1"', '"two = 2"', '"three = 3"'], []],
    ]);
  });

  it('pushed and streamed into the answer, wherever the log says', async () => {
    const changes = await changesOf({
      ...workspace,
      [`${storage}/chatSessions/s1.jsonl`]: [
        { kind: 0, v: { version: 3, sessionId: 's1', requests: [] } },
        { kind: 2, k: ['requests'], v: [request([])] },
        { kind: 2, k: ['requests', 0, 'response'], v: [{ value: 'So.' }, group()] },
        { kind: 2, k: ['requests', 0, 'response', 1, 'edits'], v: [[{ text: 'one' }]], i: 0 },
        { kind: 1, k: ['requests', 0, 'response', 0], v: group('two') },
        { kind: 1, k: ['requests', 0, 'response', 1, 'edits'], v: [[{ text: 'one' }], [{ text: 'three' }]] },
        { kind: 1, k: ['customTitle'], v: 'textEditGroup' },
        { kind: 2, k: ['requests', 7, 'response'], v: [group('of no request')] },
      ],
    });
    assert.deepEqual(told(changes), [
      ['/w/a.ts', ['one'], []],
      ['/w/a.ts', ['two'], []],
      ['/w/a.ts', ['one', 'three'], []],
    ]);
  });
});
