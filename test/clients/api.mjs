// A fake model API on loopback. It speaks Anthropic Messages, OpenAI Responses and Chat Completions and Google's
// generateContent, gives each answer counts of its own and keeps the list of what it sent: the truth that a client's log is held against.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { countsFor } from './counts.mjs';
import { createPlanner } from './steer.mjs';
import { chatBody, chatEvents, readChat } from './wire-chat.mjs';
import { geminiBody, geminiCall, geminiEvents, readGemini } from './wire-gemini.mjs';
import { messagesBody, messagesEvents, readMessages } from './wire-messages.mjs';
import { readResponses, responsesBody, responsesEvents } from './wire-responses.mjs';

/**
 * @typedef {ReturnType<typeof countsFor>} Counts
 * @typedef {{ endpoint: string, model: string, responseId: string, counts: Counts, at: string, completed: boolean, label: string, cut?: boolean, killed?: boolean, traits?: object }} Sent
 *   completed: the client got the final usage; cut: only what is told at the beginning; label: main | sub | compact | helper | aside; killed: the client was, in that run; traits: of its
 *   version in that run
 */

/** Old Claude Code builds log the placeholder when the final usage comes this much later than the last block. */
const pauseBeforeUsage = 25;

/** Long enough for a client to take in what came before a stream breaks off. */
const pauseBeforeCut = 400;

const wires = {
  '/v1/messages': {
    endpoint: 'messages',
    prefix: 'msg_',
    read: readMessages,
    body: messagesBody,
    events: messagesEvents,
    refusal: 529,
  },
  '/v1/responses': {
    endpoint: 'responses',
    prefix: 'resp_',
    read: readResponses,
    body: responsesBody,
    events: responsesEvents,
    refusal: 503,
  },
  '/v1/chat/completions': {
    endpoint: 'chat',
    prefix: 'chatcmpl-',
    read: readChat,
    body: chatBody,
    events: chatEvents,
    refusal: 503,
  },
};

const gemini = {
  endpoint: 'gemini',
  prefix: 'gemini-',
  read: readGemini,
  body: geminiBody,
  events: geminiEvents,
  refusal: 503,
};

/**
 * Starts the API on a free port.
 * @param {{ tag: string, onRequest?: (path: string, body: object) => void, onHang?: () => void, onTelemetry?: (body: object) => void }} options
 *   tag: a part of every id, so that runs stay apart; onHang: a request is left without an answer; onTelemetry: what a client
 *   exports in OpenTelemetry's JSON
 * @returns {Promise<{ url: string, truth: Sent[], settings: { cacheWrites: boolean }, close(): void }>}
 *   settings.cacheWrites: whether Responses answers tell cache writes (the API of older clients did not)
 */
export async function startApi({ tag, onRequest = () => {}, onHang = () => {}, onTelemetry = () => {} }) {
  const settings = { cacheWrites: true };
  const state = { tag, settings, truth: [], planner: createPlanner(), onRequest, onHang, onTelemetry };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error) => response.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, truth: state.truth, settings, close };
}

async function answer(state, request, response) {
  const path = new URL(request.url, 'http://x').pathname;
  const body = await bodyOf(request);
  // Qwen Code of 2025 and early 2026 sends all to the root.
  if (/\/v1\/(logs|metrics|traces)$/.test(path) || Object.keys(body).some((name) => name.startsWith('resource'))) {
    state.onTelemetry(body);
    return json(response, 200, {});
  }
  state.onRequest(`${request.method} ${path}`, body);
  const call = geminiCall(path);
  const wire = call ? gemini : wires[path.replace(/^\/(v1\/)?/, '/v1/')];
  Object.assign(body, call);
  if (wire && request.method === 'POST') return respond(state, wire, body, response);
  if (path.endsWith(':countTokens')) return json(response, 200, { totalTokens: 9 });
  if (path.endsWith('/count_tokens')) return json(response, 200, { input_tokens: 9 });
  if (path.endsWith('/models')) return json(response, 200, { object: 'list', data: [], has_more: false });
  return json(response, request.method === 'HEAD' ? 200 : 404, { error: { type: 'not_found_error', message: path } });
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text.startsWith('{') ? JSON.parse(text) : {};
}

function json(response, status, value, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

async function respond(state, wire, body, response) {
  const plan = state.planner(wire.read(body));
  if (plan.kind === 'hang') return state.onHang();
  const status = { refuse: wire.refusal, wait: 429, fail: 500 }[plan.kind];
  if (status) {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    return json(response, status, { type: 'error', error }, { 'retry-after': '1' });
  }
  if (plan.unstreamed && body.stream)
    return json(response, 404, { error: { type: 'not_found_error', message: 'No streams' } });
  const made = makeAnswer(state, wire, body, plan);
  if (!body.stream) {
    made.sent.completed = true;
    return json(response, 200, wire.body(made), { 'request-id': made.requestId });
  }
  await stream(wire.events(made), made, response, state.onHang);
}

function makeAnswer(state, wire, body, plan) {
  const nth = state.truth.length + 1;
  const number = String(nth).padStart(4, '0');
  const counts = countsFor(wire.endpoint, nth, { big: plan.big, cacheWrites: state.settings.cacheWrites });
  const id = `${wire.prefix}${state.tag}${number}`;
  const at = new Date().toISOString();
  const sent = {
    endpoint: wire.endpoint,
    model: body.model,
    responseId: id,
    counts,
    at,
    completed: false,
    label: plan.label,
  };
  state.truth.push(sent);
  return { id, requestId: `req_${state.tag}${number}`, model: body.model, counts, plan, sent, thinking: thinks(body) };
}

const thinks = (body) => body.thinking !== undefined && body.thinking.type !== 'disabled';

async function stream({ before, after }, { plan, sent, requestId }, response, onHang) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': requestId, ...rateLimits(sent.counts) });
  if (plan.kind === 'drop') return response.destroy();
  const send = (event) => response.write(frame(event));
  before.forEach(send);
  await pause(plan.kind === 'cut' ? pauseBeforeCut : pauseBeforeUsage);
  sent.stalled = plan.kind === 'stall';
  sent.broken = plan.kind === 'break';
  if (sent.stalled) return onHang();
  if (sent.broken) {
    sent.cut = true;
    send({ type: 'error', error: { type: 'overloaded_error', code: 'server_is_overloaded', message: 'Overloaded' } });
    return response.end();
  }
  if (plan.kind === 'cut') {
    sent.cut = true;
    return response.destroy();
  }
  after.forEach(send);
  sent.completed = true;
  response.end();
}

/** What Codex makes its `rate_limits` from. */
function rateLimits(counts) {
  const limit = (name, percent, minutes) => ({
    [`x-codex-${name}-used-percent`]: String(percent),
    [`x-codex-${name}-window-minutes`]: String(minutes),
    [`x-codex-${name}-reset-at`]: '1795500000',
    [`x-codex-${name}-reset-after-seconds`]: '3600',
  });
  return { ...limit('primary', counts.output / 10, 300), ...limit('secondary', counts.output / 100, 10_080) };
}

function frame(event) {
  if (typeof event === 'string') return `data: ${event}\n\n`;
  return `${event.type ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
}
