import type { LoopFact } from '../core/badges/facts.js';
import { dayOf } from '../core/day.js';
import { loopsOf, type Turn } from '../core/keptWork/loops.js';
import type { Ledger } from './ledger.js';
import { quarterHour } from './rollup.js';

/** Shorter sessions hold no loop. */
const leastRequests = 100;
/** Requests of a session that are looked at, the newest. */
const mostRequests = 5_000;

/**
 * Loops among the sessions with use since an instant, by the day they began. A person is taken to have spoken where the
 * log begins another turn, and everywhere in logs that tell no turns: what is not known blames nobody.
 */
export function loopFacts(ledger: Ledger, since: number, zone: string): LoopFact[] {
  const sessions = ledger.database
    .prepare(
      `select s.id, s.tool, s.native from rollup r join session s on s.id = r.session where r.quarter >= ?
       group by s.id having sum(r.requests) >= ${leastRequests}`,
    )
    .all(Math.floor(since / quarterHour));
  return sessions
    .flatMap((row) => {
      const turns = turnsOf(ledger, Number(row['id']), { tool: String(row['tool']), native: String(row['native']) });
      return loopsOf(turns).map(([first, last]) => ({
        day: dayOf(turns[first]?.at ?? 0, zone),
        session: `${row['tool']}:${row['native']}`,
        turns: last - first + 1,
      }));
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function turnsOf(ledger: Ledger, session: number, name: { readonly tool: string; readonly native: string }): Turn[] {
  const requests = ledger.database
    .prepare(
      `select at, output, turn from event where session = ? and requests > 0 and (flags >> 3) & 3 = 0
       order by at desc, id desc limit ${mostRequests}`,
    )
    .all(session)
    .reverse();
  const changes = ['edit', 'edit_escape']
    .flatMap((table) =>
      ledger.database.prepare(`select at from ${table} where tool = ? and session = ?`).all(name.tool, name.native),
    )
    .map((row) => Number(row['at']))
    .sort((a, b) => a - b);
  let next = 0;
  return requests.map((row, index) => {
    const until = Number(requests[index + 1]?.['at'] ?? Number.MAX_SAFE_INTEGER);
    let changed = false;
    for (; (changes[next] ?? Number.MAX_SAFE_INTEGER) < until; next++) changed = true;
    const human = row['turn'] === null || row['turn'] !== requests[index - 1]?.['turn'];
    return { at: Number(row['at']), output: Number(row['output']), human, changed };
  });
}
