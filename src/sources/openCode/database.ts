import { instantOf, jsonOf, record, text } from '../../core/json.js';
import type { Places, Root, Row, TableQuery, TableSource } from '../../core/source.js';
import { removedMessages } from './removedMessages.js';
import { sessionMessages, withTotal } from './sessionMessages.js';
import { isStep, requestOf, type StepPlace } from './step.js';

/** Messages are changed in place while they are written: so many of the newest are told again. */
const changing = 2000;
const newest = (table: string, name: string, most = changing) =>
  `($after = 0 or ${name}.rowid > (select max(rowid) from ${table}) - ${most})`;
/** So many of the newest events are looked at again, some ten a message: an undo removes what was said just before. */
const recentEvents = 20_000;

/** A database that no build before 2 has written to. */
function answersAlone(has: (table: string, ...columns: string[]) => boolean): TableQuery {
  return {
    sql: `select a.rowid as cursor, ${sessionMessages(has, `a.rowid > $after - ${changing}`)}`,
    mark: 'select id from session_message where rowid = $after',
  };
}

/**
 * One row a part, of which the ends of steps are told once and never changed; `$after` is a row's number. Messages repeat
 * the figures of their last step: they are asked for only where no step of theirs is kept. A step may come later, or be
 * taken away by a revert: with the same figures both are one request.
 */
export function openCodeDatabase(tool: string, roots: (places: Places) => readonly Root[]): TableSource {
  return {
    id: tool,
    store: 'database',
    kind: 'table',
    // From 2 on with the messages that were removed.
    rules: 2,
    roots,
    query(schema) {
      const has = (table: string, ...columns: string[]) =>
        columns.every((column) => schema.get(table)?.includes(column) === true);
      const isOfTwo = has('session_message', 'id', 'session_id', 'type', 'data');
      if (!has('part', 'id', 'message_id', 'data') || !has('message', 'id', 'session_id', 'data'))
        return isOfTwo ? answersAlone(has) : undefined;
      const session = (column: string) => (has('session', 'id', column) ? `s.${column}` : 'null');
      const joined = has('session', 'id') ? 'left join session s on s.id = m.session_id' : '';
      const told = `iif(json_valid(m.data), json_extract(m.data, '$.role', '$.time.created', '$.modelID', '$.providerID',
        '$.path.cwd', '$.agent'), null) as message, m.session_id as session, ${session('parent_id')} as parent,
        ${session('directory')} as directory, ${session('version')} as version, ${session('time_created')} as began`;
      const logsEvents = has('event', 'id', 'aggregate_id', 'seq', 'type', 'data') && has('session', 'id');
      return {
        sql: `select p.rowid as cursor, 'step' as level, p.data as data, ${told}, ${twins} as twin
            from part p cross join message m on m.id = p.message_id ${joined} where p.rowid > $after and ${isStep('p')}
          union all select null, 'message', iif(json_valid(m.data), m.data ->> '$.tokens', null), ${told}, 0 as twin
            from message m ${joined} where ${newest('message', 'm')}
            and instr(m.data, '"tokens"') > 0 and not exists (select 1 from part p where p.message_id = m.id and ${isStep('p')})
          ${isOfTwo ? `union all select null, ${sessionMessages(has, newest('session_message', 'a'))}` : ''}
          ${logsEvents ? `union all ${removedMessages(told, joined, newest('event', 'r', recentEvents))}` : ''}`,
        mark: 'select id from part where rowid = $after',
      };
    },
    row: (row, emit) => {
      const message = messageOf(row);
      if (message === undefined) return emit.skip('malformed');
      if (message['role'] !== 'assistant') return;
      const data = record(jsonOf(text(row['data']) ?? ''));
      const level = row['level'] === 'message' ? 'message' : 'step';
      const isAnswer = row['level'] === 'answer';
      if (level === 'step' && !isAnswer && data?.['type'] !== 'step-finish') return;
      const told = (level === 'step' ? record(data?.['tokens']) : data) ?? {};
      const tokens = isAnswer ? withTotal(told) : told;
      const step = { level, tokens, cost: data?.['cost'], twin: Number(row['twin']) } as const;
      const request = requestOf(message, step, placeOf(tool, row, message));
      // A message that is being written, or was cut off, has none yet.
      if (request === undefined) return level === 'step' && !isAnswer ? emit.skip('no-usage') : undefined;
      if (Number.isNaN(request.at)) return emit.skip('no-timestamp');
      emit(request);
    },
  };
}

/** Steps of one message with the same counts. */
const twins = `(select count(*) from part q where q.message_id = p.message_id and q.rowid < p.rowid and ${isStep('q')}
  and q.data ->> '$.tokens' = p.data ->> '$.tokens')`;

function messageOf(row: Row): Readonly<Record<string, unknown>> | undefined {
  const told = jsonOf(text(row['message']) ?? '');
  if (!Array.isArray(told)) return undefined;
  const [role, created, modelID, providerID, cwd, agent] = told as unknown[];
  return { role, time: { created }, modelID, providerID, path: { cwd }, agent };
}

function placeOf(tool: string, row: Row, message: Readonly<Record<string, unknown>>): StepPlace {
  const isChild = text(row['parent']) !== undefined;
  return {
    tool,
    store: row['level'] === 'removed' ? 'removed' : 'database',
    session: text(row['session']) ?? '',
    project: text(record(message['path'])?.['cwd']) ?? text(row['directory']) ?? '',
    version: text(row['version']),
    agent: isChild ? (text(message['agent']) ?? 'sub-agent') : '',
    isSettled: true,
    copied: instantOf(record(message['time'])?.['created']) < instantOf(row['began']),
  };
}
