import type {
  Growth,
  Imported,
  ImportedRequest,
  ImportedSum,
  ImportOutcome,
  ImportSkip,
  StoredImport,
  ToolOutcome,
} from '../core/imported.js';
import { shortHash } from '../platform/key.js';
import type { Ledger } from './ledger.js';
import { rowStates } from './row.js';

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

/** Hands over all that files tell, one by one. Throws what is wrong with them. */
export type ReadImports = (take: (imported: Imported) => void, skip: (reason: ImportSkip) => void) => void;

/** Not an error: what undoes a trial. */
class Tried extends Error {
  readonly outcome: ImportOutcome;
  constructor(outcome: ImportOutcome) {
    super('tried');
    this.outcome = outcome;
  }
}

/**
 * Imports what `read` hands over, all of it or, where that throws, nothing. To try is to import it and to take that back before anybody
 * sees it, so that a trial says what the import then does.
 */
export function importInto(ledger: Ledger, request: ImportRequest, read: ReadImports): ImportOutcome {
  try {
    return ledger.write(() => {
      const outcome = new Import(ledger).run(request, read);
      if (!request.apply) throw new Tried(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Tried) return error.outcome;
    throw error;
  }
}

/** The imports that are in the ledger, the latest first. */
export function storedImports({ database }: Ledger): StoredImport[] {
  const rows = database.prepare(`select i.*, (select count(*) from imported where import = i.id) as requests,
    (select count(*) from imported_sum where import = i.id) as points from import i order by i.id desc`);
  return rows.all().map((row) => ({
    id: Number(row['id']),
    at: Number(row['at']),
    files: JSON.parse(String(row['files'])) as string[],
    requests: Number(row['requests']),
    points: Number(row['points']),
  }));
}

/** Takes an import back: what it alone told is gone, and what it stood before counts again. Whether there was one of that number. */
export function undoImport(ledger: Ledger, id: number): boolean {
  return ledger.write(() => {
    const { database, events } = ledger;
    if (!database.prepare('select 1 from import where id = ?').get(id)) return false;
    const alone = `select event from imported i where import = ?1
      and not exists (select 1 from imported o where o.event = i.event and o.import <> ?1)`;
    for (const row of database.prepare(alone).all(id)) {
      const event = events.byNumber(Number(row['event']));
      if (!event) continue;
      events.remove(event);
      events.touched.add(event.session);
    }
    for (const row of database.prepare('select distinct session from imported_sum where import = ?').all(id))
      events.touched.add(Number(row['session']));
    for (const table of ['imported', 'imported_sum']) database.prepare(`delete from ${table} where import = ?`).run(id);
    database.prepare('delete from import where id = ?').run(id);
    return true;
  });
}

type Counted = { requests: number; known: number; points: number };

class Import {
  readonly #ledger: Ledger;
  readonly #tools = new Map<string, Counted>();
  readonly #skipped: Partial<Record<ImportSkip, number>> = {};
  #new = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  run({ files, at }: ImportRequest, read: ReadImports): ImportOutcome {
    const { database, residues, rollup } = this.#ledger;
    const before = this.#sums();
    const id = Number(
      database.prepare('insert into import (at, files) values (?, ?)').run(at, JSON.stringify(files)).lastInsertRowid,
    );
    read(
      (imported) => (imported.kind === 'request' ? this.#putRequest(imported, id) : this.#putSum(imported, id)),
      (reason) => {
        this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1;
      },
    );
    residues.settle();
    rollup.write();
    const tools = this.#outcomes(id, before);
    if (this.#new === 0) this.#forget(id);
    return { id: this.#new === 0 ? undefined : id, tools, skipped: this.#skipped };
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

  #outcomes(id: number, before: ReadonlyMap<string, Growth>): ToolOutcome[] {
    const after = this.#sums();
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
      growth: difference(after.get(tool) ?? noGrowth, before.get(tool) ?? noGrowth),
    }));
  }

  #sums(): Map<string, Growth> {
    const sums = classes.map((name) => `sum(r.${columns[name]}) as ${name}`).join(', ');
    const rows = this.#ledger.database.prepare(
      `select b.tool, ${sums} from rollup r join bucket b on b.id = r.bucket group by b.tool`,
    );
    return new Map(rows.all().map((row) => [String(row['tool']), growthOf((name) => Number(row[name]))]));
  }

  #forget(id: number): void {
    const { database } = this.#ledger;
    for (const table of ['imported', 'imported_sum']) database.prepare(`delete from ${table} where import = ?`).run(id);
    database.prepare('delete from import where id = ?').run(id);
  }
}

function growthOf(of: (name: Column) => number): Growth {
  const growth = Object.fromEntries(classes.map((name) => [name, of(name)])) as Record<Column, number>;
  return { ...growth, total: classes.slice(1).reduce((sum, name) => sum + growth[name], 0) };
}

function difference(a: Growth, b: Growth): Growth {
  return growthOf((name) => a[name] - b[name]);
}

const noGrowth = growthOf(() => 0);
