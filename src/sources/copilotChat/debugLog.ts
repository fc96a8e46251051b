import { count, instantOf, record, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import { Shape } from '../../core/shape.js';
import type { LineSource } from '../../core/source.js';
import type { Initiator, Precision } from '../../core/usage.js';
import { disjoint, observe } from '../common/request.js';
import { modelOf, spanKey } from './observe.js';
import { debugLogRoots, workspaceCompanion } from './places.js';
import { projectOf } from './project.js';
import { giveProject } from './sessionProject.js';

interface DebugState {
  version: string | undefined;
  /** Whether the person's message came since the last request. */
  asked: boolean;
  /** Whether the folder was given to the other stores. */
  given: boolean;
}

const shape = new Shape();
/** Answers and tool results are most of a log. */
shape.except('type', [
  'tool_call',
  'agent_response',
  'discovery',
  'subagent',
  'error',
  'child_session_ref',
  'turn_end',
  'hook',
]);

/** Every call of a model, child sessions (title, sub-agents) in files beside `main.jsonl` of their parent's folder. */
export const debugLog: LineSource<DebugState> = {
  id: 'copilot-chat',
  store: 'debug-log',
  kind: 'lines',
  shape,
  roots: debugLogRoots,
  companions: workspaceCompanion,
  start: () => ({ version: undefined, asked: false, given: false }),
  read(line, state, emit, file) {
    const entry = line.json();
    const type = entry['type'];
    if (type === 'user_message') state.asked = true;
    state.version = text(record(entry['attrs'])?.['copilotVersion']) ?? state.version;
    if (type !== 'llm_request') return;
    const place = placeOf(file.path);
    const told = requestOf(entry, place, state);
    state.asked = false;
    if (told === undefined) return;
    if (Number.isNaN(told.at)) return emit.skip('no-timestamp');
    const project = projectOf(file);
    if (!state.given) giveProject(file, place.session, project);
    state.given = true;
    emit({ ...told, project });
  },
};

interface DebugPlace {
  /** The folder's name, which is the chat's own session id; child files belong to it. */
  readonly session: string;
  /** Label of a child file, e.g. `title` of `title-<id>.jsonl`; '' for the chat itself. */
  readonly label: string;
}

function placeOf(path: string): DebugPlace {
  const below =
    path
      .split(/[\\/]debug-logs[\\/]/)
      .at(-1)
      ?.split(/[\\/]/) ?? [];
  const name = (below.at(-1) ?? '').replace(/\.jsonl$/, '');
  if (below.length < 2) return { session: name, label: '' };
  return {
    session: below[0] ?? '',
    label: name === 'main' ? '' : name.replace(/-[^-]*$|-[0-9a-f]{8}-[0-9a-f-]+$/i, ''),
  };
}

/** A refused request has no counts and is none of ours; an answered one without counts is known, but not its size. */
function requestOf(
  entry: Readonly<Record<string, unknown>>,
  place: DebugPlace,
  state: DebugState,
): RequestObservation | undefined {
  const attributes = record(entry['attrs']) ?? {};
  const isTold = attributes['inputTokens'] != null && attributes['outputTokens'] != null;
  const input = count(attributes['inputTokens']);
  const output = count(attributes['outputTokens']);
  if (entry['status'] === 'error' && input + output === 0) return undefined;
  const at = instantOf(entry['ts']);
  return observe({
    namespace: 'copilot-chat',
    id: spanKey(text(entry['spanId']) ?? `${at}`, place.session),
    tool: 'copilot-chat',
    store: 'debug-log',
    rank: 6,
    session: place.session,
    at,
    model: modelOf(text(attributes['model'])),
    toolVersion: state.version,
    initiator: initiatorOf(place.label, state.asked),
    agent: isHelper(place.label) ? '' : place.label,
    precision: (isTold ? 'exact' : 'atLeast') satisfies Precision,
    context: input > 0 ? input : undefined,
    ...disjoint({ input, output, cacheRead: count(attributes['cachedTokens']), cacheWrite: 0, reasoning: 0 }),
  });
}

function initiatorOf(label: string, asked: boolean): Initiator {
  if (isHelper(label)) return 'helper';
  return label === '' && asked ? 'person' : 'agent';
}

function isHelper(label: string): boolean {
  return /title|categori|summar|compact|commit|rename|prompt/i.test(label);
}
