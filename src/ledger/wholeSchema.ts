/**
 * The tables of a ledger, as a new one gets them at once; `schema.ts` has the steps to them from an older one, and a test holds the two
 * together. Every field of an event is kept: what is dropped is lost when the tools clean up. `facet` holds what repeats from request to
 * request, `bucket` the part of a facet that sums are split by. Roll-ups are by UTC quarter-hour × session × bucket.
 */
export const wholeSchema = `
create table meta (name text primary key, value text not null) without rowid;
create table project (id integer primary key, path text not null unique, root text);
create table session (id integer primary key, tool text not null, native text not null, ranks integer not null default 0,
  checkpoints integer not null default 0, unique (tool, native));
create table bucket (id integer primary key, tool text not null, model text not null, project integer not null, branch text not
  null, unique (tool, model, project, branch));
create table facet (id integer primary key, key blob not null unique, bucket integer not null, store text not null, rank integer
  not null, provider text, version text, tier text, speed text, geo text, initiator text, agent text not null, entrypoint text,
  sidechain integer not null, context_window integer);
create table aliased (name text primary key) without rowid;
create table alias (key blob primary key, event integer not null) without rowid;
create table checkpoint (session integer not null, model text not null, at integer not null, covers integer not null, parent
  text, forked_at integer, input integer not null, cache_read integer not null, write_5m integer not null, write_1h integer not
  null, output integer not null, reasoning integer not null, searches integer not null, requests integer not null, store text not
  null, project text not null, branch text not null, version text, whole integer not null default 0, primary key (session, model,
  at)) without rowid;
create table limit_window (id integer primary key, tool text not null, name text not null, unique (tool, name));
create table fact (name text not null, owner text not null, value text not null, primary key (name, owner)) without rowid;
create table dependency (file integer not null, name text not null, primary key (name, file)) without rowid;
create table pause (since integer primary key, until integer);
create table lease (id integer primary key check (id = 1), holder text not null, expires integer not null);
create table edit (id integer primary key, key blob not null unique, tool text not null, session text not null, model text not
  null, at integer not null, project text not null, branch text not null, repository text not null, root text not null, file blob
  not null, inserted blob not null, removed blob not null, lines integer not null default 0, committed integer not null default 0,
  aged integer not null default 0, survived integer not null default 0, left_out text, final integer not null default 0, by_hand
  integer, redone integer, there blob, stayed integer);
create index edit_open on edit (repository) where final = 0;
create index edit_at on edit (at);
create table edit_escape (key blob primary key, tool text not null, session text not null, at integer not null) without rowid;
create table edit_cursor (source text not null, path text not null, size integer not null, modified real not null, offset
  integer not null, mark blob, state text not null, primary key (source, path)) without rowid;
create table hooked (id integer primary key autoincrement, event integer not null unique, kind text not null, entrypoint text
  not null, started integer not null, at integer not null, logged_by text, logged_session text, editor_session text not null,
  outcome text not null, accepted integer not null, dropped integer not null, weighed integer not null, log integer);
create index hooked_at on hooked (at) where weighed = 1;
create index hooked_session on hooked (editor_session);
create table assisted_commit (repository text not null, id text not null, at integer not null, lines integer not null, added
  integer not null, removed integer not null, kinds text not null, languages text not null, instructions integer not null,
  instructions_stayed integer, undone integer not null, final integer not null, primary key (repository, id)) without rowid;
create table import (id integer primary key autoincrement, at integer not null, files text not null);
create table imported (event integer not null, import integer not null, kind text, twin blob, primary key (event, import))
  without rowid;
create index imported_by on imported (import);
create table imported_sum (session integer not null, model text not null, series integer not null, at integer not null, import
  integer not null, cumulative integer not null, input integer not null, cache_read integer not null, write_5m integer not null,
  write_1h integer not null, output integer not null, reasoning integer not null, primary key (session, model, at, series,
  import)) without rowid;
create index imported_sum_by on imported_sum (import);
create table event (id integer primary key, key blob not null, session integer not null, facet integer not null, at integer not
  null, flags integer not null, input integer not null, cache_read integer not null, write_5m integer not null, write_1h integer
  not null, output integer not null, reasoning integer not null, context integer, cost integer, turn integer, more text);
create view request as select e.id, e.key, e.session, e.facet, e.at, e.flags, coalesce(e.more ->> 'requests', 1) as requests,
  e.input, e.cache_read, e.write_5m, e.write_1h, e.output, e.reasoning, case e.context when 0 then e.input + e.cache_read +
  e.write_5m + e.write_1h when 1 then e.input + e.cache_read + e.write_5m + e.write_1h + e.output else e.context - 2 end as
  context, e.turn, coalesce(e.more ->> 'searches', 0) as searches, e.cost, e.more ->> 'reported' as reported, e.more ->> 'credits'
  as credits from event e;
create table rollup (quarter integer not null, session integer not null, bucket integer not null, requests integer not null,
  input integer not null, cache_read integer not null, write_5m integer not null, write_1h integer not null, output integer not
  null, reasoning integer not null, at_least integer not null, estimate integer not null, cost integer not null, priced integer
  not null, unpriced integer not null, reported integer not null, primary key (quarter desc, session, bucket)) without rowid;
create table limit_snapshot (window integer not null, at integer not null, used real not null, resets integer, primary key
  (window, at desc)) without rowid;
create table file (id integer primary key, source text not null, path text not null, size integer not null, modified real not
  null, offset integer not null, version integer not null, stale integer not null default 0, mark blob, state text, records
  integer not null, skipped text not null, last_at integer);
create index file_stale on file (id) where stale = 1;
create table bucket_sum (bucket integer primary key, requests integer not null, input integer not null, cache_read integer not
  null, write_5m integer not null, write_1h integer not null, output integer not null, reasoning integer not null, at_least
  integer not null, estimate integer not null, cost integer not null, priced integer not null, unpriced integer not null, reported
  integer not null);
create table spoken (at integer not null, tool text not null, session text not null, primary key (at, tool, session)) without
  rowid;
create table six_hours (quarter integer not null, session integer not null, bucket integer not null, requests integer not null,
  input integer not null, cache_read integer not null, write_5m integer not null, write_1h integer not null, output integer not
  null, reasoning integer not null, at_least integer not null, estimate integer not null, cost integer not null, priced integer
  not null, unpriced integer not null, reported integer not null, primary key (quarter desc, session, bucket)) without rowid;
create table session_block (session integer not null, block integer not null, primary key (session, block)) without rowid;
create view session_request as select r.id, r.key, k.session, r.facet, r.at, r.flags, r.requests, r.input, r.cache_read,
  r.write_5m, r.write_1h, r.output, r.reasoning, r.context, r.turn, r.searches, r.cost, r.reported, r.credits from session_block k
  cross join request r on r.id between k.block << 5 and (k.block << 5) + 31 and r.session = k.session;
create table key_run (id integer primary key, entries integer not null, bits integer not null);
create table key_part (id integer primary key, keys blob not null);
`;
