import type { LoopFact } from '../core/badges/facts.js';
import { dayOf } from '../core/day.js';
import { loopsOf } from '../core/keptWork/loops.js';
import type { Ledger } from './ledger.js';
import { quarterHour } from './rollup.js';
import { turnsOf } from './sessionTurns.js';

/** Shorter sessions hold no loop. */
const leastRequests = 100;

/** Loops among the sessions with use since an instant, by the day they began. */
export function loopFacts(ledger: Ledger, since: number, zone: string): LoopFact[] {
  const sessions = ledger.database
    .prepare(
      `select s.id, s.tool, s.native from rollup r join session s on s.id = r.session where r.quarter >= ?
       group by s.id having sum(r.requests) >= ${leastRequests}`,
    )
    .all(Math.floor(since / quarterHour));
  return sessions
    .flatMap((row) => {
      const turns = turnsOf(ledger, {
        id: Number(row['id']),
        tool: String(row['tool']),
        native: String(row['native']),
      });
      return loopsOf(turns).map(([first, last]) => ({
        day: dayOf(turns[first]?.at ?? 0, zone),
        session: `${row['tool']}:${row['native']}`,
        turns: last - first + 1,
      }));
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
