import { importRanks, isImported } from '../../core/imported.js';
import { compareText } from '../../core/merge.js';
import { longestRequest, nearEnough, pairRequests, sent } from '../../core/sameRequest.js';
import { precisions, totalTokens } from '../../core/usage.js';
import type { Database, Statement } from '../../platform/sqlite.js';
import { observationOf, type StoredEvent } from '../requests/eventRow.js';
import type { Events } from '../requests/events.js';
import { rowStates } from '../requests/row.js';
import { ImportedLines, isQuarter, type KnownLine, quartersOrDetails } from './importedLines.js';

const active = rowStates.indexOf('active');
const superseded = rowStates.indexOf('superseded');
const paused = rowStates.indexOf('paused');
const exact = precisions.indexOf('exact');

/** What a row is told by that was made whole: it is made anew whenever its session is weighed. */
export const completedStore = 'completed';

/** A request with what `pairRequests` needs of it. */
type Told = StoredEvent & { readonly model: string; readonly rest: string };

/** By the number of an imported row the row that tells of the same; undefined where that is one that does not count. */
type Pairs = Map<number, Told | undefined>;
type Known = ReadonlyMap<number, KnownLine>;

/**
 * Weighs what was imported of a session against what the tool's own log tells of it. The outcome depends on the stored rows
 * alone, so that it is the same whichever came first. Used inside a write transaction only.
 */
export class ImportedRows {
  readonly #events: Events;
  readonly #lines: ImportedLines;
  readonly #anyFigure: Statement;
  readonly #native: Statement;

  constructor(database: Database, events: Events) {
    this.#events = events;
    this.#lines = new ImportedLines(database);
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
    const imported = told.filter((row) => isImported(row.facet)).map(toPair);
    const known = this.#lines.ofSession(session, (key) => this.#events.numberOf(key));
    const native = String(this.#native.get(session)?.['native']);
    const quarters = imported.filter((row) => isQuarter(known.get(row.id), row, native));
    const pairs = this.#repeated(session, own, log, known);
    outdo(pairs, imported, known, new Set(quarters));
    const requests = imported.filter((row) => !quarters.includes(row));
    const lines = requests.filter(({ facet }) => facet.rank === importRanks.line);
    const telemetry = requests.filter(({ facet }) => facet.rank === importRanks.telemetry);
    pairUp(pairs, log, lines, nearEnough);
    const better = [...log, ...lines.filter((line) => !pairs.has(line.id))];
    pairUp(pairs, better, telemetry, longestRequest, apartIn(known, pairs));
    const isOpen = (row: Told) => !pairs.has(row.id);
    const details = [...better, ...telemetry.filter(isOpen)];
    for (const row of quartersOrDetails(quarters.filter(isOpen), details)) pairs.set(row.id, undefined);
    for (const row of imported) this.#events.setState(row, pairs.has(row.id) ? superseded : active);
    const completed = this.#complete(native, imported, pairs);
    const rest = [...details, ...quarters].filter(isOpen);
    return [...rest.filter((row) => !completed.has(row)), ...completed.values()];
  }

  /** Lines that the ledger has under their own key, with the row of the log where that counts, and sums of a session that it has a log of. */
  #repeated(session: number, own: readonly StoredEvent[], log: readonly Told[], known: Known): Pairs {
    const hasLog = own.length > 0 || this.#anyFigure.get(session) !== undefined;
    const rows = new Map(log.map((row) => [row.id, row]));
    const repeated = [...known].filter(([, { kind, told }]) => told !== undefined || (hasLog && kind === 'sum'));
    return new Map(repeated.map(([event, { told }]) => [event, rows.get(told ?? 0)]));
  }

  /**
   * Of requests whose log was written before the answer ended the whole output: in the place of the row a made one, with all
   * else as the log has it. The made rows by those that they replace.
   */
  #complete(native: string, imported: readonly Told[], pairs: Pairs): Map<StoredEvent, StoredEvent> {
    const whole = new Map<Told, Told>();
    for (const each of imported) {
      const row = pairs.get(each.id);
      if (row !== undefined && !pairs.has(row.id) && completes(each, row) && isMore(each, whole.get(row)))
        whole.set(row, each);
    }
    const made = new Map<StoredEvent, StoredEvent>();
    for (const [row, by] of whole) {
      this.#events.setState({ ...row, state: active }, superseded);
      made.set(row, this.#make(native, row, by));
    }
    return made;
  }

