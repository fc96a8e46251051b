import { count, jsonOf, record, text } from '../../core/json.js';
import type { Line } from '../../core/line.js';
import type { Emit, FileFacts, LineSource, Places, Root } from '../../core/source.js';
import { isAbsolute, joinPath } from '../common/paths.js';
import { disjoint, observe } from '../common/request.js';
import { responseKey } from '../common/responseId.js';
import { countsOf, type Figures, figuresText } from './counts.js';
import { homesOf } from './homes.js';
import { noteErrorInRuns, noteInRuns, type Runs, runsOf, takeRuns } from './runs.js';
import * as slot from './shape.js';

/** Records that told the same figures, in their order, by figures: of answers and of telemetry. */
interface QwenState {
  answers: Record<string, string[]>;
  events: Record<string, string[]>;
  /** Of a chat. */
  runs?: Runs;
  /** Of the last answer: it came over Anthropic's API to a build that left out what was written to the cache. */
  lacksWrites?: boolean;
}

/**
 * An answer is a record of the chat or, of a sub-agent, of a file of its own. Telemetry among the system's records tells
 * every request once more, those too that no record tells (sub-agents of builds before 0.24, helper calls). Both have no
 * id in common: the n-th answer of an agent with some figures is the n-th telemetry event of it with them.
 */
export const qwenCode: LineSource<QwenState> = {
  id: 'qwen-code',
  store: 'chat',
  kind: 'lines',
  shape: slot.shape,
  // 2: suggestions; 3: all that a run asked for beside its chat.
  rules: 3,
  roots,
  start: (file) => ({ answers: {}, events: {}, ...(isChat(file) ? { runs: runsOf(sessionOf(file), file) } : {}) }),
  read(line, state, emit, file) {
    if (line.text(slot.type) === 'assistant') readAnswer(line, state, emit, file);
    else if (line.text(slot.subtype) === 'ui_telemetry') readEvent(line, state, emit, file);
  },
  end(state, emit, file) {
    if (state.runs) takeRuns(sessionOf(file), state.runs, emit);
  },
};

/** In its home, or where its settings have it keep what it writes. */
function roots(places: Places): Root[] {
  return homesOf(places).flatMap((home) => [
    ...rootsIn(places.os, home),
    {
      path: joinPath(places.os, home, 'settings.json'),
      accepts: () => false,
      lists: (settings) => outputRoots(places, home, settings),
    },
  ]);
}

/** `projects/<slug>/chats`, archived ones and sub-agents beside them; before 0.10 `tmp/<hash>/chats`. */
function rootsIn(os: Places['os'], home: string): Root[] {
  return [
    {
      path: joinPath(os, home, 'projects'),
      accepts: (path) => /^[^/]+\/(chats\/(archive\/)?[^/]+|subagents\/[^/]+\/[^/]+)\.jsonl$/.test(path),
      enters: (folder) => /^[^/]+(\/(chats(\/archive)?|subagents(\/[^/]+)?))?$/.test(folder),
    },
    {
      path: joinPath(os, home, 'tmp'),
      accepts: (path) => /^[^/]+\/chats\/[^/]+\.jsonl$/.test(path),
      enters: (folder) => /^[^/]+(\/chats)?$/.test(folder),
    },
  ];
}

/**
 * Of `advanced.runtimeOutputDir`, which comments may stand beside. A relative one is another folder for each project; those
 * in which a run came to its end are named in a file that stays in the home.
 */
function outputRoots({ os, home }: Places, own: string, settings: string): Root[] {
  const told = /"runtimeOutputDir"\s*:\s*("(?:[^"\\\n]|\\.)+")/.exec(settings)?.[1];
  const folder = told === undefined ? undefined : text(jsonOf(told));
  if (folder === undefined) return [];
  if (/^~([\\/]|$)/.test(folder)) return rootsIn(os, joinPath(os, home, folder.slice(2)));
  if (isAbsolute(folder)) return rootsIn(os, folder);
  return [
    {
      path: joinPath(os, own, 'usage_record.jsonl'),
      accepts: () => false,
      lists: (runs) => projectsOf(runs).flatMap((project) => rootsIn(os, joinPath(os, project, folder))),
    },
  ];
}

function projectsOf(runs: string): string[] {
  const projects = runs.split('\n').flatMap((run) => text(record(jsonOf(run))?.['project']) ?? []);
  return [...new Set(projects)];
}

interface Told {
  readonly figures: Figures;
  readonly model: string | undefined;
  readonly agent: string;
  /** The sub-agent's own id: several may tell the same figures. */
  readonly run: string | undefined;
  readonly response?: string | undefined;
  /** Of a build that calls one sub-agent this in telemetry, and another name in its file: what both have in common is when. */
  readonly near?: 'answer' | 'event' | undefined;
  readonly lacksWrites?: boolean | undefined;
}

