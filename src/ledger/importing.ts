import type { Growth, Imported, ImportedRequest, ImportedSum, ImportOutcome, ToolOutcome } from '../core/imported.js';
import { shortHash } from '../platform/key.js';
import type { Ledger } from './ledger.js';
import { rowStates } from './row.js';
import { forget } from './undoImport.js';

const columns = {
  requests: 'requests',
  input: 'input',
  cacheRead: 'cache_read',
  cacheWrite5m: 'write_5m',
  cacheWrite1h: 'write_1h',
  output: 'output',
} as const satisfies Record<Exclude<keyof Growth, 'total'>, string>;
type Column = keyof typeof columns;
const classes = Object.keys(columns) as readonly Column[];

export interface ImportRequest {
  readonly files: readonly string[];
  readonly at: number;
  /** False: the ledger stays as it is. */
  readonly apply: boolean;
}

type Counted = { requests: number; known: number; points: number };

/** Puts records into the ledger, part by part, and says what became of them. */
export class Importing {
  readonly #ledger: Ledger;
  readonly #request: ImportRequest;
  readonly #tools = new Map<string, Counted>();
  readonly #growth = new Map<string, Growth>();
  /** The sums after the last part, and the ledger's revision by then: they still are so unless others wrote. */
  #sumsThen = new Map<string, Growth>();
  #revision = -1;
  #new = 0;
  /** Undefined as long as nothing was written. */
  id: number | undefined;

  constructor(ledger: Ledger, request: ImportRequest) {
    this.#ledger = ledger;
    this.#request = request;
  }

  /** Inside `write` only, as `finish`. */
  put(records: readonly Imported[]): void {
    const { residues, rollup, revision } = this.#ledger;
    const before = this.#revision === revision ? this.#sumsThen : this.#sums();
    const id = this.#begin();
    for (const each of records) {
      if (each.kind === 'request') this.#putRequest(each, id);
      else this.#putSum(each, id);
    }
    residues.settle();
    rollup.write();
    this.#sumsThen = this.#sums();
    this.#revision = revision + 1;
    for (const tool of this.#tools.keys()) {
      const grown = difference(this.#sumsThen.get(tool) ?? noGrowth, before.get(tool) ?? noGrowth);
      this.#growth.set(tool, together(this.#growth.get(tool) ?? noGrowth, grown));
    }
  }

  /** After the last part. */
  finish(skipped: ImportOutcome['skipped']): ImportOutcome {
    const id = this.#begin();
    const tools = this.#outcomes(id);
    if (this.#new === 0) forget(this.#ledger.database, id);
    return { id: this.#new === 0 ? undefined : id, tools, skipped };
  }

  /** Its row is there at each part, whoever took an earlier part back meanwhile. */
  #begin(): number {
    const { at, files } = this.#request;
    const { lastInsertRowid } = this.#ledger.database
      .prepare('insert into import (id, at, files) values (?, ?, ?) on conflict do nothing')
      .run(this.id ?? null, at, JSON.stringify(files));
    this.id ??= Number(lastInsertRowid);
    return this.id;
  }

  #putRequest({ observation, line }: ImportedRequest, id: number): void {
    const { events, database } = this.#ledger;
    const counted = this.#of(observation.tool);
    const own = 'insert into imported (event, import, kind, twin) values (?, ?, ?, ?) on conflict do nothing';
    const earlier = events.byId(observation.namespace, observation.id);
    if (!earlier) events.put(observation);
    const row = earlier ?? events.byId(observation.namespace, observation.id);
    if (!row) return;
    const twin = line?.kind === 'request' ? Buffer.from(line.key, 'hex') : null;
    // The same record twice in these files is one.
    if (database.prepare(own).run(row.id, id, line?.kind ?? null, twin).changes === 0) return;
    counted.requests++;
    if (earlier) counted.known++;
    else this.#new++;
  }

  #putSum(point: ImportedSum, id: number): void {
    const { database, dimensions, events } = this.#ledger;
    const session = dimensions.session(point.tool, point.session);
    const series = shortHash(point.series);
    const key = [session.id, point.model, point.at, series] as const;
    const isKnown = database
      .prepare('select 1 from imported_sum where session = ? and model = ? and at = ? and series = ?')
      .get(...key);
    const counts = [
      point.input,
      point.cacheRead,
      point.cacheWrite5m,
      point.cacheWrite1h,
      point.output,
      point.reasoning,
    ];
    const { changes } = database
      .prepare(`insert into imported_sum (session, model, at, series, import, cumulative, input, cache_read, write_5m,
        write_1h, output, reasoning) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`)
      .run(...key, id, Number(point.cumulative), ...counts);
    if (changes === 0) return;
    dimensions.noteCheckpoints(session);
    events.touched.add(session.id);
    this.#of(point.tool).points++;
    if (!isKnown) this.#new++;
  }

  #of(tool: string): Counted {
    const counted = this.#tools.get(tool) ?? { requests: 0, known: 0, points: 0 };
    this.#tools.set(tool, counted);
    return counted;
  }

  #outcomes(id: number): ToolOutcome[] {
    const states = this.#ledger.database
      .prepare(`select s.tool, (e.flags >> 3) & 3 as state, count(*) as rows from imported i join event e on e.id = i.event
        join session s on s.id = e.session where i.import = ? and not exists (select 1 from imported o where o.event = i.event and o.import <> i.import)
        group by s.tool, state`)
      .all(id);
    const rows = (tool: string, state: (typeof rowStates)[number]) =>
      Number(states.find((row) => row['tool'] === tool && rowStates[Number(row['state'])] === state)?.['rows'] ?? 0);
    return [...this.#tools].map(([tool, counted]) => ({
      tool,
      ...counted,
      added: rows(tool, 'active'),
      told: rows(tool, 'superseded'),
      paused: rows(tool, 'paused'),
      growth: this.#growth.get(tool) ?? noGrowth,
    }));
  }

  #sums(): Map<string, Growth> {
    const sums = classes.map((name) => `sum(r.${columns[name]}) as ${name}`).join(', ');
    const rows = this.#ledger.database.prepare(
      `select b.tool, ${sums} from rollup r join bucket b on b.id = r.bucket group by b.tool`,
    );
    return new Map(rows.all().map((row) => [String(row['tool']), growthOf((name) => Number(row[name]))]));
  }
}

function growthOf(of: (name: Column) => number): Growth {
  const growth = Object.fromEntries(classes.map((name) => [name, of(name)])) as Record<Column, number>;
  return { ...growth, total: classes.slice(1).reduce((sum, name) => sum + growth[name], 0) };
}

function difference(a: Growth, b: Growth): Growth {
  return growthOf((name) => a[name] - b[name]);
}

function together(a: Growth, b: Growth): Growth {
  return growthOf((name) => a[name] + b[name]);
}

const noGrowth = growthOf(() => 0);
