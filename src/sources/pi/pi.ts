import type { Line } from '../../core/line.js';
import { Shape } from '../../core/shape.js';
import type { Emit, LineSource, Places, Root } from '../../core/source.js';
import { nanoDollars } from '../common/cost.js';
import { baseName, joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';
import { responseKey } from '../common/responseId.js';

const shape = new Shape();
const type = shape.only('type', ['session', 'message']);
const id = shape.value('id');
const timestamp = shape.instant('timestamp');
const cwd = shape.text('cwd');
const message = shape.object('message');
const role = message.except('role', ['user', 'toolResult', 'bashExecution']);
const model = message.text('model');
const provider = message.text('provider');
const responseId = message.value('responseId');
const usage = message.object('usage');
const input = usage.number('input');
const output = usage.number('output');
const cacheRead = usage.number('cacheRead');
const cacheWrite = usage.number('cacheWrite');
const total = usage.object('cost').number('total');

interface PiState {
  session: string;
  project: string;
}

/**
 * Pi and the tools made of it (OMP, OpenClaw): a tree of entries a session, all buckets apart. A branch or fork copies
 * entries with id and instant; ids alone are short, and repeat among sessions. So do the response ids of local servers,
 * within a long session too: there the counts are part of the identity. Builds before 0.31 gave entries no id; a later one
 * that goes on with their session gives them some: what is the same then is instant and counts.
 */
export const pi: LineSource<PiState> = {
  id: 'pi',
  store: 'session',
  kind: 'lines',
  shape,
  roots,
  start: (file) => ({ session: baseName(file), project: '' }),
  read(line, state, emit) {
    if (line.text(type) === 'session') {
      state.session = line.text(id) ?? state.session;
      state.project = line.text(cwd) ?? state.project;
    } else if (line.text(role) === 'assistant' && line.isObject(usage.slot)) takeAnswer(line, state, emit);
  },
};

function takeAnswer(line: Line, state: PiState, emit: Emit): void {
  const at = line.instant(timestamp);
  const entry = line.text(id);
  const counts = countsOf(line);
  if (counts.input + counts.cacheRead + counts.cacheWrite5m + counts.output === 0) return;
  if (Number.isNaN(at)) {
    emit.skip('no-timestamp');
    return;
  }
  const response = line.text(responseId);
  const told = [counts.input, counts.cacheRead, counts.cacheWrite5m, counts.output].join();
  // Builds whose entries have no id tell no response id either.
  const same =
    response === undefined
      ? `told:${at}/${line.text(model)}/${told}`
      : responseKey(response, `${state.session}/${told}`);
  emit(
    observe({
      namespace: 'pi',
      id: entry === undefined ? same : `entry:${entry}@${at}`,
      aliases: entry === undefined ? [] : [same],
      tool: 'pi',
      store: 'session',
      rank: 1,
      session: state.session,
      at,
      model: line.text(model) ?? 'unknown',
      provider: line.text(provider),
      project: state.project,
      precision: 'exact',
      context: counts.input + counts.cacheRead + counts.cacheWrite5m,
      reportedCost: nanoDollars(line.number(total)),
      ...counts,
    }),
  );
}

function countsOf(line: Line) {
  return {
    input: line.count(input),
    cacheRead: line.count(cacheRead),
    cacheWrite5m: line.count(cacheWrite),
    cacheWrite1h: 0,
    output: line.count(output),
    reasoning: 0,
  };
}

/** In dollars; 0 for a model that Pi has no price of. */
function roots(places: Places): Root[] {
  const under = (...parts: string[]) => joinPath(places.os, places.home, ...parts);
  const own = places.env['PI_CODING_AGENT_DIR'];
  const sessions = own ? joinPath(places.os, own, 'sessions') : under('.pi', 'agent', 'sessions');
  const folders = [
    places.env['PI_CODING_AGENT_SESSION_DIR'] || sessions,
    under('.omp', 'agent', 'sessions'),
    under('.openclaw', 'agents'),
    ...(places.extraRoots['pi'] ?? []),
  ];
  return folders.map((path) => ({ path, accepts: (relative) => relative.endsWith('.jsonl') }));
}
