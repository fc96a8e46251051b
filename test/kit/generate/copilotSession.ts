import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conversation, type Reply, type Thread } from './conversation.js';
import { closeLog, type Home, openLog, type SessionWish } from './home.js';

const models = [
  ['claude-sonnet-4.6', 60],
  ['gpt-5.4', 40],
] as const;

/**
 * One chat session of Copilot Chat in VS Code: a document or (trap `mutations`) a mutation log, and with trap
 * `debugLog` the exact log of every call beside it. Without that log only the last call of each turn is known, which is
 * then the truth. Returns when its last line was written.
 */
export function writeCopilotSession(home: Home, wish: SessionWish): number {
  const { random, place } = wish;
  const session = random.uuid();
  const storage = join(
    userFolder(home.root),
    'workspaceStorage',
    createHash('md5').update(place.project).digest('hex'),
  );
  writeDocument(home, join(storage, 'workspace.json'), { folder: `file://${encodeURI(place.project)}` }, wish.startAt);
  const thread: Thread = {
    seed: random.seed,
    startAt: wish.startAt,
    until: wish.until,
    replies: wish.replies,
    models: wish.models ?? models,
    billing: 'openai',
    context: 9_000,
    resultBytes: wish.resultBytes,
    longestPause: 900_000,
  };
  const replies = [...conversation(thread)];
  const turns = turnsOf(replies);
  const lastAt = (replies.at(-1)?.at ?? wish.startAt) + 4_000;
  const exact = wish.traps.has('debugLog');
  if (exact) {
    writeDebugLog(home, join(storage, 'GitHub.copilot-chat', 'debug-logs', session, 'main.jsonl'), session, replies);
  }
  for (const reply of exact ? replies : turns.map((turn) => turn.at(-1) as Reply)) {
    const input = reply.counts.input + reply.counts.cacheRead;
    const counts = { ...reply.counts, reasoning: 0, ...(exact ? {} : { input, cacheRead: 0 }) };
    const at = exact ? reply.at : turnStart(turns, reply);
    home.tally.add({
      tool: 'copilot-chat',
      model: reply.model,
      session,
      project: place.project,
      branch: '',
      at,
      counts,
    });
  }
  const path = join(storage, 'chatSessions', session);
  if (wish.traps.has('mutations')) {
    writeMutations(home, `${path}.jsonl`, session, turns, lastAt);
  } else {
    writeDocument(home, `${path}.json`, { ...documentOf(session, turns), requests: turns.map(requestOf) }, lastAt);
  }
  return lastAt;
}

/** Where VS Code keeps its data below a home folder on this platform. */
function userFolder(root: string): string {
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Library/Application Support/Code/User',
    win32: 'AppData/Roaming/Code/User',
  };
  return join(root, folders[process.platform] ?? '.config/Code/User');
}

function turnsOf(replies: readonly Reply[]): Reply[][] {
  const turns: Reply[][] = [];
  for (const reply of replies) {
    const open = turns.at(-1);
    if (open === undefined || reply.prompt !== undefined) {
      turns.push([reply]);
    } else {
      open.push(reply);
    }
  }
  return turns;
}

/** A turn is dated by its prompt, just before its first call. */
function turnStart(turns: readonly (readonly Reply[])[], reply: Reply): number {
  const first = turns.find((turn) => turn.includes(reply))?.[0] ?? reply;
  return first.at - 10;
}

function writeDebugLog(home: Home, path: string, session: string, replies: readonly Reply[]): void {
  const file = openLog(path);
  const line = (at: number, type: string, name: string, span: string, attributes: object): void =>
    file.line(
      JSON.stringify({ ts: at, dur: 900, sid: session, type, name, spanId: span, status: 'ok', attrs: attributes }),
    );
  const first = replies[0]?.at ?? 0;
  line(first - 20, 'generic', 'session_start', 'start', { copilotVersion: '0.40.1' });
  for (const { at, id, model, counts, results } of replies) {
    const inputTokens = counts.input + counts.cacheRead;
    const usage = { model, inputTokens, outputTokens: counts.output, cachedTokens: counts.cacheRead, ttft: 640 };
    line(at, 'llm_request', `chat:${model}`, id, usage);
    for (const [index, bytes] of results.entries()) {
      line(at + 900 + index, 'tool_call', 'read_file', `${id}-${index}`, { args: '{}', bytes });
    }
  }
  closeLog(home, file, replies.at(-1)?.at ?? first);
}

function documentOf(session: string, turns: readonly (readonly Reply[])[]): object {
  const creationDate = (turns[0]?.[0]?.at ?? 0) - 30;
  return { version: 3, responderUsername: 'GitHub Copilot', sessionId: session, creationDate };
}

/** A turn as the session file tells it: only its last call has counts. */
function requestOf(turn: readonly Reply[]): object {
  const [first, last] = [turn[0], turn.at(-1)];
  if (first === undefined || last === undefined) {
    throw new RangeError('a turn has at least one reply');
  }
  const promptTokens = last.counts.input + last.counts.cacheRead;
  return {
    requestId: `request_${first.id}`,
    timestamp: first.at - 10,
    message: { text: 'please fix the failing test', parts: [] },
    modelId: `copilot/${first.model}`,
    response: [{ value: 'The parser drops the last line; I changed it to keep the carry.' }],
    responseId: `response_${first.id}`,
    result: {
      timings: { totalElapsed: last.at - first.at },
      metadata: { promptTokens, outputTokens: last.counts.output },
    },
    modelState: { value: 1, completedAt: last.at + 4_000 },
  };
}

/** The same session as VS Code writes it line by line: each turn is pushed, then its result is set. */
function writeMutations(
  home: Home,
  path: string,
  session: string,
  turns: readonly (readonly Reply[])[],
  lastAt: number,
): void {
  const file = openLog(path);
  file.line(JSON.stringify({ kind: 0, v: { ...documentOf(session, turns), requests: [] } }));
  turns.forEach((turn, index) => {
    const { result, ...request } = requestOf(turn) as { result: unknown };
    file.line(JSON.stringify({ kind: 2, k: ['requests'], v: [request] }));
    file.line(JSON.stringify({ kind: 1, k: ['inputState', 'inputText'], v: '' }));
    file.line(JSON.stringify({ kind: 1, k: ['requests', index, 'result'], v: result }));
  });
  closeLog(home, file, lastAt);
}

function writeDocument(home: Home, path: string, content: object, at: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const text = JSON.stringify(content);
  writeFileSync(path, text);
  utimesSync(path, at / 1000, at / 1000);
  home.bytes += Buffer.byteLength(text);
  home.files += 1;
}
