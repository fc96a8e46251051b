import type { LoopFact } from '../../core/badges/facts.js';
import { dayOf } from '../../core/day.js';
import { loopsOf } from '../../core/keptWork/loops.js';
import type { Ledger } from '../ledger.js';
import { quarterHour } from '../sums/rollup.js';
import { overQuarters } from '../sums/sixHours.js';
import { SessionActs, turnsOf } from './sessionTurns.js';

/** Shorter sessions hold no loop. */
const leastRequests = 100;

/** Of a loop that began longer before, what is left counts. */
const longestLoop = 7 * 86_400_000;

/**
 * Loops among the sessions with use since an instant, by the day they began. Only what is left of the sessions is joined to its names: joining
 * every cell takes twice the time.
 */
export function loopFacts(ledger: Ledger, since: number, zone: string): LoopFact[] {
  const readSessions = overQuarters(ledger.database, {
    columns: 'session, requests',
    of: (rows) => `select s.id, s.tool, s.native from (select session from (${rows}) group by session
      having sum(requests) >= ${leastRequests}) r join session s on s.id = r.session order by s.id`,
  });
  const sessions = readSessions(Math.floor(since / quarterHour), Number.MAX_SAFE_INTEGER);
  const acts = new SessionActs(ledger, since - longestLoop);
  return sessions
    .flatMap((row) => {
      const session = { id: Number(row['id']), tool: String(row['tool']), native: String(row['native']) };
      const turns = turnsOf(ledger, session, acts);
      return loopsOf(turns).map(([first, last]) => ({
        day: dayOf(turns[first]?.at ?? 0, zone),
        session: `${row['tool']}:${row['native']}`,
        turns: last - first + 1,
      }));
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
