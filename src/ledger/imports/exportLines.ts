import { isImported } from '../../core/imported.js';
import { type UsageLine, usageLine } from '../../core/usageLine.js';
import { requestKey } from '../../platform/key.js';
import type { Statement } from '../../platform/sqlite.js';
import type { Range } from '../../protocol/ledger.js';
import type { Ledger } from '../ledger.js';
import { observationOf, type RawEvent, storedEvent } from '../requests/eventRow.js';
import { residueStore } from '../requests/residues.js';
import type { Facet } from '../requests/row.js';
import { quarterHour } from '../sums/rollup.js';
import { ImportedLines, quarterKey } from './importedLines.js';
import { completedName, completedStore } from './importedRows.js';

const isShrunk = 'in (select session from event where (flags >> 3) & 3 = 3)';
const requests = `select e.*, s.native from request e join session s on s.id = e.session
  where (e.flags >> 3) & 3 = 0 and e.at >= ? and e.at < ? and e.session not ${isShrunk} order by e.at, e.id`;
const cells = `select r.*, s.native, b.tool, b.model, b.branch, p.path from rollup r join session s on s.id = r.session
  join bucket b on b.id = r.bucket join project p on p.id = b.project
  where r.quarter >= ? and r.quarter < ? and r.session ${isShrunk} order by r.quarter, r.session, r.bucket`;

/** Beyond any instant of a log. */
const [always, never] = [-8_640_000_000_000_000, 8_640_000_000_000_000];

/**
 * Lines of an export, each with its end: every request that counts, and sums where details are gone by age. From one state of the
 * ledger, inside `Ledger.read` or not beside a writer.
 */
export function* exportLines(ledger: Ledger, { since = always, until = never }: Range): Iterable<string> {
  const { database, dimensions } = ledger;
  const names = new LineNames(ledger);
  for (const row of database.prepare(requests).iterate(since, until)) {
    const raw = row as unknown as NativeEvent;
    const facet = dimensions.facetById(raw.facet);
    const told = observationOf(storedEvent(raw, facet), { ...facet, namespace: '', session: raw.native });
    const { kind, key } = names.of(raw, facet);
    yield `${JSON.stringify(usageLine(told, kind, key))}\n`;
  }
  const [first, last] = [Math.ceil(since / quarterHour), Math.ceil(until / quarterHour)];
  for (const row of database.prepare(cells).iterate(first, last)) yield sumLine(row);
}

type LineName = Pick<UsageLine, 'kind' | 'key'>;
type NativeEvent = RawEvent & { readonly native: string };

/** What lines are known by: the same on every machine, and however often they went from one to another. */
class LineNames {
  readonly #lines: ImportedLines;
  readonly #superseded: Statement;
  /** By session the names of what was made whole there. */
  readonly #completed = new Map<number, ReadonlyMap<string, LineName>>();

  constructor({ database }: Ledger) {
    this.#lines = new ImportedLines(database);
    this.#superseded = database.prepare(
      'select id, key from session_request where session = ? and (flags >> 3) & 3 = 1',
    );
  }

  of({ id, key, session, native }: NativeEvent, facet: Facet): LineName {
    const { store, tool } = facet;
    const hex = hexOf(key);
    const line = isImported(facet) ? this.#lines.ofEvent(id) : undefined;
    if (store !== completedStore) return line ?? plainName(hex, store);
    const names = this.#completed.get(session) ?? this.#completedOf(session, tool, native);
    this.#completed.set(session, names);
    return names.get(hex) ?? plainName(hex, store);
  }

  /** What was made whole is the request that it was made of. */
  #completedOf(session: number, tool: string, native: string): ReadonlyMap<string, LineName> {
    const rows = this.#superseded.all(session) as unknown as Pick<RawEvent, 'id' | 'key'>[];
    return new Map(
      rows.map(({ id, key }) => {
        const made = completedName(tool, native, id);
        const name = this.#lines.ofEvent(id) ?? plainName(hexOf(key), '');
        return [hexOf(requestKey(made.namespace, made.id)), name];
      }),
    );
  }
}

/** What sums of a session hold beyond its requests is a matter of all that is known of it. */
function plainName(key: string, store: string): LineName {
  return { kind: store === residueStore ? 'sum' : 'request', key };
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}

function sumLine(row: Readonly<Record<string, unknown>>): string {
  const number = (name: string) => Number(row[name]);
  const [tool, model, branch, project] = ['tool', 'model', 'branch', 'path'].map((name) => String(row[name])) as [
    string,
    string,
    string,
    string,
  ];
  const session = String(row['native']);
  const facet: Facet = { ...plainFacet, tool, model, branch, project };
  const key = quarterKey(facet, session, number('quarter'));
  const cell = {
    id: 0,
    session: 0,
    bucket: 0,
    state: 0,
    facet,
    at: number('quarter') * quarterHour,
    precision: number('estimate') > 0 ? 2 : number('at_least') > 0 ? 1 : 0,
    copied: false,
    cost: null,
    requests: number('requests'),
    input: number('input'),
    cacheRead: number('cache_read'),
    cacheWrite5m: number('write_5m'),
    cacheWrite1h: number('write_1h'),
    output: number('output'),
    reasoning: number('reasoning'),
    webSearches: 0,
    context: null,
    turn: null,
    reported: number('reported') || null,
    credits: null,
  };
  const told = observationOf(cell, { ...facet, namespace: '', session });
  return `${JSON.stringify(usageLine(told, 'sum', key))}\n`;
}

const plainFacet = {
  id: 0,
  bucket: 0,
  store: '',
  rank: 0,
  provider: undefined,
  toolVersion: undefined,
  serviceTier: undefined,
  speed: undefined,
  geo: undefined,
  initiator: undefined,
  agent: '',
  entrypoint: undefined,
  sidechain: false,
  contextWindow: undefined,
} as const;
