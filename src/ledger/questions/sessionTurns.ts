import type { Turn } from '../../core/keptWork/loops.js';
import { speechTools } from '../../sources/edits.js';
import { editsReadTo } from '../edits/keptEdits.js';
import type { Ledger } from '../ledger.js';

/** Requests of a session that are looked at, the newest. */
const mostRequests = 5_000;

export interface SessionName {
  readonly id: number;
  readonly tool: string;
  readonly native: string;
}

type Row = Readonly<Record<string, unknown>>;

/** A request of a session, with the other columns that were asked for. */
export interface SessionTurn extends Turn {
  /** The log's own, else how often a person had spoken; null where neither is known, and `human` is then no more than a guess. */
  readonly turn: number | null;
  readonly row: Row;
}

/**
 * When each session changed files, and when a person spoke in it where its tool's edits tell so, from an instant on: of all
 * sessions in one pass, since edits are not kept in order of sessions.
 */
export class SessionActs {
  readonly since: number;
  /** Another one as soon as there may be other changes. */
  readonly stamp: string;
  /** Up to here it is known when a person spoke. */
  readonly #readTo: number;
  readonly #changes = new Map<string, number[]>();
  readonly #spoken = new Map<string, number[]>();

  constructor(ledger: Ledger, since: number) {
    this.since = since;
    this.stamp = SessionActs.stampOf(ledger, since);
    this.#readTo = editsReadTo(ledger);
    for (const table of ['edit', 'edit_escape'] as const) read(ledger, table, since, this.#changes);
    read(ledger, 'spoken', since, this.#spoken);
    for (const acts of [this.#changes, this.#spoken])
      for (const instants of acts.values()) instants.sort((a, b) => a - b);
  }

  static stampOf(ledger: Ledger, since: number): string {
    const last = ledger.database.prepare('select max(id) as last from edit').get()?.['last'];
    return `${since} ${editsReadTo(ledger)} ${last}`;
  }

  changes({ tool, native }: SessionName): readonly number[] {
    return this.#changes.get(nameOf(tool, native)) ?? [];
  }

  spoken({ tool, native }: SessionName): readonly number[] {
    return this.#spoken.get(nameOf(tool, native)) ?? [];
  }

  /** Whether it is known of an instant who spoke. */
  tellsSpeech({ tool }: SessionName, at: number): boolean {
    return speechTools.includes(tool) && at >= this.since && at < this.#readTo;
  }
}

function read(ledger: Ledger, table: 'edit' | 'edit_escape' | 'spoken', since: number, to: Map<string, number[]>) {
  const rows = ledger.database.prepare(`select tool, session, at from ${table} where at >= ?`).iterate(since);
  for (const row of rows) {
    const name = nameOf(String(row['tool']), String(row['session']));
    const known = to.get(name);
    if (known) known.push(Number(row['at']));
    else to.set(name, [Number(row['at'])]);
  }
}

function nameOf(tool: string, native: string): string {
  return `${tool}\0${native}`;
}

/**
 * A session's requests in order of time, each with the other columns of `request` that are asked for. A person is taken to
 * have spoken where the log begins another turn, or was heard to; everywhere that is not known; and a file to have changed with every
 * request before the changes that are known: what is not known blames nobody.
 */
export function turnsOf(ledger: Ledger, session: SessionName, acts: SessionActs, columns = ''): SessionTurn[] {
  const rows = ledger.database
    .prepare(
      `select at, output, turn${columns} from session_request where session = ? and requests > 0 and (flags >> 3) & 3 = 0
       order by at desc, id desc limit ${mostRequests}`,
    )
    .all(session.id)
    .reverse();
  const changed = passed(acts.changes(session));
  const spoken = passed(acts.spoken(session));
  let before: number | null = null;
  let changes = 0;
  return rows.map((row, index) => {
    const at = Number(row['at']);
    const turn = row['turn'] !== null ? Number(row['turn']) : acts.tellsSpeech(session, at) ? spoken(at + 1) : null;
    const human = turn === null || turn !== before;
    before = turn;
    const until = Number(rows[index + 1]?.['at'] ?? Number.MAX_SAFE_INTEGER);
    const isChanged = at < acts.since || changed(until) > changes;
    changes = changed(until);
    return { at, output: Number(row['output']), turn, human, changed: isChanged, row };
  });
}

/** How many of some instants, in order, lie before another one, which never goes back. */
function passed(instants: readonly number[]): (until: number) => number {
  let next = 0;
  return (until) => {
    while ((instants[next] ?? Number.POSITIVE_INFINITY) < until) next++;
    return next;
  };
}
