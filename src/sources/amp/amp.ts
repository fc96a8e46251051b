import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Emit, Places, Root } from '../../core/source.js';
import type { TokenCounts } from '../../core/usage.js';
import { creditsTold } from '../common/cost.js';
import { baseName, joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';

type Json = Readonly<Record<string, unknown>>;

/** One request, as the thread's ledger or an answer tells it. */
interface Use {
  readonly message: string;
  readonly event: Json;
  readonly counts: TokenCounts;
  readonly at: number;
}

interface Thread {
  readonly id: string;
  readonly project: string;
}

/**
 * `threads/T-*.json`, rewritten whole: a thread's ledger names its requests, the answers that they led to tell what of
 * them was cached. Threads without a ledger have the answers' own figures. All buckets apart.
 */
export const amp: DocumentSource = {
  id: 'amp',
  store: 'thread',
  kind: 'document',
  roots,
  read(content, emit, file) {
    const document = record(jsonOf(content));
    if (document === undefined) return emit.skip('malformed');
    const thread = { id: text(document['id']) ?? baseName(file), project: projectOf(document) };
    for (const use of usesOf(document)) take(use, thread, emit);
  },
};

function take({ message, event, counts, at }: Use, thread: Thread, emit: Emit): void {
  if (counts.input + counts.cacheRead + counts.cacheWrite5m + counts.output === 0) return;
  if (Number.isNaN(at)) {
    emit.skip('no-timestamp');
    return;
  }
  const credits = creditsTold(event['credits']);
  const own = text(event['id']);
  emit(
    observe({
      namespace: 'amp',
      id: own === undefined ? `${thread.id}/${message}` : `event:${own}`,
      tool: 'amp',
      store: 'thread',
      rank: 1,
      session: thread.id,
      at,
      model: text(event['model']) ?? 'unknown',
      project: thread.project,
      precision: 'exact',
      context: counts.input + counts.cacheRead + counts.cacheWrite5m,
      credits,
      ...counts,
    }),
  );
}

function usesOf(document: Json): Use[] {
  const messages = listOf(document['messages']);
  const events = listOf(record(document['usageLedger'])?.['events']);
  const usages = new Map<string, Json>();
  for (const [place, message] of messages.entries()) {
    const usage = record(message['usage']);
    if (usage) usages.set(String(message['messageId'] ?? place), usage);
  }
  if (events.length > 0) return events.map((event, place) => ledgerUse(event, place, usages));
  const created = instantOf(document['created']);
  return [...usages].map(([message, usage]) => {
    const told = instantOf(usage['timestamp']);
    return { message, event: usage, counts: answerCounts(usage), at: Number.isNaN(told) ? created : told };
  });
}

function ledgerUse(event: Json, place: number, usages: ReadonlyMap<string, Json>): Use {
  const message = String(event['toMessageId'] ?? `#${place}`);
  const answer = answerCounts(usages.get(message) ?? {});
  const tokens = record(event['tokens']) ?? {};
  const told = count(tokens['input']);
  // An input that is the answer's whole prompt contains what was cached.
  const isWhole = told > 0 && told === answer.input + answer.cacheRead + answer.cacheWrite5m;
  const counts = { ...answer, input: isWhole ? answer.input : told, output: count(tokens['output']) };
  return { message, event, counts, at: instantOf(event['timestamp']) };
}

function answerCounts(usage: Json): TokenCounts {
  return {
    input: count(usage['inputTokens']),
    cacheRead: count(usage['cacheReadInputTokens']),
    cacheWrite5m: count(usage['cacheCreationInputTokens']),
    cacheWrite1h: 0,
    output: count(usage['outputTokens']),
    reasoning: 0,
  };
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map((each) => record(each) ?? {}) : [];
}

/** The first folder that the thread was begun in, told as an address. */
function projectOf(document: Json): string {
  const initial = record(record(document['env'])?.['initial']);
  const address = text(listOf(initial?.['trees'])[0]?.['uri']) ?? '';
  if (!address.startsWith('file://')) return '';
  try {
    return decodeURIComponent(address.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1');
  } catch {
    return '';
  }
}

function roots({ os, home, env, extraRoots }: Places): Root[] {
  const shared = env['XDG_DATA_HOME'] || joinPath(os, home, '.local', 'share');
  const own = env['AMP_DATA_DIR'] || joinPath(os, shared, 'amp');
  return [own, ...(extraRoots['amp'] ?? [])].map((path) => ({
    path: joinPath(os, path, 'threads'),
    accepts: (relative) => /^T-[^/]*\.json$/.test(relative),
    enters: () => false,
  }));
}
