import { count, instantOf, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import { type Initiator, noTokens, type TokenCounts } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { disjoint } from '../common/request.js';
import { modelOf } from '../copilotChat/observe.js';
import { conversationOf, otelCounts } from '../copilotChat/otelRecord.js';
import { countsOf } from '../qwenCode/counts.js';
import type { Fields, TelemetryRecord } from './record.js';

/** What an event tells of a request. `session` is undefined where the client was told not to name it. */
export interface TelemetryRequest
  extends TokenCounts,
    Partial<Pick<RequestObservation, 'agent' | 'initiator' | 'precision' | 'reportedCost' | 'speed' | 'toolVersion'>> {
  readonly tool: string;
  readonly session: string | undefined;
  readonly model: string;
  readonly at: number;
  /** The provider's or the client's own id of the call. */
  readonly id?: string | undefined;
}

type Reader = (told: TelemetryRecord) => TelemetryRequest | 'twin' | undefined;

/**
 * The request of a log record or span; `twin` for one that repeats what another tells, so that it is not taken, undefined
 * for what tells of none.
 */
export function requestOf(told: TelemetryRecord): TelemetryRequest | 'twin' | undefined {
  for (const read of readers) {
    const found = read(told);
    if (found !== undefined) return found;
  }
  return undefined;
}

const readers: readonly Reader[] = [claudeCode, codex, geminiCli, qwenCode, copilot];

/** `cache_creation_tokens` in all; what of it lives for an hour is told by newer builds. */
function claudeCode(told: TelemetryRecord): TelemetryRequest | 'twin' | undefined {
  const { attributes: a } = told;
  if (told.name !== 'api_request' && told.name !== 'claude_code.api_request') return undefined;
  if (a['cache_read_tokens'] === undefined && a['input_tokens'] === undefined) return undefined;
  const hour = count(a['cache_creation_1h_tokens']);
  const source = text(a['query_source']) ?? '';
  return {
    ...noTokens,
    ...common(told, 'claude-code', 'session.id'),
    id: text(a['request_id']),
    input: count(a['input_tokens']),
    cacheRead: count(a['cache_read_tokens']),
    cacheWrite5m: Math.max(count(a['cache_creation_5m_tokens']), count(a['cache_creation_tokens']) - hour),
    cacheWrite1h: hour,
    output: count(a['output_tokens']),
    agent: text(a['agent.name']) ?? (/agent/.test(source) ? 'sub-agent' : ''),
    initiator: initiatorOf(source),
    speed: a['speed'] === 'normal' ? undefined : text(a['speed']),
    reportedCost: nanoDollars(a['cost_usd']),
  };
}

/** One event a response has counts, as texts; `tool_token_count` is the response's sum. */
function codex(told: TelemetryRecord): TelemetryRequest | 'twin' | undefined {
  const { attributes: a } = told;
  if (told.name !== 'codex.sse_event' || a['event.kind'] !== 'response.completed') return undefined;
  if (a['input_token_count'] === undefined) return 'twin';
  return {
    ...common(told, 'codex', 'conversation.id'),
    ...disjoint({
      input: count(a['input_token_count']),
      cacheRead: count(a['cached_token_count']),
      cacheWrite: count(a['cache_write_token_count']),
      output: count(a['output_token_count']),
      reasoning: count(a['reasoning_token_count']),
    }),
  };
}

/** Cached tokens inside the input, thoughts beside the output. The record of the standard leaves the thoughts out. */
function geminiCli(told: TelemetryRecord): TelemetryRequest | 'twin' | undefined {
  const { attributes: a, name } = told;
  if (name === 'gen_ai.client.inference.operation.details' && told.service.startsWith('gemini')) return 'twin';
  if (name !== 'gemini_cli.api_response') return undefined;
  const reasoning = count(a['thoughts_token_count']);
  const role = text(a['role']) ?? '';
  return {
    ...common(told, 'gemini-cli', 'session.id'),
    ...disjoint({
      input: count(a['input_token_count']) + count(a['tool_token_count']),
      cacheRead: count(a['cached_content_token_count']),
      cacheWrite: 0,
      output: count(a['output_token_count']) + reasoning,
      reasoning,
    }),
    agent: role === 'subagent' ? 'sub-agent' : '',
    initiator: initiatorOf(role),
  };
}

/** The span of a call has the id of the event that tells of it, but not whether thoughts are inside the output. */
function qwenCode(told: TelemetryRecord): TelemetryRequest | 'twin' | undefined {
  const { attributes: a, name, version } = told;
  if (name === 'qwen-code.llm_request') return 'twin';
  if (name !== 'qwen-code.api_response') return undefined;
  const agent = text(a['subagent_name']) ?? '';
  // Up to 0.15 what was written to the cache is left out.
  const lacksWrites = a['auth_type'] === 'anthropic' && !/^(0\.(1[6-9]|[2-9]\d)|[1-9])/.test(version ?? '');
  const counts = countsOf({
    prompt: count(a['input_token_count']) + count(a['tool_token_count']),
    candidates: count(a['output_token_count']),
    thoughts: count(a['thoughts_token_count']),
    cached: count(a['cached_content_token_count']),
    total: count(a['total_token_count']),
  });
  return {
    ...common(told, 'qwen-code', 'session.id'),
    ...disjoint(counts),
    id: text(a['response_id']),
    agent,
    initiator: agent === '' ? undefined : 'agent',
    precision: lacksWrites ? 'atLeast' : 'exact',
  };
}

/** The span of a call, and the record of it by itself where the span is not exported; turns and runs are sums of them. */
function copilot(told: TelemetryRecord): TelemetryRequest | 'twin' | undefined {
  const { attributes: a, name } = told;
  const tool = copilotTool(told);
  if (tool === undefined) return undefined;
  if (/^(invoke_agent|copilot_chat\.agent\.turn)/.test(name)) return 'twin';
  const isCall = told.isSpan ? a['gen_ai.operation.name'] === 'chat' : name.includes('inference.operation.details');
  if (!isCall) return undefined;
  const counts = otelCounts(a);
  const agent = a['github.copilot.initiator'] === 'sub-agent' ? 'sub-agent' : '';
  return {
    ...common(told, tool, ''),
    session: conversationOf(a),
    model: modelOf(text(a['gen_ai.response.model']) ?? text(a['gen_ai.request.model'])),
    id: text(a['gen_ai.response.id']) ?? (told.span && `${told.trace}/${told.span}`),
    ...disjoint(counts),
    agent,
    initiator: agent === '' ? undefined : 'agent',
  };
}

function copilotTool({ service, attributes }: TelemetryRecord): 'copilot-chat' | 'copilot-cli' | undefined {
  if (/^copilot-chat/.test(service)) return 'copilot-chat';
  if (/^github[-.]copilot|copilot-cli/.test(service)) return 'copilot-cli';
  return Object.keys(attributes).some((key) => key.startsWith('copilot_chat.')) ? 'copilot-chat' : undefined;
}

function common({ attributes, at, version }: TelemetryRecord, tool: string, session: string) {
  const told = instantOf(attributes['event.timestamp']);
  return {
    tool,
    session: text(attributes[session]),
    model: text(attributes['model']) ?? 'unknown',
    at: Number.isNaN(told) ? at : told,
    toolVersion: version,
  };
}

function initiatorOf(source: Fields[string]): Initiator | undefined {
  const name = text(source) ?? '';
  if (/compact|title|summar|auxiliary|utility|quota|helper/i.test(name)) return 'helper';
  return /agent/i.test(name) ? 'agent' : undefined;
}
