/** Disjoint buckets as in DESIGN §3; `reasoning` is a part of `output`. */
export type Counts = {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
  readonly reasoning: number;
};

export const countNames = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output', 'reasoning'] as const;

export type ToolId = 'claude-code' | 'codex' | 'copilot-chat';

/** One billed request: what the provider counted, whatever the logs make of it. */
export type BilledRequest = {
  readonly tool: ToolId;
  readonly model: string;
  /** The tool's own session id. */
  readonly session: string;
  readonly project: string;
  readonly branch: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly counts: Counts;
};

/** A sum over requests. */
export type Sum = { -readonly [Name in keyof Counts]: number } & { requests: number };

/** What a generated home holds, by day of `timezone`. */
export type Truth = {
  readonly timezone: string;
  readonly totals: Sum;
  readonly byTool: Readonly<Record<string, Sum>>;
  readonly byModel: Readonly<Record<string, Sum>>;
  /** Keys are days such as `2026-01-09`. */
  readonly byDay: Readonly<Record<string, Sum>>;
  /** Keys are `tool:session`. */
  readonly bySession: Readonly<Record<string, Sum>>;
  readonly byProject: Readonly<Record<string, Sum>>;
  readonly byBranch: Readonly<Record<string, Sum>>;
};

/** Adds up billed requests into a truth; memory grows with distinct keys only. */
export class Tally {
  readonly timezone: string;
  readonly #totals = emptySum();
  readonly #maps = {
    byTool: new Map<string, Sum>(),
    byModel: new Map<string, Sum>(),
    byDay: new Map<string, Sum>(),
    bySession: new Map<string, Sum>(),
    byProject: new Map<string, Sum>(),
    byBranch: new Map<string, Sum>(),
  };
  readonly #dayOf: (at: number) => string;

  constructor(timezone: string) {
    this.timezone = timezone;
    this.#dayOf = dayNames(timezone);
  }

  get requests(): number {
    return this.#totals.requests;
  }

  add(request: BilledRequest): void {
    const maps = this.#maps;
    addTo(this.#totals, request.counts);
    addTo(entry(maps.byTool, request.tool), request.counts);
    addTo(entry(maps.byModel, request.model), request.counts);
    addTo(entry(maps.byDay, this.#dayOf(request.at)), request.counts);
    addTo(entry(maps.bySession, `${request.tool}:${request.session}`), request.counts);
    addTo(entry(maps.byProject, request.project), request.counts);
    addTo(entry(maps.byBranch, request.branch), request.counts);
  }

  truth(): Truth {
    const maps = this.#maps;
    return {
      timezone: this.timezone,
      totals: { ...this.#totals },
      byTool: sorted(maps.byTool),
      byModel: sorted(maps.byModel),
      byDay: sorted(maps.byDay),
      bySession: sorted(maps.bySession),
      byProject: sorted(maps.byProject),
      byBranch: sorted(maps.byBranch),
    };
  }
}

/** A function from an instant to its calendar day in a zone; looks each quarter-hour up once. */
export function dayNames(timezone: string): (at: number) => string {
  if (timezone === 'UTC') {
    return (at) => new Date(at).toISOString().slice(0, 10);
  }
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / 900_000);
    const day = known.get(quarter) ?? format.format(quarter * 900_000);
    known.set(quarter, day);
    return day;
  };
}

export function emptySum(): Sum {
  return { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0, requests: 0 };
}

export function addTo(sum: Sum, counts: Counts): void {
  for (const name of countNames) {
    sum[name] += counts[name];
  }
  sum.requests += 1;
}

/** All tokens of a sum; reasoning is inside output. */
export function totalOf(counts: Counts): number {
  return counts.input + counts.cacheRead + counts.cacheWrite5m + counts.cacheWrite1h + counts.output;
}

function entry(map: Map<string, Sum>, key: string): Sum {
  const found = map.get(key) ?? emptySum();
  map.set(key, found);
  return found;
}

function sorted(map: ReadonlyMap<string, Sum>): Record<string, Sum> {
  return Object.fromEntries([...map].sort(([left], [right]) => (left < right ? -1 : 1)));
}
