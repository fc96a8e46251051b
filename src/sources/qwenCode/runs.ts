import { count, instantOf, record } from '../../core/json.js';
import { Shape } from '../../core/shape.js';
import type { Emit, FileFacts, LineSource } from '../../core/source.js';
import { joinPath } from '../common/paths.js';
import { disjoint } from '../common/request.js';
import { countsOf, type Figures } from './counts.js';
import { homesOf } from './homes.js';

/** What a run of the program says that it used, of one model: requests, then figures. */
type Sums = [requests: number, prompt: number, candidates: number, thoughts: number, cached: number, total: number];

interface Run {
  readonly start: number;
  readonly project: string;
  readonly models: Readonly<Record<string, Sums>>;
}

const shape = new Shape();
const sessionId = shape.text('sessionId');
const timestamp = shape.instant('timestamp');
const startTime = shape.instant('startTime');
const project = shape.text('project');
const models = shape.value('models');

const factOf = (session: string): string => `qwen-run:${session}`;

/**
 * `usage_record.jsonl`: a line for each run that came to its end, with the sums of all that it asked for, what it took over from the
 * chat that it went on with among them. It counts nothing by itself: a chat is told of its runs.
 */
export const qwenRuns: LineSource<null> = {
  id: 'qwen-code',
  store: 'runs',
  kind: 'lines',
  shape,
  // 2: runs of several models.
  rules: 2,
  roots: (places) =>
    homesOf(places).map((home) => ({
      path: joinPath(places.os, home),
      accepts: (path) => path === 'usage_record.jsonl',
      enters: () => false,
    })),
  start: () => null,
  read(line, _state, _emit, file) {
    const session = line.text(sessionId);
    const [start, end] = [line.instant(startTime), line.instant(timestamp)];
    const used = Object.entries(record(line.value(models)) ?? {}).map(
      ([model, told]) => [model, sumsOf(told)] as const,
    );
    if (!session || used.length === 0 || Number.isNaN(start) || Number.isNaN(end)) return;
    file.give(factOf(session), String(end), {
      start,
      project: line.text(project) ?? '',
      models: Object.fromEntries(used),
    });
  },
};

function sumsOf(told: unknown): Sums {
  const names = ['requests', 'inputTokens', 'outputTokens', 'thoughtsTokens', 'cachedTokens', 'totalTokens'];
  return names.map((name) => count(record(told)?.[name])) as Sums;
}

/** A run as far as its chat was read. */
interface RunSoFar extends Run {
  /** The chat was there before the run, which may have been in another one before. */
  goesOn: boolean;
  /** Requests that were answered by an error, by model: the sums count them. */
  errors: Record<string, number>;
  /** What the chat's telemetry tells up to the end of the run, and what of it the run itself asked for. */
  told: Sums;
  own: Sums;
  /** Turns of the run that are over, and between what their suggestions' prompts come to, without what asks for them. */
  turns: number;
  least: number;
  most: number;
  /** The turn that goes on: its id, and the figures of its last request. */
  last?: [turn: string, prompt: number, candidates: number];
  branch?: string;
  version?: string;
}

const nothing: Sums = [0, 0, 0, 0, 0, 0];
const nothingRead = { goesOn: false, told: nothing, own: nothing, turns: 0, least: 0, most: 0 };

/** By the instant of its end. */
export type Runs = Record<string, RunSoFar>;

/** The runs of the chat that a file is. */
export function runsOf(session: string, file: FileFacts): Runs {
  file.dependsOn(factOf(session));
  const known = [...file.facts(factOf(session))].filter((entry): entry is [string, Run] => isRun(entry[1]));
  return Object.fromEntries(known.map(([end, run]) => [end, { ...run, ...nothingRead, errors: {} }]));
}

function isRun(value: unknown): value is Run {
  const run = record(value);
  return Object.values(record(run?.['models']) ?? {}).some(Array.isArray) && !Number.isNaN(instantOf(run?.['start']));
}

export interface RequestOfRun {
  readonly at: number;
  readonly figures: Figures;
  /** Undefined for a request of a sub-agent. */
  readonly turn: string | undefined;
  /** From another chat, which this one was forked from. */
  readonly copied: boolean;
  readonly branch: string | undefined;
  readonly version: string | undefined;
}

