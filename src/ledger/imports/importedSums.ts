import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';
import type { StoredCheckpoint } from '../requests/storedCheckpoint.js';

const names = ['input', 'cache_read', 'write_5m', 'write_1h', 'output', 'reasoning'] as const;
type Counts = Record<(typeof names)[number], number>;

type Point = Counts & {
  readonly model: string;
  readonly series: number;
  readonly at: number;
  readonly cumulative: number;
  readonly tool: string;
  readonly native: string;
};

/** One time a point, however many imports told it. */
const points = `select distinct p.model, p.series, p.at, p.cumulative, ${names.map((name) => `p.${name}`).join(', ')}, s.tool, s.native
  from imported_sum p join session s on s.id = p.session where p.session = ? order by p.model, p.at, p.series`;

/** What imported metrics say that a session has used so far. */
export class ImportedSums {
  readonly #points: () => Statement;

  constructor(database: Database) {
    this.#points = onFirstUse(database, points);
  }

  /** A session's cumulative figures with those of its metrics among them, in their order; `stored` itself where there are none. */
  among(session: number, stored: readonly StoredCheckpoint[]): readonly StoredCheckpoint[] {
    const told = this.#points().all(session) as unknown as Point[];
    // A tool that tells a session's models together has no metrics that are known.
    if (told.length === 0 || stored.some(({ whole }) => whole === 1)) return stored;
    return [...stored, ...figuresOf(told)].sort(
      (a, b) => (a.model < b.model ? -1 : Number(a.model > b.model)) || a.at - b.at || sizeOf(a) - sizeOf(b),
    );
  }
}

function sizeOf({ input, cache_read }: StoredCheckpoint): number {
  return input + cache_read;
}

/** For each model and instant the sum so far: of cumulative series the last value, of others all of them. */
function figuresOf(told: readonly Point[]): StoredCheckpoint[] {
  const figures = new Map<string, StoredCheckpoint>();
  let [model, sum, last] = ['', zero(), new Map<number, Counts>()];
  for (const point of told) {
    if (point.model !== model) [model, sum, last] = [point.model, zero(), new Map()];
    const before = point.cumulative ? last.get(point.series) : undefined;
    if (point.cumulative) last.set(point.series, point);
    for (const name of names) sum[name] += point[name] - (before?.[name] ?? 0);
    figures.set(`${model}\n${point.at}`, figureOf(point, sum));
  }
  return [...figures.values()];
}

function figureOf({ model, at, tool, native }: Point, sum: Counts): StoredCheckpoint {
  const counts = Object.fromEntries(names.map((name) => [name, Math.max(0, sum[name])])) as Counts;
  return {
    ...counts,
    tool,
    native,
    model,
    at,
    covers: at,
    parent: null,
    forked_at: null,
    searches: 0,
    requests: 0,
    project: '',
    branch: '',
    version: null,
    whole: 0,
    imported: true,
  };
}

function zero(): Counts {
  return { input: 0, cache_read: 0, write_5m: 0, write_1h: 0, output: 0, reasoning: 0 };
}
