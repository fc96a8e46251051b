import type { LineView } from '../../core/bytes.js';
import { Members } from '../members.js';
import { type ClaudeRequest, emptyRequest } from './request.js';

const root = new Members();
const inner = new Members();
const usage = new Members();
const usageKey = '"usage":{';

/** The line proves to be of no use, or needs JSON.parse, or is the request returned. */
export type FastAnswer = ClaudeRequest | 'nothing' | 'doubt';

/**
 * Reads an assistant line from its two ends, without touching the content between them. The last `"usage":{` of the
 * line is taken for the message's only if it is also the first, if the message's own stop fields stand right before
 * it, and if what follows closes exactly the message and then the line. Any doubt is left to JSON.parse.
 */
export function readFast(line: LineView): FastAnswer {
  if (line.length < 2 || line.byte(0) !== 123) return 'doubt';
  const request = emptyRequest();
  root.start(line, 1);
  const message = headMembers(line, request);
  if (message === 'nothing' || message === 'doubt') return message;
  const at = line.find(usageKey, message);
  if (at < 0 || line.findLast(usageKey) !== at || !stopFieldsBefore(line, at, request)) return 'doubt';
  if (!messageHead(line, message, at, request)) return 'doubt';
  const usageEnd = readUsage(line, at + usageKey.length, request);
  if (usageEnd < 0) return 'doubt';
  const messageEnd = skipMembers(line, usageEnd);
  if (messageEnd < 0) return 'doubt';
  return tailMembers(line, messageEnd, request) ? request : 'doubt';
}

/** Walks the line's own members up to `message`; returns the offset inside it. */
function headMembers(line: LineView, request: ClaudeRequest): number | 'nothing' | 'doubt' {
  while (root.nextKey()) {
    if (root.is('message')) return root.kind === 'object' ? root.valueFrom + 1 : 'doubt';
    if (!root.overValue()) return 'doubt';
    const answer = rootMember(line, request);
    if (answer) return answer;
  }
  return root.broken ? 'doubt' : 'nothing';
}

/** Takes one member of the line itself; an answer where it already decides. */
function rootMember(line: LineView, request: ClaudeRequest): 'nothing' | 'doubt' | undefined {
  const { kind } = root;
  const text = () => line.intern(root.valueFrom + 1, root.valueTo - 1);
  const plain = (): string | undefined => (line.findIn(92, root.valueFrom, root.valueTo) < 0 ? text() : undefined);
  if (root.is('isSidechain')) request.sidechain = line.byte(root.valueFrom) === 116;
  else if (kind !== 'text') return root.is('costUSD') ? 'doubt' : undefined;
  else if (root.is('sessionId')) request.session = text();
  else if (root.is('cwd')) {
    const folder = plain();
    if (folder === undefined) return 'doubt';
    request.project = folder;
  } else if (root.is('gitBranch')) {
    const branch = plain();
    if (branch === undefined) return 'doubt';
    request.branch = branch;
  } else if (root.is('version')) request.version = text();
  else if (root.is('timestamp')) request.at = line.instant(root.valueFrom + 1, root.valueTo - 1);
  else if (root.is('type')) return line.at('"assistant"', root.valueFrom) ? undefined : 'doubt';
  else return rareMember(line, request);
  return undefined;
}

function rareMember(line: LineView, request: ClaudeRequest): undefined {
  const text = () => line.intern(root.valueFrom + 1, root.valueTo - 1);
  if (root.is('agentId')) request.agentId = text();
  else if (root.is('attributionAgent')) request.agentName = text();
  else if (root.is('requestSessionId')) request.madeBy = text();
  else if (root.is('entrypoint')) request.entrypoint = text();
  else if (root.is('uuid') && request.id === undefined) request.uuid = line.ascii(root.valueFrom + 1, root.valueTo - 1);
}

/** `message.id` and `message.model` stand before the content in every build seen. */
function messageHead(line: LineView, from: number, before: number, request: ClaudeRequest): boolean {
  inner.start(line, from);
  while (inner.nextKey()) {
    if (inner.kind !== 'text' || inner.valueFrom >= before) break;
    if (!inner.overValue()) return false;
    if (inner.is('id')) request.id = line.ascii(inner.valueFrom + 1, inner.valueTo - 1);
    else if (inner.is('model')) request.model = line.intern(inner.valueFrom + 1, inner.valueTo - 1);
  }
  return request.id !== undefined && request.model !== 'unknown';
}

