import { count, instantOf, jsonOf, record, text } from '../../core/json.js';
import type { Places, Root, Row, TableSource } from '../../core/source.js';
import type { TokenCounts } from '../../core/usage.js';
import { joinPath } from '../common/paths.js';
import { disjoint } from '../common/request.js';
import { isSince, rowCursor } from '../common/rowCursor.js';
import { sessionSums } from '../common/sessionSums.js';
import { sessionFolders } from './places.js';

const needed = ['id', 'updated_at', 'accumulated_input_tokens', 'accumulated_output_tokens'];
const wanted = [
  ...['working_dir', 'created_at', 'provider_name', 'model_config_json', 'accumulated_total_tokens'],
  ...['accumulated_cache_read_tokens', 'accumulated_cache_write_tokens'],
];

/** Sessions that change while others are read have an instant before: a day's worth is told again. */
const overlap = 86_400_000;

/** `sessions.db`: a row a session, with all that it has used so far; newer builds tell what of it was cached. */
export const goose: TableSource = {
  id: 'goose',
  store: 'sessions',
  kind: 'table',
  roots,
  query(schema) {
    const columns = schema.get('sessions') ?? [];
    if (!needed.every((column) => columns.includes(column))) return undefined;
    const selected = wanted.map((column) => (columns.includes(column) ? column : `null as ${column}`));
    return {
      sql: `select * from (select rowid as number, ${rowCursor('unixepoch(updated_at)')} as cursor, ${[...needed, ...selected].join(', ')}
        from sessions where coalesce(accumulated_input_tokens, 0) + coalesce(accumulated_output_tokens, 0) > 0)
        where ${isSince(overlap)} order by id`,
      mark: 'select id from sessions where rowid = $newest',
    };
  },
  row(row, emit) {
    const at = instantOf(row['updated_at']);
    if (Number.isNaN(at)) return emit.skip('no-timestamp');
    const session = String(row['id'] ?? '');
    const model = text(record(jsonOf(text(row['model_config_json']) ?? ''))?.['model_name']) ?? 'unknown';
    const project = text(row['working_dir']) ?? '';
    const since = sinceOf(session, row['created_at']);
    emit(sessionSums({ tool: 'goose', store: 'sessions', session, model, at, since, project, ...countsOf(row) }));
  },
};

/**
 * Sessions are numbered by day, and the number of a day's last one is given again once it was deleted. One that was taken over
 * from a file, which has the time in its name, may be told as made when it was.
 */
function sinceOf(session: string, created: unknown): number | undefined {
  const since = /^\d{8}_\d{1,5}$/.test(session) ? instantOf(created) : Number.NaN;
  return Number.isNaN(since) ? undefined : since;
}

/** The input contains what was cached, unless the total says that it stands beside. */
function countsOf(row: Row): TokenCounts {
  const [told, output] = [count(row['accumulated_input_tokens']), count(row['accumulated_output_tokens'])];
  const cacheRead = count(row['accumulated_cache_read_tokens']);
  const cacheWrite = count(row['accumulated_cache_write_tokens']);
  const cached = cacheRead + cacheWrite;
  const isBeside = cached > told || count(row['accumulated_total_tokens']) === told + output + cached;
  return disjoint({ input: isBeside ? told + cached : told, cacheRead, cacheWrite, output, reasoning: 0 });
}

function roots(places: Places): Root[] {
  return sessionFolders(places).map((path) => ({
    path: joinPath(places.os, path, 'sessions.db'),
    accepts: () => true,
  }));
}
