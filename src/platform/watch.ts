import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** More folders than this are left to the slow poll: each takes one of the system's watches. */
const mostWatches = 4_000;

/** Tells when something below a set of folders changes. Folders that cannot be watched are left to the poll. */
export class FolderWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #onChange: (path: string) => void;

  /** `onChange` gets the path that changed, or its folder where the system does not say. */
  constructor(onChange: (path: string) => void) {
    this.#onChange = onChange;
  }

  /** Watches exactly these folders from now on. */
  set(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  #add(folder: string): void {
    if (this.#watchers.size >= mostWatches) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) =>
        this.#onChange(name ? join(folder, name) : folder),
      );
      watcher.on('error', () => this.#drop(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // Gone, unreadable, or no watch left: the poll sees it.
    }
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  dispose(): void {
    this.set(new Set());
  }
}
