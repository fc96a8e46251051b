import { usageTable } from './columns.js';

type Columns = 'input' | 'output' | 'total';
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
