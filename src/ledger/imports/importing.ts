import type { Growth, Imported, ImportedRequest, ImportedSum, ImportOutcome } from '../../core/imported.js';
import type { RequestObservation } from '../../core/observation.js';
import { usageLine } from '../../core/usageLine.js';
import { shortHash } from '../../platform/key.js';
import { prepared, type Statement } from '../../platform/sqlite.js';
import type { Ledger } from '../ledger.js';
import { observationOf } from '../requests/eventRow.js';
import { rowStates } from '../requests/row.js';
import { ImportedLines } from './importedLines.js';

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

type State = 'added' | 'told' | 'paused';
type Counted = { requests: number; known: number; points: number } & Record<State, number>;
const states: readonly (State | undefined)[] = rowStates.map((state) =>
  state === 'active' ? 'added' : state === 'superseded' ? 'told' : state === 'paused' ? state : undefined,
);

/** Puts records into the ledger, part by part, and says what became of them. */
export class Importing {
  readonly #ledger: Ledger;
  readonly #request: ImportRequest;
  readonly #tools = new Map<string, Counted>();
  readonly #growth = new Map<string, Growth>();
  readonly #lines: ImportedLines;
  #new = 0;
  /** Undefined as long as nothing was written. */
  id: number | undefined;

  constructor(ledger: Ledger, request: ImportRequest) {
    this.#ledger = ledger;
    this.#request = request;
    this.#lines = new ImportedLines(ledger.database);
  }

  /** Inside `write` only. */
  put(records: readonly Imported[]): void {
    const { residues, rollup } = this.#ledger;
    const before = this.#sums();
    const id = this.#begin();
    const taken = records.map((each) =>
      each.kind === 'request' ? this.#putRequest(each, id) : this.#putSum(each, id),
    );
    residues.settle();
    rollup.write();
    for (const event of taken) if (event !== undefined) this.#noteState(event, id);
    const after = this.#sums();
    for (const tool of this.#tools.keys()) {
      const grown = difference(after.get(tool) ?? noGrowth, before.get(tool) ?? noGrowth);
      this.#growth.set(tool, together(this.#growth.get(tool) ?? noGrowth, grown));
    }
  }

  /** After the last part; without an `id` nothing was new, and what was written has to be taken back. */
  outcome(skipped: ImportOutcome['skipped']): ImportOutcome {
    const growth = (tool: string) => this.#growth.get(tool) ?? noGrowth;
    const tools = [...this.#tools].map(([tool, counted]) => ({ tool, ...counted, growth: growth(tool) }));
    return { id: this.#new === 0 ? undefined : this.id, tools, skipped };
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

  /** The number of the row that it is, where these files did not tell it before. */
  #putRequest({ observation, line }: ImportedRequest, id: number): number | undefined {
    const { events } = this.#ledger;
    const counted = this.#of(observation.tool);
    const { namespace, id: name } = line ? this.#version(observation) : observation;
    const earlier = events.byId(namespace, name);
    if (!earlier) events.put({ ...observation, id: name });
    const row = earlier ?? events.byId(namespace, name);
    if (!row) return undefined;
    // What was imported is weighed against one another, too.
    events.touched.add(row.session);
    // The same record twice in these files is one.
    if (!this.#lines.put(row.id, id, line)) return undefined;
    counted.requests++;
    if (earlier) counted.known++;
    else this.#new++;
    return row.id;
  }

  /** The name of a line's row: its key, or one of its own where an earlier line of the key and session told otherwise. */
  #version(told: RequestObservation): RequestObservation {
    const { namespace, id, session, tool } = told;
    const { events } = this.#ledger;
    const content = contentOf(told);
    const other = { ...told, id: `${id}\n${content}` };
    if (events.byId(namespace, other.id)) return other;
    const earlier = events.byId(namespace, id);
    if (!earlier || rowStates[earlier.state] === 'paused') return told;
    if (this.#ledger.dimensions.session(tool, session).id !== earlier.session) return told;
    const stored = observationOf(earlier, { ...earlier.facet, namespace, session });
    return contentOf(stored) === content ? told : other;
  }

  #putSum(point: ImportedSum, id: number): undefined {
    const { dimensions, events } = this.#ledger;
    const session = dimensions.session(point.tool, point.session);
    const series = shortHash(point.series);
    const key = [session.id, point.model, point.at, series] as const;
    const isKnown = this.#prepared(
      'select 1 from imported_sum where session = ? and model = ? and at = ? and series = ?',
    ).get(...key);
    const counts = [
      point.input,
      point.cacheRead,
      point.cacheWrite5m,
      point.cacheWrite1h,
      point.output,
      point.reasoning,
    ];
    const { changes } = this.#prepared(
      `insert into imported_sum (session, model, at, series, import, cumulative, input, cache_read, write_5m,
        write_1h, output, reasoning) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    ).run(...key, id, Number(point.cumulative), ...counts);
    if (changes === 0) return;
    dimensions.noteCheckpoints(session);
    events.touched.add(session.id);
    this.#of(point.tool).points++;
    if (!isKnown) this.#new++;
  }

  #of(tool: string): Counted {
    const counted = this.#tools.get(tool) ?? { requests: 0, added: 0, told: 0, known: 0, paused: 0, points: 0 };
    this.#tools.set(tool, counted);
    return counted;
  }

  /** What became of a row that no other import told, once its session was weighed. */
  #noteState(event: number, id: number): void {
    const row =
      this.#prepared(`select s.tool, (e.flags >> 3) & 3 as state from event e join session s on s.id = e.session where e.id = ?1
      and not exists (select 1 from imported where event = ?1 and import <> ?2)`).get(event, id);
    const state = row && states[Number(row['state'])];
    if (state) this.#of(String(row['tool']))[state]++;
  }

  #sums(): Map<string, Growth> {
    const sums = classes.map((name) => `sum(s.${columns[name]}) as ${name}`).join(', ');
    const rows = this.#prepared(
      `select b.tool, ${sums} from bucket_sum s join bucket b on b.id = s.bucket group by b.tool`,
    );
    return new Map(rows.all().map((row) => [String(row['tool']), growthOf((name) => Number(row[name]))]));
  }

  #prepared(sql: string): Statement {
    return prepared(this.#ledger.database, sql);
  }
}

function contentOf(observation: RequestObservation): string {
  return JSON.stringify(usageLine(observation, 'request', ''));
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
