import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Emit, FileFacts } from '../../core/source.js';
import { baseName } from '../common/paths.js';
import { disjoint, observe } from '../common/request.js';
import { continueRoots } from './places.js';

type Json = Readonly<Record<string, unknown>>;

interface Session {
  readonly id: string;
  readonly project: string;
  readonly at: number;
}

/**
 * `sessions/<id>.json` of the command line, rewritten whole: each answer with the provider's own usage. No message has an
 * instant: all are dated by the start of the session, else by the file.
 */
export const continueSessions: DocumentSource = {
  id: 'continue',
  store: 'session',
  kind: 'document',
  roots: (places) =>
    continueRoots(places, ['sessions'], (path) => /^[^/]+\.json$/.test(path) && path !== 'sessions.json'),
  companions: (path) => [path.replace(/[^\\/]+$/, 'sessions.json')],
  read(content, emit, file) {
    const document = record(jsonOf(content));
    const history = document?.['history'];
    if (!document || !Array.isArray(history)) return emit.skip(document ? 'unknown-format' : 'malformed');
    const id = text(document['sessionId']) ?? baseName(file);
    const session = { id, project: text(document['workspaceDirectory']) ?? '', at: startOf(id, file) };
    const messages = history.map((item) => record(record(item)?.['message']) ?? {});
    const first = firstOwn(messages, record(document['usage']));
    const twins = new Map<string, number>();
    for (const message of messages.slice(first)) takeMessage(message, twins, session, emit);
  },
};

/** A fork begins with copies of its parent's messages: the session's own sums tell how many of the last are its own. */
function firstOwn(messages: readonly Json[], sums: Json | undefined): number {
  if (sums === undefined) return 0;
  let [prompts, completions] = [count(sums['promptTokens']), count(sums['completionTokens'])];
  let place = messages.length;
  while (place > 0 && (prompts > 0 || completions > 0)) {
    const usage = record(messages[--place]?.['usage']);
    prompts -= count(usage?.['prompt_tokens']);
    completions -= count(usage?.['completion_tokens']);
  }
  return place;
}

/** NaN while there is no list of sessions: it is written after them. Of one that the list leaves out the file's time. */
function startOf(id: string, file: FileFacts): number {
  const list = jsonOf([...file.companions.values()][0] ?? '');
  if (!Array.isArray(list)) return Number.NaN;
  const start = instantOf(list.map(record).find((each) => each?.['sessionId'] === id)?.['dateCreated']);
  return Number.isNaN(start) ? Math.trunc(file.modifiedAt) : start;
}

function takeMessage(message: Json, twins: Map<string, number>, session: Session, emit: Emit): void {
  const usage = record(message['usage']);
  if (message['role'] !== 'assistant' || !usage) return;
  const counts = countsOf(usage);
  if (counts.input + counts.output === 0) return;
  const name = [text(usage['model']) ?? '', ...Object.values(counts)].join('/');
  const twin = twins.get(name) ?? 0;
  twins.set(name, twin + 1);
  if (Number.isNaN(session.at)) {
    emit.skip('no-timestamp');
    return;
  }
  emit(
    observe({
      namespace: 'continue',
      // A compaction, and a prompt that is written anew, put other answers into the places of those that they take away.
      id: `session:${session.id}/${name}#${twin}`,
      tool: 'continue',
      store: 'session',
      rank: 1,
      session: session.id,
      at: session.at,
      model: text(usage['model']) ?? 'unknown',
      project: session.project,
      entrypoint: 'cli',
      precision: 'exact',
      context: counts.input,
      ...disjoint(counts),
    }),
  );
}

/** OpenAI's prompt contains cached tokens; Anthropic's, known by the name it gives them, does not. */
function countsOf(usage: Json) {
  const details = record(usage['prompt_tokens_details']);
  const cacheRead = count(details?.['cached_tokens'] ?? details?.['cache_read_tokens']);
  const cacheWrite = count(details?.['cache_write_tokens']);
  const isBeside = details?.['cache_read_tokens'] !== undefined || details?.['cache_write_tokens'] !== undefined;
  const prompt = count(usage['prompt_tokens']);
  return {
    input: isBeside ? prompt + cacheRead + cacheWrite : prompt,
    cacheRead,
    cacheWrite,
    output: count(usage['completion_tokens']),
    reasoning: count(record(usage['completion_tokens_details'])?.['reasoning_tokens']),
  };
}
