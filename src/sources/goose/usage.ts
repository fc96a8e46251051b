import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { TableSource } from '../../core/source.js';
import type { TokenCounts } from '../../core/usage.js';
import { nanoDollars } from '../common/cost.js';
import { observe } from '../common/request.js';
import { sessionSums } from '../common/sessionSums.js';
import { countsOf, freshInput, modelOf, sinceOf, usageTable } from './columns.js';
import { isImported } from './imported.js';
import { databases } from './places.js';

const wanted = [
  ...['id', 'session_id', 'created_timestamp', 'model', 'input_tokens', 'output_tokens', 'total_tokens'],
  ...['cache_read_tokens', 'cache_write_tokens', 'cost', 'cost_source', 'is_compaction'],
];
const ofSession = ['working_dir', 'created_at', 'model_config_json', 'parent_session_id'];

/** What the session had used up to a row that tells what builds before had told as sums alone. */
const soFar = `json_object('input', sum(${freshInput}), 'read', sum(cache_read_tokens), 'write', sum(cache_write_tokens),
  'output', sum(output_tokens))`;

/**
 * `sessions.db` of newer builds, beside the sums of sessions: a row a request, written once, compactions too, titles not.
 * A session goes with its rows.
 */
export const gooseUsage: TableSource = {
  id: 'goose',
  store: 'usage',
  kind: 'table',
  roots: databases,
  query(schema) {
    const sessions = schema.get('sessions');
    if (!sessions?.includes('id')) return undefined;
    // A database of an older build has sums alone.
    if (!schema.has(usageTable)) return { sql: 'select null as cursor where false' };
    if (!wanted.every((column) => schema.get(usageTable)?.includes(column))) return undefined;
    const columns = ofSession.map((column) => (sessions.includes(column) ? `s.${column}` : `null as ${column}`));
    const before = { input: 'u.input_tokens', output: 'u.output_tokens', total: 'u.total_tokens' };
    const isTold = ['created_at', 'accumulated_total_tokens'].every((column) => sessions.includes(column))
      ? isImported(schema, before)
      : 'false';
    return {
      sql: `select u.id as cursor, u.*, ${columns.join(', ')}, iif(u.cost_source = 'carried_forward', (select ${soFar}
          from ${usageTable} b where b.session_id = u.session_id and b.id <= u.id), null) as so_far
        from ${usageTable} u left join sessions s on s.id = u.session_id
        where (u.id > $after or $after > (select max(id) from ${usageTable}))
        and not (coalesce(u.cost_source, '') = 'carried_forward' and ${isTold}) order by u.id`,
      mark: `select session_id || '@' || created_timestamp from ${usageTable} where id = $after`,
    };
  },
  row(row, emit) {
    const at = instantOf(row['created_timestamp']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const session = String(row['session_id'] ?? '');
    const project = text(row['working_dir']) ?? '';
    const told = { tool: 'goose', store: 'usage', session, project, model: text(row['model']) ?? modelOf(row) };
    const before = text(row['so_far']);
    if (before !== undefined) {
      // Written just before the row of the request that came next; of that it holds nothing.
      const since = sinceOf(session, row['created_at']);
      emit(sessionSums({ ...told, at: at - 1, since, ...sumsOf(before) }));
      return;
    }
    const counts = countsOf(row, '');
    if (counts.input + counts.cacheRead + counts.cacheWrite5m + counts.output === 0) return emit.skip('no-usage');
    const isAgent = text(row['parent_session_id']) !== undefined;
    const isCompaction = Number(row['is_compaction']) === 1;
    emit(
      observe({
        ...told,
        namespace: 'goose',
        id: `${session}/${String(row['id'])}@${at}`,
        rank: 1,
        at,
        agent: isAgent ? 'sub-agent' : '',
        initiator: isCompaction ? 'helper' : isAgent ? 'agent' : undefined,
        precision: row['input_tokens'] === null || row['output_tokens'] === null ? 'atLeast' : 'exact',
        context: isCompaction ? undefined : counts.input + counts.cacheRead + counts.cacheWrite5m,
        reportedCost: nanoDollars(row['cost']),
        ...counts,
      }),
    );
  },
};

function sumsOf(json: string): TokenCounts {
  const told = (name: string) => count(record(jsonOf(json))?.[name]);
  const [input, cacheRead, cacheWrite5m, output] = [told('input'), told('read'), told('write'), told('output')];
  return { input, cacheRead, cacheWrite5m, cacheWrite1h: 0, output, reasoning: 0 };
}