export function noteInRuns(runs: Runs, request: RequestOfRun): void {
  const { at, turn, figures } = request;
  const { prompt, candidates, thoughts, cached, total } = figures;
  const more: Sums = [1, prompt, candidates, thoughts, cached, total];
  for (const [end, run] of Object.entries(runs)) {
    if (at > Number(end)) continue;
    run.told = plus(run.told, more);
    if (request.copied || at < run.start) {
      run.goesOn = true;
      continue;
    }
    run.own = plus(run.own, more);
    if (request.branch !== undefined) run.branch = request.branch;
    if (request.version !== undefined) run.version = request.version;
    if (turn === undefined) continue;
    if (run.last && run.last[0] !== turn) Object.assign(run, closed(run));
    run.last = [turn, prompt, candidates];
  }
}

/** A request that was answered by an error. */
export function noteErrorInRuns(runs: Runs, at: number, model: string): void {
  for (const [end, run] of Object.entries(runs)) {
    if (at <= Number(end)) run.errors[model] = errorsOf(run.errors, model) + 1;
  }
}

function plus(a: Sums, b: Sums): Sums {
  return a.map((sum, index) => sum + (b[index] as number)) as Sums;
}

function closed({ turns, least, most, last }: RunSoFar): Pick<RunSoFar, 'turns' | 'least' | 'most'> {
  if (!last) return { turns, least, most };
  return { turns: turns + 1, least: least + last[1], most: most + last[1] + last[2] };
}

/** Tokens that ask for a suggestion come to 400; a suggestion is 2 to 12 words, and is not thought about. */
const mostAsking = 1000;
const mostSuggested = 200;

/**
 * What a run asked for by itself (after each turn what a person might say next, a question beside the talk, a title), half the tokens of
 * a talk, no line of the chat tells. Where the chat began in the run, all that the run used is the chat's: the client begins new sums
 * with a new chat. Else what it used beyond its chat is taken for suggestions where it can be nothing else: as many requests as turns,
 * each as long as the last one of its turn with its answer, and short answers.
 */
export function takeRuns(session: string, runs: Runs, emit: Emit): void {
  for (const [end, run] of Object.entries(runs)) {
    for (const [model, sums] of Object.entries(run.goesOn ? suggestionsOf(run) : allOf(run))) {
      const [requests, prompt, candidates, thoughts, cached, total] = sums;
      emit({
        kind: 'checkpoint',
        tool: 'qwen-code',
        store: 'runs',
        session,
        model,
        at: Number(end),
        since: run.start,
        requests,
        project: run.project,
        branch: run.branch ?? '',
        toolVersion: run.version,
        webSearches: 0,
        ...disjoint(countsOf({ prompt, candidates, thoughts, cached, total })),
      });
    }
  }
}

/**
 * All that a run used. Nothing where it asked for more beside its chat than a request for each that the chat tells and two a turn: it
 * went to another chat and came back, whose use its sums have too.
 */
function allOf(run: RunSoFar): Run['models'] {
  const models = answered(run);
  const requests = Object.values(models).reduce((sum, [each]) => sum + each, 0);
  return requests > 2 * (run.own[0] + closed(run).turns) ? {} : models;
}

/** With what the run is known to have asked for; nothing where it used something else, or several models. */
function suggestionsOf(run: RunSoFar): Run['models'] {
  const [only, ...others] = Object.entries(answered(run));
  if (!only || others.length > 0) return {};
  const [model, sums] = only;
  const beyond = plus(sums, run.told.map((sum) => -sum) as Sums);
  return areSuggestions(beyond, closed(run)) ? { [model]: plus(run.own, beyond) } : {};
}

/** What a run used of each model, without the requests that were answered by an error. */
function answered({ models: used, errors }: RunSoFar): Run['models'] {
  const entries = Object.entries(used).map(([model, [requests, ...figures]]): [string, Sums] => [
    model,
    [Math.max(0, requests - errorsOf(errors, model)), ...figures],
  ]);
  return Object.fromEntries(entries);
}

/** A model may be called as something that every object has. */
function errorsOf(errors: RunSoFar['errors'], model: string): number {
  return Object.hasOwn(errors, model) ? (errors[model] ?? 0) : 0;
}

function areSuggestions(
  [requests, prompt, candidates, thoughts, cached]: Sums,
  { turns, least, most }: Pick<RunSoFar, 'turns' | 'least' | 'most'>,
): boolean {
  if (requests <= 0 || requests !== turns || prompt < least || prompt > most + turns * mostAsking) return false;
  return Math.min(candidates, thoughts, cached) >= 0 && candidates <= turns * mostSuggested && cached <= prompt;
}
