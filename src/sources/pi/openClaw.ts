import { instantOf, jsonOf, record, text } from '../../core/json.js';
import { ParsedLine } from '../../core/line.js';
import type { TableSource } from '../../core/source.js';
import { pi, shape } from './pi.js';
import { openClawDatabases } from './places.js';

const wanted = [
  'type',
  'id',
  'timestamp',
  'modelId',
  'provider',
  'model',
  'responseModel',
  'message',
  'usage',
  'fromHook',
];

/** What a session's first entry tells of it. */
const header = (member: string) =>
  `iif(json_valid(h.event_json), json_extract(h.event_json, '$.${member}'), null) as ${member}`;

/**
 * OpenClaw of 2026: the entries that it wrote as lines before, a row each; those of more than 1 KB are packed. What
 * was a file before is in both, under the same ids.
 */
export const openClaw: TableSource = {
  id: 'pi',
  store: 'openclaw-database',
  kind: 'table',
  roots: openClawDatabases,
  query(schema) {
    const columns = schema.get('transcript_events');
    // Up to 2026.7 it held what an agent remembers, and no talk.
    if (![...schema.keys()].some((name) => name.includes('transcript')))
      return { sql: 'select null as cursor where false' };
    if (!['session_id', 'seq', 'event_json'].every((column) => columns?.includes(column))) return undefined;
    const event = columns?.includes('event_zstd') ? 'coalesce(e.event_zstd, e.event_json)' : 'e.event_json';
    return {
      sql: `select e.rowid as cursor, e.session_id, ${event} as event, ${header('cwd')}, ${header('timestamp')}
        from transcript_events e left join transcript_events h on h.session_id = e.session_id and h.seq = 0
        where e.rowid > iif($after > (select max(rowid) from transcript_events), 0, $after) order by e.rowid`,
      mark: `select session_id || '/' || seq from transcript_events where rowid = $after`,
      packed: { event: wanted },
    };
  },
  row(row, emit, file) {
    if (row['event'] === undefined) return emit.skip('too-long');
    const told = record(jsonOf(text(row['event']) ?? ''));
    if (told === undefined) return emit.skip('malformed');
    const line = ParsedLine.of(told, shape);
    if (line === undefined) return;
    const began = instantOf(row['timestamp']);
    const state = { session: String(row['session_id'] ?? ''), project: text(row['cwd']) ?? '', began };
    pi.read(line, state, emit, file);
  },
};
