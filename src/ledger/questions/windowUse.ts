import type { Database } from '../../platform/sqlite.js';
import type { WindowUse } from '../../protocol/ledger.js';

const sums = `select total(iif(h.kind = 'inline', 0, 1)) as requests, total(iif(h.kind = 'inline', 1, 0)) as suggestions,
  total(h.accepted) as accepted, total(h.dropped) as dropped, max(iif((e.flags >> 3) & 3 = 0, h.at, null)) as last from hooked h
  join event e on e.id = h.event where h.editor_session = ? and (e.flags >> 3) & 3 <> 2`;

/** What was hooked in one editor session: also what a log tells of, since it was accepted or dropped here. */
export function windowUse(database: Database, editorSession: string): WindowUse {
  const row = database.prepare(sums).get(editorSession);
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    requests: number('requests'),
    suggestions: number('suggestions'),
    acceptedTokens: number('accepted'),
    droppedTokens: number('dropped'),
    lastAt: typeof row?.['last'] === 'number' ? row['last'] : null,
  };
}

/** The ledger's sessions that an editor session's use lies in, one a tool. */
export function sessionsOfWindow(database: Database, editorSession: string): number[] {
  return database
    .prepare('select distinct e.session from hooked h join event e on e.id = h.event where h.editor_session = ?')
    .all(editorSession)
    .map((row) => Number(row['session']));
}
