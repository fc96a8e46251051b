import type { Database } from '../platform/sqlite.js';
import type { Ledger } from './ledger.js';

/** Records that are written at once, in an eighth of a second: 200,000 in one go kept every other writer waiting for six. */
export const atOnce = 5_000;
/** SQLite looks at a lock that it waits for at least every 100 ms: who waits gets in between. */
const pause = 110;

/**
 * Takes an import back: what it alone told is gone, and what it stood before counts again. Whether there was one of that number. By
 * parts, too: one that was ended in the midst is taken back further the next time.
 */
export function undoImport(ledger: Ledger, id: number): boolean {
  const { database } = ledger;
  if (!database.prepare('select 1 from import where id = ?').get(id)) return false;
  const sessions = database
    .prepare(`select session, count(*) as records from (select e.session from imported i join event e on e.id = i.event
      where i.import = ?1 union all select session from imported_sum where import = ?1) group by session`)
    .all(id)
    .map((row) => ({ session: Number(row['session']), records: Number(row['records']) }));
  for (let next = 0, isLast = false; !isLast; ) {
    const part: number[] = [];
    for (let size = 0; next < sessions.length && size < atOnce; next++) {
      const { session, records } = sessions[next] as (typeof sessions)[number];
      part.push(session);
      size += records;
    }
    isLast = next === sessions.length;
    ledger.write(() => {
      for (const session of part) takeBack(ledger, id, session);
      if (isLast) forget(database, id);
    });
    if (!isLast) letOthersWrite();
  }
  return true;
}

function takeBack({ database, events }: Ledger, id: number, session: number): void {
  const told = database
    .prepare(`select i.event, exists (select 1 from imported o where o.event = i.event and o.import <> ?1) as again
      from event e join imported i on i.event = e.id and i.import = ?1 where e.session = ?2`)
    .all(id, session);
  const gone = database.prepare('delete from imported where event = ? and import = ?');
  for (const row of told) {
    const event = events.byNumber(Number(row['event']));
    gone.run(Number(row['event']), id);
    if (event && !row['again']) events.remove(event);
  }
  database.prepare('delete from imported_sum where session = ? and import = ?').run(session, id);
  events.touched.add(session);
}

/** Inside `write` only. */
export function forget(database: Database, id: number): void {
  for (const table of ['imported', 'imported_sum']) database.prepare(`delete from ${table} where import = ?`).run(id);
  database.prepare('delete from import where id = ?').run(id);
}

/** Between parts, outside of `write`. */
export function letOthersWrite(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
}
