import type { LineView } from '../../core/bytes.js';
import { Members } from '../members.js';
import { type CounterName, counters, KnownUsage } from './knownUsage.js';
import { Piece } from './piece.js';
import { type ClaudeRequest, clearRequest, emptyRequest } from './request.js';
import { RootFields, type Verdict } from './rootFields.js';

const root = new Members();
const inner = new Members();
const usage = new Members();
const fields = new RootFields();
/** The one request that lines are read into: valid until the next line. */
const scratch = emptyRequest();
/** The last message head that was read byte by byte, and what it told. */
const knownHead = new Piece();
let knownId: string | undefined;
let knownModel = '';
const knownUsage = new KnownUsage();
/** Where the message's stop fields start, and where each counter stands, in the line whose usage is read byte by byte. */
let stopAt = 0;
const places = new Int32Array(counters.length);
const usageKey = '"usage"';
const stopKey = '"stop_reason"';
/** `stop_reason` stands this near before usage; a custom stop sequence may lie between. */
const stopBytes = 1024;
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
  fields.clear(line);
  const message = headMembers(line);
  if (message === 'nothing' || message === 'doubt') return message;
  const request = clearRequest(scratch);
  const usageEnd = knownUsage.recall(line, message, request) || findUsage(line, message, request);
  if (usageEnd < 0 || !messageHead(line, message, usageEnd, request)) return 'doubt';
  const messageEnd = skipMembers(line, usageEnd);
  if (messageEnd < 0) return 'doubt';
  return tailMembers(line, messageEnd) && fields.fill(request) ? request : 'doubt';
}

/** What the line's head alone tells; 'read' where only the whole line can. */
export function headVerdict(head: LineView): Verdict {
  if (head.length < 2 || head.byte(0) !== 123) return 'doubt';
  fields.clear(head);
  const message = headMembers(head);
  return typeof message === 'number' ? 'read' : message;
}

/** Walks the line's own members up to `message`; returns the offset inside it. */
function headMembers(line: LineView): number | 'nothing' | 'doubt' {
  const start = afterParent(line);
  root.start(line, fields.recall(start));
  while (root.nextKey()) {
    fields.endHead(root, start);
    if (root.is('message')) {
      if (root.kind !== 'object') return 'doubt';
      return line.at('{"role":"user"', root.valueFrom) ? 'nothing' : root.valueFrom + 1;
    }
    if (!root.overValue()) return 'doubt';
    const verdict = fields.take(root);
    if (verdict !== 'read') return verdict;
  }
  return root.broken ? 'doubt' : 'nothing';
}

/** Behind the `parentUuid` that most lines begin with, where what the lines of a file share begins; else 1. */
function afterParent(line: LineView): number {
  if (!line.at('"parentUuid":"', 1)) return line.at('"parentUuid":null,', 1) ? 19 : 1;
  const quote = line.findIn(34, 15, Math.min(line.length - 1, 80));
  return quote < 0 || line.byte(quote - 1) === 92 || line.byte(quote + 1) !== 44 ? 1 : quote + 2;
}

/** `message.id` and `message.model` stand before the content in every build seen. */
function messageHead(line: LineView, from: number, before: number, request: ClaudeRequest): boolean {
  if (from + knownHead.length <= before && knownHead.standsAt(line, from)) {
    request.id = knownId;
    request.model = knownModel;
    return true;
  }
  inner.start(line, from);
  while (inner.nextKey()) {
    if (inner.kind !== 'text' || inner.valueFrom >= before) break;
    if (!inner.overValue()) return false;
    if (inner.is('id')) request.id = line.ascii(inner.valueFrom + 1, inner.valueTo - 1);
    else if (inner.is('model')) request.model = line.intern(inner.valueFrom + 1, inner.valueTo - 1);
  }
  if (request.id === undefined || request.model === 'unknown') return false;
  knownId = request.id;
  knownModel = request.model;
  // With the key and first byte of what ends it, so that no further text member can follow.
  knownHead.keep(line, from, inner.broken || inner.end > 0 ? from : inner.valueFrom + 1);
  return true;
}

