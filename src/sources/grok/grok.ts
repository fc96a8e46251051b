import { count, jsonOf, numberOf, record, text } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import type { Emit, FileFacts, LineSource, Places, Root } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { disjoint, observe } from '../common/request.js';

type Json = Readonly<Record<string, unknown>>;

const shape = new Shape();
const timestamp = shape.instant('timestamp');
const params = shape.object('params');
const update = params.object('update');
const kind = update.only('sessionUpdate', ['turn_completed']);
const prompt = update.value('prompt_id');
const usage = update.value('usage');

/** Model of the session by its summary; turns without a `prompt_id`. */
interface GrokState {
  model: string | undefined;
  nameless: number;
}

interface Turn {
  readonly id: string;
  readonly at: number;
  readonly session: string;
  readonly project: string;
}

/**
 * `sessions/<folder>/<session>/updates.jsonl`: at the end of a turn all that it used, by model, caches and reasoning
 * inside. What else is told of tokens is the size of the context. A turn that was broken off tells nothing.
 */
export const grok: LineSource<GrokState> = {
  id: 'grok',
  store: 'updates',
  kind: 'lines',
  shape,
  roots,
  companions: (path) => [path.replace(/updates\.jsonl$/, 'summary.json')],
  start: () => ({ model: undefined, nameless: 0 }),
  read(line, state, emit, file) {
    const told = record(line.value(usage));
    if (line.text(kind) === undefined || told === undefined) return;
    const at = line.instant(timestamp);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    takeTurn(told, turnOf(line, at, state, file), state, emit, file);
  },
};

function turnOf(line: Line, at: number, state: GrokState, file: FileFacts): Turn {
  const [folder = '', session = ''] = file.relativePath.split('/');
  const id = line.text(prompt) ?? `#${state.nameless++}`;
  return { id, at, session, project: decoded(folder) };
}

function takeTurn(told: Json, turn: Turn, state: GrokState, emit: Emit, file: FileFacts): void {
  const byModel = Object.entries(record(told['modelUsage']) ?? {});
  if (byModel.length === 0) state.model ??= modelOf(file);
  const parts = byModel.length > 0 ? byModel : [['', told] as const];
  for (const [name, value] of parts) {
    const part = record(value) ?? {};
    const counts = countsOf(part);
    if (counts.input + counts.output > 0) emit(requestOf(turn, name, name || state.model || 'unknown', part));
  }
}

function requestOf(turn: Turn, name: string, model: string, part: Json) {
  const { session, at, project } = turn;
  return observe({
    namespace: 'grok',
    id: `${session}/${turn.id}/${name}@${at}`,
    tool: 'grok',
    store: 'updates',
    rank: 1,
    session,
    turn: turn.id,
    at,
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

function modelOf(file: FileFacts): string | undefined {
  for (const summary of file.companions.values()) return text(record(jsonOf(summary))?.['current_model_id']);
  return undefined;
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
