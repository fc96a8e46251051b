// Anthropic Messages: what a request says, what an answer looks like.
import { placeholderOutput } from './counts.mjs';

/** @returns {import('./steer.mjs').Conversation} */
export function readMessages(body) {
  const users = body.messages.filter((message) => message.role === 'user');
  const last = users.at(-1);
  const own = users.findLast((message) => textOf(message) !== '');
  return {
    text: textOf(own),
    toolAnswers: blocksOf(last)
      .filter((block) => block.type === 'tool_result')
      .map((block) => JSON.stringify(block.content ?? '')),
    tools: (body.tools ?? []).map((tool) => ({ name: tool.name })),
    model: body.model,
  };
}

const blocksOf = (message) =>
  typeof message?.content === 'string' ? [{ type: 'text', text: message.content }] : (message?.content ?? []);

/** The person's own words: clients put reminders in blocks of their own. That a task in the background is over stands for words, too. */
function textOf(message) {
  const texts = blocksOf(message).filter(
    ({ type, text }) =>
      type === 'text' && (!text.startsWith('<system-reminder>') || text.includes('<task-notification>')),
  );
  return texts.map((block) => block.text).join('\n');
}

function usageOf(counts, output) {
  return {
    input_tokens: counts.input,
    cache_creation_input_tokens: counts.cacheWrite5m + counts.cacheWrite1h,
    cache_read_input_tokens: counts.cacheRead,
    cache_creation: { ephemeral_5m_input_tokens: counts.cacheWrite5m, ephemeral_1h_input_tokens: counts.cacheWrite1h },
    output_tokens: output,
    service_tier: 'standard',
  };
}

const finalUsage = ({ counts, plan }) => ({
  ...usageOf(counts, counts.output),
  ...(plan.searches ? { server_tool_use: { web_search_requests: plan.searches, web_fetch_requests: 0 } } : {}),
  output_tokens_details: { thinking_tokens: counts.reasoning },
});

function contentOf(answer) {
  const thinking = answer.thinking ? [{ type: 'thinking', thinking: 'Let me see.', signature: 'c2lnbmF0dXJl' }] : [];
  const text = { type: 'text', text: answer.plan.text };
  const tool = answer.plan.tool;
  return [
    ...thinking,
    text,
    ...[tool, ...(answer.plan.more ?? [])]
      .filter(Boolean)
      .map(({ name, input }, nth) => ({ type: 'tool_use', id: `toolu_${answer.id}${nth || ''}`, name, input })),
  ];
}

const envelope = (answer, content, stop, usage) => ({
  id: answer.id,
  type: 'message',
  role: 'assistant',
  model: answer.model,
  content,
  stop_reason: stop,
  stop_sequence: null,
  usage,
});

const stops = { 'end early': 'max_tokens', pause: 'pause_turn' };

const stopOf = (answer) => stops[answer.plan.kind] ?? (answer.plan.tool ? 'tool_use' : 'end_turn');

/** The whole answer as one JSON body. */
export function messagesBody(answer) {
  return envelope(answer, contentOf(answer), stopOf(answer), finalUsage(answer));
}

/** The answer's events, those before the pause and those after it. */
export function messagesEvents(answer) {
  const before = [
    { type: 'message_start', message: envelope(answer, [], null, usageOf(answer.counts, placeholderOutput)) },
    ...contentOf(answer).flatMap(blockEvents),
  ];
  const { cache_creation: _, service_tier: __, ...usage } = finalUsage(answer);
  const delta = { stop_reason: stopOf(answer), stop_sequence: null };
  return { before, after: [{ type: 'message_delta', delta, usage }, { type: 'message_stop' }] };
}

const empty = { text: { text: '' }, thinking: { thinking: '', signature: '' }, tool_use: { input: {} } };

function blockEvents(block, index) {
  return [
    { type: 'content_block_start', index, content_block: { ...block, ...empty[block.type] } },
    ...deltasOf(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

function deltasOf(block) {
  if (block.type === 'text') return [{ type: 'text_delta', text: block.text }];
  if (block.type === 'tool_use') return [{ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }];
  return [
    { type: 'thinking_delta', thinking: block.thinking },
    { type: 'signature_delta', signature: block.signature },
  ];
}
