import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { DocumentSource, Emit, FileFacts, Places, Root } from '../../core/source.js';
import { nanoDollars } from '../common/cost.js';
import { joinPath } from '../common/paths.js';
import { disjoint, observe } from '../common/request.js';

type Json = Readonly<Record<string, unknown>>;

interface Session {
  readonly id: string;
  readonly version: string | undefined;
  readonly project: string;
  readonly branch: string;
  readonly isAgent: boolean;
  /**
   * What answers up to then used the log of the tool tells that the session was imported from; NaN for one that was not. Before the
   * manifest is there, what is older than the session may be of an import.
   */
  readonly importedAt: number;
  /** Made of a task of the classic extension, which has figures of its own; or, without a manifest yet, it may be. */
  readonly isConverted: boolean;
}

/**
 * Cline since 2026, its command line too: `sessions/<id>/<id>.messages.json`, a sub-agent's messages beside it, rewritten
 * whole. Each answer tells its own request, cached tokens inside the input. The manifest's sums repeat them.
 */
export const clineSessions: DocumentSource = {
  id: 'cline',
  store: 'session',
  kind: 'document',
  roots,
  companions: (path) => [path.replace(/([\\/])([^\\/]+)[\\/][^\\/]+$/, '$1$2$1$2.json')],
  read(content, emit, file) {
    const written = jsonOf(content);
    // Early builds wrote the messages alone.
    const document = Array.isArray(written) ? { messages: written as unknown[] } : record(written);
    const messages = document?.['messages'];
    if (!document || !Array.isArray(messages)) return emit.skip(document ? 'unknown-format' : 'malformed');
    const session = sessionOf(document, file);
    for (const message of messages) takeMessage(record(message) ?? {}, session, emit);
  },
};

function sessionOf(document: Json, file: FileFacts): Session {
  const [folder = '', name = ''] = file.relativePath.split('/');
  const manifest = record(jsonOf([...file.companions.values()][0] ?? ''));
  const metadata = record(manifest?.['metadata']);
  return {
    id: folder,
    version: text(record(document['origin'])?.['version']),
    project: text(manifest?.['cwd']) ?? text(manifest?.['workspace_root']) ?? '',
    branch: text(record(metadata?.['git'])?.['branch']) ?? '',
    isAgent: name !== `${folder}.messages.json`,
    importedAt: manifest ? instantOf(record(metadata?.['importedFrom'])?.['importedAt']) : beganAt(folder) - 1,
    isConverted: !manifest || metadata?.['legacyTask'] === true,
  };
}

/** A session is named after the instant that it began at; NaN for another name. */
function beganAt(session: string): number {
  return Number(/^\d{13}(?!\d)/.exec(session)?.[0] ?? Number.NaN);
}

function takeMessage(message: Json, session: Session, emit: Emit): void {
  const metrics = record(message['metrics']);
  if (message['role'] !== 'assistant' || !metrics) return;
  const counts = countsOf(metrics);
  if (counts.input + counts.output === 0) return;
  const at = instantOf(message['ts']);
  if (at <= session.importedAt || (session.isConverted && isSumOfTask(message))) return;
  if (Number.isNaN(at)) emit.skip('no-timestamp');
  else emit(requestOf({ message, metrics, counts, id: text(message['id']), at }, session));
}

/** The last answer of what was converted has all that the task had used, and does not know who gave it. */
function isSumOfTask(message: Json): boolean {
  return text(record(message['modelInfo'])?.['provider']) === 'unknown';
}

interface Answer {
  readonly message: Json;
  readonly metrics: Json;
  readonly counts: ReturnType<typeof countsOf>;
  readonly id: string | undefined;
  readonly at: number;
}

function requestOf({ message, metrics, counts, id, at }: Answer, session: Session) {
  const info = record(message['modelInfo']);
  const model = text(info?.['id']) ?? text(message['modelId']) ?? 'unknown';
  // Early builds gave messages no id; later ones give theirs some when they go on with the session.
  const told = `told:${[at, model, ...Object.values(counts)].join('/')}`;
  return observe({
    namespace: 'cline',
    id: id === undefined ? told : `message:${id}@${at}`,
    aliases: id === undefined ? [] : [told],
    tool: 'cline',
    store: 'session',
    rank: 1,
    session: session.id,
    at,
    model,
    provider: text(info?.['provider']) ?? text(message['providerId']),
    toolVersion: session.version,
    project: session.project,
    branch: session.branch,
    agent: session.isAgent ? 'sub-agent' : '',
    sidechain: session.isAgent,
    initiator: session.isAgent ? 'agent' : undefined,
    precision: 'exact',
    context: session.isAgent ? undefined : counts.input,
    reportedCost: nanoDollars(metrics['cost']),
    ...disjoint(counts),
  });
}

function countsOf(metrics: Json) {
  return {
    input: count(metrics['inputTokens']),
    cacheRead: count(metrics['cacheReadTokens']),
    cacheWrite: count(metrics['cacheWriteTokens']),
    output: count(metrics['outputTokens']),
    reasoning: 0,
  };
}

function roots({ os, env, home, extraRoots }: Places): Root[] {
  const data = env['CLINE_DATA_DIR'] || joinPath(os, env['CLINE_DIR'] || joinPath(os, home, '.cline'), 'data');
  const own = env['CLINE_SESSION_DATA_DIR'] || joinPath(os, data, 'sessions');
  const more = (extraRoots['cline'] ?? []).map((path) => joinPath(os, path, 'sessions'));
  return [own, ...more].map((path) => ({
    path,
    accepts: (relative) => /^[^/]+\/[^/]+\.messages\.json$/.test(relative),
    enters: (folder) => !folder.includes('/'),
  }));
}