/** The API's own order: `stop_reason`, `stop_sequence` (null but for custom stops), `usage`. */
function stopFieldsBefore(line: LineView, at: number, request: ClaudeRequest): boolean {
  const sequence = '"stop_sequence":null,';
  const start = at - sequence.length;
  if (!line.at(sequence, start)) return false;
  const open = '"stop_reason":null,';
  request.stopped = !line.at(open, start - open.length);
  return true;
}

/** Reads the usage object whose first member starts at `from`; returns the offset after it, or -1. */
function readUsage(line: LineView, from: number, request: ClaudeRequest): number {
  usage.start(line, from);
  while (usage.next()) if (!usageMember(line, request)) return -1;
  return usage.broken ? -1 : usage.end;
}

function usageMember(line: LineView, request: ClaudeRequest): boolean {
  if (usage.kind === 'number') {
    const value = line.integer(usage.valueFrom, usage.valueTo);
    if (usage.is('input_tokens')) request.input = value;
    else if (usage.is('output_tokens')) request.output = value;
    else if (usage.is('cache_read_input_tokens')) request.cacheRead = value;
    else if (usage.is('cache_creation_input_tokens')) request.cacheWrite = value;
    else return true;
    return value >= 0;
  }
  if (usage.kind === 'object') return usageObject(line, request);
  if (usage.kind === 'array')
    return !usage.is('iterations') || usage.valueTo - usage.valueFrom === 2 || onlyMessages(line);
  if (usage.kind === 'text') {
    const text = () => line.intern(usage.valueFrom + 1, usage.valueTo - 1);
    if (usage.is('service_tier')) request.serviceTier = text();
    else if (usage.is('speed')) request.speed = text();
    else if (usage.is('inference_geo')) request.geo = text();
    else if (line.at('_tokens', usage.keyTo - 7)) return false;
  }
  return true;
}

/** Whether `iterations` only re-states the top level; an adviser's turn is extra and left to JSON.parse. */
function onlyMessages(line: LineView): boolean {
  const adviser = line.find('"advisor', usage.valueFrom);
  return adviser < 0 || adviser > usage.valueTo;
}

function usageObject(line: LineView, request: ClaudeRequest): boolean {
  if (usage.is('cache_creation')) {
    return numbers(line, (value) => {
      if (inner.is('ephemeral_5m_input_tokens')) request.write5m = value;
      else if (inner.is('ephemeral_1h_input_tokens')) request.write1h = value;
    });
  }
  if (usage.is('server_tool_use')) {
    return numbers(line, (value) => {
      if (inner.is('web_search_requests')) request.webSearches = value;
    });
  }
  if (usage.is('output_tokens_details')) {
    return numbers(line, (value) => {
      if (inner.is('thinking_tokens')) request.thinking = value;
    });
  }
  return true;
}

/** Visits the members of the object at hand; false when one is no plain number. */
function numbers(line: LineView, visit: (value: number) => void): boolean {
  inner.start(line, usage.valueFrom + 1);
  while (inner.next()) {
    const value = line.integer(inner.valueFrom, inner.valueTo);
    if (value < 0) return false;
    visit(value);
  }
  return !inner.broken;
}

/** From behind a member's value: over the rest of the object; the offset after it, or -1. */
function skipMembers(line: LineView, position: number): number {
  if (position >= line.length) return -1;
  inner.start(line, line.byte(position) === 44 ? position + 1 : position);
  while (inner.next());
  return inner.broken ? -1 : inner.end;
}

/** From behind the message to the end of the line, which must be the end of its object. */
function tailMembers(line: LineView, position: number, request: ClaudeRequest): boolean {
  if (position >= line.length) return false;
  root.start(line, line.byte(position) === 44 ? position + 1 : position);
  while (root.next()) {
    if (root.is('message') || rootMember(line, request)) return false;
  }
  return !root.broken && root.end === line.length;
}
