import { count, instantOf, text } from '../../core/json.js';
import type { Row, TableSource } from '../../core/source.js';
import { disjoint, observe } from '../common/request.js';
import { storeRoots } from './places.js';
import { creditsOf, fingerprints, initiatorOf, isTimed } from './usageRecord.js';

const needed = ['id', 'session_id', 'input_tokens', 'output_tokens', 'created_at'];
const wanted = [
  ...[
    ...needed,
    'model',
    'cache_read_tokens',
    'cache_write_tokens',
    'reasoning_tokens',
    'total_nano_aiu',
    'request_multiplier',
  ],
  ...['agent_id', 'parent_tool_call_id', 'initiator', 'duration_ms', 'time_to_first_token_ms'],
];

/**
 * One row an API request, written live since about 1.0.83 and read through the write-ahead log. A usage record of the same request is
 * joined with its row, and tells more; a row that tells when its first token came and has no record is of a prompt that was taken back,
 * whose records are taken out of the events. If the file was made anew, its ids start again.
 */
export const sessionStore: TableSource = {
  id: 'copilot-cli',
  store: 'session-store',
  kind: 'table',
  // 2: rows of prompts that were taken back.
  rules: 2,
  roots: storeRoots,
  query(schema) {
    const columns = schema.get('assistant_usage_events') ?? [];
    if (!needed.every((column) => columns.includes(column))) return undefined;
    const selected = wanted.map((column) => (columns.includes(column) ? `e.${column}` : `null as ${column}`));
    const place = placeColumns(schema);
    return {
      sql: `select e.id as cursor, ${[...selected, ...place.selected].join(', ')} from assistant_usage_events e ${place.join}
        where e.id > coalesce($after, 0) or $after > (select max(id) from assistant_usage_events) order by e.id`,
      mark: `select session_id || '@' || created_at from assistant_usage_events where id = $after`,
    };
  },
  row(row, emit) {
    const at = instantOf(row['created_at']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const session = text(row['session_id']) ?? '';
    const counts = countsOf(row);
    emit(
      observe({
        namespace: 'copilot-cli',
        id: `row:${session}/${String(row['id'])}@${at}`,
        aliases: fingerprints(session, at, counts, row['duration_ms'], row['time_to_first_token_ms'], true),
        tool: 'copilot-cli',
        store: 'session-store',
        rank: 6,
        // Told by its own record or by none.
        turn: isTimed(row['time_to_first_token_ms']) ? `row:${String(row['id'])}@${at}` : undefined,
        session,
        at,
        model: text(row['model']) ?? 'unknown',
        project: text(row['cwd']) ?? '',
        branch: text(row['branch']) ?? '',
        agent: (row['agent_id'] ?? row['parent_tool_call_id']) ? 'sub-agent' : '',
        initiator: initiatorOf(row['initiator']),
        precision: row['input_tokens'] === null || row['output_tokens'] === null ? 'atLeast' : 'exact',
        context: counts.input,
        credits: creditsOf(row['total_nano_aiu'], row['initiator'] === 'user' ? row['request_multiplier'] : undefined),
        ...disjoint(counts),
      }),
    );
  },
};

function placeColumns(schema: ReadonlyMap<string, readonly string[]>): { selected: string[]; join: string } {
  const columns = schema.get('sessions') ?? [];
  const join = columns.includes('id') ? 'left join sessions s on s.id = e.session_id' : '';
  const selected = ['cwd', 'branch'].map((column) =>
    join !== '' && columns.includes(column) ? `s.${column}` : `null as ${column}`,
  );
  return { selected, join };
}

function countsOf(row: Row) {
  return {
    input: count(row['input_tokens']),
    output: count(row['output_tokens']),
    cacheRead: count(row['cache_read_tokens']),
    cacheWrite: count(row['cache_write_tokens']),
    reasoning: count(row['reasoning_tokens']),
  };
}
