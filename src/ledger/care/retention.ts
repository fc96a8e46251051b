import { importRanks } from '../../core/imported.js';
import type { Ledger } from '../ledger.js';
import { rowStates } from '../requests/row.js';
import { quarterHour } from '../sums/rollup.js';

const shrunk = rowStates.indexOf('shrunk');
/** Sessions a transaction: others read and write in between. */
const sessionsAtOnce = 200;

/** A fork's share is told by the requests of its parent: those stay. So does what may have to be taken back: an import. */
const candidates = `select r.session from rollup r join session s on s.id = r.session
  where not exists (select 1 from checkpoint c where c.parent in (s.native, s.tool || char(10) || s.native)) and s.ranks < ${1 << importRanks.line}
  and r.session not in (select session from imported_sum) group by r.session having max(r.quarter) < ?`;
const isWhole = 'select 1 from session_request where session = ? and (flags >> 3) & 3 <> ? limit 1';
const shrink = `update event set flags = (flags & ~24) | ?, input = 0, cache_read = 0, write_5m = 0, write_1h = 0, output = 0,
  reasoning = 0, context = null, turn = null, cost = 0, more = null where id in (select id from session_request where session = ?)`;
const shrinkUses = `update hooked set entrypoint = '', accepted = 0, dropped = 0, logged_session = null
  where event in (select id from session_request where session = ?)`;

/**
 * Shrinks the sessions that ended before an instant: of each request its key, session and instant remain, so that no
 * log counts it again; its sums remain in the roll-up. A session shrinks as a whole, since what its cumulative figures
 * hold beyond its requests can no longer be told. Returns how many sessions; `pause` runs between two transactions.
 */
export async function shrinkBefore(ledger: Ledger, before: number, pause: () => Promise<void>): Promise<number> {
  const { database } = ledger;
  const whole = database.prepare(isWhole);
  const old = database
    .prepare(candidates)
    .all(Math.floor(before / quarterHour))
    .map((row) => Number(row['session']))
    .filter((session) => whole.get(session, shrunk) !== undefined);
  for (let from = 0; from < old.length; from += sessionsAtOnce) {
    ledger.write(() => {
      const [requests, uses] = [database.prepare(shrink), database.prepare(shrinkUses)];
      for (const session of old.slice(from, from + sessionsAtOnce)) {
        requests.run(shrunk << 3, session);
        uses.run(session);
      }
    });
    await pause();
  }
  return old.length;
}
