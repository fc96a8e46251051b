import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { Places, Root, Row, TableSource } from '../../core/source.js';
import type { TokenCounts } from '../../core/usage.js';
import { joinPath } from '../common/paths.js';
import { isSince, rowCursor } from '../common/rowCursor.js';
import { sessionSums } from '../common/sessionSums.js';

type Json = Readonly<Record<string, unknown>>;

const wanted = ['cumulative_token_usage', 'request_token_usage', 'model', 'initial_project_snapshot'];
const names = ['input_tokens', 'output_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];
/** Threads that change while others are read have an instant between theirs: a minute's worth is told again. */
const overlap = 60_000;

/**
 * `threads.db`: a row a thread, its JSON packed, with all that it has used so far. The figures of single requests beside
 * the sums leave many out.
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
    const counts = countsOf(thread);
    if (counts.input + counts.cacheRead + counts.cacheWrite5m + counts.output === 0) return;
    const at = instantOf(row['updated_at']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const model = text(record(thread['model'])?.['model']) ?? 'unknown';
    const session = String(row['id'] ?? '');
    emit(
      sessionSums({ tool: 'zed', store: 'threads', session, model, at, project: projectOf(row, thread), ...counts }),
    );
  },
};

/** All buckets apart; where no sum is told, what is known of single requests. */
function countsOf(thread: Json): TokenCounts {
  const told = record(thread['cumulative_token_usage']) ?? {};
  const requests = Object.values(record(thread['request_token_usage']) ?? {}).map((each) => record(each) ?? {});
  const isTold = names.some((name) => count(told[name]) > 0);
  const sum = (name: string) => (isTold ? [told] : requests).reduce((all, usage) => all + count(usage[name]), 0);
  return {
    input: sum('input_tokens'),
    cacheRead: sum('cache_read_input_tokens'),
    cacheWrite5m: sum('cache_creation_input_tokens'),
    cacheWrite1h: 0,
    output: sum('output_tokens'),
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
