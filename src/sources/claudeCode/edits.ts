import { record, text } from '../../core/json.js';
import { type Change, type Edit, exchange, linesOf, type TriedWay, writesFiles } from '../../core/keptWork/edit.js';
import { type Asked, changeOf, type LineEdits, type OpenCalls } from '../../core/keptWork/editSource.js';
import { cellLines, exchangedCells } from '../../core/keptWork/notebook.js';
import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import { claudeCode } from './claudeCode.js';

const shape = new Shape();
const type = shape.only('type', ['assistant', 'user', 'attachment', 'queue-operation']);
const timestamp = shape.instant('timestamp');
const sessionId = shape.text('sessionId');
const requestSessionId = shape.text('requestSessionId');
const forkedFrom = shape.object('forkedFrom').text('sessionId');
const cwd = shape.text('cwd');
const gitBranch = shape.text('gitBranch');
const isSidechain = shape.value('isSidechain');
const isMeta = shape.value('isMeta');
const isCompactSummary = shape.value('isCompactSummary');
const operation = shape.text('operation');
const queued = shape.value('content');
const attachment = shape.object('attachment');
const attachmentType = attachment.text('type');
const attachedMode = attachment.text('commandMode');
const permissionMode = shape.text('permissionMode');
const permissionDecision = shape.value('permissionDecision');
const toolUseResult = shape.value('toolUseResult');
const message = shape.object('message');
const model = message.text('model');
const content = message.value('content');

type Json = Readonly<Record<string, unknown>>;
type Lines = Pick<Edit, 'inserted' | 'removed'>;

/** What each tool's input says that it inserts and removes. Of a Write, what it replaces is told by its result only. */
const tools: Readonly<Record<string, (input: Json) => Lines>> = {
  Write: (input) => ({ inserted: linesOf(text(input['content']) ?? ''), removed: [] }),
  Edit: exchanged,
  MultiEdit: (input) => together(list(input['edits']).map(exchanged)),
  NotebookEdit: (input) => ({
    inserted: input['edit_mode'] === 'delete' ? [] : cellLines(sourceIn(input)),
    removed: [],
  }),
};

/**
 * Edits of Claude Code's transcripts: a tool use of an assistant's line, applied where a user's line answers it without an
 * error. A person speaks in the other user's lines, and in what waits while a turn runs.
 */
export const claudeEdits: LineEdits<null> = {
  source: claudeCode,
  shape,
  tellsSpeech: true,
  start: () => null,
  read(line, _state, calls, tell) {
    if (speaks(line)) tellSpoken(line, tell);
    if (line.text(permissionMode) === 'plan') tellTried('plan', line, tell);
    const name = line.text(type) === 'assistant' ? '"tool_use"' : '"tool_result"';
    if (!line.mentions(content, name)) return;
    for (const block of list(line.value(content))) {
      if (block['type'] === 'tool_use') ask(block, line, calls);
      if (block['type'] === 'tool_use' && text(block['name'])?.startsWith('mcp__')) tellTried('mcp', line, tell);
      if (block['type'] !== 'tool_result' || block['is_error'] === true) continue;
      for (const asked of calls.close(text(block['tool_use_id']) ?? '') ?? [])
        for (const change of changesOf(line, asked)) tell(change);
    }
  },
};

const tasks = ['task_id', '<task-notification>'] as const;

/**
 * A prompt, typed now or while a turn ran; and what a person does in the middle of one: answers a question, judges a plan,
 * allows or refuses a call. In doubt a person spoke: lines that the tool makes in a person's name, as those of its own
 * tasks, are told apart by their marks only.
 */
function speaks(line: Line): boolean {
  const kind = line.text(type);
  if (kind === 'queue-operation')
    return line.text(operation) === 'enqueue' && !tasks.some((task) => line.mentions(queued, task));
  if (kind === 'attachment')
    return line.text(attachmentType) === 'queued_command' && line.text(attachedMode) !== 'task-notification';
  if (kind !== 'user' || [isSidechain, isMeta, isCompactSummary].some((mark) => line.isTrue(mark))) return false;
  if (!line.mentions(content, '"tool_result"')) return !line.mentions(content, tasks[1]);
  if (line.mentions(permissionDecision, '"user')) return true;
  return ['User rejected', '"answers"', '"plan"'].some((act) => line.mentions(toolUseResult, act));
}

