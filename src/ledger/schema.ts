import type { Database } from '../platform/sqlite.js';
import { DatabaseError } from '../platform/sqlite.js';
import { wholeSchema } from './wholeSchema.js';

/** The schema this build writes. A ledger of a later one is not touched. */
export const schemaVersion = 13;

/** Version 2: edits of AI tools, for kept work; `final` ones have their figures only. */
const version2 = `
create table edit (id integer primary key, key blob not null unique, tool text not null, session text not null, model text not null,
  at integer not null, project text not null, branch text not null, repository text not null, root text not null, file blob not null,
  inserted blob not null, removed blob not null, lines integer not null default 0, committed integer not null default 0,
  aged integer not null default 0, survived integer not null default 0, left_out text, final integer not null default 0);
create index edit_open on edit (repository) where final = 0;
create index edit_at on edit (at);
create table edit_escape (key blob primary key, tool text not null, session text not null, at integer not null) without rowid;
create table edit_cursor (source text not null, path text not null, size integer not null, modified real not null, offset integer not null,
  mark blob, state text not null, primary key (source, path)) without rowid;
`;

/**
 * Version 3: what a use that was hooked in the editor has beside its event. A later telling of a use is a new row, so
 * that `id` only grows. `weighed`: a log may tell of it; `log` is the event that does. `at` is the event's.
 */
const version3 = `
create table hooked (id integer primary key autoincrement, event integer not null unique, kind text not null, entrypoint text not null,
  started integer not null, at integer not null, logged_by text, logged_session text, editor_session text not null,
  outcome text not null, accepted integer not null, dropped integer not null, weighed integer not null, log integer);
create index hooked_at on hooked (at) where weighed = 1;
create index hooked_session on hooked (editor_session);
insert into hooked (event, kind, entrypoint, started, at, editor_session, outcome, accepted, dropped, weighed)
  select e.id, f.store, coalesce(f.entrypoint, ''), e.at, e.at, s.native, 'answer', 0, 0, 0 from facet f
  join bucket b on b.id = f.bucket join event e on e.facet = f.id join session s on s.id = e.session
  where (f.store = 'command' and b.tool = 'assist') or (f.store = 'inline' and b.tool = 'inline')
  or (f.store = 'wrapped' and b.tool = 'hooked') or (f.store = 'reported' and b.tool like 'reported:%');
`;

/** Version 4: commits that hold AI lines, for badges; what a person or a tool changed of an edit, unknown of older ones. */
const version4 = `
alter table edit add column by_hand integer;
alter table edit add column redone integer;
create table assisted_commit (repository text not null, id text not null, at integer not null, lines integer not null,
  added integer not null, removed integer not null, kinds text not null, languages text not null, instructions integer not null,
  instructions_stayed integer, undone integer not null, final integer not null, primary key (repository, id)) without rowid;
`;

/** Version 5: cumulative figures that are of a session's models together. */
const version5 = 'alter table checkpoint add column whole integer not null default 0;';

/**
 * Version 6: what a person imported, so that it can be taken back: the events that an import told, and points of metrics, which
 * are held against a session's requests like its other cumulative figures.
 */
const version6 = `
create table import (id integer primary key autoincrement, at integer not null, files text not null);
create table imported (event integer not null, import integer not null, kind text, twin blob, primary key (event, import)) without rowid;
create index imported_by on imported (import);
create table imported_sum (session integer not null, model text not null, series integer not null, at integer not null,
  import integer not null, cumulative integer not null, input integer not null, cache_read integer not null, write_5m integer not null,
  write_1h integer not null, output integer not null, reasoning integer not null,
  primary key (session, model, at, series, import)) without rowid;
create index imported_sum_by on imported_sum (import);
`;

/**
 * Version 7: a fourth fewer bytes a request. A key is found by its first bits, and compared whole. `context` is 0 where it is all that
 * went in, 1 where it is all that went in or came out, else 2 more than the tokens told; `more` has what few requests tell, as JSON.
 * Of what is read newest first, the newest stands first: rows are then appended, and fill their pages. `request` is an event with its
 * fields told in full.
 */
