import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { RequestObservation } from '../../core/observation.js';
import type { Places, Root, Row, TableSource } from '../../core/source.js';
import { type TokenCounts, totalTokens } from '../../core/usage.js';
import { joinPath } from '../common/paths.js';
import { observe } from '../common/request.js';
import { isSince, rowCursor } from '../common/rowCursor.js';
import { sessionSums } from '../common/sessionSums.js';

type Json = Readonly<Record<string, unknown>>;

const wanted = ['cumulative_token_usage', 'request_token_usage', 'model', 'initial_project_snapshot'];
/** Threads that change while others are read have an instant between theirs: a minute's worth is told again. */
const overlap = 60_000;

/**
 * `threads.db`: a row a thread, its JSON packed, with all that it has used so far. Builds that kept no sums, or none of later
 * messages, have beside them the figures of each message's last request: each that is seen is the least that was used.
 */
export const zed: TableSource = {
  id: 'zed',
  store: 'threads',
  kind: 'table',
  roots,
  query(schema) {
    const columns = schema.get('threads') ?? [];
    if (!['id', 'updated_at', 'data'].every((column) => columns.includes(column))) return undefined;
    return {
      sql: `select * from (select rowid as number, ${rowCursor('unixepoch(updated_at)')} as cursor, id, updated_at, data,
        ${columns.includes('folder_paths') ? 'folder_paths' : 'null'} as folders from threads)
        where ${isSince(overlap)}`,
      mark: 'select id from threads where rowid = $newest',
      packed: { data: wanted },
    };
  },
  row(row, emit) {
    if (row['data'] === undefined) return emit.skip('too-long');
    const thread = record(jsonOf(text(row['data']) ?? ''));
    if (thread === undefined) return emit.skip('malformed');
    const told = countsOf(record(thread['cumulative_token_usage']) ?? {});
    const requests = Object.entries(record(thread['request_token_usage']) ?? {}).map(
      ([message, usage]) => [message, countsOf(record(usage) ?? {})] as const,
    );
    const areIn = buckets.every((name) => requests.reduce((sum, [, counts]) => sum + counts[name], 0) <= told[name]);
    if (areIn && totalTokens(told) === 0) return;
    const at = instantOf(row['updated_at']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const model = text(record(thread['model'])?.['model']) ?? 'unknown';
    const session = String(row['id'] ?? '');
    const facts = { tool: 'zed', store: 'threads', session, model, at, project: projectOf(row, thread) };
    if (!areIn)
      for (const [message, counts] of requests)
        if (totalTokens(counts) > 0) emit(requestOf({ ...facts, ...counts }, message));
    if (totalTokens(told) > 0) emit(sessionSums({ ...facts, ...told }));
  },
};

type Facts = Pick<RequestObservation, 'tool' | 'store' | 'session' | 'model' | 'at' | 'project'>;

/** Another request of the message has another input; the output of one grows while it is answered. */
function requestOf(told: Facts & TokenCounts, message: string): RequestObservation {
  const { session, input, cacheRead, cacheWrite5m } = told;
  const id = [session, message, input, cacheRead, cacheWrite5m].join('/');
  return observe({ ...told, namespace: 'zed', id, rank: 1, requests: 0, precision: 'atLeast' });
}

const buckets = ['input', 'cacheRead', 'cacheWrite5m', 'output'] as const;

/** All buckets apart. */
function countsOf(usage: Json): TokenCounts {
  return {
    input: count(usage['input_tokens']),
    cacheRead: count(usage['cache_read_input_tokens']),
    cacheWrite5m: count(usage['cache_creation_input_tokens']),
    cacheWrite1h: 0,
    output: count(usage['output_tokens']),
    reasoning: 0,
  };
}

/** The first of the thread's folders, one a line; older builds tell it in the thread. */
function projectOf(row: Row, thread: Json): string {
  const [first] = (text(row['folders']) ?? '').split('\n');
  const trees = record(thread['initial_project_snapshot'])?.['worktree_snapshots'];
  return first || (Array.isArray(trees) ? text(record(trees[0])?.['worktree_path']) : undefined) || '';
}

function roots({ os, home, env, extraRoots }: Places): Root[] {
  const own = {
    linux: () =>
      joinPath(
        os,
        env['FLATPAK_XDG_DATA_HOME'] || env['XDG_DATA_HOME'] || joinPath(os, home, '.local', 'share'),
        'zed',
      ),
    darwin: () => joinPath(os, home, 'Library', 'Application Support', 'Zed'),
    win32: () => joinPath(os, env['LOCALAPPDATA'] || joinPath(os, home, 'AppData', 'Local'), 'Zed'),
  }[os]();
  return [own, ...(extraRoots['zed'] ?? [])].map((path) => ({
    path: joinPath(os, path, 'threads', 'threads.db'),
    accepts: () => true,
  }));
}