function tellSpoken(line: Line, tell: (change: Change) => void): void {
  const at = line.instant(timestamp);
  if (!Number.isNaN(at)) tell({ kind: 'spoken', tool: 'claude-code', session: sessionOf(line), at });
}

function tellTried(way: TriedWay, line: Line, tell: (change: Change) => void): void {
  const at = line.instant(timestamp);
  if (!Number.isNaN(at)) tell({ kind: 'tried', way, at });
}

/** As the counting pass names it. */
function sessionOf(line: Line): string {
  return line.text(requestSessionId) ?? line.text(forkedFrom) ?? line.text(sessionId) ?? '';
}

function ask(block: Json, line: Line, calls: OpenCalls): void {
  const id = text(block['id']);
  const name = text(block['name']) ?? '';
  const input = record(block['input']);
  const at = line.instant(timestamp);
  if (id === undefined || input === undefined || Number.isNaN(at)) return;
  const asked: Asked = {
    id,
    tool: 'claude-code',
    session: sessionOf(line),
    model: line.text(model) ?? 'unknown',
    at,
    project: line.text(cwd) ?? '',
    branch: line.text(gitBranch) ?? '',
    file: text(input['file_path']) ?? text(input['notebook_path']) ?? '',
  };
  if (name === 'Bash') calls.open(id, [{ ...asked, escapes: writesFiles(text(input['command']) ?? '') }]);
  const lines = Object.hasOwn(tools, name) ? tools[name]?.(input) : undefined;
  if (lines !== undefined) calls.open(id, [{ ...asked, ...lines }]);
}

function changesOf(line: Line, asked: Asked): readonly Change[] {
  if (asked.inserted !== undefined) return [changeOf({ ...asked, ...applied(line, asked.inserted) })];
  const files = writtenByShell(line);
  if (files === undefined) return asked.escapes ? [changeOf(asked)] : [];
  const { id } = asked;
  return files.map((file, index) => changeOf({ ...asked, id: index === 0 ? id : `${id}#${index}`, ...file }));
}

/**
 * What was truly changed, where the result has the difference; an empty one is that of a new file. Of a cell it has the
 * whole notebook before and after, in builds of 2026.
 */
function applied(line: Line, inserted: readonly string[]): Partial<Lines> {
  if (line.mentions(toolUseResult, '"updated_file"')) {
    const result = record(line.value(toolUseResult));
    return exchangedCells(result?.['original_file'], result?.['updated_file']) ?? {};
  }
  if (!line.mentions(toolUseResult, '"structuredPatch"')) return {};
  const result = record(line.value(toolUseResult));
  const hunks = list(result?.['structuredPatch']);
  if (hunks.length > 0) return linesOfHunks(hunks);
  return { inserted: result?.['type'] === 'update' ? [] : inserted };
}

/** Builds of late 2026 tell what a shell command changed, unless it was too much; undefined where none is told. */
function writtenByShell(line: Line): (Lines & Pick<Edit, 'file'>)[] | undefined {
  if (!line.mentions(toolUseResult, '"bashEditDiff"')) return undefined;
  const told = record(record(line.value(toolUseResult))?.['bashEditDiff']);
  if (told === undefined || told['moreFiles'] !== 0) return undefined;
  return list(told['files']).map((file) => ({
    file: text(file['filePath']) ?? '',
    ...linesOfHunks(list(file['hunks'])),
  }));
}

function linesOfHunks(hunks: readonly Json[]): Lines {
  const lines = hunks.flatMap((hunk) => (Array.isArray(hunk['lines']) ? hunk['lines'] : [])).map(String);
  const of = (mark: string) => lines.filter((each) => each.startsWith(mark)).map((each) => each.slice(1));
  return { inserted: of('+'), removed: of('-') };
}

function sourceIn(input: Json): readonly string[] {
  return linesOf(text(input['new_source']) ?? '');
}

function exchanged(input: Json): Lines {
  return exchange(text(input['old_string']) ?? '', text(input['new_string']) ?? '');
}

function together(parts: readonly Lines[]): Lines {
  return { inserted: parts.flatMap((part) => part.inserted), removed: parts.flatMap((part) => part.removed) };
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(record).filter((each) => each !== undefined) : [];
}