const version7 = `
alter table facet add column context_window integer;
insert into facet (key, bucket, store, rank, provider, version, tier, speed, geo, initiator, agent, entrypoint, sidechain, context_window)
  select unhex(hex(f.key) || printf('%016x', w.context_window)), bucket, store, rank, provider, version, tier, speed, geo, initiator, agent, entrypoint, sidechain,
  w.context_window from facet f join (select distinct facet, context_window from event where context_window is not null) w on w.facet = f.id;
create table event7 (id integer primary key, key blob not null, session integer not null, facet integer not null, at integer not null,
  flags integer not null, input integer not null, cache_read integer not null, write_5m integer not null, write_1h integer not null,
  output integer not null, reasoning integer not null, context integer, cost integer, turn integer, more text);
insert into event7 select e.id, e.key, e.session, coalesce(w.id, e.facet), e.at, e.flags, e.input, e.cache_read, e.write_5m, e.write_1h,
  e.output, e.reasoning, case e.context when e.input + e.cache_read + e.write_5m + e.write_1h then 0
  when e.input + e.cache_read + e.write_5m + e.write_1h + e.output then 1 else e.context + 2 end, e.cost, e.turn,
  iif(e.requests = 1 and e.searches = 0 and e.reported is null and e.credits is null, null,
    json_object('requests', e.requests, 'searches', e.searches, 'reported', e.reported, 'credits', e.credits))
  from event e join facet f on f.id = e.facet left join facet w on w.key = unhex(hex(f.key) || printf('%016x', e.context_window)) order by e.id;
drop table event;
alter table event7 rename to event;
create index event_key on event (substr(key, 1, 3));
create index event_session on event (session);
create view request as select e.id, e.key, e.session, e.facet, e.at, e.flags, coalesce(e.more ->> 'requests', 1) as requests, e.input,
  e.cache_read, e.write_5m, e.write_1h, e.output, e.reasoning, case e.context when 0 then e.input + e.cache_read + e.write_5m + e.write_1h
  when 1 then e.input + e.cache_read + e.write_5m + e.write_1h + e.output else e.context - 2 end as context, e.turn,
  coalesce(e.more ->> 'searches', 0) as searches, e.cost, e.more ->> 'reported' as reported, e.more ->> 'credits' as credits from event e;
create table rollup7 (quarter integer not null, session integer not null, bucket integer not null,
  requests integer not null, input integer not null, cache_read integer not null, write_5m integer not null,
  write_1h integer not null, output integer not null, reasoning integer not null, at_least integer not null,
  estimate integer not null, cost integer not null, priced integer not null, unpriced integer not null,
  reported integer not null, primary key (quarter desc, session, bucket)) without rowid;
insert into rollup7 select * from rollup order by quarter desc, session, bucket;
drop table rollup;
alter table rollup7 rename to rollup;
create table limit_snapshot7 (window integer not null, at integer not null, used real not null, resets integer,
  primary key (window, at desc)) without rowid;
insert into limit_snapshot7 select * from limit_snapshot order by window, at desc;
drop table limit_snapshot;
alter table limit_snapshot7 rename to limit_snapshot;
create table file7 (id integer primary key, source text not null, path text not null, size integer not null, modified real not null,
  offset integer not null, version integer not null, stale integer not null default 0, mark blob, state text, records integer not null, skipped text not null,
  last_at integer);
insert into file7 select * from file order by id;
drop table file;
alter table file7 rename to file;
create index file_stale on file (id) where stale = 1;
`;

/** Version 8: the roll-up of all time by bucket. Few rows tell at once what a report of everything would add up. */
const sums = `requests, input, cache_read, write_5m, write_1h, output, reasoning, at_least, estimate, cost, priced, unpriced, reported`;
const version8 = `
create table bucket_sum (bucket integer primary key, ${sums.replaceAll(',', ' integer not null,')} integer not null);
insert into bucket_sum select bucket, ${sums.replaceAll(/\w+/g, 'total($&)')} from rollup group by bucket;
`;

