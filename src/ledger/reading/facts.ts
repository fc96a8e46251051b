import { type Database, onFirstUse, type Statement } from '../../platform/sqlite.js';
import { statOf } from '../../platform/walk.js';
import type { Files } from './files.js';

type Values = ReadonlyMap<string, string>;

/** What one reading of a file asked of other files' facts. */
export class FactUse {
  readonly source: string;
  readonly path: string;
  /** Goes on from a cursor: what the file depended on before still holds. */
  goesOn: boolean;
  /** No cursor of the file was ever written. */
  isNew: boolean;
  readonly depends = new Set<string>();
  /** Values by owner as the reading saw them. */
  readonly seen = new Map<string, Values>();
  /** The same, parsed. */
  readonly told = new Map<string, ReadonlyMap<string, unknown>>();

  constructor(source: string, path: string, goesOn: boolean, isNew: boolean) {
    this.source = source;
    this.path = path;
    this.goesOn = goesOn;
    this.isNew = isNew;
  }
}

interface Gift {
  readonly name: string;
  readonly owner: string;
  readonly value: string;
  readonly giver: FactUse;
}

/** Before the path of a companion: the fact of when it was last written. */
const companion = 'companion ';

/** Of a file as it is now, '' where there is none. */
export function stampOf(path: string): string {
  const stat = statOf(path);
  return typeof stat === 'string' ? '' : `${stat.size}/${stat.mtimeMs}`;
}

/**
 * Small values that one file gives to others. A file whose reading depended on values that are no longer those it saw is
 * marked stale in the transaction that changes them: the mark outlives this process, and it does not matter which
 * process reads which file.
 */
export class Facts {
  readonly #database: Database;
  readonly #files: Files;
  readonly #valuesOf: () => Statement;
  readonly #staleOf: () => Statement;
  readonly #free: () => Statement;
  readonly #depend: () => Statement;
  readonly #mark: () => Statement;
  readonly #awaited: () => Statement;
  /** Values given in the batch at hand, not yet written, by name and owner. */
  #gifts = new Map<string, Map<string, Gift>>();
  #uses: FactUse[] = [];

  constructor(database: Database, files: Files) {
    this.#database = database;
    this.#files = files;
    this.#valuesOf = onFirstUse(database, 'select owner, value from fact where name = ?');
    this.#staleOf = onFirstUse(database, 'select stale from file where id = ?');
    this.#free = onFirstUse(database, 'delete from dependency where file = ?');
    this.#depend = onFirstUse(database, 'insert into dependency (file, name) values (?, ?) on conflict do nothing');
    this.#mark = onFirstUse(database, 'update file set stale = ? where id = ?');
    this.#awaited = onFirstUse(
      database,
      `select name, value from fact f where name > '${companion}' and name < '${companion}~'
      and exists (select 1 from dependency d where d.name = f.name)`,
    );
  }

  /** The same for all of a reading: what has changed since shows when its cursor is written. */
  get(name: string, use: FactUse): ReadonlyMap<string, unknown> {
    const known = use.told.get(name);
    if (known) return known;
    const values = this.#values(name);
    use.seen.set(name, values);
    const told = new Map([...values].map(([owner, value]) => [owner, JSON.parse(value) as unknown]));
    use.told.set(name, told);
    return told;
  }

  give(name: string, owner: string, value: unknown, giver: FactUse): void {
    const owners = this.#gifts.get(name) ?? new Map<string, Gift>();
    this.#gifts.set(name, owners);
    owners.set(owner, { name, owner, value: JSON.stringify(value), giver });
  }

  /** The reading wants more than a companion of that stamp told it. */
  awaitCompanion(path: string, stamp: string, use: FactUse): void {
    const name = `${companion}${path}`;
    use.depends.add(name);
    use.seen.set(name, new Map([['', JSON.stringify(stamp)]]));
    this.give(name, '', stamp, use);
  }

  /** Looks at the companions that readings want more of: few, and most often none. */
  lookAtCompanions(): void {
    for (const { name, value } of this.#awaited().all()) {
      const stamp = stampOf(String(name).slice(companion.length));
      if (JSON.stringify(stamp) !== value) this.give(String(name), '', stamp, new FactUse('', '', true, false));
    }
  }

  get isEmpty(): boolean {
    return this.#gifts.size === 0;
  }

  /** The reading came to a point at which its cursor is written. */
  note(use: FactUse): void {
    if (!this.#uses.includes(use)) this.#uses.push(use);
  }

  /** Writes what was given and asked; inside the batch's transaction, after its cursors. */
  write(): void {
    const put = this.#database.prepare(
      'insert into fact (name, owner, value) values (?, ?, ?) on conflict (name, owner) do update set value = excluded.value where value <> excluded.value',
    );
    const mark = this.#database.prepare(
      'update file set stale = 1 where id in (select file from dependency where name = ?) and id is not ?',
    );
    for (const owners of this.#gifts.values()) {
      for (const { name, owner, value, giver } of owners.values()) {
        if (Number(put.run(name, owner, value).changes) > 0) mark.run(name, this.#fileOf(giver) ?? null);
      }
    }
    const given = this.#gifts;
    this.#gifts = new Map();
    for (const use of this.#uses) this.#writeUse(use, given);
    this.#uses = [];
  }

  #writeUse(use: FactUse, given: ReadonlyMap<string, ReadonlyMap<string, Gift>>): void {
    const hadNone = use.goesOn || use.isNew;
    use.isNew = false;
    if (hadNone && use.depends.size === 0) return;
    const file = this.#fileOf(use);
    if (file === undefined) return;
    if (!use.goesOn) this.#free().run(file);
    let stale = false;
    for (const name of use.depends) {
      this.#depend().run(file, name);
      stale ||= !sameValues(use.seen.get(name), this.#values(name), given.get(name), use);
    }
    const was = Number(this.#staleOf().get(file)?.['stale']) === 1;
    if (was !== stale && (stale || !use.goesOn)) this.#mark().run(Number(stale), file);
  }

  #fileOf({ source, path }: FactUse): number | undefined {
    return this.#files.get(source, path)?.id;
  }

  #values(name: string): Map<string, string> {
    const values = new Map<string, string>();
    for (const row of this.#valuesOf().all(name)) {
      values.set(String(row['owner']), String(row['value']));
    }
    for (const [owner, { value }] of this.#gifts.get(name) ?? []) values.set(owner, value);
    return values;
  }

  discard(): void {
    this.#gifts.clear();
    this.#uses = [];
  }
}

/** Whether a reading saw what holds now. What the file itself gives never makes it be read again. */
function sameValues(
  seen: Values | undefined,
  now: Values,
  given: ReadonlyMap<string, Gift> | undefined,
  use: FactUse,
): boolean {
  const foreign = (values: Values) => [...values].filter(([owner]) => given?.get(owner)?.giver !== use);
  if (seen === undefined) return foreign(now).length === 0;
  const before = foreign(seen);
  const after = foreign(now);
  return before.length === after.length && before.every(([owner, value]) => now.get(owner) === value);
}
