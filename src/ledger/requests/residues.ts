import { isImported } from '../../core/imported.js';
import type { Checkpoint, RequestObservation } from '../../core/observation.js';
import { supersededRows } from '../../core/supersede.js';
import { type Database, prepared } from '../../platform/sqlite.js';
import { completedStore, ImportedRows } from '../imports/importedRows.js';
import { ImportedSums } from '../imports/importedSums.js';
import type { Dimensions } from './dimensions.js';
import type { StoredEvent } from './eventRow.js';
import type { Events } from './events.js';
import { rowStates } from './row.js';
import {
  add,
  beyond,
  checkpointSums,
  otherTool,
  type StoredCheckpoint,
  type Sums,
  storedParent,
  zeroSums,
} from './storedCheckpoint.js';

const active = rowStates.indexOf('active');
const superseded = rowStates.indexOf('superseded');
const paused = rowStates.indexOf('paused');
const shrunk = rowStates.indexOf('shrunk');
export const residueStore = 'residue';

const put = `insert into checkpoint (session, model, at, covers, parent, forked_at, input, cache_read, write_5m, write_1h, output,
  reasoning, searches, requests, store, project, branch, version, whole) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (session, model, at) do update set covers = min(covers, excluded.covers),
  parent = min(coalesce(parent, excluded.parent), coalesce(excluded.parent, parent)),
  forked_at = iif((parent is null) = (excluded.parent is null),
  min(coalesce(forked_at, excluded.forked_at), coalesce(excluded.forked_at, forked_at)), iif(parent is null, excluded.forked_at, forked_at)),
  input = max(input, excluded.input),
  cache_read = max(cache_read, excluded.cache_read), write_5m = max(write_5m, excluded.write_5m),
  write_1h = max(write_1h, excluded.write_1h), output = max(output, excluded.output),
  reasoning = max(reasoning, excluded.reasoning), searches = max(searches, excluded.searches),
  requests = max(requests, excluded.requests), whole = max(whole, excluded.whole)`;

const anyFigures = 'select 1 from session where id = ? and checkpoints = 1';
const anyShrunk = 'select 1 from session_request where session = ? and (flags >> 3) & 3 = ? limit 1';
const checkpointsOf = `select c.*, s.tool, s.native from checkpoint c join session s on s.id = c.session where c.session = ?
  order by iif(c.whole, '', c.model), c.at, c.input + c.cache_read, c.model`;
/** Of another tool the parent is told with it, as `storedParent` writes it. */
const forks = `select p.id as parent, c.session as child from checkpoint c join session s on s.id = c.session
  join session p on p.tool = s.tool and p.native = c.parent where c.parent is not null and p.checkpoints = 1
  union select p.id, c.session from checkpoint c join session p on p.tool = substr(c.parent, 1, instr(c.parent, char(10)) - 1)
  and p.native = substr(c.parent, instr(c.parent, char(10)) + 1) where instr(c.parent, char(10)) > 0 and p.checkpoints = 1`;
const lastBefore = `select c.* from checkpoint c join session s on s.id = c.session
  where s.tool = ? and s.native = ? and (c.model = ? or c.whole) and c.at < ? order by c.at desc limit 1`;

/**
 * What has to be weighed over a whole session once its rows changed: which store tells a turn, and what cumulative
 * figures hold beyond the requests that were told one by one. The outcome depends on the stored rows alone, never on
 * the order in which they came.
 */
export class Residues {
  readonly #database: Database;
  readonly #dimensions: Dimensions;
  readonly #events: Events;
  readonly #imported: ImportedRows;
  readonly #sums: ImportedSums;

  constructor(database: Database, dimensions: Dimensions, events: Events) {
    this.#database = database;
    this.#dimensions = dimensions;
    this.#events = events;
    this.#imported = new ImportedRows(database, events);
    this.#sums = new ImportedSums(database);
  }

  putCheckpoint(c: Checkpoint): void {
    const session = this.#dimensions.session(c.tool, c.session);
    this.#dimensions.noteCheckpoints(session);
    // What is told of the parent later changes what the fork took over.
    if (c.parent !== undefined)
      this.#dimensions.noteCheckpoints(this.#dimensions.session(c.parentTool ?? c.tool, c.parent));
    this.#events.touched.add(session.id);
    prepared(this.#database, put).run(
      session.id,
      c.model,
      c.at,
      Math.min(c.covers ?? c.at, Number.MAX_SAFE_INTEGER),
      storedParent(c),
      // Without a parent the column has where the figures begin.
      (c.parent === undefined ? c.since : c.forkedAt) ?? null,
      c.input,
      c.cacheRead,
      c.cacheWrite5m,
      c.cacheWrite1h,
      c.output,
      c.reasoning,
      c.webSearches,
      c.requests ?? 0,
      c.store,
      c.project,
      c.branch,
      c.toolVersion ?? null,
      c.whole ? 1 : 0,
    );
  }

