import type { Database } from '../../src/platform/sqlite.js';

const toVersion6 = `
drop view session_request;
drop table session_block;
drop table bucket_sum;
drop table six_hours;
delete from meta where name in ('summedTo', 'indexedTo');
drop table key_run;
drop table key_part;
alter table edit drop column there;
alter table edit drop column stayed;
drop table spoken;
create table event6 (id integer primary key, key blob not null unique, session integer not null, facet integer not null,
  at integer not null, flags integer not null, requests integer not null, input integer not null, cache_read integer not null,
  write_5m integer not null, write_1h integer not null, output integer not null, reasoning integer not null,
  context integer, context_window integer, turn integer, searches integer not null, cost integer, reported integer, credits real);
insert into event6 select r.id, r.key, session, facet, at, flags, requests, input, cache_read, write_5m, write_1h, output, reasoning,
  context, f.context_window, turn, searches, cost, reported, credits from request r join facet f on f.id = r.facet;
drop view request;
drop table event;
alter table event6 rename to event;
create index event_session on event (session);
alter table facet drop column context_window;
`;

const toVersion1 = `${toVersion6}
drop table import; drop table imported; drop table imported_sum;
drop table hooked; drop table edit; drop table edit_escape; drop table edit_cursor; drop table assisted_commit;
alter table checkpoint drop column whole;
`;

/** Makes of a ledger one as an earlier build left it. */
export function downgrade(database: Database, version: 1 | 6): void {
  database.exec(version === 1 ? toVersion1 : toVersion6);
  database.exec(`pragma user_version = ${version}`);
}
