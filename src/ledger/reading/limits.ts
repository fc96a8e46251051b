import type { LimitSnapshot } from '../../core/observation.js';
import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';
import { quarterHour } from '../sums/rollup.js';

const put = `insert into limit_snapshot (window, at, used, resets) select ?1, ?2, ?3, ?4
  where not exists (select 1 from limit_snapshot where window = ?1 and at > ?2 and at < ?5)
  on conflict (window, at) do update set
  used = max(used, excluded.used), resets = max(coalesce(resets, 0), coalesce(excluded.resets, 0))`;
const clear = 'delete from limit_snapshot where window = ? and at >= ? and at < ?';
const newWindow = 'insert into limit_window (tool, name) values (?, ?) on conflict do nothing';

/**
 * How full each plan window was, in the steps of the roll-up: of each quarter-hour the last that a log told, whatever was read first.
 * Used inside a write transaction only.
 */
export class Limits {
  readonly #put: () => Statement;
  readonly #clear: () => Statement;
  readonly #newWindow: () => Statement;
  readonly #windowId: () => Statement;
  /** Numbers of the plan windows, by tool and name. */
  readonly #windows = new Map<string, Map<string, number>>();

  constructor(database: Database) {
    this.#put = onFirstUse(database, put);
    this.#clear = onFirstUse(database, clear);
    this.#newWindow = onFirstUse(database, newWindow);
    this.#windowId = onFirstUse(database, 'select id from limit_window where tool = ? and name = ?');
  }

  put({ tool, window, at, usedPercent, resetsAt }: LimitSnapshot): void {
    const id = this.#windows.get(tool)?.get(window) ?? this.#makeWindow(tool, window);
    const quarter = quarterOf(at) * quarterHour;
    this.#clear().run(id, quarter, at);
    this.#put().run(id, at, usedPercent, resetsAt ?? null, quarter + quarterHour);
  }

  /** After a rollback: numbers given in it are void. */
  forget(): void {
    this.#windows.clear();
  }

  #makeWindow(tool: string, name: string): number {
    this.#newWindow().run(tool, name);
    const id = Number(this.#windowId().get(tool, name)?.['id']);
    const ofTool = this.#windows.get(tool) ?? new Map<string, number>();
    this.#windows.set(tool, ofTool.set(name, id));
    return id;
  }
}

function quarterOf(at: number): number {
  return Math.floor(at / quarterHour);
}

/** Snapshots on their way to the ledger: most of those of a busy quarter-hour are not written at all. */
export class StagedLimits {
  readonly #windows: { readonly tool: string; readonly window: string; readonly last: Map<number, LimitSnapshot> }[] =
    [];

  get isEmpty(): boolean {
    return this.#windows.length === 0;
  }

  add(told: LimitSnapshot): void {
    const last = this.#lastOf(told);
    const quarter = quarterOf(told.at);
    const known = last.get(quarter);
    if (known === undefined || known.at <= told.at)
      last.set(quarter, known?.at === told.at ? larger(known, told) : told);
  }

  *all(): Generator<LimitSnapshot> {
    for (const { last } of this.#windows) yield* last.values();
  }

  clear(): void {
    this.#windows.length = 0;
  }

  #lastOf({ tool, window }: LimitSnapshot): Map<number, LimitSnapshot> {
    for (const each of this.#windows) if (each.window === window && each.tool === tool) return each.last;
    const last = new Map<number, LimitSnapshot>();
    this.#windows.push({ tool, window, last });
    return last;
  }
}

/** Of two of one instant, in whatever order they come. */
function larger(a: LimitSnapshot, b: LimitSnapshot): LimitSnapshot {
  const ends = [a.resetsAt, b.resetsAt].filter((end) => end !== undefined);
  return {
    ...a,
    usedPercent: Math.max(a.usedPercent, b.usedPercent),
    resetsAt: ends.length > 0 ? Math.max(...ends) : undefined,
  };
}
