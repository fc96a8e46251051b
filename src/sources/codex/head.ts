import { record, text } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import type { Emit, FileFacts } from '../../core/source.js';
import type { Initiator } from '../../core/usage.js';
import { onTurn, openChild, proveOwn } from './lineage.js';
import * as slot from './shape.js';
import type { CodexState } from './state.js';

/** Takes a `session_meta`: the first is the file's own, others are copies of an ancestor's. */
export function takeMeta(state: CodexState, line: Line, emit: Emit, file: FileFacts): void {
  const id = line.text(slot.head.id);
  if (!state.known) takeOwnMeta(state, line, id);
  else if (id !== undefined && id !== state.thread) takeForeignMeta(state, id);
  else if (state.opening?.foreign === true) proveOwn(state, emit, file);
}

function takeOwnMeta(state: CodexState, line: Line, id: string | undefined): void {
  const at = line.instant(slot.timestamp) || line.instant(slot.head.timestamp);
  state.known = true;
  state.thread = id ?? state.thread;
  state.created = Number.isNaN(at) ? 0 : at;
  if (state.created > 0) state.at = state.created;
  set(state, 'project', line.text(slot.cwd));
  set(state, 'branch', line.text(slot.head.branch));
  set(state, 'toolVersion', line.text(slot.head.toolVersion));
  set(state, 'provider', line.text(slot.head.provider));
  set(state, 'entrypoint', line.text(slot.head.originator));
  const kind = record(line.value(slot.head.source))?.['subagent'];
  const spawn = record(record(kind)?.['thread_spawn']);
  takeOrigin(state, line, kind, spawn);
  const parents = [line.text(slot.head.forkedFrom), line.text(slot.head.parent), text(spawn?.['parent_thread_id'])];
  const others = parents.filter((parent) => parent !== undefined && parent !== state.thread) as string[];
  state.ancestors = [...new Set(others)];
  if (state.ancestors.length > 0) openChild(state, state.created);
}

/** An ancestor's head: what follows it is copied, unless the file has told usage of its own before. */
function takeForeignMeta(state: CodexState, id: string): void {
  if (!state.ancestors.includes(id)) state.ancestors.push(id);
  if (state.opening === undefined && state.counter.total === undefined && !state.proven)
    openChild(state, state.created);
  if (state.opening !== undefined) state.opening.foreign = true;
}

/** Sub-agents: `source` is `{ subagent: 'review' }` or `{ subagent: { thread_spawn: { … } } }`. */
function takeOrigin(state: CodexState, line: Line, kind: unknown, spawn: Spawn): void {
  const origin = line.text(slot.head.origin);
  state.subagent = kind !== undefined || (origin !== undefined && origin !== 'user');
  if (!state.subagent) return;
  const named =
    line.text(slot.head.nickname) ??
    text(spawn?.['agent_nickname']) ??
    line.text(slot.head.role) ??
    text(spawn?.['agent_role']);
  const other = text(kind) ?? text(record(kind)?.['other']);
  state.agent = named ?? other ?? 'sub-agent';
  state.initiator = (named === undefined && other !== undefined ? 'helper' : 'agent') satisfies Initiator;
}

type Spawn = Readonly<Record<string, unknown>> | undefined;

/** Takes a `turn_context`. */
export function takeContext(state: CodexState, line: Line, emit: Emit, file: FileFacts): void {
  const model = line.text(slot.model) ?? line.text(slot.metadataModel) ?? line.text(slot.settingsModel);
  set(state, 'model', model);
  set(state, 'project', line.text(slot.cwd));
  takeTurn(state, line, emit, file);
}

/** Takes a `task_started`, and what a `turn_context` shares with it. */
export function takeTurn(state: CodexState, line: Line, emit: Emit, file: FileFacts): void {
  const at = line.instant(slot.timestamp);
  if (!Number.isNaN(at)) state.at = at;
  const turn = line.text(slot.turnId);
  set(state, 'turn', turn);
  const size = line.count(slot.contextWindow);
  if (size > 0) state.contextWindow = size;
  onTurn(state, turn, state.at, emit, file);
}

/** Takes a `thread_settings_applied`: its tier holds until the next one. */
export function takeSettings(state: CodexState, line: Line): void {
  if (state.opening !== undefined || !line.isObject(slot.threadSettings.slot)) return;
  state.serviceTier = line.text(slot.serviceTier);
}

type TextKey = 'project' | 'branch' | 'toolVersion' | 'provider' | 'entrypoint' | 'model' | 'turn';

function set(state: CodexState, key: TextKey, value: string | undefined): void {
  if (value !== undefined) state[key] = value;
}
