import type { UseDay } from '../../core/badges/facts.js';
import { addDays, type DayKey, dayStart } from '../../core/day.js';
import { isSmallModel } from '../../core/smallModel.js';
import type { Database } from '../../platform/sqlite.js';
import { quartersOfUse } from './rangePieces.js';
import { quarterHour, type RollupChanges } from './rollup.js';
import { sumsOver } from './sixHours.js';
import { billedTokens } from './sums.js';

interface Asked {
  /** The first and the last local day. */
  readonly since: DayKey;
  readonly until: DayKey;
  readonly zone: string;
  readonly tools: readonly string[];
}

/** Days with use, in order: of some tools in parts, of all tools as one sum. */
export interface Days {
  readonly some: readonly UseDay[];
  readonly all: readonly { readonly day: DayKey; readonly total: number }[];
}

/** A local day's quarter-hours, as [first, end). */
type Quarters = readonly [first: number, end: number];

/** A local day as it was read. */
interface Known {
  /** The last write to it that was seen. */
  readonly write: number;
  /** Undefined without use. */
  readonly sums: { readonly some: UseDay; readonly total: number } | undefined;
}

/**
 * Days with use of any tool, each with the sums of some tools, and with that of all. What this process did not write to since is
 * not read again: at a million requests all days take 5 ms, one less than 0.2. What another process writes makes it forget all.
 */
export class UseDays {
  readonly #database: Database;
  readonly #rollup: RollupChanges;
  #known = new Map<DayKey, Known>();
  /** What the known days are of. */
  #of = '';
  /** Of each day of `#zone`: to work them out takes a tenth of a first reading. */
  #quarters = new Map<DayKey, Quarters>();
  #zone = '';

  constructor(database: Database, rollup: RollupChanges) {
    this.#database = database;
    this.#rollup = rollup;
  }

  between({ since, until, zone, tools }: Asked): Days {
    const version = this.#database.prepare('pragma data_version').get()?.['data_version'];
    const of = JSON.stringify([version, zone, tools]);
    const before = of === this.#of ? this.#known : new Map<DayKey, Known>();
    const [read, after] = [reader(this.#database, tools), new Map<DayKey, Known>()];
    for (let day = since; day <= until; day = addDays(day, 1)) {
      const known = before.get(day);
      const [first, end] = this.#quartersOf(day, zone);
      const write = this.#rollup.lastWrite(first, end);
      after.set(day, known?.write === write ? known : { write, sums: read(day, first, end) });
    }
    [this.#known, this.#of] = [after, of];
    const used = [...after].flatMap(([day, { sums }]) => (sums ? [{ day, ...sums }] : []));
    return { some: used.map(({ some }) => some), all: used.map(({ day, total }) => ({ day, total })) };
  }

  #quartersOf(day: DayKey, zone: string): Quarters {
    if (this.#zone !== zone) [this.#zone, this.#quarters] = [zone, new Map()];
    const known = this.#quarters.get(day);
    if (known) return known;
    const [first, end] = [day, addDays(day, 1)].map((of) => Math.floor(dayStart(of, zone) / quarterHour));
    const quarters = [Number(first), Number(end)] as const;
    this.#quarters.set(day, quarters);
    return quarters;
  }

  /** What was read may have been undone. */
  forget(): void {
    this.#known = new Map();
  }
}

/**
 * Statements of a day over the primary key, which sort nothing, take half the time of one that groups by bucket, and a sixth of one that groups
 * by day. Looking a bucket up takes as long as its sums: none is where all tools are asked for.
 */
function reader(
  database: Database,
  tools: readonly string[],
): (day: DayKey, first: number, end: number) => Known['sums'] {
  const { own, small, isAll } = bucketsOf(database, tools);
  const columns = {
    requests: 'requests',
    input: 'input',
    cache_read: 'cache_read',
    written: 'write_5m + write_1h',
    output: 'output',
    cost: 'cost',
    unknown: 'unpriced + at_least',
  };
  const ofSmall = small === '' ? {} : { small: `iif(bucket in (${small}), requests, 0)` };
  const ofSome = sumsOver(database, { ...columns, ...ofSmall }, isAll ? '' : `and bucket in (${own})`);
  const others = { total: billedTokens, requests: 'requests' };
  const ofOthers = isAll ? undefined : sumsOver(database, others, `and bucket not in (${own})`);
  const used = quartersOfUse(database);
  return (day, first, end) => {
    // Of 400 days most of a young ledger's have none, and each is a statement.
    if (!used || end <= used.first || first > used.last) return undefined;
    const some = useOf(day, ofSome(first, end));
    const rest = ofOthers?.(first, end);
    const total = some.input + some.cacheRead + some.cacheWrite + some.output + Number(rest?.['total'] ?? 0);
    const requests = some.requests + Number(rest?.['requests'] ?? 0);
    return requests <= 0 && total <= 0 ? undefined : { some, total };
  };
}

/** Those of the tools, and of these the ones whose model is a small one, as lists for SQL. `isAll`: there are no others. */
function bucketsOf(database: Database, tools: readonly string[]) {
  const all = database.prepare('select id, tool, model from bucket').all();
  const own = all.filter((row) => tools.includes(String(row['tool'])));
  const list = (rows: typeof all) => rows.map((row) => Number(row['id'])).join(', ');
  const small = own.filter((row) => isSmallModel(String(row['model'])));
  return { own: list(own), small: list(small), isAll: own.length === all.length };
}

function useOf(day: DayKey, row: Readonly<Record<string, unknown>>): UseDay {
  return {
    day,
    input: Number(row['input']),
    cacheRead: Number(row['cache_read']),
    cacheWrite: Number(row['written']),
    output: Number(row['output']),
    costNano: Number(row['unknown']) > 0 ? null : Number(row['cost']),
    requests: Number(row['requests']),
    smallRequests: Number(row['small'] ?? 0),
  };
}
