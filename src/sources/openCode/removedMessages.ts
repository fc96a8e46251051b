import { isStep, largestStep } from './step.js';

const isOf = (event: string, type: string) => `${event}.type >= '${type}.' and ${event}.type < '${type}/'`;
const isTold = (type: string) => `e.aggregate_id in (select session from removed) and ${isOf('e', type)}`;

/**
 * SQL of the ends of steps, told as those of the table of parts are, whose messages were removed: `/undo` takes a prompt with its answers
 * out of the tables at the next prompt. Builds that log what happens to a session keep in that log what the messages told;
 * it goes with the session. `message` gives the columns of a message, whose JSON `m` holds, `joined` its session; `rows` says which
 * events `r` may be removals.
 */
export function removedMessages(message: string, joined: string, rows: string): string {
  return `select * from (with removed as materialized (
      select r.aggregate_id as session, iif(json_valid(r.data), r.data ->> '$.messageID', null) as message
      from session cross join event r on r.aggregate_id = session.id and ${isOf('r', 'message.removed')} where ${rows}),
    m as materialized (
      select e.aggregate_id as session_id, e.data -> '$.info' as data, e.data ->> '$.info.id' as id, min(e.seq)
      from event e where ${isTold('message.updated')} and octet_length(e.data) <= ${largestStep} and json_valid(e.data)
      and e.data ->> '$.info.id' in (select message from removed) group by 1, 3),
    p as materialized (
      select e.data -> '$.part' as data, e.data ->> '$.part.messageID' as message_id, e.data ->> '$.part.id' as id, max(e.seq) as seq
      from event e where ${isTold('message.part.updated')} and ${isStep('e')}
      and message_id in (select message from removed) group by 2, 3)
    select null as cursor, 'removed' as level, p.data as data, ${message},
      row_number() over (partition by m.id, p.data ->> '$.tokens' order by p.seq) - 1 as twin
    from m join p on p.message_id = m.id ${joined})`;
}
