import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Emit, Places, Root } from '../../core/source.js';
import { noTokens, type TokenCounts } from '../../core/usage.js';
import { creditsTold } from '../common/cost.js';
import { baseName, joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';

type Json = Readonly<Record<string, unknown>>;

/** One request, as the thread's ledger or an answer tells it. */
interface Use {
  /** The thread's message, or the place of an event without one. */
  readonly message: string;
  /** Told by an answer, or the one event that stands for it: both are one request. */
  readonly isAnswer: boolean;
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

function take(use: Use, thread: Thread, emit: Emit): void {
  const { event, counts, at } = use;
  if (counts.input + counts.cacheRead + counts.cacheWrite5m + counts.output === 0) return;
  if (Number.isNaN(at)) {
    emit.skip('no-timestamp');
    return;
  }
  const credits = creditsTold(event['credits']);
  emit(
    observe({
      namespace: 'amp',
      ...namesOf(use, thread),
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

/** A thread that was read before it had a ledger told its answers by their own names. */
function namesOf({ message, isAnswer, event, at }: Use, thread: Thread): { id: string; aliases: string[] } {
  const answer = `${thread.id}/${message}`;
  const id = text(event['id']);
  return {
    id: id === undefined ? `${answer}@${at}/${text(event['model']) ?? ''}` : `event:${id}`,
    aliases: isAnswer ? [answer] : [],
  };
}

function usesOf(document: Json): Use[] {
  const messages = listOf(document['messages']);
  const events = listOf(record(document['usageLedger'])?.['events']);
  const usages = new Map<string, Json>();
  for (const [place, message] of messages.entries()) {
    const usage = record(message['usage']);
    if (usage) usages.set(String(message['messageId'] ?? place), usage);
  }
  if (events.length > 0) return ledgerUses(events, usages);
  const created = instantOf(document['created']);
  return [...usages].map(([message, usage]) => {
    const told = instantOf(usage['timestamp']);
    return {
      message,
      isAnswer: true,
      event: usage,
      counts: answerCounts(usage),
      at: Number.isNaN(told) ? created : told,
    };
  });
}

/**
 * An answer may have several events. One of them stands for it and has what was cached: the first of the answer's own
 * model, else the first.
 */
function ledgerUses(events: readonly Json[], usages: ReadonlyMap<string, Json>): Use[] {
  const placed = events.map((event, place) => ({ event, message: String(event['toMessageId'] ?? `#${place}`) }));
  const answers = new Map<string, Json>();
  const isOfModel = (event: Json, usage: Json | undefined) => event['model'] === usage?.['model'];
  for (const { event, message } of placed) {
    // One without an instant is not counted.
    if (Number.isNaN(instantOf(event['timestamp']))) continue;
    const usage = usages.get(message);
    const known = answers.get(message);
    if (known === undefined || (!isOfModel(known, usage) && isOfModel(event, usage))) answers.set(message, event);
  }
  return placed.map(({ event, message }) => {
    const isAnswer = answers.get(message) === event;
    const counts = eventCounts(event, isAnswer ? answerCounts(usages.get(message) ?? {}) : noTokens);
    return { message, isAnswer, event, counts, at: instantOf(event['timestamp']) };
  });
}

/** An input that is the answer's whole prompt contains what was cached. */
function eventCounts(event: Json, answer: TokenCounts): TokenCounts {
  const tokens = record(event['tokens']) ?? {};
  const told = count(tokens['input']);
  const isWhole = told > 0 && told === answer.input + answer.cacheRead + answer.cacheWrite5m;
  return { ...answer, input: isWhole ? answer.input : told, output: count(tokens['output']) };
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
