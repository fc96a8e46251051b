// OpenAI Chat Completions: what a request says, what an answer's stream looks like.
import { inclusiveInput } from './counts.mjs';

/** What a client adds; Grok asks for titles in that form. */
const reminder = /^<system[-_](?!reminder>(Generate a session|Write an ultra-short))/;

/** @returns {import('./steer.mjs').Conversation} */
export function readChat(body) {
  const own = body.messages.findLastIndex((message) => message.role === 'user' && !reminder.test(textOf(message)));
  return {
    text: own < 0 ? '' : textOf(body.messages[own]),
    toolAnswers: body.messages
      .slice(own + 1)
      .filter((message) => message.role === 'tool')
      .map(textOf),
    tools: (body.tools ?? []).map((tool) => ({ name: tool.function?.name ?? tool.type })),
    model: body.model,
  };
}

function textOf({ content }) {
  if (typeof content === 'string') return content;
  const texts = (content ?? []).map((part) => part.text ?? '');
  // Qwen Code puts reminders beside a person's words.
  const own = texts.filter((text) => !reminder.test(text));
  return (own.length > 0 ? own : texts).join('\n');
}

/** Cache reads are inside the prompt, reasoning inside the completion. */
function usageOf(counts) {
  const prompt = inclusiveInput(counts);
  return {
    prompt_tokens: prompt,
    completion_tokens: counts.output,
    total_tokens: prompt + counts.output,
    prompt_tokens_details: { cached_tokens: counts.cacheRead },
    completion_tokens_details: { reasoning_tokens: counts.reasoning },
  };
}

function callsOf(answer) {
  const tool = answer.plan.tool;
  return (
    tool &&
    [tool, ...(answer.plan.more ?? [])].map(({ name, input }, index) => ({
      index,
      id: `call_${answer.id}${index || ''}`,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    }))
  );
}

const finishOf = (answer) => (answer.plan.tool ? 'tool_calls' : 'stop');
const head = (answer, object) => ({
  id: answer.id,
  object,
  created: Math.floor(Date.now() / 1000),
  model: answer.model,
});

/** The whole answer as one JSON body. */
export function chatBody(answer) {
  const message = { role: 'assistant', content: answer.plan.text, tool_calls: callsOf(answer) };
  const choices = [{ index: 0, message, finish_reason: finishOf(answer) }];
  return { ...head(answer, 'chat.completion'), choices, usage: usageOf(answer.counts) };
}

/** The answer's chunks, those before the pause and those after it (the usage comes alone, without a choice). */
export function chatEvents(answer) {
  const chunk = (choices, usage) => ({ ...head(answer, 'chat.completion.chunk'), choices, usage });
  const choice = (delta, finish = null) => [{ index: 0, delta, finish_reason: finish }];
  const calls = callsOf(answer);
  const before = [chunk(choice({ role: 'assistant', content: answer.plan.text }), null)];
  if (calls) before.push(chunk(choice({ tool_calls: calls }), null));
  before.push(chunk(choice({}, finishOf(answer)), null));
  return { before, after: [chunk([], usageOf(answer.counts)), '[DONE]'] };
}
