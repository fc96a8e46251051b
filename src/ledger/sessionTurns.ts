import type { Turn } from '../core/keptWork/loops.js';
import type { Ledger } from './ledger.js';

/** Requests of a session that are looked at, the newest. */
const mostRequests = 5_000;

export interface SessionName {
  readonly id: number;
  readonly tool: string;
  readonly native: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * A session's requests in order of time, each with the other columns of `request` that are asked for. A person is taken to
 * have spoken where the log begins another turn, and everywhere in logs that tell no turns: what is not known blames nobody.
 */
export function turnsOf(ledger: Ledger, session: SessionName, columns = ''): (Turn & { readonly row: Row })[] {
  const rows = ledger.database
    .prepare(
      `select at, output, turn${columns} from request where session = ? and requests > 0 and (flags >> 3) & 3 = 0
       order by at desc, id desc limit ${mostRequests}`,
    )
    .all(session.id)
    .reverse();
  const changes = changesOf(ledger, session);
  let next = 0;
  return rows.map((row, index) => {
    const until = Number(rows[index + 1]?.['at'] ?? Number.MAX_SAFE_INTEGER);
    let changed = false;
    for (; (changes[next] ?? Number.MAX_SAFE_INTEGER) < until; next++) changed = true;
    const human = row['turn'] === null || row['turn'] !== rows[index - 1]?.['turn'];
    return { at: Number(row['at']), output: Number(row['output']), human, changed, row };
  });
}

/** When files were changed, in order. */
function changesOf({ database }: Ledger, { tool, native }: SessionName): number[] {
  return ['edit', 'edit_escape']
    .flatMap((table) => database.prepare(`select at from ${table} where tool = ? and session = ?`).all(tool, native))
    .map((row) => Number(row['at']))
    .sort((a, b) => a - b);
}
