import { record } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import type { RequestObservation } from '../../core/observation.js';
import { Shape } from '../../core/shape.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { type TokenCounts, totalTokens } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { baseName } from '../common/paths.js';
import { observe } from '../common/request.js';
import { responseKey } from '../common/responseId.js';
import { countsOf, type Figures, figuresIn } from './figures.js';
import { piRoots } from './places.js';

/** Calls outside of the talk, as Pi and as OMP write them; then what the client made of the talk itself. */
const calls = ['usage', 'model_usage'];
const summaries = ['compaction', 'branch_summary'];

/** What is wanted of an entry, be it a line of a log or a row. */
export const shape = new Shape();
const type = shape.only('type', ['session', 'message', 'model_change', ...calls, ...summaries]);
const id = shape.value('id');
const timestamp = shape.instant('timestamp');
const cwd = shape.text('cwd');
const modelId = shape.text('modelId');
const fromHook = shape.value('fromHook');
const entryFigures = figuresIn(shape);
const message = shape.object('message');
const role = message.except('role', ['system', 'user', 'bashExecution', 'custom']);
const responseId = message.value('responseId');
const stopReason = message.text('stopReason');
const answerFigures = figuresIn(message);

interface PiState {
  session: string;
  project: string;
  /** When the session began; what is older was copied into it. NaN until it is told. */
  began?: number;
  /** The model that was chosen or answered last, and its provider. */
  model?: string | undefined;
  provider?: string | undefined;
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
  roots: piRoots,
  start: (file) => ({ session: baseName(file).replace(/\.jsonl.*$/, ''), project: '' }),
  read(line, state, emit, file) {
    const kind = line.text(type) ?? '';
    if (kind === 'session') {
      state.session = line.text(id) ?? state.session;
      state.project = line.text(cwd) ?? state.project;
      state.began = line.instant(timestamp);
    } else if (kind === 'model_change') choose(line, modelId, entryFigures, state);
    else if (kind === 'message') takeMessage(line, state, emit, file);
    else take(line, entryFigures, kind, state, emit);
  },
};

/** OMP's own way of telling a choice has no `modelId`; its summaries tell no figures. */
function choose(line: Line, model: number, figures: Figures, state: PiState): void {
  state.model = line.text(model) ?? state.model;
  state.provider = line.text(figures.provider) ?? state.provider;
}

function takeMessage(line: Line, state: PiState, emit: Emit, file: FileFacts): void {
  const from = line.text(role) ?? '';
  if (from === 'assistant') {
    choose(line, answerFigures.model, answerFigures, state);
    if (state.provider?.endsWith('-cli') && isOfCommand(line, file)) return;
    if (isImported(line)) return;
  }
  if (from === 'assistant' || from === 'toolResult') take(line, answerFigures, from, state, emit);
}

/** Of the folder of OpenClaw's agents. */
const ofAgent = /^[^/]+\/(agent|sessions|session-sqlite-import-archive)\//;

/** A turn that OpenClaw had another tool's command do (`claude-cli`), whose own log tells each of its requests. */
function isOfCommand(line: Line, { relativePath }: FileFacts): boolean {
  return ofAgent.test(relativePath) && record(line.json()['message'])?.['api'] === 'cli';
}

/** Of a session of Claude Code that OMP took over: its own log tells each request, once and not a line at a time. */
function isImported(line: Line): boolean {
  return /^claude-.+-message-\d+$/.test(line.text(id) ?? '') && line.text(responseId)?.startsWith('msg_') === true;
}

function take(line: Line, slots: Figures, kind: string, state: PiState, emit: Emit): void {
  if (!line.isObject(slots.usage)) return;
  const at = line.instant(timestamp);
  const counts = countsOf(line, slots);
  if (totalTokens(counts) === 0) return;
  if (Number.isNaN(at)) emit.skip('no-timestamp');
  else emit(requestOf({ line, slots, kind, at, counts }, state));
}

interface Told {
  readonly line: Line;
  readonly slots: Figures;
  readonly kind: string;
  readonly at: number;
  readonly counts: TokenCounts;
}

function requestOf(told: Told, state: PiState): RequestObservation {
  const { line, slots, kind, at, counts } = told;
  const isAnswer = kind === 'assistant';
  // The answer broke off: providers tell what they generated at its end.
  const isCut = isAnswer && ['aborted', 'error'].includes(line.text(stopReason) ?? '');
  return observe({
    namespace: 'pi',
    ...namesOf(told, state),
    tool: 'pi',
    store: 'session',
    rank: 1,
    session: state.session,
    at,
    copied: at < (state.began ?? Number.NaN),
    ...whoAnswered(told, state),
    project: state.project,
    initiator: isAnswer ? undefined : kind === 'toolResult' ? 'agent' : 'helper',
    precision: isCut ? 'atLeast' : 'exact',
    context: isAnswer ? totalTokens(counts) - counts.output : undefined,
    reportedCost: nanoDollars(line.number(slots.cost)),
    ...counts,
  });
}

/** A summary is made by the model in use, one of an extension by any. What a tool used tells no model. */
function whoAnswered({ line, slots, kind }: Told, state: PiState) {
  const isSummary = summaries.includes(kind) && !line.isTrue(fromHook);
  if (isSummary) return { model: state.model ?? 'unknown', provider: state.provider };
  const model = line.text(slots.responseModel) ?? line.text(slots.model) ?? 'unknown';
  return { model, provider: line.text(slots.provider) };
}

function namesOf({ line, kind, at, counts }: Told, state: PiState): { id: string; aliases: string[] } {
  const entry = line.text(id);
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, output } = counts;
  const figures = [input, cacheRead, cacheWrite5m + cacheWrite1h, output].join();
  const own = `entry:${entry}@${at}`;
  if (kind !== 'assistant' && entry !== undefined) return { id: own, aliases: [] };
  const response = line.text(responseId);
  // Builds whose entries have no id tell no response id either.
  const same =
    response === undefined
      ? `told:${at}/${line.text(answerFigures.model)}/${figures}`
      : responseKey(response, `${state.session}/${figures}`);
  return entry === undefined ? { id: same, aliases: [] } : { id: own, aliases: [same] };
}
