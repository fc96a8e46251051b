import { instantOf, record, text } from '../../core/json.js';
import { type Edit, exchange, linesOf, type TriedWay, writesFiles } from '../../core/keptWork/edit.js';
import { type Asked, changeOf, type LineEdits, type OpenCalls } from '../../core/keptWork/editSource.js';
import { Shape } from '../../core/shape.js';
import { patchOf } from '../codex/patch.js';
import { type EventState, noteContext, startState } from './eventState.js';
import { events } from './events.js';

const shape = new Shape();
const type = shape.only('type', [
  'session.start',
  'session.resume',
  'session.model_change',
  'session.mode_changed',
  'tool.execution_start',
  'tool.execution_complete',
]);

type Json = Readonly<Record<string, unknown>>;
type EditState = Pick<EventState, 'session' | 'project' | 'branch' | 'model'>;

/** Edits of a Copilot CLI session: a tool's start says what it does, its completion whether it did. */
export const copilotCliEdits: LineEdits<EventState> = {
  source: events,
  shape,
  start: startState,
  read(line, state, calls, tell) {
    const event = line.json();
    const data = record(event['data']) ?? {};
    const kind = line.text(type);
    const way = wayOf(kind, data);
    const at = way ? instantOf(event['timestamp']) : Number.NaN;
    if (way && !Number.isNaN(at)) tell({ kind: 'tried', way, at });
    if (kind === 'session.mode_changed') return;
    if (kind === 'session.model_change') state.model = text(data['newModel']) ?? state.model;
    else if (kind === 'tool.execution_start') ask(data, instantOf(event['timestamp']), state, calls);
    else if (kind !== 'tool.execution_complete') noteContext(state, data);
    else {
      const asked = calls.close(text(data['toolCallId']) ?? '');
      if (data['success'] !== true) return;
      for (const each of asked ?? []) tell(changeOf(each));
    }
  },
};

function wayOf(kind: string | undefined, data: Json): TriedWay | undefined {
  if (kind === 'session.mode_changed') return data['newMode'] === 'plan' ? 'plan' : undefined;
  return kind === 'tool.execution_start' && text(data['mcpServerName']) ? 'mcp' : undefined;
}

function ask(data: Json, at: number, { session, project, branch, model }: EditState, calls: OpenCalls): void {
  const call = text(data['toolCallId']);
  if (call === undefined || Number.isNaN(at)) return;
  const used = text(data['model']) ?? model ?? 'unknown';
  const asked: Asked = { id: call, tool: 'copilot-cli', session, model: used, at, project, branch, file: '' };
  const name = text(data['toolName']) ?? '';
  const given = record(data['arguments']) ?? { input: data['arguments'] };
  const files = editOf(name, given);
  if (files.length > 0)
    calls.open(
      call,
      files.map((file, index) => ({ ...asked, ...file, id: index === 0 ? call : `${call}#${index}` })),
    );
  else if (writesFiles(text(given['command']) ?? '')) calls.open(call, [{ ...asked, escapes: true }]);
}

/** `edit`, `create` and `apply_patch`; older builds have one tool whose `command` says what it does. */
function editOf(name: string, given: Json): readonly Pick<Edit, 'file' | 'inserted' | 'removed'>[] {
  const file = text(given['path']) ?? '';
  const does = name === 'str_replace_editor' ? text(given['command']) : name;
  if (does === 'create') return [{ file, inserted: linesOf(text(given['file_text']) ?? ''), removed: [] }];
  if (does === 'insert') return [{ file, inserted: linesOf(text(given['new_str']) ?? ''), removed: [] }];
  if (does === 'edit' || does === 'str_replace')
    return [{ file, ...exchange(text(given['old_str']) ?? '', text(given['new_str']) ?? '') }];
  return does === 'apply_patch' ? patchOf(text(given['input']) ?? text(given['patch']) ?? '') : [];
}
