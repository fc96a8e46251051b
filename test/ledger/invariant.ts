import assert from 'node:assert/strict';
import type { Ledger } from '../../src/ledger/ledger.js';
import { KeyRuns } from '../../src/ledger/requests/keyRuns.js';
import type { Database } from '../../src/platform/sqlite.js';

/** The columns of the roll-up's sums, in the order of the table. */
const sumNames = [
  'requests',
  'input',
  'cache_read',
  'write_5m',
  'write_1h',
  'output',
  'reasoning',
  'at_least',
  'estimate',
  'cost',
  'priced',
  'unpriced',
  'reported',
] as const;

type Sums = Record<(typeof sumNames)[number], number>;
type Row = Record<string, number | null>;

/** Bits of `event.flags` as the schema's first version fixes them: written out here so that a change of them is seen. */
const precisionOf = (flags: number): number => flags & 3;
const stateOf = (flags: number): number => (flags >> 3) & 3;
const active = 0;
const paused = 2;

/**
 * Holds a ledger against what must be true of it at any time, whatever was done to it: the roll-up, its sums of all time and by six hours
 * are the sum of the active events; a paused event has no counts; names lead to one event each, and sessions to all of theirs; each event
 * is found by its key, by who wrote it and by who comes to it anew, and has it alone; what is pointed at is there; the file is sound. With the ledger itself, every cost is the one that its prices give today.
 */
