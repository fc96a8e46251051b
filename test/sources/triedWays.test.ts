import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { changesOf, readChanges } from '../kit/readChanges.js';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/sources');

describe('ways of working beside edits', () => {
  const at = '2026-03-02T10:00:00.000Z';
  const tried = async (files: Parameters<typeof changesOf>[0]) =>
    (await changesOf(files)).flatMap((change) => (change.kind === 'tried' ? [[change.way, change.at]] : []));
  const instant = Date.parse(at);
  const use = (name: string) => ({
    type: 'assistant',
    message: { content: [{ type: 'tool_use', id: name, name, input: {} }] },
  });

  it('Claude Code: a tool of an MCP server, a prompt in plan mode; no other tool, no other mode', async () => {
    const lines = [
      use('Read'),
      { type: 'user', permissionMode: 'acceptEdits', message: { content: 'Go on, use mcp__docs__search.' } },
      use('mcp__docs__search'),
      { type: 'user', permissionMode: 'plan', message: { content: 'How?' } },
    ].map((line) => ({ sessionId: 's1', timestamp: at, ...line }));
    const untimed = { ...use('mcp__docs__search'), timestamp: 'soon' };
    const log = '.claude/projects/w/s1.jsonl';
    assert.deepEqual(await tried({ [log]: [...lines, untimed] }), [
      ['mcp', instant],
      ['plan', instant],
    ]);
  });

  it('Codex: a call by name or namespace, a turn in plan mode; no answer of one, no default mode', async () => {
    const line = (type: string, payload: object) => ({ timestamp: at, type, payload });
    const call = (more: object) =>
      line('response_item', { type: 'function_call', call_id: 'c1', arguments: '{}', ...more });
    const lines = [
      line('session_meta', { id: 's1', cwd: '/w' }),
      line('turn_context', { cwd: '/w', collaboration_mode: { mode: 'default' } }),
      call({ name: 'shell' }),
      call({ name: 'mcp__docs__search' }),
      line('response_item', { type: 'function_call_output', call_id: 'c1', name: 'mcp__docs__search', output: '' }),
      call({ name: 'search', namespace: 'mcp__docs__' }),
      line('turn_context', { cwd: '/w', collaboration_mode: { mode: 'plan' } }),
    ];
    assert.deepEqual(await tried({ '.codex/sessions/2026/03/02/rollout-x.jsonl': lines }), [
      ['mcp', instant],
      ['mcp', instant],
      ['plan', instant],
    ]);
  });

  it('Copilot CLI: a call that names its server, a change to plan mode', async () => {
    const line = (type: string, data: object) => ({ type, timestamp: at, data });
    const lines = [
      line('session.start', { sessionId: 's1', context: { cwd: '/w' } }),
      line('tool.execution_start', { toolCallId: 'c1', toolName: 'bash', arguments: {} }),
      line('tool.execution_start', { toolCallId: 'c2', toolName: 'docs-search', mcpServerName: 'docs', arguments: {} }),
      line('session.mode_changed', { previousMode: 'plan', newMode: 'interactive' }),
      line('session.mode_changed', { previousMode: 'interactive', newMode: 'plan' }),
    ];
    assert.deepEqual(
      await tried({ '.copilot/session-state/s1/events.jsonl': lines, '.copilot/session-state/s1/workspace.yaml': {} }),
      [
        ['mcp', instant],
        ['plan', instant],
      ],
    );
  });

  it('Copilot Chat: a call of a server’s tool, a turn of the agent Plan, in both files; no tool of an extension', async () => {
    const storage = '.config/Code/User/workspaceStorage/0123456789abcdef0123456789abcdef';
    const workspace = { [`${storage}/workspace.json`]: { folder: 'file:///w' } };
    const log = `${storage}/chatSessions/s1`;
    const call = (toolId: string, source: object) => ({ kind: 'toolInvocationSerialized', toolId, source });
    const docs = call('mcp_docs_search', { type: 'mcp', serverLabel: 'docs', label: 'docs' });
    const turn = (name: string, response: readonly object[]) => ({
      requestId: `r-${name}`,
      timestamp: instant,
      modeInfo: { kind: 'agent', isBuiltin: name === '', modeInstructions: name === '' ? undefined : { name } },
      response,
    });
    const built = call('mcp_like_name', { type: 'extension', label: 'Docs' });
    const requests = [turn('', [built]), turn('Planner', [{ value: 'Plan' }]), turn('Plan', [{ value: 'So.' }, docs])];
    const both = [
      ['plan', instant],
      ['mcp', instant],
    ];
    assert.deepEqual(await tried({ ...workspace, [`${log}.json`]: { version: 3, sessionId: 's1', requests } }), both);
    const streamed = [
      { kind: 0, v: { version: 3, sessionId: 's1', requests: [turn('', [])] } },
      { kind: 1, k: ['requests', 0, 'modeInfo'], v: turn('Plan', []).modeInfo },
      { kind: 2, k: ['requests', 0, 'response'], v: [built, docs] },
      { kind: 1, k: ['inputState', 'mode'], v: turn('Plan', []).modeInfo },
    ];
    assert.deepEqual(await tried({ ...workspace, [`${log}.jsonl`]: streamed }), both);
  });

  it('are in the logs that real clients wrote of them, and in none of the others', () => {
    const tell = ['claude-code', 'codex', 'copilot-cli'].flatMap((tool) =>
      readdirSync(join(fixtures, tool))
        .filter((name) => name.startsWith('real-'))
        .flatMap((name) => {
          const changes = readChanges(join(fixtures, tool, name, 'home'));
          const ways = changes.flatMap((change) => (change.kind === 'tried' ? [change.way] : []));
          return ways.length > 0 ? [[tool, name, ...ways]] : [];
        }),
    );
    assert.deepEqual(tell, [
      ['claude-code', 'real-2.1.330-ways', 'mcp', 'plan'],
      ['codex', 'real-0.169.0-ways', 'mcp'],
    ]);
  });
});
