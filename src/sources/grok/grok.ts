import { count, jsonOf, numberOf, record, text } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import type { Emit, FileFacts, LineSource, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { disjoint, observe } from '../common/request.js';
import { isShortId } from '../common/responseId.js';

type Json = Readonly<Record<string, unknown>>;

const shape = new Shape();
const timestamp = shape.instant('timestamp');
const params = shape.object('params');
const update = params.object('update');
const kind = update.only('sessionUpdate', ['turn_completed', 'subagent_spawned', 'subagent_finished']);
const prompt = update.value('prompt_id');
const usage = update.value('usage');
const child = update.text('child_session_id');
const parentPrompt = update.text('parent_prompt_id');
const meta = params.object('_meta');
const eventId = meta.text('eventId');
const toldAt = meta.instant('agentTimestampMs');

interface GrokState {
  /** By the session's summary, once there is one: its model, and what kind of session it is. */
  summary: { readonly model: string | undefined; readonly kind: string | undefined } | undefined;
  /** Turns without a `prompt_id`. */
  nameless: number;
  /** Sub-agents of the turn at hand, each a session of its own: which prompt started it, and whether it has ended. */
  agents: Record<string, { readonly prompt: string; readonly ended: boolean }>;
}

interface Turn {
  readonly id: string;
  /** The turn, whichever session has a copy of it. */
  readonly key: string;
  readonly at: number;
  readonly session: string;
  readonly copied: boolean;
  readonly project: string;
  readonly isAgent: boolean;
}

/**
 * `sessions/<folder>/<session>/updates.jsonl`: at the end of a turn all that it used, by model, caches and reasoning
 * inside. What else is told of tokens is the size of the context. A turn that was broken off tells nothing. A fork copies
 * the turns before it under its own session and instant; prompt, event and the instant of the event stay. What a sub-agent
 * used by the end of its parent's turn is in that turn's sums too: its own session counts where it went on alone (1.0.41).
 */
export const grok: LineSource<GrokState> = {
  id: 'grok',
  store: 'updates',
  kind: 'lines',
  shape,
  roots,
  companions: (path) => [path.replace(/updates\.jsonl$/, 'summary.json')],
  start: () => ({ summary: undefined, nameless: 0, agents: {} }),
  read(line, state, emit, file) {
    const told = record(line.value(usage));
    if (line.text(kind) !== 'turn_completed') return noteAgent(line, state);
    settleAgents(line, told, state, file);
    state.summary ??= summaryOf(file);
    const isAgent = state.summary?.kind === 'subagent';
    if (told === undefined || (isAgent && isToldByParent(file))) return;
    const event = line.instant(toldAt);
    const at = Number.isNaN(event) ? line.instant(timestamp) : event;
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    takeTurn(told, { ...turnOf(line, at, state, file), isAgent }, state, emit, file);
  },
};

function noteAgent(line: Line, state: GrokState): void {
  const agent = line.text(child);
  if (agent === undefined) return;
  const ended = line.text(kind) === 'subagent_finished';
  const known = state.agents[agent];
  if (known || !ended) state.agents[agent] = { prompt: known?.prompt ?? line.text(parentPrompt) ?? '', ended };
}

/** Tells the sub-agents of a turn that is over whether they are on their own: they run on, or nothing of them was added. */
function settleAgents(line: Line, told: Json | undefined, state: GrokState, file: FileFacts): void {
  const own = count(told?.['numTurns']);
  const hasOthers = own === 0 || count(told?.['modelCalls']) > own;
  for (const [agent, { prompt: its, ended }] of Object.entries(state.agents)) {
    if (its !== '' && its !== line.text(prompt)) continue;
    if (told === undefined || !ended || !hasOthers) file.give(aloneFact(agent), 'parent', 1);
    delete state.agents[agent];
  }
}

const aloneFact = (session: string): string => `grok alone ${session}`;

/** Of a sub-agent's session, unless its parent's says that it went on alone. */
function isToldByParent(file: FileFacts): boolean {
  const fact = aloneFact(file.relativePath.split('/')[1] ?? '');
  file.dependsOn(fact);
  return file.facts(fact).size === 0;
}

function turnOf(line: Line, at: number, state: GrokState, file: FileFacts): Omit<Turn, 'isAgent'> {
  const [folder = '', session = ''] = file.relativePath.split('/');
  const id = line.text(prompt) ?? `#${state.nameless++}`;
  const isKnown = !Number.isNaN(line.instant(toldAt));
  const key = isShortId(id) || id.startsWith('#') ? `${session}/${id}@${at}` : isKnown ? `${id}@${at}` : id;
  const copied = !(line.text(eventId) ?? session).startsWith(session);
  return { id, key, at, session, copied, project: decoded(folder) };
}

function takeTurn(told: Json, turn: Turn, state: GrokState, emit: Emit, file: FileFacts): void {
  const byModel = Object.entries(record(told['modelUsage']) ?? {});
  const parts = byModel.length > 0 ? byModel : [['', told] as const];
  for (const [name, value] of parts) {
    const part = record(value) ?? {};
    const counts = countsOf(part);
    if (counts.input + counts.output === 0) continue;
    const model = name || modelOf(state, file);
    emit(requestOf(turn, name, model || 'unknown', part));
  }
}

/** Of a turn that names none: the session's, which its summary may tell later. */
function modelOf(state: GrokState, file: FileFacts): string | undefined {
  if (state.summary?.model === undefined) {
    state.summary = summaryOf(file) ?? state.summary;
    if (state.summary?.model === undefined) file.awaitCompanions();
  }
  return state.summary?.model;
}

function requestOf(turn: Turn, name: string, model: string, part: Json) {
  const { session, at, copied, project, isAgent } = turn;
  return observe({
    namespace: 'grok',
    id: `${turn.key}/${name}`,
    tool: 'grok',
    store: 'updates',
    rank: 1,
    session,
    turn: turn.id,
    at,
    copied,
    agent: isAgent ? 'sub-agent' : '',
    sidechain: isAgent,
    initiator: isAgent ? 'agent' : undefined,
    model,
    project,
    requests: count(part['modelCalls']) || 1,
    precision: 'exact',
    reportedCost: costOf(part['costUsdTicks']),
    ...disjoint(countsOf(part)),
  });
}

function countsOf(part: Json) {
  return {
    input: count(part['inputTokens']),
    cacheRead: count(part['cachedReadTokens']),
    cacheWrite: count(part['cacheCreationTokens']),
    output: count(part['outputTokens']),
    reasoning: count(part['reasoningTokens']),
  };
}

/** A dollar has ten thousand million of its ticks. */
function costOf(ticks: unknown): number | undefined {
  const nano = Math.round(numberOf(ticks) / 10);
  return nano > 0 && Number.isSafeInteger(nano) ? nano : undefined;
}

function summaryOf(file: FileFacts): GrokState['summary'] {
  const [summary = ''] = file.companions.values();
  const told = record(jsonOf(summary));
  return told && { model: text(told['current_model_id']), kind: text(told['session_kind']) };
}

function decoded(folder: string): string {
  try {
    return decodeURIComponent(folder);
  } catch {
    return '';
  }
}

function roots({ os, home, env, extraRoots }: Places): Root[] {
  const own = env['GROK_HOME'] || joinPath(os, home, '.grok');
  return [own, ...(extraRoots['grok'] ?? [])].map((path) => ({
    path: joinPath(os, path, 'sessions'),
    accepts: (relative) => /^[^/]+\/[^/]+\/updates\.jsonl$/.test(relative),
    enters: (folder) => folder.split('/').length <= 2,
  }));
}