  #make(native: string, row: StoredEvent, { output, reasoning }: StoredEvent): StoredEvent {
    const { namespace, id } = completedName(row.facet.tool, native, row.id);
    const told = observationOf(row, { ...row.facet, namespace, session: native, store: completedStore, rank: 0 });
    const whole = { ...told, turn: undefined, id, output, reasoning: Math.max(reasoning, row.reasoning) };
    this.#events.put({ ...whole, precision: 'exact' });
    return this.#events.byId(namespace, id) as StoredEvent;
  }
}

/** What a row is named by that was made whole of this one. */
export function completedName(tool: string, session: string, id: number): { namespace: string; id: string } {
  return { namespace: `${tool}/completed`, id: `${session}\n${id}` };
}

/** The same was sent, and the log was written before the answer ended. */
function completes(imported: Told, row: Told): boolean {
  if (row.precision === exact || row.state === paused || imported.precision !== exact) return false;
  return sent(imported) === sent(row) && imported.output >= row.output;
}

function isMore(a: Told, b: Told | undefined): boolean {
  return b === undefined || (a.output - b.output || a.reasoning - b.reasoning) > 0;
}

/**
 * A ledger that was exported again once it knew more has another line of the same key. The one that tells more counts; of what a
 * session's sums hold beyond its requests the one that has less: the rest was found to be of requests meanwhile.
 */
function outdo(pairs: Pairs, imported: readonly Told[], known: Known, quarters: ReadonlySet<Told>): void {
  const best = new Map<string, Told>();
  for (const row of imported) {
    const line = known.get(row.id);
    if (!line || pairs.has(row.id)) continue;
    const other = best.get(line.key);
    const isLess = line.kind === 'sum' && !quarters.has(row);
    const isBest = !other || compareTold(row, other) > 0 !== isLess;
    if (other) pairs.set((isBest ? other : row).id, undefined);
    if (isBest) best.set(line.key, row);
  }
}

/** > 0 where `a` tells more; always the same of two rows. */
function compareTold(a: Told, b: Told): number {
  return (
    a.output - b.output ||
    totalTokens(a) - totalTokens(b) ||
    b.precision - a.precision ||
    compareText(JSON.stringify([a.at, a.model, a.rest]), JSON.stringify([b.at, b.model, b.rest]))
  );
}

/** Whether a row that was imported and one that it may repeat are both of one export, which has nothing twice. */
function apartIn(known: Known, pairs: Pairs): (imported: Told, row: Told) => boolean {
  const exports = new Map<number, Set<string>>();
  for (const [event, line] of known)
    for (const row of [event, pairs.get(event)?.id ?? event])
      exports.set(row, new Set([...(exports.get(row) ?? []), ...line.exports]));
  return (imported, row) => {
    const others = exports.get(row.id);
    return others !== undefined && [...(exports.get(imported.id) ?? [])].some((each) => others.has(each));
  };
}

/** Pairs what is not paired yet; a line of an export and a record of telemetry may tell of one and the same. */
function pairUp(
  pairs: Pairs,
  told: readonly Told[],
  imported: readonly Told[],
  within: number,
  areApart?: (imported: Told, row: Told) => boolean,
): void {
  const taken = new Set(imported.map((row) => pairs.get(row.id)));
  const open = told.filter((row) => !taken.has(row));
  const rest = imported.filter((row) => !pairs.has(row.id));
  for (const [row, by] of pairRequests(open, rest, within, areApart)) pairs.set(row.id, by);
}

function toPair(row: StoredEvent): Told {
  const { id: _id, bucket: _bucket, ...facet } = row.facet;
  return {
    ...row,
    model: facet.model,
    rest: JSON.stringify([row.precision, row.reasoning, row.requests, row.webSearches, facet]),
  };
}
