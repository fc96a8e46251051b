import { usageTable } from './columns.js';

type Columns = 'input' | 'output' | 'total';
const names = ['input', 'output', 'total'] as const;
type Schema = ReadonlyMap<string, readonly string[]>;

/**
 * SQL of whether the sums are those that a session `s` was imported with, which another log tells: an import begins with
 * the messages and sums that it was given. Messages of a session here keep their ids; a transcript of another tool has
 * none, and is older than the session. A copy begins with the messages alone. `unused`: SQL of whether the session has had
 * no request of its own, where the sums may hold such.
 */
export function isImported(schema: Schema, sums: Readonly<Record<Columns, string>>, unused?: string): string {
  const needed = ['id', 'message_id', 'session_id', 'created_timestamp'];
  if (!needed.every((column) => schema.get('messages')?.includes(column))) return 'false';
  const columns = Object.entries(sums);
  const isSum = columns.map(([name, told]) => `coalesce(o.accumulated_${name}_tokens, 0) = coalesce(${told}, 0)`);
  const upTo = (name: string) =>
    `(select coalesce(sum(q.${name}_tokens), 0) from ${usageTable} q where q.session_id = o.id and q.id <= p.id)`;
  const isOnTheWay = columns.map(([name, told]) => `${upTo(name)} = coalesce(${told}, 0)`);
  const wasThere = schema.has(usageTable)
    ? `or exists (select 1 from ${usageTable} p where p.session_id = o.id and ${isOnTheWay.join(' and ')})`
    : '';
  const first = '(select min(id) from messages where session_id = s.id)';
  return `(exists (select 1 from messages f where f.id = ${first} and (
    f.message_id like 'msg!_' || replace(s.id, '_', '!_') || '!_%' escape '!' and f.created_timestamp < unixepoch(s.created_at) - 60 and ${unused ?? 'true'}
    or exists (select 1 from messages m join sessions o on o.id = m.session_id where m.message_id = f.message_id
      and o.rowid < s.rowid and (${unused ?? 'false'} or (${isSum.join(' and ')}) ${wasThere})))))`;
}

/**
 * SQL of the sums, as a JSON object, that a session `s` of a build without rows of requests was imported with before it went
 * on; null where that is not sure. A copy has the same messages, but sums of its own: it is none where the last request alone
 * leaves just the sums of the other session `o`, or where more was read than all own requests could have, each of which reads
 * less than the one after it unless what was said is compacted. What `o` had at the time is known as long as it did not go on.
 */
export function importedWith(schema: Schema): string {
  const ofSession = names.flatMap((name) => [`${name}_tokens`, `accumulated_${name}_tokens`]);
  const ofMessage = ['id', 'message_id', 'session_id', 'role', 'metadata_json'];
  const has = (table: string, columns: readonly string[]) =>
    columns.every((column) => schema.get(table)?.includes(column));
  if (!has('sessions', ofSession) || !has('messages', ofMessage)) return 'null';
  const sum = (session: string, name: string) => `coalesce(${session}.accumulated_${name}_tokens, 0)`;
  const all = (holds: (name: Columns) => string) => names.map(holds).join(' and ');
  const shared = `exists (select 1 from messages x where x.session_id = o.id and x.message_id = m.message_id)`;
  // Each request answers what a person said or a tool gave.
  const asked = `(select p.role from messages p where p.session_id = s.id and p.id < m.id order by p.id desc limit 1) = 'user'`;
  const own = `(select count(*) from messages m where m.session_id = s.id and m.role = 'assistant' and ${asked} and not ${shared})`;
  const isWhole = `not exists (select 1 from messages m where m.session_id = s.id and m.metadata_json like '%"agentVisible":false%')`;
  return `(select json_object(${names.map((name) => `'${name}', ${sum('o', name)}`).join(', ')}) from sessions o
    where o.rowid < s.rowid and ${all((name) => `${sum('o', name)} <= ${sum('s', name)}`)} and ${sum('o', 'total')} > 0
    and exists (select 1 from messages m where m.session_id = o.id)
    and not exists (select 1 from messages m where m.session_id = o.id
      and not exists (select 1 from messages x where x.session_id = s.id and x.message_id = m.message_id))
    and (${all((name) => `${sum('s', name)} - s.${name}_tokens = ${sum('o', name)}`)}
      or ${isWhole} and ${sum('s', 'input')} > s.input_tokens * ${own})
    order by ${sum('o', 'total')} desc limit 1)`;
}