/**
 * Reads the message's usage object: behind the last `"usage"` to which the message's own stop fields lead. Others stand
 * inside the message (tool inputs) or beside it (`container`). Returns the offset after it; -1 when it is not to be found.
 */
function findUsage(line: LineView, message: number, request: ClaudeRequest): number {
  let at = line.length;
  for (let tries = 0; tries < 4; tries++) {
    at = line.findLast(usageKey, at, tailBytes);
    if (at < message) return -1;
    if (!leadsTo(line, at, request)) continue;
    const end = readUsage(line, inner.valueFrom + 1, request);
    if (end > 0) knownUsage.learn(line, { stop: stopAt, from: at, to: end }, request, places);
    return end;
  }
  return -1;
}

/** Walks from `stop_reason` over `stop_sequence` and its like to the key at `at`, whose value is then the walker's. */
function leadsTo(line: LineView, at: number, request: ClaudeRequest): boolean {
  stopAt = line.findLast(stopKey, at, stopBytes);
  if (stopAt < 0) return false;
  inner.start(line, stopAt);
  while (inner.nextKey()) {
    if (inner.keyFrom === at + 1) return inner.kind === 'object';
    if (inner.is('stop_reason')) request.stopped = !line.at('null', inner.valueFrom);
    if (!inner.overValue()) return false;
  }
  return false;
}

/** Reads the usage object whose first member starts at `from`; returns the offset after it, or -1. */
function readUsage(line: LineView, from: number, request: ClaudeRequest): number {
  places.fill(-1);
  usage.start(line, from);
  while (usage.next()) if (!usageMember(line, request)) return -1;
  return usage.broken ? -1 : usage.end;
}

function usageMember(line: LineView, request: ClaudeRequest): boolean {
  if (line.at('_tokens', usage.keyTo - 7)) {
    const value = counter(line, usage);
    if (usage.is('input_tokens')) take(request, 'input', usage, value);
    else if (usage.is('output_tokens')) take(request, 'output', usage, value);
    else if (usage.is('cache_read_input_tokens')) take(request, 'cacheRead', usage, value);
    else if (usage.is('cache_creation_input_tokens')) take(request, 'cacheWrite', usage, value);
    return value >= 0;
  }
  if (usage.kind === 'object') return usageObject(line, request);
  if (usage.kind === 'array')
    return !usage.is('iterations') || usage.valueTo - usage.valueFrom === 2 || onlyMessages(line);
  if (usage.kind === 'text') {
    if (usage.is('service_tier')) request.serviceTier = line.intern(usage.valueFrom + 1, usage.valueTo - 1);
    else if (usage.is('speed')) request.speed = line.intern(usage.valueFrom + 1, usage.valueTo - 1);
    else if (usage.is('inference_geo')) request.geo = line.intern(usage.valueFrom + 1, usage.valueTo - 1);
  }
  return true;
}

function take(request: ClaudeRequest, name: CounterName, member: Members, value: number): void {
  request[name] = value;
  places[counters.indexOf(name)] = member.valueFrom;
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
      if (inner.is('ephemeral_5m_input_tokens')) take(request, 'write5m', inner, value);
      else if (inner.is('ephemeral_1h_input_tokens')) take(request, 'write1h', inner, value);
    });
  }
  if (usage.is('server_tool_use')) {
    return numbers(line, (value) => {
      if (inner.is('web_search_requests')) take(request, 'webSearches', inner, value);
    });
  }
  if (usage.is('output_tokens_details')) {
    return numbers(line, (value) => {
      if (inner.is('thinking_tokens')) take(request, 'thinking', inner, value);
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

/** From behind the message's usage: over the rest of the message; the offset after it, or -1. */
function skipMembers(line: LineView, position: number): number {
  if (position >= line.length) return -1;
  inner.startAfter(line, position);
  while (inner.next()) if (inner.is('usage')) return -1;
  return inner.broken ? -1 : inner.end;
}

/** From behind the message to the end of the line, which must be the end of its object. */
function tailMembers(line: LineView, position: number): boolean {
  if (position >= line.length) return false;
  root.startAfter(line, position);
  while (root.next()) {
    if (root.is('message') || fields.take(root) !== 'read') return false;
  }
  return !root.broken && root.end === line.length;
}
