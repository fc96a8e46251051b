import type { Turn } from '../core/keptWork/loops.js';
import { editsReadTo } from './keptEdits.js';
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
 * When each session changed files, in order, from an instant on: of all sessions in one pass, since edits are not kept in
 * order of sessions.
 */
export class FileChanges {
  readonly since: number;
  /** Another one as soon as there may be other changes. */
  readonly stamp: string;
  readonly #bySession = new Map<string, number[]>();

  constructor(ledger: Ledger, since: number) {
    this.since = since;
    this.stamp = FileChanges.stampOf(ledger, since);
    for (const table of ['edit', 'edit_escape']) {
      const rows = ledger.database.prepare(`select tool, session, at from ${table} where at >= ?`).iterate(since);
      for (const row of rows) {
        const name = nameOf(String(row['tool']), String(row['session']));
        const known = this.#bySession.get(name);
        if (known) known.push(Number(row['at']));
        else this.#bySession.set(name, [Number(row['at'])]);
      }
    }
    for (const changes of this.#bySession.values()) changes.sort((a, b) => a - b);
  }

  static stampOf(ledger: Ledger, since: number): string {
    const last = ledger.database.prepare('select max(id) as last from edit').get()?.['last'];
    return `${since} ${editsReadTo(ledger)} ${last}`;
  }

  of({ tool, native }: SessionName): readonly number[] {
    return this.#bySession.get(nameOf(tool, native)) ?? [];
  }
}

function nameOf(tool: string, native: string): string {
  return `${tool}\0${native}`;
}

/**
 * A session's requests in order of time, each with the other columns of `request` that are asked for. A person is taken to
 * have spoken where the log begins another turn, and everywhere in logs that tell no turns, and a file to have changed with every
 * request before the changes that are known: what is not known blames nobody.
 */
export function turnsOf(
  ledger: Ledger,
  session: SessionName,
  changes: FileChanges,
  columns = '',
): (Turn & { readonly row: Row })[] {
  const rows = ledger.database
    .prepare(
      `select at, output, turn${columns} from request where session = ? and requests > 0 and (flags >> 3) & 3 = 0
       order by at desc, id desc limit ${mostRequests}`,
    )
    .all(session.id)
    .reverse();
  const instants = changes.of(session);
  let next = 0;
  return rows.map((row, index) => {
    const until = Number(rows[index + 1]?.['at'] ?? Number.MAX_SAFE_INTEGER);
    let changed = Number(row['at']) < changes.since;
    for (; (instants[next] ?? Number.MAX_SAFE_INTEGER) < until; next++) changed = true;
    const human = row['turn'] === null || row['turn'] !== rows[index - 1]?.['turn'];
    return { at: Number(row['at']), output: Number(row['output']), human, changed, row };
  });
}
