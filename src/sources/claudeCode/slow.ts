import { count, instantOf, record, text } from '../json.js';
import { type ClaudeRequest, emptyRequest } from './request.js';

type Json = Readonly<Record<string, unknown>>;

/** The request of a parsed line, or undefined when it has no usage of a model. */
export function requestOf(line: Json): ClaudeRequest | undefined {
  const message = record(line['message']);
  const usage = record(message?.['usage']);
  if (!message || !usage) return undefined;
  const request = { ...emptyRequest(), ...usageOf(usage) };
  request.id = text(message['id']);
  request.uuid = text(line['uuid']);
  request.model = text(message['model']) ?? 'unknown';
  request.at = instantOf(line['timestamp']);
  request.session = text(line['sessionId']) ?? '';
  request.madeBy = text(line['requestSessionId']) ?? text(record(line['forkedFrom'])?.['sessionId']);
  request.sidechain = line['isSidechain'] === true;
  request.agentId = text(line['agentId']);
  request.agentName = text(line['attributionAgent']);
  request.project = text(line['cwd']) ?? '';
  request.branch = text(line['gitBranch']) ?? '';
  request.version = text(line['version']);
  request.entrypoint = text(line['entrypoint']);
  request.stopped = message['stop_reason'] !== null && message['stop_reason'] !== undefined;
  const cost = line['costUSD'];
  request.cost = typeof cost === 'number' && cost >= 0 ? cost : undefined;
  return request;
}

function usageOf(usage: Json): Partial<ClaudeRequest> {
  const split = record(usage['cache_creation']);
  return {
    input: count(usage['input_tokens']),
    cacheRead: count(usage['cache_read_input_tokens']),
    cacheWrite: count(usage['cache_creation_input_tokens']),
    write5m: count(split?.['ephemeral_5m_input_tokens']),
    write1h: count(split?.['ephemeral_1h_input_tokens']),
    output: count(usage['output_tokens']),
    thinking: count(record(usage['output_tokens_details'])?.['thinking_tokens']),
    webSearches: count(record(usage['server_tool_use'])?.['web_search_requests']),
    serviceTier: text(usage['service_tier']),
    speed: text(usage['speed']),
    geo: text(usage['inference_geo']),
  };
}

/**
 * Requests to an adviser model inside a turn: `iterations` entries with a model of their own, not contained in the
 * top level (entries of type `message` are).
 */
export function adviserRequests(line: Json, base: ClaudeRequest): ClaudeRequest[] {
  const iterations = record(record(line['message'])?.['usage'])?.['iterations'];
  if (!Array.isArray(iterations)) return [];
  return iterations
    .map(record)
    .filter((entry): entry is Json => text(entry?.['type'])?.startsWith('advisor') === true)
    .map((entry) => ({
      ...base,
      ...usageOf(entry),
      serviceTier: text(entry['service_tier']) ?? base.serviceTier,
      cost: undefined,
      agentName: 'advisor',
      model: text(entry['model']) ?? 'unknown',
    }));
}
