// OpenAI Responses: what a request says, what an answer's stream looks like.
import { inclusiveInput } from './counts.mjs';

/** @returns {import('./steer.mjs').Conversation} */
export function readResponses(body) {
  const items = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input;
  const own = items.findLastIndex((item) => item.role === 'user' && isOwn(textOf(item)));
  return {
    // A summary by the server has no words, but an item that asks for it.
    isTriggered: items.at(-1)?.type === 'compaction_trigger',
    text: own < 0 ? '' : textOf(items[own]),
    toolAnswers: items
      .slice(own + 1)
      .filter((item) => /_output$/.test(item.type ?? ''))
      .map((item) => outputText(item.output)),
    tools: withDeferred((body.tools ?? []).flatMap(toolsOf)),
    model: body.model,
  };
}

const outputText = (output) => (typeof output === 'string' ? output : JSON.stringify(output ?? ''));

/** A namespace holds its functions one level down. */
function toolsOf(tool) {
  if (tool.type === 'namespace')
    return tool.tools.map((inner) => ({ name: inner.name, raw: { ...inner, namespace: tool.name } }));
  return [{ name: tool.name ?? tool.type, raw: tool }];
}

/** Codex 0.137 names its agent tools only when searched for, but takes calls to them at once. */
function withDeferred(tools) {
  if (!tools.some((tool) => tool.name === 'tool_search')) return tools;
  const deferred = ['spawn_agent', 'wait_agent'].map((name) => ({ name, raw: { namespace: 'multi_agent_v1' } }));
  return [...tools, ...deferred];
}

const textOf = (item) =>
  typeof item.content === 'string' ? item.content : (item.content ?? []).map((part) => part.text ?? '').join('\n');

/** Clients write their surroundings as the user too. */
const isOwn = (text) => text !== '' && !/^(<|# AGENTS)/.test(text);

function outputOf(answer) {
  const text = {
    type: 'message',
    id: `msg_${answer.id}`,
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: answer.plan.text, annotations: [] }],
  };
  const tool = answer.plan.tool;
  if (answer.plan.isTriggered)
    return [{ type: 'compaction', id: `cmp_${answer.id}`, encrypted_content: 'c3VtbWFyeQ==' }];
  if (!tool) return [text];
  if (tool.raw?.type === 'custom') {
    const call = { id: `ctc_${answer.id}`, call_id: `call_${answer.id}`, name: tool.name, input: tool.input.input };
    return [text, { type: 'custom_tool_call', status: 'completed', ...call }];
  }
  return [text, ...[tool, ...(answer.plan.more ?? [])].map((each, nth) => callOf(answer, each, nth || ''))];
}

function callOf(answer, tool, nth) {
  const call = {
    type: 'function_call',
    id: `fc_${answer.id}${nth}`,
    call_id: `call_${answer.id}${nth}`,
    name: tool.name,
    arguments: JSON.stringify(tool.input),
    status: 'completed',
  };
  return tool.raw?.namespace ? { ...call, namespace: tool.raw.namespace } : call;
}

/** Cache reads and writes are inside the input, reasoning inside the output. */
function usageOf(counts) {
  const input = inclusiveInput(counts);
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: counts.cacheRead, cache_write_tokens: counts.cacheWrite5m },
    output_tokens: counts.output,
    output_tokens_details: { reasoning_tokens: counts.reasoning },
    total_tokens: input + counts.output,
  };
}

const responseOf = (answer, status, output, usage) => ({
  id: answer.id,
  object: 'response',
  created_at: Math.floor(Date.now() / 1000),
  status,
  model: answer.model,
  output,
  usage,
});

/** The whole answer as one JSON body. */
export const responsesBody = (answer) => responseOf(answer, 'completed', outputOf(answer), usageOf(answer.counts));

/** The answer's events, those before the pause and those after it. */
export function responsesEvents(answer) {
  const created = { type: 'response.created', response: responseOf(answer, 'in_progress', [], null) };
  const before = [created, ...outputOf(answer).flatMap(itemEvents)];
  return { before, after: [{ type: 'response.completed', response: responsesBody(answer) }] };
}

function itemEvents(item, index) {
  const started = {
    ...item,
    status: 'in_progress',
    ...(item.type === 'message' ? { content: [] } : item.type === 'function_call' ? { arguments: '' } : { input: '' }),
  };
  const text = item.content?.[0]?.text;
  const delta = {
    type: 'response.output_text.delta',
    item_id: item.id,
    output_index: index,
    content_index: 0,
    delta: text,
  };
  return [
    { type: 'response.output_item.added', output_index: index, item: started },
    ...(text ? [delta] : []),
    { type: 'response.output_item.done', output_index: index, item },
  ];
}
