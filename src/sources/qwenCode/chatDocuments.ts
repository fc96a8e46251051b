import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Emit } from '../../core/source.js';
import { baseName, joinPath } from '../common/paths.js';
import { disjoint, observe } from '../common/request.js';
import { countsOf } from './counts.js';
import { homesOf } from './homes.js';

/** Who answered: a build may still have Gemini CLI's own word. */
const answers: readonly unknown[] = ['qwen', 'gemini'];

type Json = Readonly<Record<string, unknown>>;

/**
 * Builds before 0.5: `tmp/<hash of the folder>/chats/session-*.json`, rewritten whole, with the answers of sub-agents among the
 * others: what Gemini CLI wrote then, under another type (0.1.4).
 */
export const qwenChatDocuments: DocumentSource = {
  id: 'qwen-code',
  store: 'chat-document',
  kind: 'document',
  roots: (places) =>
    homesOf(places).map((home) => ({
      path: joinPath(places.os, home, 'tmp'),
      accepts: (path) => /^[^/]+\/chats\/session-[^/]+\.json$/.test(path),
      enters: (folder) => /^[^/]+(\/chats)?$/.test(folder),
    })),
  read(content, emit, file) {
    const chat = record(jsonOf(content));
    const messages = chat?.['messages'];
    if (!Array.isArray(messages)) return emit.skip(chat === undefined ? 'malformed' : 'unknown-format');
    const session = text(chat?.['sessionId']) ?? baseName(file);
    for (const message of messages.map(record))
      if (message && answers.includes(message['type'])) takeAnswer(message, session, emit);
  },
};

function takeAnswer(message: Json, session: string, emit: Emit): void {
  const tokens = record(message['tokens']);
  if (tokens === undefined) return;
  const [at, id] = [instantOf(message['timestamp']), text(message['id'])];
  const counts = countsOf({
    prompt: count(tokens['input']) + count(tokens['tool']),
    candidates: count(tokens['output']),
    thoughts: count(tokens['thoughts']),
    cached: count(tokens['cached']),
    total: count(tokens['total']),
  });
  if (counts.input + counts.output === 0) return;
  if (Number.isNaN(at)) emit.skip('no-timestamp');
  else if (id === undefined) emit.skip('unknown-format');
  else
    emit(
      observe({
        namespace: 'qwen-code',
        id: `message:${session}/${id}`,
        tool: 'qwen-code',
        store: 'chat-document',
        rank: 1,
        session,
        at,
        model: text(message['model']) ?? 'unknown',
        precision: 'exact',
        context: counts.input,
        ...disjoint(counts),
      }),
    );
}
