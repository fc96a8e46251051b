import { count } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import { Shape } from '../../core/shape.js';
import type { LineSource, Places, Root } from '../../core/source.js';
import { disjoint, observe } from '../common/request.js';
import { responseKey } from '../common/responseId.js';
import { modelOf, spanKey } from './observe.js';
import { type OtelLevel, type OtelRecord, otelCounts, otelLevels, otelRecord } from './otelRecord.js';
import { otelRoots } from './places.js';

/** What the records of one trace have told of it so far; '' for what is not told. */
type TraceContext = [session: string, model: string];

interface OtelState {
  /** By `#` and trace id, the newest traces only. */
  traces: Record<string, TraceContext>;
  /** Records whose trace has not told its session yet. */
  waiting: RequestObservation[];
}

const shape = new Shape();
shape.never('scopeMetrics');

/** As many traces as can be open at once, with room. */
const mostTraces = 200;

export const otelFile: LineSource<OtelState> = otelSource({ tool: 'copilot-chat', lowestRank: 2, roots: otelRoots });

/**
 * A file of OpenTelemetry records. One response shows up as chat span, inference log, agent turn and in the sum of
 * `invoke_agent`: each is a store with a rank of its own (`lowestRank` and the three above), and what tells of the
 * same trace has the same turn, so that the ledger takes the best, whichever comes first. Span and log of one response
 * are joined by the response id.
 */
export function otelSource(of: {
  tool: 'copilot-chat' | 'copilot-cli';
  lowestRank: number;
  roots: (places: Places) => readonly Root[];
}): LineSource<OtelState> {
  return {
    id: of.tool,
    store: 'otel-file',
    kind: 'lines',
    shape,
    roots: of.roots,
    start: () => ({ traces: {}, waiting: [] }),
    read(line, state, emit, file) {
      const told = otelRecord(line.json());
      if (told === undefined) return;
      if (toolOf(told, file.path) !== of.tool) return;
      noteTrace(state, told);
      const context = told.trace === undefined ? undefined : state.traces[`#${told.trace}`];
      for (const row of settled(state, told.trace, context?.[0] ?? '')) emit(row);
      const counts = otelCounts(told.attributes);
      const isAnswer = told.level === 'chat' && told.answered;
      if (told.level === undefined || (counts.input + counts.output === 0 && !isAnswer)) return;
      if (Number.isNaN(told.at)) return emit.skip('no-timestamp');
      const row = rowOf(told, told.level, context ?? [told.session ?? '', told.model ?? ''], of);
      if (context?.[0] === '') state.waiting.push(row);
      else emit(row);
      while (state.waiting.length > mostTraces) emit(state.waiting.shift() as RequestObservation);
    },
    end(state, emit) {
      for (const row of state.waiting) emit(row);
    },
  };
}

/** A file may hold records of the editor and of the command line: both can be pointed at it by the same variable. */
function toolOf(told: OtelRecord, path: string): 'copilot-chat' | 'copilot-cli' {
  if (/^copilot-chat/.test(told.service)) return 'copilot-chat';
  if (/^github[-.]copilot|copilot-cli/.test(told.service)) return 'copilot-cli';
  if (Object.keys(told.attributes).some((name) => name.startsWith('copilot_chat.'))) return 'copilot-chat';
  return /[\\/]otel[\\/][^\\/]+$/.test(path) ? 'copilot-cli' : 'copilot-chat';
}

function noteTrace(state: OtelState, { trace, session, model }: OtelRecord): void {
  if (trace === undefined) return;
  const known = state.traces[`#${trace}`];
  state.traces[`#${trace}`] = [known?.[0] || (session ?? ''), known?.[1] || (model ?? '')];
  const names = Object.keys(state.traces);
  for (const name of names.slice(0, names.length - mostTraces)) delete state.traces[name];
}

/** Takes out what waited for this trace's session. */
function settled(state: OtelState, trace: string | undefined, session: string): RequestObservation[] {
  if (trace === undefined || session === '' || state.waiting.length === 0) return [];
  const rows = state.waiting.filter((row) => row.turn === trace);
  state.waiting = state.waiting.filter((row) => row.turn !== trace);
  return rows.map((row) => ({ ...row, session }));
}

function rowOf(
  told: OtelRecord,
  level: OtelLevel,
  context: TraceContext,
  of: { tool: string; lowestRank: number },
): RequestObservation {
  const counts = otelCounts(told.attributes);
  // `~` sorts after every real id: of two copies the one with the real session stays.
  const session = (told.session ?? context[0]) || `~${told.trace ?? 'unknown'}`;
  return observe({
    namespace: of.tool,
    ...namesOf(told, level, session),
    tool: of.tool,
    store: level === 'chat' ? 'otel-file' : `otel-${level}`,
    rank: of.lowestRank + otelLevels.indexOf(level),
    session,
    turn: told.trace,
    at: told.at,
    model: modelOf(told.model ?? context[1]),
    requests: level === 'agent' ? count(told.attributes['copilot_chat.turn_count']) : 1,
    precision: counts.input > 0 && counts.output > 0 ? 'exact' : 'atLeast',
    context: level === 'chat' || level === 'inference' ? counts.input || undefined : undefined,
    ...disjoint(counts),
  });
}

function namesOf(told: OtelRecord, level: OtelLevel, session: string): { id: string; aliases: string[] } {
  const within = told.trace ?? session;
  const response = told.response === undefined ? [] : [responseKey(told.response, within)];
  if (level === 'turn') {
    const index =
      told.attributes['turn.index'] ?? told.attributes['copilot_chat.turn.index'] ?? `${told.span}@${told.at}`;
    return { id: `turn:${within}/${String(index)}`, aliases: [] };
  }
  const [first] = response;
  if (level === 'inference') return { id: first ?? `log:${within}/${told.span}@${told.at}`, aliases: [] };
  return { id: spanKey(told.span ?? `${level}@${told.at}`, within), aliases: level === 'chat' ? response : [] };
}
