import { instantOf, record, text } from '../../core/json.js';
import { type Change, linesOf, type TriedWay } from '../../core/keptWork/edit.js';
import type { DocumentEdits, LineEdits } from '../../core/keptWork/editSource.js';
import { cellLines } from '../../core/keptWork/notebook.js';
import { Shape } from '../../core/shape.js';
import type { FileFacts } from '../../core/source.js';
import { baseName } from '../common/paths.js';
import { modelOf } from './observe.js';
import { pathOfUri, projectOf } from './project.js';
import { sessionDocument } from './sessionDocument.js';
import { sessionFile } from './sessionFile.js';

/** More requests or parts of an answer than any session has: a longer index is damage, not data. */
const mostParts = 100_000;

interface Turn {
  id: string;
  /** Null where not told. */
  at: number | null;
  model: string;
  /** The file that each part of the answer edits; '' for what is no edit. */
  files: string[];
}

interface EditState {
  session: string;
  turns: (Turn | null)[];
}

type Tell = (change: Change) => void;
type Json = Readonly<Record<string, unknown>>;

const shape = new Shape();
const pathSlot = shape.value('k');

/**
 * Edits that chat sessions tell: groups of edits of a text or a notebook in an answer. What was undone later stands there too: no commit has
 * it. A group has no old text, so nothing is told as removed. Beside them, a turn of the agent Plan, and calls of an MCP server's tools.
 */
export const chatLogEdits: LineEdits<EditState> = {
  source: sessionFile,
  shape,
  start: () => ({ session: '', turns: [] }),
  read(line, state, _calls, tell, file) {
    const path = line.value(pathSlot);
    if (Array.isArray(path) && path[0] !== 'requests' && path[0] !== 'sessionId') return;
    const { kind, v, i } = line.json();
    const reader = new ChatReader(state, file, tell);
    if (kind === 0) reader.whole(v);
    else if (kind === 1 && Array.isArray(path)) reader.set(path, v);
    else if (kind === 2 && Array.isArray(path)) reader.push(path, Array.isArray(v) ? v : [], i);
  },
};

/** The same of sessions as VS Code kept them before. */
export const chatDocumentEdits: DocumentEdits = {
  source: sessionDocument,
  read(content, tell, file) {
    let chat: unknown;
    try {
      chat = JSON.parse(content);
    } catch {
      return;
    }
    new ChatReader({ session: '', turns: [] }, file, tell).whole(chat);
  },
};

class ChatReader {
  readonly #state: EditState;
  readonly #file: FileFacts;
  readonly #tell: Tell;

  constructor(state: EditState, file: FileFacts, tell: Tell) {
    this.#state = state;
    this.#file = file;
    this.#tell = tell;
  }

  whole(value: unknown): void {
    const chat = record(value);
    this.#state.session = text(chat?.['sessionId']) ?? baseName(this.#file);
    this.#state.turns = [];
    this.#requests(chat?.['requests'], 0);
  }

  set([first, index, member, part, inner]: readonly unknown[], value: unknown): void {
    if (first === 'sessionId') this.#state.session = text(value) ?? this.#state.session;
    else if (index === undefined) this.#requests(value, 0);
    else if (isIndex(index) && member === undefined) this.#requests([value], index);
    else if (isIndex(index)) this.#member(index, member, part, inner, value);
  }

  push([first, index, member, part, inner]: readonly unknown[], values: readonly unknown[], from: unknown): void {
    const { turns } = this.#state;
    const turn = isIndex(index) ? turns[index] : undefined;
    if (first !== 'requests') return;
    if (index === undefined) this.#requests(values, isIndex(from) ? from : turns.length);
    if (!turn || member !== 'response') return;
    if (part === undefined) this.#parts(turn, values, isIndex(from) ? from : turn.files.length);
    else if (isIndex(part) && inner === 'edits') this.#edits(turn, turn.files[part], values);
  }