  /** Weighs every session touched since the last call. */
  settle(): void {
    const touched = new Set(this.#events.touched);
    for (const child of this.#children(touched)) touched.add(child);
    for (const session of touched) {
      if (!this.#isShrunk(session)) continue;
      touched.delete(session);
      // Whether what is imported now is part of the sums can no longer be told.
      for (const row of this.#events.ofSession(session)) if (isImported(row.facet)) this.#leaveOut(row);
    }
    // First which rows count, everywhere: a fork's residue depends on the rows of its parent.
    const winning = new Map([...touched].map((session) => [session, this.#settleStores(session)]));
    for (const [session, rows] of winning) this.#residuesOf(session, rows);
    this.#events.touched.clear();
  }

  /** Its requests are sums alone by now: what its figures hold beyond them can no longer be told, and stays as it was. */
  #isShrunk(session: number): boolean {
    return prepared(this.#database, anyShrunk).get(session, shrunk) !== undefined;
  }

  /** Forks of these sessions, and theirs. All forks are asked for at once: a look for each of 8,000 sessions took 11 s. */
  #children(parents: ReadonlySet<number>): Set<number> {
    const found = new Set<number>();
    if (![...parents].some((id) => this.#hasFigures(id))) return found;
    const pairs = this.#database
      .prepare(forks)
      .all()
      .map((row) => ({ parent: Number(row['parent']), child: Number(row['child']) }));
    const reached = new Set(parents);
    for (let size = -1; size !== reached.size; ) {
      size = reached.size;
      for (const { parent, child } of pairs)
        if (reached.has(parent)) for (const set of [found, reached]) set.add(child);
    }
    return found;
  }

  #hasFigures(session: number): boolean {
    return prepared(this.#database, anyFigures).get(session) !== undefined;
  }

  /** Takes back the session's residues and returns the rows that a better store does not tell. */
  #settleStores(session: number): StoredEvent[] {
    const all = this.#events.ofSession(session);
    const told = all.filter((row) => !isMade(row));
    const rows = told.filter((row) => !isImported(row.facet));
    const flags = supersededRows(
      rows.map((row) => ({ rank: row.facet.rank, at: row.at, turn: row.turn ?? undefined })),
    );
    for (const [index, row] of rows.entries()) this.#events.setState(row, flags[index] ? superseded : active);
    const winning = rows.filter((_, index) => !flags[index]);
    for (const row of all) if (isMade(row)) this.#events.remove(row);
    return rows.length === told.length ? winning : this.#imported.settle(session, rows, winning, told);
  }

  #leaveOut(row: StoredEvent): void {
    if (row.state === active) this.#events.setState(row, superseded);
  }

  /** One residue row a checkpoint and model: what the sums grew by beyond the rows and the residues before. */
  #residuesOf(session: number, winning: readonly StoredEvent[]): void {
    const told = prepared(this.#database, checkpointsOf).all(session) as unknown as StoredCheckpoint[];
    const figures = this.#sums.among(session, ofOneKind(told));
    let model: string | undefined;
    let given: { readonly at: number; readonly sums: Sums }[] = [];
    const strangers = new Strangers(figures, winning);
    for (const checkpoint of figures) {
      const counter = checkpoint.whole === 1 ? '' : checkpoint.model;
      if (counter !== model) {
        model = counter;
        given = [];
      }
      if (hidesUse(checkpoint, winning) || strangers.coveredBy(checkpoint).some(isPaused)) continue;
      const before = given.filter(({ at }) => isSince(at, checkpoint)).map(({ sums }) => sums);
      const known = [this.#inherited(checkpoint, winning), this.#told(checkpoint, winning), ...before];
      const residue = strangers.without(beyond(checkpointSums(checkpoint), known), checkpoint);
      // What is nothing now is none of a later residue either.
      given.push({ at: checkpoint.at, sums: residue });
      if (isNothing(residue, checkpoint)) continue;
      this.#events.put(this.#observation(checkpoint, residue));
    }
  }

  #told(checkpoint: StoredCheckpoint, winning: readonly StoredEvent[]): Sums {
    let sums = zeroSums();
    for (const row of winning) {
      if (isCovered(row, checkpoint)) sums = add(sums, row);
    }
    return sums;
  }

  /**
   * What a fork took over: the parent's figures at the fork, or, where it told none, the requests known of it. A fork that does not say
   * when it was made was so before the first request that is its own.
   */
  #inherited(checkpoint: StoredCheckpoint, winning: readonly StoredEvent[]): Sums {
    const { parent, tool, model } = checkpoint;
    if (parent === null) return zeroSums();
    const other = otherTool(parent);
    if (other) return this.#copied(checkpoint, other);
    const ownFrom = winning.reduce((first, { at }) => Math.min(first, at), Number.MAX_SAFE_INTEGER);
    const forkedAt = checkpoint.forked_at ?? ownFrom;
    const row = prepared(this.#database, lastBefore).get(tool, parent, model, forkedAt) as StoredCheckpoint | undefined;
    if (row) return checkpointSums(row);
    const before = this.#rowsOf(tool, parent).filter(
      (event) => event.state === active && event.facet.model === model && event.at < forkedAt,
    );
    return before.reduce((sums, event) => add(sums, event), zeroSums());
  }

  /** All that another tool's session had used by then: its last figure, and what came after that. */
  #copied({ at }: StoredCheckpoint, { tool, native }: { readonly tool: string; readonly native: string }): Sums {
    const row = prepared(this.#database, lastBefore).get(tool, native, '', at + 1) as StoredCheckpoint | undefined;
    const isLater = (event: StoredEvent) => event.at <= at && event.at > (row?.covers ?? Number.NEGATIVE_INFINITY);
    return this.#rowsOf(tool, native)
      .filter((event) => event.state === active && !isMade(event) && isLater(event))
      .reduce((sums, event) => add(sums, event), row ? checkpointSums(row) : zeroSums());
  }

  #rowsOf(tool: string, native: string): StoredEvent[] {
    const known = prepared(this.#database, 'select id from session where tool = ? and native = ?').get(tool, native);
    return known ? this.#events.ofSession(Number(known['id'])) : [];
  }

  #observation(c: StoredCheckpoint, residue: Sums): RequestObservation {
    return {
      ...residue,
      kind: 'request',
      namespace: `${c.tool}/residue`,
      id: `${c.native}\n${c.model}\n${c.at}`,
      tool: c.tool,
      store: residueStore,
      rank: 0,
      session: c.native,
      at: c.at,
      copied: false,
      sidechain: false,
      model: c.model,
      toolVersion: c.version ?? undefined,
      initiator: c.whole === 1 ? undefined : 'helper',
      project: c.project,
      branch: c.branch,
      agent: '',
      requests: residue.requests,
      precision: 'exact',
    };
  }
}

/** A tool may have told figures by model once, and now tells those of all of them: then the earlier hold no other use. */
function ofOneKind(told: readonly StoredCheckpoint[]): readonly StoredCheckpoint[] {
  if (new Set(told.map(({ whole }) => whole)).size < 2) return told;
  return told.map((each) => ({ ...each, whole: 1 })).sort((a, b) => a.at - b.at);
}

/** Rows that are made anew whenever their session is weighed. */
function isMade({ facet }: StoredEvent): boolean {
  return facet.store === residueStore || facet.store === completedStore;
}

/** The figure contains use of a time when counting was paused, and nobody may know how much. */
function hidesUse(checkpoint: StoredCheckpoint, winning: readonly StoredEvent[]): boolean {
  return winning.some((row) => isPaused(row) && isCovered(row, checkpoint));
}

function isPaused({ state }: StoredEvent): boolean {
  return state === paused;
}

/**
 * Of a stream that was cut the figures of Claude Code have more output than its row, and nothing else. A session's own
 * sums are exact: what they grew by may be output alone.
 */
function isNothing(residue: Sums, { whole }: StoredCheckpoint): boolean {
  const prompt = residue.input + residue.cacheRead + residue.cacheWrite5m + residue.cacheWrite1h;
  return prompt === 0 && (whole === 0 || residue.output === 0);
}

function isCovered(row: StoredEvent, checkpoint: StoredCheckpoint): boolean {
  return (checkpoint.whole === 1 || row.facet.model === checkpoint.model) && isWithin(row.at, checkpoint);
}

function isWithin(at: number, checkpoint: StoredCheckpoint): boolean {
  return at <= checkpoint.covers && isSince(at, checkpoint);
}

function isSince(at: number, { parent, forked_at: begun }: StoredCheckpoint): boolean {
  return parent !== null || begun === null || at >= begun;
}

/**
 * Rows of models that no figure of their session names: a gateway answers as another model than was asked for. The figures hold them,
 * under one name or another; each of them once.
 */
class Strangers {
  readonly #rows: readonly StoredEvent[];
  /** What each figure was found to hold of the rows, those of one model in their order. */
  readonly #held: { readonly figure: StoredCheckpoint; readonly sums: Sums }[] = [];

  constructor(figures: readonly StoredCheckpoint[], winning: readonly StoredEvent[]) {
    const named = new Set(figures.map(({ model }) => model));
    const isTold = figures.some(({ whole, imported }) => whole === 0 && !imported);
    this.#rows = isTold ? winning.filter(({ facet }) => !named.has(facet.model)) : [];
  }

  coveredBy(figure: StoredCheckpoint): readonly StoredEvent[] {
    return figure.imported ? [] : this.#rows.filter(({ at }) => isWithin(at, figure));
  }

  /** What is left of a figure's rest without what it holds of the rows, which no other model's figure holds. */
  without(rest: Sums, figure: StoredCheckpoint): Sums {
    const rows = this.coveredBy(figure);
    if (rows.length === 0) return rest;
    const all = rows.reduce((sums, row) => add(sums, row), zeroSums());
    const left = beyond(rest, [beyond(all, this.#heldByOthers(figure))]);
    this.#held.push({ figure, sums: beyond(rest, [left]) });
    return left;
  }

  /** Figures are cumulative: the last of each other model that covers no more than this one. */
  #heldByOthers({ model, covers }: StoredCheckpoint): Sums[] {
    const others = this.#held.filter(({ figure }) => figure.model !== model && figure.covers <= covers);
    return [...new Map(others.map(({ figure, sums }) => [figure.model, sums])).values()];
  }
}
