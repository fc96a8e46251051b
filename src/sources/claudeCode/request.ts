import type { RequestObservation } from '../../core/observation.js';
import type { Precision } from '../../core/usage.js';

/** A request line in this tool's own terms, before it becomes an observation. */
export interface ClaudeRequest {
  id: string | undefined;
  uuid: string | undefined;
  model: string;
  at: number;
  session: string;
  /** Session that made the request, where the line is a copy in a fork. */
  madeBy: string | undefined;
  sidechain: boolean;
  agentId: string | undefined;
  agentName: string | undefined;
  project: string;
  branch: string;
  version: string | undefined;
  entrypoint: string | undefined;
  stopped: boolean;
  input: number;
  cacheRead: number;
  /** The flat field, and the split that newer builds give beside it. */
  cacheWrite: number;
  write5m: number;
  write1h: number;
  output: number;
  thinking: number;
  webSearches: number;
  serviceTier: string | undefined;
  speed: string | undefined;
  geo: string | undefined;
  /** `costUSD` of old builds, in dollars. */
  cost: number | undefined;
}

export function emptyRequest(): ClaudeRequest {
  return { ...nothing };
}

/** Makes a request empty in place, so that one object serves all lines that are read from their bytes. */
export function clearRequest(request: ClaudeRequest): ClaudeRequest {
  request.id = undefined;
  request.uuid = undefined;
  request.cost = undefined;
  return copyUsage(nothing, copyPlace(nothing, request));
}

/** Copies what the usage object and the stop fields of a message tell. */
export function copyUsage(from: Readonly<ClaudeRequest>, to: ClaudeRequest): ClaudeRequest {
  to.stopped = from.stopped;
  to.input = from.input;
  to.cacheRead = from.cacheRead;
  to.cacheWrite = from.cacheWrite;
  to.write5m = from.write5m;
  to.write1h = from.write1h;
  to.output = from.output;
  to.thinking = from.thinking;
  to.webSearches = from.webSearches;
  to.serviceTier = from.serviceTier;
  to.speed = from.speed;
  to.geo = from.geo;
  return to;
}

/** Copies what the line around the message tells, and its model. */
export function copyPlace(from: Readonly<ClaudeRequest>, to: ClaudeRequest): ClaudeRequest {
  to.model = from.model;
  to.at = from.at;
  to.session = from.session;
  to.madeBy = from.madeBy;
  to.sidechain = from.sidechain;
  to.agentId = from.agentId;
  to.agentName = from.agentName;
  to.project = from.project;
  to.branch = from.branch;
  to.version = from.version;
  to.entrypoint = from.entrypoint;
  return to;
}

/** Whether two requests with ids tell the same but for their instants. */
export function tellsSame(a: Readonly<ClaudeRequest>, b: Readonly<ClaudeRequest>): boolean {
  return (
    a.id === b.id &&
    a.id !== undefined &&
    a.output === b.output &&
    a.stopped === b.stopped &&
    sameUsage(a, b) &&
    samePlace(a, b)
  );
}

function sameUsage(a: Readonly<ClaudeRequest>, b: Readonly<ClaudeRequest>): boolean {
  return (
    a.input === b.input &&
    a.cacheRead === b.cacheRead &&
    a.cacheWrite === b.cacheWrite &&
    a.write5m === b.write5m &&
    a.write1h === b.write1h &&
    a.thinking === b.thinking &&
    a.webSearches === b.webSearches &&
    a.cost === b.cost &&
    a.serviceTier === b.serviceTier &&
    a.speed === b.speed &&
    a.geo === b.geo
  );
}

function samePlace(a: Readonly<ClaudeRequest>, b: Readonly<ClaudeRequest>): boolean {
  return (
    a.model === b.model &&
    a.session === b.session &&
    a.madeBy === b.madeBy &&
    a.sidechain === b.sidechain &&
    a.agentId === b.agentId &&
    a.agentName === b.agentName &&
    a.project === b.project &&
    a.branch === b.branch &&
    a.version === b.version &&
    a.entrypoint === b.entrypoint
  );
}

const nothing: Readonly<ClaudeRequest> = {
  id: undefined,
  uuid: undefined,
  model: 'unknown',
  at: Number.NaN,
  session: '',
  madeBy: undefined,
  sidechain: false,
  agentId: undefined,
  agentName: undefined,
  project: '',
  branch: '',
  version: undefined,
  entrypoint: undefined,
  stopped: false,
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  write5m: 0,
  write1h: 0,
  output: 0,
  thinking: 0,
  webSearches: 0,
  serviceTier: undefined,
  speed: undefined,
  geo: undefined,
  cost: undefined,
};

/**
 * The observation of a request line. Cache writes are the larger of the flat field and the split's sum (some builds
 * left one of them 0); what the split does not name has five minutes' life.
 */
export function observe(request: ClaudeRequest, id: string): RequestObservation {
  const hour = request.write1h;
  const fiveMinutes = Math.max(request.write5m, request.cacheWrite - hour);
  const copied = request.madeBy !== undefined && request.madeBy !== request.session;
  return {
    kind: 'request',
    namespace: 'claude-code',
    id,
    tool: 'claude-code',
    store: 'transcript',
    rank: 1,
    session: request.madeBy ?? request.session,
    turn: undefined,
    at: request.at,
    copied,
    sidechain: request.sidechain,
    model: request.model,
    provider: undefined,
    toolVersion: request.version,
    serviceTier: request.serviceTier,
    speed: request.speed,
    geo: request.geo,
    initiator: initiatorOf(request),
    project: request.project,
    branch: request.branch,
    agent: agentOf(request),
    entrypoint: request.entrypoint,
    requests: 1,
    input: request.input,
    cacheRead: request.cacheRead,
    cacheWrite5m: fiveMinutes,
    cacheWrite1h: hour,
    output: request.output,
    reasoning: Math.min(request.thinking, request.output),
    context: request.input + request.cacheRead + fiveMinutes + hour,
    contextWindow: undefined,
    precision: precisionOf(request),
    reportedCost: request.cost === undefined ? undefined : Math.round(request.cost * 1e9),
    credits: undefined,
    webSearches: request.webSearches,
  };
}

function agentOf(request: ClaudeRequest): string {
  return request.agentName ?? (request.sidechain ? 'sub-agent' : '');
}

/** Compaction runs in an agent file of its own (`acompact`, 2.1.88); a side chain is an agent's work. */
function initiatorOf(request: ClaudeRequest): 'helper' | 'agent' | undefined {
  if (request.agentId?.startsWith('acompact')) return 'helper';
  return request.sidechain ? 'agent' : undefined;
}

/** Builds before 2.1.97 wrote a placeholder output on every line but perhaps the last; it has no stop reason. */
function precisionOf(request: ClaudeRequest): Precision {
  return request.stopped || !isBefore(request.version, 2, 1, 97) ? 'exact' : 'atLeast';
}

let lastVersion: string | undefined;
let lastAnswer = false;

/** Whether a version is known and lower. Remembers its last answer: a file has few versions and many requests. */
function isBefore(version: string | undefined, major: number, minor: number, patch: number): boolean {
  if (version === undefined) return false;
  if (version === lastVersion) return lastAnswer;
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  const [a = 0, b = 0, c = 0] = (parts ?? []).slice(1).map(Number);
  lastVersion = version;
  lastAnswer = parts !== null && (a - major || b - minor || c - patch) < 0;
  return lastAnswer;
}
