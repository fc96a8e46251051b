import { prepared } from '../../platform/sqlite.js';
import type { Ledger } from '../ledger.js';

/** Records that are written at once, in some 50 ms: 200,000 in one go kept every other writer waiting for six seconds. */
export const atOnce = 2_000;
/** A part that held the ledger for at most so many milliseconds kept nobody waiting. */
const shortest = 10;

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
  for (let next = 0; next < sessions.length; ) {
    const part: number[] = [];
    for (let size = 0; next < sessions.length && size < atOnce; next++) {
      const { session, records } = sessions[next] as (typeof sessions)[number];
      part.push(session);
      size += records;
    }
    const held = timed(() =>
      ledger.write(() => {
        for (const session of part) takeBack(ledger, id, session);
      }),
    );
    // What little is left of a small import is over before another writer looks again.
    if (next < sessions.length || held > shortest) letOthersWrite(held);
  }
  forget(ledger, id);
  return true;
}

/** What an import told of a session, and whether another told it, too. */
const toldBy = `select i.event, exists (select 1 from imported o where o.event = i.event and o.import <> ?1) as again
  from session_request e join imported i on i.event = e.id and i.import = ?1 where e.session = ?2`;

function takeBack({ database, events }: Ledger, id: number, session: number): void {
  const told = prepared(database, toldBy).all(id, session);
  const gone = prepared(database, 'delete from imported where event = ? and import = ?');
  for (const row of told) {
    const event = events.byNumber(Number(row['event']));
    gone.run(Number(row['event']), id);
    if (event && !row['again']) events.remove(event);
  }
  prepared(database, 'delete from imported_sum where session = ? and import = ?').run(session, id);
  events.touched.add(session);
}

const tables = {
  imported: 'event',
  imported_sum: 'session, model, at, series',
} as const;

/** What an import told is no longer noted, by parts; of its rows none goes. */
export function forget(ledger: Ledger, id: number, between = letOthersWrite): void {
  const { database } = ledger;
  const removals = Object.entries(tables).map(([table, key]) =>
    database.prepare(
      `delete from ${table} where import = ?1 and (${key}) in (select ${key} from ${table} where import = ?1 limit ${atOnce})`,
    ),
  );
  for (let isLast = false; !isLast; ) {
    const held = timed(() =>
      ledger.write(() => {
        isLast = removals.every((removal) => Number(removal.run(id).changes) < atOnce);
        if (isLast) database.prepare('delete from import where id = ?').run(id);
      }),
    );
    if (!isLast) between(held);
  }
}

/** Milliseconds that it took. */
export function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/**
 * Between parts, outside of `write`. SQLite looks at a lock that it waits for every 25 ms in the first eighth of a second, later less
 * often, every 100 ms at last: so long that whoever waits gets in between, after a part that was held for so many milliseconds.
 */
export function letOthersWrite(held: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(110, Math.max(30, held / 2)));
}
