import type { RequestObservation } from '../../core/observation.js';
import { requestKey } from '../../platform/key.js';
import { type Database, prepared } from '../../platform/sqlite.js';
import type { Facet } from './row.js';

export interface SessionEntry {
  readonly id: number;
  readonly tool: string;
  /** Bit set of the store ranks seen. */
  ranks: number;
  checkpoints: boolean;
}

/** Where what requests have in common beside their numbers is kept. */
export interface Origin {
  readonly namespace: string;
  readonly session: SessionEntry;
  readonly facet: Facet;
  /** One of those that told it. */
  readonly observation: RequestObservation;
}

const newSession = 'insert into session (tool, native) values (?, ?) on conflict do nothing';
const newProject = 'insert into project (path) values (?) on conflict do nothing';
const newBucket = 'insert into bucket (tool, model, project, branch) values (?, ?, ?, ?) on conflict do nothing';
const newFacet = `insert into facet (key, bucket, store, rank, provider, version, tier, speed, geo, initiator, agent, entrypoint,
  sidechain, context_window) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`;
const facetById = `select f.*, b.tool, b.model, b.branch, p.path from facet f join bucket b on b.id = f.bucket
  join project p on p.id = b.project where f.id = ?`;

/** The ledger's small tables of what repeats, each row known by number. Must be used inside a write transaction. */
export class Dimensions {
  readonly #database: Database;
  readonly #sessions = new Map<string, SessionEntry>();
  readonly #buckets = new Map<string, number>();
  readonly #facets = new Map<string, Facet>();
  readonly #facetsById = new Map<number, Facet>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Forgets what another process may have changed. Numbers once given never change. */
  forget(): void {
    this.#sessions.clear();
  }

  /** After a rollback: numbers given in it are void. */
  forgetAll(): void {
    this.forget();
    this.#buckets.clear();
    this.#facets.clear();
    this.#facetsById.clear();
  }

  session(tool: string, native: string): SessionEntry {
    const text = `${tool}:${native}`;
    return this.#sessions.get(text) ?? this.#makeSession(text, tool, native);
  }

  #makeSession(text: string, tool: string, native: string): SessionEntry {
    this.#run(newSession, tool, native);
    const row = this.#get('select id, ranks, checkpoints from session where tool = ? and native = ?', tool, native);
    const entry = {
      id: Number(row['id']),
      tool,
      ranks: Number(row['ranks']),
      checkpoints: Number(row['checkpoints']) === 1,
    };
    this.#sessions.set(text, entry);
    return entry;
  }

  origin(observation: RequestObservation): Origin {
    const session = this.session(observation.tool, observation.session);
    this.#noteRank(session, observation.rank);
    return { namespace: observation.namespace, session, facet: this.#facet(observation), observation };
  }

  #noteRank(entry: SessionEntry, rank: number): void {
    const bit = 1 << rank;
    if (entry.ranks & bit) return;
    entry.ranks |= bit;
    this.#run('update session set ranks = ranks | ? where id = ?', bit, entry.id);
  }

  noteCheckpoints(entry: SessionEntry): void {
    if (entry.checkpoints) return;
    entry.checkpoints = true;
    this.#run('update session set checkpoints = 1 where id = ?', entry.id);
  }

  #facet(observation: RequestObservation): Facet {
    const text = facetText(observation);
    return this.#facets.get(text) ?? this.#makeFacet(text, observation);
  }

  facetById(id: number): Facet {
    return this.#facetsById.get(id) ?? this.#loadFacet(id);
  }

  #makeFacet(text: string, o: RequestObservation): Facet {
    const bucket = this.#bucket(o);
    const key = requestKey('facet', text);
    this.#run(
      newFacet,
      key,
      bucket,
      o.store,
      o.rank,
      o.provider ?? null,
      o.toolVersion ?? null,
      o.serviceTier ?? null,
      o.speed ?? null,
      o.geo ?? null,
      o.initiator ?? null,
      o.agent,
      o.entrypoint ?? null,
      Number(o.sidechain),
      o.contextWindow ?? null,
    );
    const facet = this.#loadFacet(Number(this.#get('select id from facet where key = ?', key)['id']));
    this.#facets.set(text, facet);
    return facet;
  }

  /** Most new facets are of a bucket that is known. */
  #bucket({ tool, model, project, branch }: RequestObservation): number {
    const text = JSON.stringify([tool, model, project, branch]);
    return this.#buckets.get(text) ?? this.#makeBucket(text, tool, model, project, branch);
  }

  #makeBucket(text: string, tool: string, model: string, path: string, branch: string): number {
    this.#run(newProject, path);
    const project = Number(this.#get('select id from project where path = ?', path)['id']);
    this.#run(newBucket, tool, model, project, branch);
    const find = 'select id from bucket where tool = ? and model = ? and project = ? and branch = ?';
    const bucket = Number(this.#get(find, tool, model, project, branch)['id']);
    this.#buckets.set(text, bucket);
    return bucket;
  }

  #loadFacet(id: number): Facet {
    const row = this.#get(facetById, id);
    const optional = (name: string) => (row[name] === null ? undefined : String(row[name]));
    const facet: Facet = {
      id,
      bucket: Number(row['bucket']),
      tool: String(row['tool']),
      model: String(row['model']),
      project: String(row['path']),
      branch: String(row['branch']),
      store: String(row['store']),
      rank: Number(row['rank']),
      provider: optional('provider'),
      toolVersion: optional('version'),
      serviceTier: optional('tier'),
      speed: optional('speed'),
      geo: optional('geo'),
      initiator: optional('initiator') as Facet['initiator'],
      agent: String(row['agent']),
      entrypoint: optional('entrypoint'),
      sidechain: Number(row['sidechain']) === 1,
      contextWindow: row['context_window'] === null ? undefined : Number(row['context_window']),
    };
    this.#facetsById.set(id, facet);
    return facet;
  }

  #run(sql: string, ...values: (string | number | null | Buffer)[]): void {
    prepared(this.#database, sql).run(...values);
  }

  #get(sql: string, ...values: (string | number | Buffer)[]): Record<string, unknown> {
    const row = prepared(this.#database, sql).get(...values);
    if (!row) throw new Error(`The ledger lost a row it just wrote: ${sql}`);
    return row;
  }
}

/** Ends with the sidechain where no window is told, as it did before windows were part of it. */
function facetText(o: RequestObservation): string {
  return JSON.stringify([
    o.tool,
    o.model,
    o.project,
    o.branch,
    o.store,
    o.rank,
    o.provider,
    o.toolVersion,
    o.serviceTier,
    o.speed,
    o.geo,
    o.initiator,
    o.agent,
    o.entrypoint,
    o.sidechain,
    ...(o.contextWindow === undefined ? [] : [o.contextWindow]),
  ]);
}
