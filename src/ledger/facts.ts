import type { Database } from '../platform/sqlite.js';

/** Small values that one file gives to others, and which files have to be read again when a value changes. */
export class Facts {
  readonly #database: Database;
  /** Names whose values changed since the last `takeChanged`. */
  #changed = new Set<string>();
  /** Values given in the batch at hand, not yet written. */
  readonly #pending = new Map<string, Map<string, string>>();
  readonly #dependencies = new Map<string, Set<string>>();

  constructor(database: Database) {
    this.#database = database;
  }

  get(name: string): Map<string, unknown> {
    const values = new Map<string, unknown>();
    for (const row of this.#database.prepare('select owner, value from fact where name = ?').all(name)) {
      values.set(String(row['owner']), JSON.parse(String(row['value'])));
    }
    for (const [owner, value] of this.#pending.get(name) ?? []) values.set(owner, JSON.parse(value));
    return values;
  }

  give(name: string, owner: string, value: unknown): void {
    const owners = this.#pending.get(name) ?? new Map<string, string>();
    this.#pending.set(name, owners);
    owners.set(owner, JSON.stringify(value));
  }

  /** What the file depends on from now on, in place of what it depended on before. */
  depend(source: string, path: string, names: ReadonlySet<string>): void {
    this.#dependencies.set(`${source}\n${path}`, new Set(names));
  }

  /** Writes what was given and asked; inside the batch's transaction, after its cursors. */
  write(): void {
    const put = this.#database.prepare(
      'insert into fact (name, owner, value) values (?, ?, ?) on conflict (name, owner) do update set value = excluded.value where value <> excluded.value',
    );
    for (const [name, owners] of this.#pending) {
      for (const [owner, value] of owners) if (Number(put.run(name, owner, value).changes) > 0) this.#changed.add(name);
    }
    this.#pending.clear();
    this.#writeDependencies();
  }

  #writeDependencies(): void {
    const fileId = this.#database.prepare('select id from file where source = ? and path = ?');
    const clear = this.#database.prepare('delete from dependency where file = ?');
    const add = this.#database.prepare('insert into dependency (file, name) values (?, ?) on conflict do nothing');
    for (const [key, names] of this.#dependencies) {
      const at = key.indexOf('\n');
      const row = fileId.get(key.slice(0, at), key.slice(at + 1));
      if (!row) continue;
      clear.run(Number(row['id']));
      for (const name of names) add.run(Number(row['id']), name);
    }
    this.#dependencies.clear();
  }

  discard(): void {
    this.#pending.clear();
    this.#dependencies.clear();
  }

  /** Files to be read again because of what changed since the last call: source and path. */
  takeDependents(): { source: string; path: string }[] {
    const found = new Map<string, { source: string; path: string }>();
    const find = this.#database.prepare(
      'select f.source, f.path from dependency d join file f on f.id = d.file where d.name = ?',
    );
    for (const name of this.#changed) {
      for (const row of find.all(name)) {
        const file = { source: String(row['source']), path: String(row['path']) };
        found.set(`${file.source}\n${file.path}`, file);
      }
    }
    this.#changed = new Set();
    return [...found.values()];
  }
}
