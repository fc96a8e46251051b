import { jsonOf, record, text } from '../../core/json.js';
import { type TriedWay, writesFiles } from '../../core/keptWork/edit.js';
import { type Asked, changeOf, type LineEdits, type OpenCalls } from '../../core/keptWork/editSource.js';
import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import { isAbsolute } from '../common/paths.js';
import { codex } from './codex.js';
import { patchOf } from './patch.js';

const shape = new Shape();
const type = shape.only('type', ['session_meta', 'turn_context', 'response_item']);
const timestamp = shape.instant('timestamp');
const payload = shape.object('payload');
const payloadType = payload.only(
  'type',
  ['function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output', 'local_shell_call'],
  { slot: type, is: ['response_item'] },
);
const id = payload.value('id');
const cwd = payload.text('cwd');
const model = payload.text('model');
const branch = payload.object('git').text('branch');
const mode = payload.object('collaboration_mode').text('mode');
const name = payload.text('name');
const namespace = payload.text('namespace');
const callId = payload.value('call_id');
const args = payload.value('arguments');
const input = payload.value('input');
const action = payload.value('action');
const output = payload.value('output');

interface EditState {
  session: string;
  project: string;
  branch: string;
  model: string;
}

/**
 * Edits of Codex's rollouts: calls of `apply_patch`, as a tool of its own or inside a shell command, applied where the
 * call's output does not tell a failure. A fork's copies repeat the call's id.
 */
export const codexEdits: LineEdits<EditState> = {
  source: codex,
  shape,
  start: () => ({ session: '', project: '', branch: '', model: 'unknown' }),
  read(line, state, calls, tell) {
    const kind = line.text(type);
    const way = wayOf(line);
    const at = way ? line.instant(timestamp) : Number.NaN;
    if (way && !Number.isNaN(at)) tell({ kind: 'tried', way, at });
    if (kind !== 'response_item') return note(line, state, kind === 'session_meta');
    const call = line.text(callId);
    if (call === undefined) return;
    if (!line.text(payloadType)?.endsWith('_output')) return ask(line, call, state, calls);
    const asked = calls.close(call);
    if (asked === undefined || failed(line.value(output))) return;
    for (const each of asked) tell(changeOf(each));
  },
};

/** A turn in plan mode; a call of an MCP server's tool, by its name or, in builds of 2026, its namespace. */
function wayOf(line: Line): TriedWay | undefined {
  if (line.text(mode) === 'plan') return 'plan';
  const isCall = line.text(type) === 'response_item' && !line.text(payloadType)?.endsWith('_output');
  return isCall && [name, namespace].some((each) => line.text(each)?.startsWith('mcp__')) ? 'mcp' : undefined;
}

/** The first head is the file's own, others are copies of an ancestor's. */
function note(line: Line, state: EditState, isHead: boolean): void {
  if (isHead && state.session !== '') return;
  if (isHead) state.session = line.text(id) ?? '';
  state.project = line.text(cwd) ?? state.project;
  state.branch = line.text(branch) ?? state.branch;
  state.model = line.text(model) ?? state.model;
}

function ask(line: Line, call: string, state: EditState, calls: OpenCalls): void {
  const at = line.instant(timestamp);
  const { command, folder } = commandOf(line, state.project);
  if (Number.isNaN(at)) return;
  const { session, model, branch } = state;
  const asked: Asked = { id: call, tool: 'codex', session, model, at, project: folder, branch, file: '' };
  const files = patchOf(command);
  if (files.length > 0)
    calls.open(
      call,
      files.map((file, index) => ({ ...asked, ...file, id: index === 0 ? call : `${call}#${index}` })),
    );
  else if (line.text(name) !== 'apply_patch' && writesFiles(command)) calls.open(call, [{ ...asked, escapes: true }]);
}

/** The patch or command of a call, and the folder that it runs in. */
function commandOf(line: Line, project: string): { readonly command: string; readonly folder: string } {
  const told = line.text(args) ?? line.text(input);
  const given = record(line.value(action)) ?? parsed(told);
  if (given === undefined) return { command: told ?? '', folder: project };
  const command = given['input'] ?? given['patch'] ?? given['command'] ?? given['cmd'];
  const folder = text(given['workdir']) ?? text(given['working_directory']) ?? project;
  return {
    command: Array.isArray(command) ? command.join('\n') : String(command ?? ''),
    folder: below(project, folder),
  };
}

function below(project: string, folder: string): string {
  return isAbsolute(folder) ? folder : `${project}/${folder}`;
}

function parsed(told: string | undefined): Readonly<Record<string, unknown>> | undefined {
  return told?.trimStart().startsWith('{') === true ? record(jsonOf(told)) : undefined;
}

/** Whether a call's output, in any of the forms that builds wrote, tells that it did not end well. */
function failed(told: unknown): boolean {
  const answer = typeof told === 'string' ? told : JSON.stringify(told ?? '');
  const code = /(?:"exit_code\\?":|^Exit code: |exited with code |exit code:? )(-?\d+)/m.exec(answer)?.[1];
  if (code !== undefined) return code !== '0';
  return /verification failed|^Failed|^error|Invalid patch|"success":false|rejected by user/im.test(answer);
}
