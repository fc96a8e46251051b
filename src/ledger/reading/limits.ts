import type { LimitSnapshot } from '../../core/observation.js';
import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';

const put = `insert into limit_snapshot (window, at, used, resets) values (?, ?, ?, ?) on conflict (window, at) do update set
  used = max(used, excluded.used), resets = max(coalesce(resets, 0), coalesce(excluded.resets, 0))`;
const newWindow = 'insert into limit_window (tool, name) values (?, ?) on conflict do nothing';

/** How full each plan window was at every instant that a log told it. Used inside a write transaction only. */
export class Limits {
  readonly #put: () => Statement;
  readonly #newWindow: () => Statement;
  readonly #windowId: () => Statement;
  /** Numbers of the plan windows, by tool and name. */
  readonly #windows = new Map<string, Map<string, number>>();

  constructor(database: Database) {
    this.#put = onFirstUse(database, put);
    this.#newWindow = onFirstUse(database, newWindow);
    this.#windowId = onFirstUse(database, 'select id from limit_window where tool = ? and name = ?');
  }

  put({ tool, window, at, usedPercent, resetsAt }: LimitSnapshot): void {
    const id = this.#windows.get(tool)?.get(window) ?? this.#makeWindow(tool, window);
    // By `get` no object is made of how many rows changed.
    this.#put().get(id, at, usedPercent, resetsAt ?? null);
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