function readAnswer(line: Line, state: QwenState, emit: Emit, file: FileFacts): void {
  if (!line.isObject(slot.usageSlot)) return;
  const figures = {
    prompt: line.count(slot.prompt),
    candidates: line.count(slot.candidates),
    thoughts: line.count(slot.thoughts),
    cached: line.count(slot.cached),
    total: line.count(slot.total),
  };
  const agent = line.text(slot.agentName) ?? (/\/subagents\//.test(file.relativePath) ? 'sub-agent' : '');
  const run = line.text(slot.agentId) ?? /\/subagents\/[^/]+\/agent-([^/]+)\.jsonl$/.exec(file.relativePath)?.[1];
  const near = run !== undefined && hasTwoNames(line) ? 'answer' : undefined;
  const { lacksWrites } = state;
  take(line, state.answers, { figures, model: line.text(slot.model), agent, run, near, lacksWrites }, emit, file);
}

function readEvent(line: Line, state: QwenState, emit: Emit, file: FileFacts): void {
  const event = record(record(line.value(slot.payload))?.['uiEvent']);
  const name = text(event?.['event.name']);
  const model = text(event?.['model']);
  const at = line.instant(slot.timestamp);
  const runs = Number.isNaN(at) ? undefined : state.runs;
  if (runs && name === 'qwen-code.api_error') noteErrorInRuns(runs, at, model ?? '');
  if (name !== 'qwen-code.api_response' || !event) return;
  const figures = {
    prompt: count(event['input_token_count']),
    candidates: count(event['output_token_count']),
    thoughts: count(event['thoughts_token_count']),
    cached: count(event['cached_content_token_count']),
    total: count(event['total_token_count']),
  };
  const response = text(event['response_id']);
  const agent = text(event['subagent_name']) ?? '';
  const near = agent !== '' && hasTwoNames(line) ? 'event' : undefined;
  // 0.15 left it out, 0.21 has it inside the prompt.
  const lacksWrites = text(event['auth_type']) === 'anthropic' && isBefore(16, line);
  state.lacksWrites = lacksWrites;
  if (runs)
    noteInRuns(runs, {
      at,
      figures,
      turn: agent === '' ? text(event['prompt_id']) : undefined,
      copied: line.has(slot.forkedFrom),
      branch: line.text(slot.gitBranch),
      version: line.text(slot.version),
    });
  take(line, state.events, { figures, model, agent, run: runOf(event), response, near, lacksWrites }, emit, file);
}

/**
 * Builds before 0.23 draw the name of a sub-agent in telemetry anew; its file is named after the call that started it. So may one that
 * does not tell its version.
 */
function hasTwoNames(line: Line): boolean {
  return isBefore(23, line) || line.text(slot.version) === undefined;
}

/** Whether a build before 0.`minor` wrote a record. */
function isBefore(minor: number, line: Line): boolean {
  const own = /^0\.(\d+)\./.exec(line.text(slot.version) ?? '')?.[1];
  return own !== undefined && Number(own) < minor;
}

/** The telemetry of an answer is written just before it. */
const justBefore = 2000;

/** Names of the moment in which an answer was told: the one that its telemetry has is among them. */
function momentsOf(near: Told['near'], at: number): number[] {
  const moment = (instant: number) => Math.floor(instant / (5 * justBefore));
  if (near === undefined) return [];
  return near === 'event' ? [moment(at)] : [...new Set([moment(at), moment(at - justBefore)])];
}

/** Builds before 0.23 tell it in the id of the prompt alone, `<session>#<agent>#<round>`. */
function runOf(event: Readonly<Record<string, unknown>>): string | undefined {
  return text(event['subagent_id']) ?? /^[^#]*#([^#]+)#\d+$/.exec(text(event['prompt_id']) ?? '')?.[1];
}

function take(line: Line, seen: Record<string, string[]>, told: Told, emit: Emit, file: FileFacts): void {
  const at = line.instant(slot.timestamp);
  if (Number.isNaN(at)) {
    emit.skip('no-timestamp');
    return;
  }
  const session = line.text(slot.sessionId) ?? sessionOf(file);
  const uuid = line.text(slot.uuid) ?? `${at}`;
  const counts = countsOf(told.figures);
  if (counts.input + counts.output === 0) return;
  const key = [session, ...(told.run === undefined ? [] : [told.run]), figuresText(told.figures)].join('/');
  const near = momentsOf(told.near, at)
    .map((moment) => `near:${session}/${told.agent}/${moment}/${figuresText(told.figures)}`)
    .map((name) => `${name}#${placeOf(seen, name, uuid)}`);
  // The short ids of local servers come again in a long session too, but hardly with the same figures.
  const ids = told.response === undefined ? [] : [responseKey(told.response, key)];
  emit(
    observe({
      namespace: 'qwen-code',
      id: `record:${uuid}`,
      aliases: [`figures:${key}#${placeOf(seen, key, uuid)}`, ...near, ...ids],
      tool: 'qwen-code',
      store: 'chat',
      rank: 1,
      session,
      at,
      model: told.model ?? 'unknown',
      toolVersion: line.text(slot.version),
      project: line.text(slot.cwd) ?? '',
      branch: line.text(slot.gitBranch) ?? '',
      agent: told.agent,
      initiator: told.agent === '' ? undefined : 'agent',
      precision: told.lacksWrites ? 'atLeast' : 'exact',
      context: counts.input > 0 ? counts.input : undefined,
      contextWindow: line.count(slot.contextWindow) || undefined,
      ...disjoint(counts),
    }),
  );
}

/** How many records with these figures came before this one; a record that is written again keeps its place. */
function placeOf(seen: Record<string, string[]>, key: string, uuid: string): number {
  const own = Object.hasOwn(seen, key) ? (seen[key] as string[]) : [];
  seen[key] = own;
  const known = own.indexOf(uuid);
  return known >= 0 ? known : own.push(uuid) - 1;
}

function isChat({ relativePath }: FileFacts): boolean {
  return /(^|\/)chats\//.test(relativePath);
}

function sessionOf(file: FileFacts): string {
  const parts = file.relativePath.replace(/\.jsonl$/, '').split('/');
  return (parts[1] === 'subagents' ? parts[2] : parts.at(-1)) ?? '';
}
