import type { Emit, FileFacts } from '../../core/source.js';
import type { Initiator } from '../../core/usage.js';
import { instantOf, record, text } from '../json.js';
import { onTurn, openChild, proveOwn } from './lineage.js';
import type { CodexState } from './state.js';
import type { Parsed } from './usageLine.js';

/** Takes a `session_meta`: the first is the file's own, others are copies of an ancestor's. */
export function takeMeta(state: CodexState, line: Parsed, emit: Emit, file: FileFacts): void {
  const payload = record(line['payload']) ?? {};
  const id = text(payload['id']);
  const at = instantOf(line['timestamp']) || instantOf(payload['timestamp']);
  if (!state.known) takeOwnMeta(state, payload, at);
  else if (id !== undefined && id !== state.thread) takeForeignMeta(state, id);
  else if (state.opening?.foreign === true) proveOwn(state, emit, file);
}

function takeOwnMeta(state: CodexState, payload: Parsed, at: number): void {
  state.known = true;
  state.thread = text(payload['id']) ?? state.thread;
  state.created = Number.isNaN(at) ? 0 : at;
  if (state.created > 0) state.at = state.created;
  set(state, 'project', text(payload['cwd']));
  set(state, 'branch', text(record(payload['git'])?.['branch']));
  set(state, 'toolVersion', text(payload['cli_version']));
  set(state, 'provider', text(payload['model_provider']));
  set(state, 'entrypoint', text(payload['originator']));
  takeOrigin(state, payload);
  const spawn = record(record(record(payload['source'])?.['subagent'])?.['thread_spawn']);
  const parents = [payload['forked_from_id'], payload['parent_thread_id'], spawn?.['parent_thread_id']].map(text);
  state.ancestors = [...new Set(parents)].filter((id) => id !== undefined && id !== state.thread) as string[];
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
function takeOrigin(state: CodexState, payload: Parsed): void {
  const kind = record(payload['source'])?.['subagent'];
  const spawn = record(record(kind)?.['thread_spawn']);
  const origin = text(payload['thread_source']);
  state.subagent = kind !== undefined || (origin !== undefined && origin !== 'user');
  if (!state.subagent) return;
  const named =
    text(payload['agent_nickname']) ??
    text(spawn?.['agent_nickname']) ??
    text(payload['agent_role']) ??
    text(spawn?.['agent_role']);
  const other = text(kind) ?? text(record(kind)?.['other']);
  state.agent = named ?? other ?? 'sub-agent';
  state.initiator = (named === undefined && other !== undefined ? 'helper' : 'agent') satisfies Initiator;
}

/** Takes a `turn_context`. */
export function takeContext(state: CodexState, line: Parsed, emit: Emit, file: FileFacts): void {
  const payload = record(line['payload']) ?? {};
  const settings = record(record(payload['collaboration_mode'])?.['settings']);
  const model = text(payload['model']) ?? text(record(payload['metadata'])?.['model']) ?? text(settings?.['model']);
  set(state, 'model', model);
  set(state, 'project', text(payload['cwd']));
  takeTurn(state, line, emit, file);
}

/** Takes a `task_started`, and what a `turn_context` shares with it. */
export function takeTurn(state: CodexState, line: Parsed, emit: Emit, file: FileFacts): void {
  const payload = record(line['payload']) ?? {};
  const at = instantOf(line['timestamp']);
  if (!Number.isNaN(at)) state.at = at;
  const turn = text(payload['turn_id']);
  set(state, 'turn', turn);
  const size = payload['model_context_window'];
  if (typeof size === 'number' && size > 0) state.contextWindow = size;
  onTurn(state, turn, state.at, emit, file);
}

/** Takes a `thread_settings_applied`: its tier holds until the next one. */
export function takeSettings(state: CodexState, line: Parsed): void {
  if (state.opening !== undefined) return;
  const settings = record(record(line['payload'])?.['thread_settings']);
  if (settings === undefined) return;
  const tier = text(settings['service_tier']);
  if (tier === undefined) delete state.serviceTier;
  else state.serviceTier = tier;
}

type TextKey = 'project' | 'branch' | 'toolVersion' | 'provider' | 'entrypoint' | 'model' | 'turn';

function set(state: CodexState, key: TextKey, value: string | undefined): void {
  if (value !== undefined) state[key] = value;
}
