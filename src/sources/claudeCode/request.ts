import { record, text } from '../../core/json.js';
import { type Line, ParsedLine } from '../../core/line.js';
import type { RequestObservation } from '../../core/observation.js';
import type { Precision } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import * as slot from './shape.js';

/** Session that made the request, where the line is a copy in a fork. */
export function makerOf(line: Line): string | undefined {
  return line.text(slot.requestSessionId) ?? line.text(slot.forkedFromSession);
}

/** All that went in. */
function contextOf(line: Line): number {
  const writes = Math.max(line.count(slot.write5m) + line.count(slot.write1h), line.count(slot.cacheWrite));
  return line.count(slot.input) + line.count(slot.cacheRead) + writes;
}

function isMadeElsewhere(line: Line): boolean {
  const maker = makerOf(line);
  return maker !== undefined && maker !== line.text(slot.sessionId);
}

/**
 * The observation of a line with usage. `began`: the instant that its file begins with; what is older was copied. Cache writes are the
 * larger of the flat field and the split's sum (some builds left one of them 0); what the split does not name has five minutes' life.
 */
export function observe(line: Line, id: string, at: number, began = 0): RequestObservation {
  const context = contextOf(line);
  const output = line.count(slot.output);
  return {
    kind: 'request',
    namespace: 'claude-code',
    id,
    aliases: undefined,
    tool: 'claude-code',
    store: 'transcript',
    rank: 1,
    session: makerOf(line) ?? line.text(slot.sessionId) ?? '',
    turn: undefined,
    at,
    // A fork after a compaction has an answer that was kept, with all its counts taken away.
    copied: isMadeElsewhere(line) || at < began || context + output === 0,
    sidechain: line.isTrue(slot.isSidechain),
    model: line.text(slot.model) ?? 'unknown',
    provider: undefined,
    toolVersion: line.text(slot.version),
    serviceTier: line.text(slot.serviceTier),
    speed: line.text(slot.speed),
    geo: line.text(slot.geo),
    initiator: initiatorOf(line),
    project: line.text(slot.cwd) ?? '',
    branch: line.text(slot.gitBranch) ?? '',
    agent: line.text(slot.attributionAgent) ?? (line.isTrue(slot.isSidechain) ? 'sub-agent' : ''),
    entrypoint: line.text(slot.entrypoint),
    requests: 1,
    context,
    contextWindow: undefined,
    precision: precisionOf(line),
    reportedCost: reportedCost(line),
    credits: undefined,
    webSearches: line.count(slot.webSearches),
    input: line.count(slot.input),
    cacheRead: line.count(slot.cacheRead),
    cacheWrite5m: Math.max(line.count(slot.write5m), line.count(slot.cacheWrite) - line.count(slot.write1h)),
    cacheWrite1h: line.count(slot.write1h),
    output,
    reasoning: Math.min(line.count(slot.thinking), output),
  };
}

/** A request that a line tells beside its own, and what its key ends in. */
export interface FurtherRequest {
  readonly suffix: string;
  readonly line: Line;
}

type Entry = Readonly<Record<string, unknown>>;

const none: readonly FurtherRequest[] = [];

/**
 * Requests inside a turn that the line's own figures do not contain: entries of `iterations` for an adviser, with a model
 * of its own, or for a compaction by the server (those of type `message` are contained); and in `pausedResponses` (2.1.332)
 * the responses that a limit of the server ended and a further request went on with: the line has the last one's figures.
 */
export function furtherRequests(line: Line): readonly FurtherRequest[] {
  const hasIterations = line.mentions(slot.iterations, '"advisor', '"compaction"');
  const isPaused = line.mentions(slot.pausedResponses, '"usage"');
  if (!hasIterations && !isPaused) return none;
  const paused = isPaused ? entriesOf(line.value(slot.pausedResponses)) : [];
  return [
    ...(hasIterations ? iterationsOf(line) : none),
    ...paused.flatMap(({ usage }, index) => {
      return record(usage) ? further(line, `paused-${index}`, { usage, model: line.text(slot.model) }) : none;
    }),
  ];
}

