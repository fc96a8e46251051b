import { Shape, slotSet } from '../../core/shape.js';

/** What is read of a transcript's lines. Slots are named as the log names the members. */
export const shape = new Shape();

export const type = shape.only('type', ['assistant', 'system', 'progress', 'cost-state', 'queue-operation']);
export const subtype = shape.text('subtype');
export const uuid = shape.value('uuid');
export const timestamp = shape.instant('timestamp');
export const sessionId = shape.text('sessionId');
export const requestSessionId = shape.text('requestSessionId');
export const forkedFromSession = shape.object('forkedFrom').text('sessionId');
export const isSidechain = shape.value('isSidechain');
export const agentId = shape.text('agentId');
export const attributionAgent = shape.text('attributionAgent');
export const cwd = shape.text('cwd');
export const gitBranch = shape.text('gitBranch');
export const version = shape.text('version');
export const entrypoint = shape.text('entrypoint');
export const costUSD = shape.value('costUSD');
export const blockIndex = shape.value('apiBlockIndex');

/** Of a `progress` line, which mirrors a sub-agent's: its questions and tool results tell no usage. */
shape.object('data').object('message').only('type', ['assistant']);

const message = shape.object('message');
message.except('role', ['user']);
export const messageId = message.value('id');
export const model = message.text('model');
export const stopReason = message.text('stop_reason');
export const stopDetails = message.value('stop_details');
export const pausedResponses = message.value('pausedResponses');

const usageShape = message.object('usage');
export const usage = usageShape.slot;
export const input = usageShape.number('input_tokens');
export const cacheRead = usageShape.number('cache_read_input_tokens');
export const cacheWrite = usageShape.number('cache_creation_input_tokens');
export const output = usageShape.number('output_tokens');
export const serviceTier = usageShape.text('service_tier');
export const speed = usageShape.text('speed');
export const geo = usageShape.text('inference_geo');
export const iterations = usageShape.value('iterations');
const split = usageShape.object('cache_creation');
export const write5m = split.number('ephemeral_5m_input_tokens');
export const write1h = split.number('ephemeral_1h_input_tokens');
export const webSearches = usageShape.object('server_tool_use').number('web_search_requests');
export const thinking = usageShape.object('output_tokens_details').number('thinking_tokens');

/** In these the lines of one response differ that tell the same; a stop reason matters to the precision only. */
export const differing = slotSet(uuid, timestamp, blockIndex, stopReason);