export function assertInvariant(database: Database, ledger?: Ledger): void {
  const events = database
    .prepare('select e.*, f.bucket from request e join facet f on f.id = e.facet')
    .all() as unknown as Row[];
  assert.deepEqual(stored(database, 'rollup'), rollupOf(events), 'the roll-up is the sum of the active events');
  assert.deepEqual(storedBuckets(database), bucketsOf(events), 'its sums of all time are those of the buckets’ events');
  const summed = summedTo(database);
  if (summed !== undefined)
    assert.deepEqual(
      stored(database, 'six_hours'),
      sixHoursOf(events, summed),
      'its sums by six hours are those before',
    );
  for (const event of events.filter((each) => stateOf(Number(each['flags'])) === paused)) assertEmpty(event);
  assertReferences(database, events.length);
  if (ledger) assertCosts(ledger, events);
  assertFound(database, ledger);
  assert.equal(database.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok');
}

function assertFound(database: Database, ledger: Ledger | undefined): void {
  const keys = database.prepare('select id, key from event').all() as unknown as { id: number; key: Uint8Array }[];
  const distinct = new Set(keys.map(({ key }) => Buffer.from(key).toString('hex')));
  assert.equal(distinct.size, keys.length, 'no two events have one key');
  const index = new KeyRuns(database);
  for (const { id, key } of keys) assert.ok(index.find(key).includes(id), `event ${id} is in the runs`);
  if (!ledger) return;
  for (const { id, key } of keys) assert.equal(ledger.events.numberOf(Buffer.from(key)), id, 'found by its key');
}

function storedBuckets(database: Database): Record<string, Sums> {
  const rows = database.prepare('select * from bucket_sum').all() as unknown as Row[];
  return Object.fromEntries(rows.map((row) => [String(row['bucket']), pick((name) => Number(row[name]))]));
}

function bucketsOf(events: readonly Row[]): Record<string, Sums> {
  const buckets: Record<string, Sums> = {};
  for (const event of events.filter((each) => stateOf(Number(each['flags'])) === active)) {
    const [known, own] = [buckets[String(event['bucket'])], sumsOf(event)];
    buckets[String(event['bucket'])] = pick((name) => (known?.[name] ?? 0) + own[name]);
  }
  return Object.fromEntries(Object.entries(buckets).filter(([, sums]) => sumNames.some((name) => sums[name] !== 0)));
}

function stored(database: Database, table: 'rollup' | 'six_hours'): Record<string, Sums> {
  const rows = database.prepare(`select * from ${table}`).all() as unknown as Row[];
  const filled = rows.filter((row) => sumNames.some((name) => row[name] !== 0));
  return byCell(
    filled,
    (row) => [Number(row['quarter']), row],
    (row) => row as Sums,
  );
}

function rollupOf(events: readonly Row[]): Record<string, Sums> {
  return cellsOf(events, (event) => Math.floor(Number(event['at']) / 900_000));
}

function sixHoursOf(events: readonly Row[], summed: number): Record<string, Sums> {
  const before = events.filter((event) => Number(event['at']) < summed * 900_000);
  return cellsOf(before, (event) => Math.floor(Number(event['at']) / 21_600_000) * 24);
}

/** Up to which quarter-hour there are sums by six hours; undefined where there are none for the ledger as it is. */
function summedTo(database: Database): number | undefined {
  const meta = new Map(
    database
      .prepare('select name, value from meta')
      .all()
      .map(({ name, value }) => [name, String(value)]),
  );
  const [quarter, revision] = meta.get('summedTo')?.split(' ') ?? [];
  return revision !== undefined && revision === meta.get('revision') ? Number(quarter) : undefined;
}

function cellsOf(events: readonly Row[], quarterOf: (event: Row) => number): Record<string, Sums> {
  const counting = events.filter((event) => stateOf(Number(event['flags'])) === active);
  const cells = byCell(counting, (event) => [quarterOf(event), event], sumsOf);
  return Object.fromEntries(Object.entries(cells).filter(([, sums]) => sumNames.some((name) => sums[name] !== 0)));
}

function byCell(
  rows: readonly Row[],
  placeOf: (row: Row) => [number, Row],
  sums: (row: Row) => Sums,
): Record<string, Sums> {
  const cells = new Map<string, Sums>();
  for (const row of rows) {
    const [quarter] = placeOf(row);
    const key = `quarter ${quarter}, session ${row['session']}, bucket ${row['bucket']}`;
    const cell = cells.get(key);
    const own = sums(row);
    cells.set(
      key,
      pick((name) => (cell?.[name] ?? 0) + Number(own[name])),
    );
  }
  return Object.fromEntries([...cells].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sumsOf(event: Row): Sums {
  const number = (name: string): number => Number(event[name] ?? 0);
  const total = number('input') + number('cache_read') + number('write_5m') + number('write_1h') + number('output');
  const precision = precisionOf(number('flags'));
  const priced = event['cost'] !== null;
  return {
    ...pick((name) => number(name)),
    at_least: precision === 1 ? total : 0,
    estimate: precision === 2 ? total : 0,
    priced: priced ? total : 0,
    unpriced: priced ? 0 : total,
    reported: priced ? 0 : number('reported'),
  };
}

function pick(of: (name: (typeof sumNames)[number]) => number): Sums {
  return Object.fromEntries(sumNames.map((name) => [name, of(name)])) as Sums;
}

function assertEmpty(event: Row): void {
  const counts = ['input', 'cache_read', 'write_5m', 'write_1h', 'output', 'reasoning', 'cost', 'reported'];
  const kept = counts.filter((name) => Number(event[name] ?? 0) !== 0);
  assert.deepEqual(kept, [], `paused event ${event['id']} keeps its key, not its counts`);
}

function assertReferences(database: Database, events: number): void {
  const count = (sql: string): number => Number(database.prepare(`select count(*) as n from ${sql}`).get()?.['n']);
  const found = {
    'events without facet, bucket or project':
      events -
      count(
        'event e join facet f on f.id = e.facet join bucket b on b.id = f.bucket join project p on p.id = b.project',
      ),
    'events without session': events - count('event e join session s on s.id = e.session'),
    'events that are not found by their session': events - count('session_request'),
    'names of no event': count('alias a where not exists (select 1 from event e where e.id = a.event)'),
    'names that are also the key of another event': count('alias a join event e on e.key = a.key and e.id <> a.event'),
    'dependencies of no file': count('dependency d where not exists (select 1 from file f where f.id = d.file)'),
    'negative counts': count(
      'request where min(requests, input, cache_read, write_5m, write_1h, output, reasoning, searches) < 0',
    ),
    'keys of two events': count('(select key from event group by key having count(*) > 1)'),
    'files known twice': count('(select 1 from file group by source, path having count(*) > 1)'),
    'keys that are not 16 bytes': count('event where length(key) <> 16'),
  };
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((name) => [name, 0])));
}

function assertCosts(ledger: Ledger, events: readonly Row[]): void {
  for (const event of events.filter((each) => stateOf(Number(each['flags'])) !== paused)) {
    const number = (name: string): number => Number(event[name]);
    const counts = {
      input: number('input'),
      cacheRead: number('cache_read'),
      cacheWrite5m: number('write_5m'),
      cacheWrite1h: number('write_1h'),
      output: number('output'),
      reasoning: number('reasoning'),
    };
    const facet = ledger.dimensions.facetById(number('facet'));
    const cost = ledger.pricing.cost(facet, counts, number('at'), number('searches'), number('requests'));
    assert.equal(event['cost'], cost, `cost of event ${event['id']} (${facet.model})`);
  }
}