  #requests(values: unknown, from: number): void {
    for (const [offset, value] of list(values).entries()) {
      const told = record(value);
      const id = text(told?.['requestId']);
      if (id === undefined) continue;
      const at = instantOf(told?.['timestamp']);
      const turn: Turn = { id, at: Number.isNaN(at) ? null : at, model: modelOf(text(told?.['modelId'])), files: [] };
      while (this.#state.turns.length < from + offset) this.#state.turns.push(null);
      this.#state.turns[from + offset] = turn;
      if (plans(told?.['modeInfo'])) this.#tried('plan', turn);
      this.#parts(turn, told?.['response'], 0);
    }
  }

  #member(index: number, member: unknown, part: unknown, inner: unknown, value: unknown): void {
    const turn = this.#state.turns[index];
    if (!turn) return;
    if (member === 'modelId') turn.model = modelOf(text(value));
    else if (member === 'timestamp') turn.at = instantOf(value) || turn.at;
    else if (member === 'modeInfo' && plans(value)) this.#tried('plan', turn);
    else if (member !== 'response') return;
    else if (part === undefined) this.#parts(turn, value, 0);
    else if (isIndex(part) && inner === undefined) this.#parts(turn, [value], part);
    else if (isIndex(part) && inner === 'edits') this.#edits(turn, turn.files[part], value);
  }

  #parts(turn: Turn, values: unknown, from: number): void {
    for (const [offset, value] of list(values).entries()) {
      const part = record(value);
      const isEdit = part?.['kind'] === 'textEditGroup' || part?.['kind'] === 'notebookEditGroup';
      while (turn.files.length < from + offset) turn.files.push('');
      turn.files[from + offset] = isEdit ? pathOf(part) : '';
      if (isEdit) this.#edits(turn, turn.files[from + offset], part['edits']);
      else if (callsServer(part)) this.#tried('mcp', turn);
    }
  }

  #tried(way: TriedWay, { at }: Turn): void {
    if (at !== null) this.#tell({ kind: 'tried', way, at });
  }

  /** Edits come one by one or in lists, as they were streamed; the same again is the same edit. */
  #edits(turn: Turn, file: string | undefined, values: unknown): void {
    const inserted = list(values).flat().flatMap(insertedBy);
    const project = projectOf(this.#file);
    if (!file || inserted.length === 0 || turn.at === null) return;
    const { at, model } = turn;
    const id = `${turn.id}#${file}#${inserted.join('\n')}`;
    const { session } = this.#state;
    const edit = { id, tool: 'copilot-chat', session, model, at, project, branch: '', file, inserted, removed: [] };
    this.#tell({ kind: 'edit', ...edit });
  }
}

/** A turn that the agent Plan answers: no mode of its own, but an agent that comes with Copilot Chat. */
function plans(modeInfo: unknown): boolean {
  return record(record(modeInfo)?.['modeInstructions'])?.['name'] === 'Plan';
}

/** A tool's call as it stands once it has ended. Before VS Code 1.104 a call did not tell where its tool came from. */
function callsServer(part: Json | undefined): boolean {
  return part?.['kind'] === 'toolInvocationSerialized' && record(part['source'])?.['type'] === 'mcp';
}

/** By an edit of a text, of the text of a notebook's cell, or of a notebook's cells. */
function insertedBy(value: unknown): string[] {
  const edit = record(value);
  const cells = list(edit?.['cells']).map((cell) => record(cell)?.['source']);
  const inCells = [record(edit?.['edit'])?.['text'], ...cells];
  return [...textLines(edit?.['text']), ...cellLines(inCells.flatMap(textLines))];
}

function textLines(value: unknown): string[] {
  return linesOf(text(value) ?? '');
}

function pathOf(part: Json): string {
  const uri = record(part['uri']);
  if (uri === undefined) return pathOfUri(text(part['uri']));
  const external = text(uri['external']);
  if (external !== undefined) return pathOfUri(external);
  const path = text(uri['path']) ?? '';
  return /^\/[a-z]:/i.test(path) ? path.slice(1).replaceAll('/', '\\') : path;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < mostParts;
}