/** Version 9: when a person spoke to a tool. Its logs are read for it once more; until then nobody is said to have been silent. */
const version9 = `
create table spoken (at integer not null, tool text not null, session text not null, primary key (at, tool, session)) without rowid;
delete from edit_cursor where source like 'claude-code/%';
delete from meta where name = 'editsReadTo';
`;

/** Version 10: which of an edit's lines were there at a look after 15 minutes, as hashes until its fate is final, and how many count. */
const version10 = `
alter table edit add column there blob;
alter table edit add column stayed integer;
`;

/** Version 11: sums of the roll-up by six hours, none of a small one; `sixHours.ts` says of what. */
const version11 = `
create table six_hours (quarter integer not null, session integer not null, bucket integer not null,
  ${sums.replaceAll(',', ' integer not null,')} integer not null, primary key (quarter desc, session, bucket)) without rowid;
`;

/**
 * Version 12: a tenth fewer bytes a request. What a session requested is looked for in the blocks of 32 requests that have any of it
 * (`sessionBlocks.ts`); a question that names a session asks `session_request`.
 */
const version12 = `
drop index event_session;
create table session_block (session integer not null, block integer not null, primary key (session, block)) without rowid;
insert into session_block select distinct session, id >> 5 from event order by 1, 2;
insert or replace into meta (name, value) select 'blocksTo', max(id) from event having max(id) > 0;
create view session_request as select r.id, r.key, k.session, r.facet, r.at, r.flags, r.requests, r.input, r.cache_read, r.write_5m,
  r.write_1h, r.output, r.reasoning, r.context, r.turn, r.searches, r.cost, r.reported, r.credits from session_block k
  cross join request r on r.id between k.block << 5 and (k.block << 5) + 31 and r.session = k.session;
`;

/**
 * Version 13: a key is looked for in runs (`keyRuns.ts`), which take a third less than an index of keys and a fifth of its time. Requests
 * up to `indexedTo` are in them and in the blocks of sessions; what is there already is put in at the first look.
 */
const version13 = `
drop index event_key;
create table key_run (id integer primary key, entries integer not null, bits integer not null);
create table key_part (id integer primary key, keys blob not null);
delete from meta where name = 'blocksTo';
`;

/** From version 1 on. */
const steps: readonly string[] = [
  version2,
  version3,
  version4,
  version5,
  version6,
  version7,
  version8,
  version9,
  version10,
  version11,
  version12,
  version13,
];

/** Throws `newer` for a later build's ledger and `foreign` for what is none; neither is touched. */
export function refuseOthers(database: Database): number {
  const version = versionOf(database);
  if (version > schemaVersion)
    throw new DatabaseError('newer', `Ledger schema ${version}, this build knows ${schemaVersion}.`);
  if (isForeign(database)) throw new DatabaseError('foreign', 'A database of something else.');
  return version;
}

/**
 * A new ledger gets these tables together with its version: what has a version or tables, and not them, is no ledger. Asked at
 * once, since another process may be making one.
 */
function isForeign(database: Database): boolean {
  const tables = "from sqlite_schema where type = 'table'";
  const own = `(select count(*) ${tables} and name in ('event', 'rollup', 'bucket')) as own`;
  const found = database
    .prepare(
      `select user_version as version, (select count(*) ${tables}) as all_of_them, ${own} from pragma_user_version`,
    )
    .get();
  return found?.['version'] === 0 ? Number(found['all_of_them']) > 0 : Number(found?.['own']) < 3;
}

/** Brings a database to this build's schema: a new one at once, an older one step by step, each in a transaction; one that has it waits for no writer. */
export function migrate(database: Database): void {
  while (versionOf(database) !== schemaVersion) {
    database.exec('begin immediate');
    try {
      const version = refuseOthers(database);
      const step = version === 0 ? wholeSchema : steps[version - 1];
      if (step === undefined) {
        database.exec('commit');
        return;
      }
      database.exec(step);
      database.exec(`pragma user_version = ${version === 0 ? schemaVersion : version + 1}`);
      database.exec('commit');
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }
}

export function versionOf(database: Database): number {
  return Number(database.prepare('pragma user_version').get()?.['user_version'] ?? 0);
}
