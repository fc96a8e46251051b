// Google's generateContent: what a request says, what an answer's stream looks like. The model and whether it streams are in the path.
import { inclusiveInput } from './counts.mjs';

/** Undefined for a path that is none of a model's; `:countTokens` is none. */
export function geminiCall(path) {
  const [, model, streams] = /\/models\/([^/:]+):(stream)?[gG]enerateContent$/.exec(path) ?? [];
  return model && { model, stream: streams !== undefined };
}

/** @returns {import('./steer.mjs').Conversation} */
export function readGemini(body) {
  const contents = body.contents ?? [];
  const own = contents.findLastIndex((content) => content.role === 'user' && textOf(content) !== '');
  return {
    text: own < 0 ? '' : textOf(contents[own]),
    toolAnswers: contents
      .slice(own + 1)
      .flatMap((content) => content.parts ?? [])
      .filter((part) => part.functionResponse)
      .map((part) => JSON.stringify(part.functionResponse.response ?? '')),
    tools: (body.tools ?? []).flatMap((tool) => tool.functionDeclarations ?? []).map(({ name }) => ({ name })),
    model: body.model,
  };
}

/** The client writes its surroundings as the user too, in a part of their own. */
const isOwn = (text) => text.trim() !== '' && !/^\s*(<session_context>|This is the Gemini CLI)/.test(text);

const textOf = (content) =>
  (content.parts ?? [])
    .map((part) => part.text ?? '')
    .filter(isOwn)
    .join('\n');

/** Cached tokens are inside the prompt, thoughts beside the candidates. */
function usageOf(counts) {
  const prompt = inclusiveInput(counts);
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: counts.output - counts.reasoning,
    thoughtsTokenCount: counts.reasoning,
    cachedContentTokenCount: counts.cacheRead,
    totalTokenCount: prompt + counts.output,
  };
}

function partsOf(answer) {
  const tool = answer.plan.tool;
  const calls = [tool, ...(answer.plan.more ?? [])].filter(Boolean).map(({ name, input }, nth) => ({
    functionCall: { id: `call_${answer.id}${nth || ''}`, name, args: input },
  }));
  return [{ text: answer.plan.text }, ...calls];
}

function response(answer, parts, more) {
  const content = { role: 'model', parts };
  return { candidates: [{ index: 0, content, ...more }], modelVersion: answer.model, responseId: answer.id };
}

/** The whole answer as one JSON body. */
export function geminiBody(answer) {
  return { ...response(answer, partsOf(answer), { finishReason: 'STOP' }), usageMetadata: usageOf(answer.counts) };
}

/** The answer's chunks, those before the pause and the one with the usage after it. */
export function geminiEvents(answer) {
  const before = partsOf(answer).map((part) => response(answer, [part], {}));
  const last = { ...response(answer, [{ text: '' }], { finishReason: 'STOP' }), usageMetadata: usageOf(answer.counts) };
  return { before, after: [last] };
}
