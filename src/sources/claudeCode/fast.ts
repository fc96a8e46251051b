import type { LineView } from '../../core/bytes.js';
import { Members } from '../members.js';
import { type ClaudeRequest, emptyRequest } from './request.js';

const root = new Members();
const inner = new Members();
const usage = new Members();
const usageKey = '"usage":{';
/** Usage stands this near to the end of its line; searched from the front, a quote is a candidate too often. */
const tailBytes = 4096;

/** The line proves to be of no use, or needs JSON.parse, or is the request returned. */
export type FastAnswer = ClaudeRequest | 'nothing' | 'doubt';

/**
 * Reads an assistant line from its two ends, without touching the content between them. The last `"usage":{` of the
 * line is taken for the message's only if the message's own stop fields stand right before it, and if what follows
 * closes exactly two objects, the message and the line: deeper ones (tool inputs) would close more, and objects beside
 * the message (tool results) have no stop fields. Any doubt is left to JSON.parse.
 */
export function readFast(line: LineView): FastAnswer {
  if (line.length < 2 || line.byte(0) !== 123) return 'doubt';
  const request = emptyRequest();
  root.start(line, 1);
  const message = headMembers(line, request);
  if (message === 'nothing' || message === 'doubt') return message;
  const at = findUsage(line, message, request);
  if (at < 0) return 'doubt';
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
  else if (kind !== 'text') return otherMember(line, request);
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

/** Members that are no text: the older mark of a copied line, and what is left to JSON.parse. */
function otherMember(line: LineView, request: ClaudeRequest): 'doubt' | undefined {
  if (root.is('costUSD')) return 'doubt';
  if (!root.is('forkedFrom') || root.kind !== 'object') return undefined;
  inner.start(line, root.valueFrom + 1);
  while (inner.next()) {
    if (inner.is('sessionId') && inner.kind === 'text') request.madeBy ??= line.intern(inner.valueFrom + 1, inner.valueTo - 1);
  }
  return inner.broken ? 'doubt' : undefined;
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

/** The last `"usage":{` with the message's stop fields before it; others stand inside or beside it (`container`). */
function findUsage(line: LineView, message: number, request: ClaudeRequest): number {
  let at = line.length;
  for (let tries = 0; tries < 4; tries++) {
    at = line.findLast(usageKey, at, tailBytes);
    if (at < message) return -1;
    if (stopFieldsBefore(line, at, request)) return at;
  }
  return -1;
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
  if (line.at('_tokens', usage.keyTo - 7)) {
    const value = counter(line, usage);
    if (usage.is('input_tokens')) request.input = value;
    else if (usage.is('output_tokens')) request.output = value;
    else if (usage.is('cache_read_input_tokens')) request.cacheRead = value;
    else if (usage.is('cache_creation_input_tokens')) request.cacheWrite = value;
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
  }
  return true;
}

/** A counter as some gateways write it too: in quotes, with a zero fraction, or null for 0; -1 for anything else. */
function counter(line: LineView, member: Members): number {
  if (member.kind === 'text') return line.integer(member.valueFrom + 1, member.valueTo - 1);
  if (member.kind === 'literal') return line.at('null', member.valueFrom) ? 0 : -1;
  const fraction = line.at('.0', member.valueTo - 2) ? 2 : 0;
  return line.integer(member.valueFrom, member.valueTo - fraction);
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
    const value = counter(line, inner);
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
