import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { Row, TableSource } from '../../core/source.js';
import { isSince, rowCursor } from '../common/rowCursor.js';
import { sessionSums } from '../common/sessionSums.js';
import { countsOf, modelOf, sinceOf, usageTable } from './columns.js';
import { importedWith, isImported } from './imported.js';
import { databases } from './places.js';

const needed = ['id', 'updated_at', 'accumulated_input_tokens', 'accumulated_output_tokens'];
const wanted = [
  ...['working_dir', 'created_at', 'provider_name', 'model_config_json', 'accumulated_total_tokens'],
  ...['accumulated_cache_read_tokens', 'accumulated_cache_write_tokens'],
];

/** Sessions that change while others are read have an instant before: a day's worth is told again. */
const overlap = 86_400_000;

/**
 * `sessions.db`: a row a session, with all that it has used so far; newer builds tell what of it was cached. A session of which
 * a request is told by itself (`gooseUsage`) is told there alone, with what it had used before.
 */
export const goose: TableSource = {
  id: 'goose',
  store: 'sessions',
  kind: 'table',
  roots: databases,
  query(schema) {
    const columns = schema.get('sessions') ?? [];
    if (!needed.every((column) => columns.includes(column))) return undefined;
    const selected = wanted.map((column) => (columns.includes(column) ? column : `null as ${column}`));
    const isApart = schema.has(usageTable)
      ? `and not exists (select 1 from ${usageTable} u where u.session_id = s.id)`
      : '';
    const sums = {
      input: 's.accumulated_input_tokens',
      output: 's.accumulated_output_tokens',
      total: 's.accumulated_total_tokens',
    };
    const isTold = wanted.every((column) => columns.includes(column) || column.includes('cache'))
      ? isImported(schema, sums, 's.model_config_json is null')
      : 'false';
    return {
      sql: `select * from (select rowid as number, ${rowCursor('unixepoch(updated_at)')} as cursor, ${[...needed, ...selected].join(', ')},
          ${importedWith(schema)} as imported
        from sessions s where coalesce(accumulated_input_tokens, 0) + coalesce(accumulated_output_tokens, 0) > 0 ${isApart}
        and not ${isTold})
        where ${isSince(overlap)} order by id`,
      mark: 'select id from sessions where rowid = $newest',
    };
  },
  row(row, emit) {
    const at = instantOf(row['updated_at']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const session = String(row['id'] ?? '');
    const model = modelOf(row);
    const project = text(row['working_dir']) ?? '';
    const since = sinceOf(session, row['created_at']);
    const counts = countsOf(gone(row), 'accumulated_');
    emit(sessionSums({ tool: 'goose', store: 'sessions', session, model, at, since, project, ...counts }));
  },
};

/** The sums without those that the session was imported with. */
function gone(row: Row): Row {
  const before = record(jsonOf(text(row['imported']) ?? ''));
  if (before === undefined) return row;
  const less = ['input', 'output', 'total'].map((name) => {
    const column = `accumulated_${name}_tokens`;
    return [column, count(row[column]) - count(before[name])] as const;
  });
  return { ...row, ...Object.fromEntries(less) };
}
