import { count, record } from '../../core/json.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * SQL of the answers and compactions that OpenCode 2 keeps, a row each, which is written at its beginning and has its
 * figures at its end. A database that an earlier build began has the messages of that build as well: what is older than
 * the last of a session's is one of them.
 */
export function sessionMessages(has: (table: string, ...columns: string[]) => boolean, rows: string): string {
  const table = has('session_v2', 'id') ? 'session_v2' : 'session';
  const session = (column: string) => (has(table, 'id', column) ? `s.${column}` : 'null');
  const joined = has(table, 'id') ? `left join ${table} s on s.id = a.session_id` : '';
  const told = (path: string) => `json_extract(a.data, '$.${path}')`;
  const earlier = has('message', 'session_id', 'time_updated')
    ? `and ${told('time.created')} > coalesce((select max(time_updated) from message where session_id = a.session_id), 0)`
    : '';
  return `'answer' as level, json_object('tokens', ${told('tokens')}, 'cost', ${told('cost')}) as data,
    json_array('assistant', ${told('time.created')}, ${told('model.id')}, ${told('model.providerID')}, null, ${told('agent')}) as message,
    a.session_id as session, ${session('parent_id')} as parent, ${session('directory')} as directory,
    ${session('version')} as version, ${session('time_created')} as began, 0 as twin
    from session_message a ${joined} where ${rows} and a.type in ('assistant', 'compaction') and instr(a.data, '"tokens"') > 0
    and iif(json_valid(a.data), ${told('tokens')} is not null ${earlier}, 0)`;
}

/** Reasoning stands beside the output, which a total says in other stores. */
export function withTotal(tokens: Json): Json {
  const cache = record(tokens['cache']);
  const counters = [tokens['input'], tokens['output'], tokens['reasoning'], cache?.['read'], cache?.['write']];
  return { ...tokens, total: counters.reduce<number>((sum, counter) => sum + count(counter), 0) };
}