function iterationsOf(line: Line): readonly FurtherRequest[] {
  const entries = entriesOf(line.value(slot.iterations)).map((entry) => {
    const usage = { ...entry, service_tier: text(entry['service_tier']) ?? line.text(slot.serviceTier) };
    return { type: text(entry['type']) ?? '', model: entry['model'], usage };
  });
  const advisers = entries.filter(({ type }) => type.startsWith('advisor'));
  const compactions = entries.filter(({ type }) => type === 'compaction');
  return [
    ...advisers.flatMap(({ usage, model }, index) => {
      return further(line, `advisor-${index}`, { usage, model }, { attributionAgent: 'advisor' });
    }),
    ...compactions.flatMap(({ usage, model = line.text(slot.model) }, index) => {
      return further(line, `compaction-${index}`, { usage, model }, { agentId: 'acompact' });
    }),
  ];
}

function entriesOf(list: unknown): Entry[] {
  return Array.isArray(list) ? list.map(record).filter((entry) => entry !== undefined) : [];
}

/** The request as a line of its own, with what further requests it tells. */
function further(line: Line, suffix: string, message: Entry, more: Entry = {}): readonly FurtherRequest[] {
  const ended = { stop_reason: line.text(slot.stopReason), stop_details: null };
  const told = ParsedLine.of({ ...line.json(), ...more, costUSD: null, message: { ...ended, ...message } }, slot.shape);
  if (!told) return none;
  const inner = furtherRequests(told).map((each) => ({ ...each, suffix: `${suffix}-${each.suffix}` }));
  return [{ suffix, line: told }, ...inner];
}

/** `costUSD` of old builds, in dollars. */
function reportedCost(line: Line): number | undefined {
  return line.has(slot.costUSD) ? nanoDollars(line.value(slot.costUSD)) : undefined;
}

/** Compaction runs in an agent file of its own (`acompact`, 2.1.88); a side chain is an agent's work. */
function initiatorOf(line: Line): 'helper' | 'agent' | undefined {
  if (line.text(slot.agentId)?.startsWith('acompact')) return 'helper';
  return line.isTrue(slot.isSidechain) ? 'agent' : undefined;
}

/**
 * Builds before 2.1.97 wrote a placeholder output on every line but perhaps the last; it has no stop reason. Builds that number the
 * blocks (2.1.270 and later) give an answer whose stream was cut a stop reason too; but `stop_details`, null or not, comes with the
 * final figures alone, or not at all from an API that is asked without a stream.
 */
export function precisionOf(line: Line): Precision {
  if (line.has(slot.blockIndex) && !line.isTold(slot.stopDetails) && looksCut(line)) return 'atLeast';
  return line.has(slot.stopReason) || !isEarly(line.text(slot.version)) ? 'exact' : 'atLeast';
}

/** The output that a stream begins with is seldom more. */
const mostPlaceholder = 8;

/** A cut stream left a line for each block, with what it began with; an answer without a stream is one line with all blocks and tokens. */
function looksCut(line: Line): boolean {
  if (line.count(slot.output) > mostPlaceholder) return false;
  const content = record(line.json()['message'])?.['content'];
  return Array.isArray(content) && content.length === 1;
}

const isEarly = isBefore(2, 1, 97);

/** Whether a version is known and lower than this one. Remembers its last answer: a file has few versions and many requests. */
export function isBefore(major: number, minor: number, patch: number): (version: string | undefined) => boolean {
  let last: string | undefined;
  let answer = false;
  return (version) => {
    if (version === undefined) return false;
    if (version === last) return answer;
    const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
    const [a = 0, b = 0, c = 0] = (parts ?? []).slice(1).map(Number);
    last = version;
    answer = parts !== null && (a - major || b - minor || c - patch) < 0;
    return answer;
  };
}
