import { importRanks, isImported } from '../core/imported.js';
import { longestRequest, nearEnough, pairRequests, sent } from '../core/sameRequest.js';
import { precisions } from '../core/usage.js';
import type { Database, Statement } from '../platform/sqlite.js';
import { observationOf, type StoredEvent } from './eventRow.js';
import type { Events } from './events.js';
import { isKey, rowStates } from './row.js';

const active = rowStates.indexOf('active');
const superseded = rowStates.indexOf('superseded');
const paused = rowStates.indexOf('paused');
const exact = precisions.indexOf('exact');

/** What a row is told by that was made whole: it is made anew whenever its session is weighed. */
export const completedStore = 'completed';

/** Lines of a session with the number of the row that has their key. */
const knownLines = `select i.event, min(i.kind) as kind, (select id from event where ${isKey('i.twin')}
  union all select event from alias where key = i.twin) as told from imported i join event e on e.id = i.event
  where e.session = ? and i.kind is not null group by i.event`;

/** A request with what `pairRequests` needs of it. */
type Told = StoredEvent & { readonly model: string; readonly rest: string };

/** By the number of an imported row the row that tells of the same; undefined where that is one that does not count. */
type Pairs = Map<number, Told | undefined>;

/**
 * Weighs what was imported of a session against what the tool's own log tells of it. The outcome depends on the stored rows
 * alone, so that it is the same whichever came first. Used inside a write transaction only.
 */
export class ImportedRows {
  readonly #events: Events;
  readonly #lines: Statement;
  readonly #anyFigure: Statement;
  readonly #native: Statement;

  constructor(database: Database, events: Events) {
    this.#events = events;
    this.#lines = database.prepare(knownLines);
    this.#anyFigure = database.prepare('select 1 from checkpoint where session = ? limit 1');
    this.#native = database.prepare('select native from session where id = ?');
  }

  /**
   * Sets which imported rows count; `own` is all that the tool's logs tell, `winning` what of it counts, `told` all of both.
   * Returns what counts now: also rows that are as exact as the import made them, for this time.
   */
  settle(
    session: number,
    own: readonly StoredEvent[],
    winning: readonly StoredEvent[],
    told: readonly StoredEvent[],
  ): StoredEvent[] {
    const log = winning.map(toPair);
    const pairs = this.#repeated(session, own, log);
    const imported = told.filter((row) => isImported(row.facet)).map(toPair);
    const lines = imported.filter(({ facet }) => facet.rank === importRanks.line);
    const telemetry = imported.filter(({ facet }) => facet.rank === importRanks.telemetry);
    pairUp(pairs, log, lines, nearEnough);
    const better = [...log, ...lines.filter((line) => !pairs.has(line.id))];
    pairUp(pairs, better, telemetry, longestRequest);
    for (const row of imported) this.#events.setState(row, pairs.has(row.id) ? superseded : active);
    const completed = this.#complete(session, imported, pairs);
    const rest = [...better, ...telemetry.filter((row) => !pairs.has(row.id))];
    return [...rest.filter((row) => !completed.has(row)), ...completed.values()];
  }

  /** Lines that the ledger has under their own key, with the row of the log where that counts, and sums of a session that it has a log of. */
  #repeated(session: number, own: readonly StoredEvent[], log: readonly Told[]): Pairs {
    const hasLog = own.length > 0 || this.#anyFigure.get(session) !== undefined;
    const rows = new Map(log.map((row) => [row.id, row]));
    const known = this.#lines.all(session) as unknown as { event: number; kind: string; told: number | null }[];
    const repeated = known.filter(({ kind, told }) => told !== null || (hasLog && kind === 'sum'));
    return new Map(repeated.map(({ event, told }) => [event, rows.get(told ?? 0)]));
  }

  /**
   * Of requests whose log was written before the answer ended the whole output: in the place of the row a made one, with all
   * else as the log has it. The made rows by those that they replace.
   */
  #complete(session: number, imported: readonly Told[], pairs: Pairs): Map<StoredEvent, StoredEvent> {
    const whole = new Map<Told, Told>();
    for (const each of imported) {
      const row = pairs.get(each.id);
      if (row !== undefined && completes(each, row) && isMore(each, whole.get(row))) whole.set(row, each);
    }
    const made = new Map<StoredEvent, StoredEvent>();
    for (const [row, by] of whole) {
      this.#events.setState({ ...row, state: active }, superseded);
      made.set(row, this.#make(session, row, by));
    }
    return made;
  }

  #make(session: number, row: StoredEvent, { output, reasoning }: StoredEvent): StoredEvent {
    const native = String(this.#native.get(session)?.['native']);
    const namespace = `${row.facet.tool}/completed`;
    const told = observationOf(row, { ...row.facet, namespace, session: native, store: completedStore, rank: 0 });
    const id = `${native}\n${row.id}`;
    const whole = { ...told, turn: undefined, id, output, reasoning: Math.max(reasoning, row.reasoning) };
    this.#events.put({ ...whole, precision: 'exact' });
    return this.#events.byId(namespace, id) as StoredEvent;
  }
}

/** The same was sent, and the log was written before the answer ended. */
function completes(imported: Told, row: Told): boolean {
  if (row.precision === exact || row.state === paused || imported.precision !== exact) return false;
  return sent(imported) === sent(row) && imported.output >= row.output;
}

function isMore(a: Told, b: Told | undefined): boolean {
  return b === undefined || (a.output - b.output || a.reasoning - b.reasoning) > 0;
}

/** Pairs what is not paired yet; a line of an export and a record of telemetry may tell of one and the same. */
function pairUp(pairs: Pairs, told: readonly Told[], imported: readonly Told[], within: number): void {
  const taken = new Set(imported.map((row) => pairs.get(row.id)));
  const open = told.filter((row) => !taken.has(row));
  const rest = imported.filter((row) => !pairs.has(row.id));
  for (const [row, by] of pairRequests(open, rest, within)) pairs.set(row.id, by);
}

function toPair(row: StoredEvent): Told {
  const { id: _id, bucket: _bucket, ...facet } = row.facet;
  return {
    ...row,
    model: facet.model,
    rest: JSON.stringify([row.precision, row.reasoning, row.requests, row.webSearches, facet]),
  };
}
